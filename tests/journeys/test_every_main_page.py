"""The main pages: accessible in both directions and themes, nothing scrolls sideways, no script needed."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case
from tests.access.world import FullCase, fill_case
from tests.browser import DESK, NEEDS_CHROMIUM, PHONE, press, sign_in
from tests.factories import join_case, make_user
from tests.journeys.conftest import speak

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}


@pytest.fixture
def full(transactional_db: None) -> FullCase:
    """A case with one record of every kind."""
    return fill_case("own", make_user(Role.INVESTIGATOR, "Lead Investigator"))


@pytest.fixture
def lead(full: FullCase) -> User:
    return full.case.lead


def main_pages(full: FullCase) -> list[str]:
    """The pages people spend their days on."""
    case = f"/cases/{full.case.reference}/"
    tabs = ("", "incidents/", "evidence/", "people/", "parties/", "status/", "tasks/", "history/", "access/")
    records = (full.records["incident"], full.records["item"])
    return [
        "/",
        "/cases/",
        "/incidents/new/",
        "/evidence/",
        "/parties/",
        "/places/",
        "/ladder/",
        "/inbox/",
        *(case + tab for tab in tabs),
        *(record.get_absolute_url() for record in records),
        f"{case}evidence/new/",
        f"{case}parties/link/",
        "/accounts/",
    ]


def faults_of(page: Any, path: str) -> Iterator[str]:
    """What axe finds on the page as it stands, and whether it scrolls sideways."""
    for found in page.evaluate("rules => axe.run(rules)", RULES)["violations"]:
        places = [node["target"] for node in found["nodes"][:3]]
        yield f"{path}: {found['id']} {places}"
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        yield f"{path}: scrolls sideways"


@pytest.mark.parametrize(
    ("language", "looks"),
    [
        ("en", [("light", DESK), ("dark", PHONE)]),
        ("ar", [("light", PHONE), ("dark", DESK)]),
    ],
)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    live_server: LiveServer,
    open_page: Callable[..., Any],
    full: FullCase,
    lead: User,
    language: str,
    looks: list[tuple[str, dict[str, int]]],
) -> None:
    """Each page is opened once and looked at as a desk and a telephone show it, by day and by night."""
    speak(lead, language)
    page = open_page()
    sign_in(page, live_server.url, lead.email)
    faults = []
    for path in main_pages(full):
        page.goto(live_server.url + path)
        page.evaluate(Axe().axe_script)
        for theme, viewport in looks:
            page.set_viewport_size(viewport)
            # Without motion colours change at once, not on the way from day to night.
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            faults += [f"{theme} {viewport['width']} {fault}" for fault in faults_of(page, path)]
    assert faults == []


def test_main_pages_and_the_main_form_without_script(
    live_server: LiveServer, open_page: Callable[..., Any], full: FullCase, lead: User
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, live_server.url, lead.email)
    for path in main_pages(full):
        assert page.goto(live_server.url + path).status == 200
        assert page.inner_text("h1").strip()
    page.goto(f"{live_server.url}/incidents/new/")
    page.fill("#id_title", "Logged without a script")
    page.fill("#id_narrative", "What happened, in the words of the source.")
    page.fill("#id_when", "mid-March 2017")
    page.select_option("#id_place", index=1)
    page.select_option("#id_violations", index=1)
    page.fill("[name=outlet]", "Casualty Monitor")
    press(page, ".decide button.btn--primary")
    case = Case.objects.get(title="Logged without a script")
    assert page.url.endswith(case.get_absolute_url())


def test_keyboard_alone_and_shortcuts_off(
    live_server: LiveServer, open_page: Callable[..., Any], full: FullCase, lead: User
) -> None:
    page = open_page()
    sign_in(page, live_server.url, lead.email)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.goto(f"{live_server.url}/accounts/")
    page.uncheck("[name=shortcuts_on]")
    press(page, "main form button.btn--primary")
    page.goto(live_server.url + "/")
    page.keyboard.press("n")
    page.wait_for_timeout(300)
    assert page.url == live_server.url + "/"


def test_exit_now_then_the_session_is_dead_and_back_shows_nothing(
    live_server: LiveServer, open_page: Callable[..., Any], full: FullCase, lead: User
) -> None:
    page = open_page()
    sign_in(page, live_server.url, lead.email)
    page.goto(live_server.url + full.case.get_absolute_url())
    assert full.canary in page.content()
    with page.expect_navigation():
        page.click(".btn--exit")
    page.go_back()
    page.wait_for_load_state()
    assert full.canary not in page.content()
    answer = page.request.get(live_server.url + full.case.get_absolute_url(), max_redirects=0)
    assert answer.status == 302


def test_member_joins_then_sees_the_case_at_once_and_after_leaving_no_more(
    live_server: LiveServer, open_page: Callable[..., Any], full: FullCase
) -> None:
    colleague = make_user(Role.INVESTIGATOR, "Carla Colleague")
    page = open_page()
    sign_in(page, live_server.url, colleague.email)
    address = live_server.url + full.case.get_absolute_url()
    assert page.goto(address).status == 404
    join_case(full.case, colleague)
    assert page.goto(address).status == 200
    press(page, '.tabs a[href$="/access/"]')
    assert colleague.name in page.inner_text("main")
