"""Accessible in both directions, by day and by night, at a desk and on a telephone; no sideways scroll."""

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from tests.access.world import FullCase, fill_case
from tests.browser import DESK, NEEDS_CHROMIUM, PHONE, sign_in
from tests.factories import join_case, make_user
from tests.journeys.conftest import speak
from tests.journeys.pages import DAILY, LADDER, OFFICE, addresses, every_page, public_pages
from tests.publication.build import publish, tell_story

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# What a second look at the same page can change: colours and the sizes of things.
RULES_OF_LOOKS = RULES | {"runOnly": {"type": "rule", "values": ["color-contrast", "target-size"]}}
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
# By day at one width and by night at the other; the other language the other way round. The first look is
# asked everything, so each page is at both widths.
LOOKS = {
    "en": [("light", DESK), ("dark", PHONE)],
    "ar": [("light", PHONE), ("dark", DESK)],
}


@dataclasses.dataclass(frozen=True)
class Office:
    """A case with one record of every kind, a supervisor in it, and a published finding of another case."""

    full: FullCase
    supervisor: User
    reference: str


@pytest.fixture
def office(transactional_db: None) -> Office:
    lead = make_user(Role.INVESTIGATOR, "Lead Investigator")
    full = fill_case("own", lead)
    told = tell_story()
    join_case(full.case, told.second, cleared=True)
    return Office(full, told.second, publish(told).reference)


@pytest.fixture
def look(live_server: LiveServer, open_page: Callable[..., Any]) -> Callable[..., list[str]]:
    """Opens each page once and looks at it as a desk and a telephone show it, by day and by night."""

    def faults(reader: User | None, language: str, paths: list[str], everything: bool = False) -> list[str]:
        page = open_page()
        if reader:
            speak(reader, language)
            sign_in(page, live_server.url, reader.email)
        return [
            fault for path in paths for fault in faults_at(page, live_server.url, path, language, everything)
        ]

    return faults


def faults_at(page: Any, base: str, path: str, language: str, everything: bool) -> Iterator[str]:
    """What is wrong with a page in the looks of a language; with `everything` passing by what is none."""
    if everything and not is_page(page, base + path):
        return
    answer = page.goto(base + path)
    assert answer.status == 200, f"{path}: {answer.status}"
    page.evaluate(Axe().axe_script)
    for (theme, viewport), rules in zip(LOOKS[language], (RULES, RULES_OF_LOOKS), strict=True):
        page.set_viewport_size(viewport)
        # Without motion colours change at once, not on the way from day to night.
        page.emulate_media(color_scheme=theme, reduced_motion="reduce")
        for fault in faults_of(page, rules):
            yield f"{language} {theme} {viewport['width']} {path}: {fault}"


def is_page(page: Any, address: str) -> bool:
    """Whether a person may open the address and gets a page there."""
    answer = page.request.get(address, max_redirects=0)
    return answer.status == 200 and answer.headers["content-type"].startswith("text/html")


def faults_of(page: Any, rules: dict[str, Any]) -> Iterator[str]:
    """What axe finds on the page as it stands, and whether it scrolls sideways."""
    for found in page.evaluate("rules => axe.run(rules)", rules)["violations"]:
        yield f"{found['id']} {[node['target'] for node in found['nodes'][:3]]}"
    if page.evaluate(SIDEWAYS):
        yield "scrolls sideways"


@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("routes", [DAILY, LADDER, OFFICE], ids=["daily", "ladder", "office"])
def test_pages_of_the_office(
    look: Callable[..., list[str]], office: Office, routes: tuple[str, ...], language: str
) -> None:
    assert look(office.supervisor, language, addresses(office.full, routes)) == []


@pytest.mark.parametrize("language", LOOKS)
def test_public_pages(look: Callable[..., list[str]], office: Office, language: str) -> None:
    assert look(None, language, public_pages(office.reference, language)) == []


@pytest.mark.parametrize("language", LOOKS)
def test_pages_of_the_administration(
    look: Callable[..., list[str]], transactional_db: None, language: str
) -> None:
    administrator = make_user(Role.ADMIN, "Administrator of People")
    assert look(administrator, language, ["/admin/", "/admin/accounts/user/"]) == []


@pytest.mark.soak
@pytest.mark.parametrize("language", LOOKS)
@pytest.mark.parametrize("who", ["lead", "supervisor"])
def test_every_page_there_is(look: Callable[..., list[str]], office: Office, who: str, language: str) -> None:
    reader = office.full.case.lead if who == "lead" else office.supervisor
    assert look(reader, language, every_page(office.full), everything=True) == []
