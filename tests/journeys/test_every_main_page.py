"""The main pages: no script needed, keyboard alone, nothing left behind."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case
from tests.access.world import FullCase, fill_case
from tests.browser import NEEDS_CHROMIUM, press, sign_in
from tests.factories import join_case, make_user
from tests.journeys.pages import main_pages

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]


@pytest.fixture
def full(transactional_db: None) -> FullCase:
    """A case with one record of every kind."""
    return fill_case("own", make_user(Role.INVESTIGATOR, "Lead Investigator"))


@pytest.fixture
def lead(full: FullCase) -> User:
    return full.case.lead


def test_main_pages_and_the_main_form_without_script(
    live_server: LiveServer, open_page: Callable[..., Any], full: FullCase, lead: User
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, live_server.url, lead.email)
    for path in main_pages(full):
        assert page.goto(live_server.url + path).status == 200
        assert page.inner_text("h1").strip()
    page.goto(f"{live_server.url}/incidents/new/")
    assert not page.locator("kbd:visible").count(), "no key does anything here"
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
    assert page.locator("kbd:visible").count()
    page.goto(f"{live_server.url}/accounts/")
    page.uncheck("[name=shortcuts_on]")
    press(page, "main form button.btn--primary")
    page.goto(live_server.url + "/")
    assert not page.locator("kbd:visible").count()
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
