"""What the scripts add, in a real browser: nothing typed is lost, files show how far they are."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident
from casework.tasks.models import Task
from tests.browser import NEEDS_CHROMIUM, chromium, press, sign_in
from tests.factories import join_case, make_case, make_user

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]

SAVE = "main form[method=post] button.btn--primary"


@pytest.fixture
def open_page() -> Iterator[Callable[..., Any]]:
    with chromium() as opener:
        yield opener


@pytest.fixture
def lead(transactional_db: None) -> User:
    return make_user(Role.INVESTIGATOR, "Ines North")


@pytest.fixture
def case(lead: User) -> Case:
    return make_case(lead, title="Strike on a market")


def test_two_people_save_then_each_field_can_be_chosen_and_nothing_is_lost(
    open_page: Callable[..., Any], live_server: LiveServer, lead: User, case: Case
) -> None:
    other = make_user(Role.INVESTIGATOR, "Omar East")
    join_case(case, other)
    mine, theirs = open_page(), open_page()
    address = f"{live_server.url}/cases/{case.reference}/edit/"
    for page, user in ((mine, lead), (theirs, other)):
        sign_in(page, live_server.url, user.email)
        page.goto(address)
    theirs.fill("[name=title]", "Strike on the old market")
    theirs.fill("[name=next_action]", "Phone the committee")
    press(theirs, SAVE)
    mine.fill("[name=summary]", "Only I wrote this.")
    mine.fill("[name=next_action]", "Write a letter")
    press(mine, SAVE)

    assert "Somebody else saved this" in mine.inner_text("main")
    assert mine.is_checked("[name=choice-title][value=theirs]"), "what only they changed is taken over"
    assert mine.is_checked("[name=choice-summary][value=mine]")
    mine.check("[name=choice-next_action][value=base]")
    press(mine, ".asdialog button.btn--primary")

    case.refresh_from_db()
    assert (case.title, case.summary) == ("Strike on the old market", "Only I wrote this.")
    assert case.next_action == "", "what stood there before both"


def test_upload_when_the_form_is_wrong_then_the_file_stays_chosen_and_arrives_in_the_end(
    open_page: Callable[..., Any], live_server: LiveServer, lead: User, case: Case
) -> None:
    page = open_page()
    sign_in(page, live_server.url, lead.email)
    page.goto(f"{live_server.url}/cases/{case.reference}/evidence/new/")
    file = {"name": "صورة.txt", "mimeType": "text/plain", "buffer": b"what the witness gave us"}
    page.set_input_files("input[type=file] >> nth=0", file)
    assert "صورة.txt" in page.inner_text("[data-drop-list] >> nth=0")
    page.click(SAVE)
    page.wait_for_selector("[data-error-summary]:focus")
    assert page.evaluate("document.querySelector('input[type=file]').files.length") == 1
    page.fill("[name=title]", "A note")
    page.select_option("[name=kind]", "document")
    with page.expect_navigation():
        page.click(SAVE)
    assert EvidenceItem.objects.get(case=case).original_name == "صورة.txt"


def test_leaving_when_words_are_unsaved_then_the_browser_asks(
    open_page: Callable[..., Any], live_server: LiveServer, lead: User, case: Case
) -> None:
    page = open_page()
    asked: list[str] = []

    def note(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", note)
    sign_in(page, live_server.url, lead.email)
    page.goto(f"{live_server.url}/cases/{case.reference}/edit/")
    page.goto(f"{live_server.url}/cases/")
    assert asked == []
    page.goto(f"{live_server.url}/cases/{case.reference}/edit/")
    page.type("[name=title]", "x")
    page.goto(f"{live_server.url}/cases/")
    assert asked == ["beforeunload"]


def test_place_when_typed_in_another_spelling_then_the_list_offers_it_by_keyboard(
    open_page: Callable[..., Any], live_server: LiveServer, lead: User, case: Case
) -> None:
    page = open_page()
    sign_in(page, live_server.url, lead.email)
    page.goto(f"{live_server.url}/incidents/new/")
    field = page.locator("#id_place")
    assert field.get_attribute("role") == "combobox"
    field.click()
    page.keyboard.type("musil jadid")
    option = page.locator("[role=option]").first
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None, "nothing is chosen before an arrow key"
    page.keyboard.press("Enter")
    assert page.url.endswith("/incidents/new/"), "Enter sends no half-typed place"
    assert page.locator("#id_place_value").input_value() == ""
    page.keyboard.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == option.get_attribute("id"), (
        "the first, not the second"
    )
    assert option.get_attribute("aria-selected") == "true"
    page.keyboard.press("Enter")
    assert field.input_value().startswith("Mosul al-Jadida")
    assert page.locator("#id_place_value").input_value() != ""
    page.keyboard.press("Escape")
    field.fill("")
    field.blur()
    assert page.locator("#id_place_value").input_value() == "", "what is wiped out is not sent"


def test_place_when_arrow_up_comes_first_then_the_last_row_and_back_round(
    open_page: Callable[..., Any], live_server: LiveServer, lead: User, case: Case
) -> None:
    page = open_page()
    sign_in(page, live_server.url, lead.email)
    page.goto(f"{live_server.url}/incidents/new/")
    field, rows = page.locator("#id_place"), page.locator("[role=option]")
    field.click()
    page.keyboard.type("mosul")
    rows.nth(1).wait_for()
    page.keyboard.press("ArrowUp")
    assert rows.last.get_attribute("aria-selected") == "true"
    page.keyboard.press("ArrowDown")
    assert rows.first.get_attribute("aria-selected") == "true"
    page.keyboard.type("z")
    assert field.get_attribute("aria-activedescendant") is None or rows.count() == 0, "typing chooses nothing"


@pytest.mark.parametrize(
    ("path", "field", "typed", "done"),
    [
        ("edit/", "[name=summary]", "What is known.", lambda case: case.summary == "What is known."),
        (
            "tasks/new/",
            "[name=title]",
            "Call the clinic",
            lambda case: Task.objects.filter(case=case).count() == 1,
        ),
        (
            "incidents/new/",
            "[name=narrative]",
            "Two shells.",
            lambda case: Incident.objects.filter(case=case).count() == 1,
        ),
    ],
)
@pytest.mark.parametrize("key", ["Control+Enter", "Meta+Enter"])
def test_main_forms_when_ctrl_enter_in_a_field_then_saved(
    open_page: Callable[..., Any],
    live_server: LiveServer,
    lead: User,
    case: Case,
    path: str,
    field: str,
    typed: str,
    done: Callable[[Case], bool],
    key: str,
) -> None:
    page = open_page()
    sign_in(page, live_server.url, lead.email)
    page.goto(f"{live_server.url}/cases/{case.reference}/{path}")
    if page.locator("[name=title]").input_value() == "":
        page.fill("[name=title]", "Strike on a clinic")
    if page.locator("[name=when]").count():
        page.fill("[name=when]", "17 March 2017")
    page.fill(field, typed)
    with page.expect_navigation():
        page.keyboard.press(key)
    case.refresh_from_db()
    assert done(case)


def test_ctrl_enter_when_shortcuts_are_switched_off_then_nothing_is_sent(
    open_page: Callable[..., Any], live_server: LiveServer, lead: User, case: Case
) -> None:
    with audit_context(actor=lead):
        lead.shortcuts_on = False
        lead.save()
    page = open_page()
    sign_in(page, live_server.url, lead.email)
    page.goto(f"{live_server.url}/cases/{case.reference}/edit/")
    page.fill("[name=summary]", "Not yet")
    page.keyboard.press("Control+Enter")
    page.wait_for_timeout(500)
    case.refresh_from_db()
    assert page.url.endswith("/edit/") and case.summary == ""
