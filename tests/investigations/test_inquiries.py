"""Investigations of any body, their documents, and what other bodies called an event."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core.dates import parse
from casework.core.verdict import Refused
from casework.incidents.actions import change_incident, withdraw_incident
from casework.incidents.models import Incident
from casework.investigations.actions import (
    add_investigation,
    add_outside_grade,
    change_investigation,
    cite_document,
    withdraw_document,
    withdraw_investigation,
    withdraw_outside_grade,
)
from casework.investigations.models import Investigation, InvestigationCitation, OutsideGrade
from casework.investigations.queries import (
    delay_between,
    documents_of,
    investigation_rows,
    material_for,
    outside_grades,
)
from casework.people.actions import add_person_source
from tests.evidence.conftest import make_item, refused
from tests.factories import join_case, make_case, make_incident, make_source, make_violation

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator, membership={"cleared": True})
    join_case(case, supervisor)
    return case


@pytest.fixture
def incident(case: Case, investigator: User) -> Incident:
    return make_incident(investigator, case, when=parse("17 Mar 2017"))


@pytest.fixture
def client_in(investigator: User) -> Client:
    client = Client()
    client.force_login(investigator)
    return client


def inquire(user: User, case: Case, **facts: Any) -> Investigation:
    said = {"body_kind": "military", "body": "Inquiry 15-6"} | facts
    return add_investigation(actor=user, case=case, **said)


def test_add_when_dates_in_words_then_understood_and_kept(case: Case, investigator: User) -> None:
    inquiry = inquire(investigator, case, opened="late March 2017", closed="25 May 2017")
    assert inquiry.opened_earliest == parse("late March 2017").earliest
    assert inquiry.opened.text == "late March 2017" and inquiry.closed_latest == parse("25 May 2017").latest


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"body": ""}, "__all__"),
        ({"body_kind": "ours", "body": "Us"}, "body"),
        ({"body_kind": "banana"}, "body_kind"),
        ({"opened": "the day before yesterweek"}, "opened"),
        ({"opened": "2018", "closed": "2017"}, "__all__"),
        ({"outcome": "banana"}, "outcome"),
    ],
)
def test_add_when_wrong_then_said(case: Case, investigator: User, facts: dict[str, Any], field: str) -> None:
    with refused(ValidationError) as info:
        inquire(investigator, case, **facts)
    assert field in info.value.message_dict
    assert not Investigation.objects.exists()


def test_add_when_reader_outsider_or_foreign_event_then_refused(
    case: Case, investigator: User, outsider: User, auditor: User
) -> None:
    join_case(case, auditor, role="reader")
    for user in (outsider, auditor):
        with refused(Refused):
            inquire(user, case)
    elsewhere = make_incident(outsider, make_case(outsider))
    with refused(ValidationError, match="event of this case"):
        inquire(investigator, case, incident=elsewhere)


def test_change_and_withdraw_when_done_then_in_the_history(case: Case, investigator: User) -> None:
    inquiry = inquire(investigator, case)
    change_investigation(actor=investigator, investigation=inquiry, outcome="dropped", reason="Its letter.")
    assert inquiry.history.count() == 2 and inquiry.history.first().history_change_reason == "Its letter."
    with refused(ValidationError):
        withdraw_investigation(actor=investigator, investigation=inquiry, reason=" ")
    inquiry.refresh_from_db()
    withdraw_investigation(actor=investigator, investigation=inquiry, reason="Twice.")
    with refused(Refused, match="withdrawn"):
        change_investigation(actor=investigator, investigation=inquiry, outcome="open")
    assert investigation_rows(investigator, case) == []


@pytest.mark.parametrize(
    ("event", "opened", "words"),
    [
        ("17 Mar 2017", "29 Mar 2017", "12 days"),
        ("17 Mar 2017", "18 Mar 2017", "1 day"),
        ("17 Mar 2017", "April 2017", "15 to 44 days"),
        ("between 17 and 20 March 2017", "25 Mar 2017", "5 to 8 days"),
        ("17 Mar 2017", "16 Mar 2017", "0 days"),
        ("between 9 and 17 July 2017", "18 Jul 2026", "about 9 years"),
        ("2017", "18 Jul 2026", "8 to 9 years"),
        ("17 Mar 2017", "after 20 March 2017", "at least"),
        ("17 Mar 2017", "", ""),
        ("", "29 Mar 2017", ""),
    ],
)
def test_delay_when_dates_are_uncertain_then_a_range_of_days(
    case: Case, incident: Incident, investigator: User, event: str, opened: str, words: str
) -> None:
    when = parse(event) if event else None
    change_incident(actor=investigator, incident=incident, when=when)
    inquiry = inquire(investigator, case, incident=incident, opened=opened)
    found = delay_between(incident, inquiry).words
    assert found == words if not words.startswith("at least") else found.startswith(words)


def test_row_when_no_event_is_named_then_counted_from_the_first_the_reader_sees(
    case: Case, incident: Incident, investigator: User, supervisor: User
) -> None:
    hidden = add_person_source(actor=investigator, case=case, confidentiality="highly_restricted")
    make_incident(investigator, case, source=hidden, when=parse("7 Mar 2017"))
    inquire(investigator, case, opened="27 Mar 2017")
    assert investigation_rows(investigator, case)[0].delay.words == "20 days"
    assert investigation_rows(supervisor, case)[0].delay.words == "10 days"


def test_inquiry_when_its_event_is_hidden_or_withdrawn_then_so_is_it(
    case: Case, investigator: User, supervisor: User
) -> None:
    hidden = add_person_source(actor=investigator, case=case, confidentiality="highly_restricted")
    event = make_incident(investigator, case, source=hidden)
    inquire(investigator, case, incident=event)
    assert len(investigation_rows(investigator, case)) == 1
    assert investigation_rows(supervisor, case) == []
    withdraw_incident(actor=investigator, incident=event, reason="Another case.")
    assert investigation_rows(investigator, case) == []


def test_document_when_cited_twice_unseen_or_withdrawn(
    case: Case, investigator: User, supervisor: User
) -> None:
    inquiry, item = inquire(investigator, case), make_item(case, investigator)
    document = cite_document(actor=investigator, target=inquiry, item=item, stance="supports", locator="p. 2")
    with refused(ValidationError, match="cited for this already"):
        cite_document(actor=investigator, target=inquiry, item=item, stance="supports", locator=" p. 2 ")
    secret = make_item(case, investigator, b"secret", confidentiality="highly_restricted")
    with refused(ValidationError, match="no such item"):
        cite_document(actor=supervisor, target=inquiry, item=secret, stance="supports")
    cite_document(actor=investigator, target=inquiry, item=secret, stance="contradicts")
    assert len(documents_of(investigator, inquiry)) == 2 and documents_of(supervisor, inquiry) == [document]
    withdraw_document(actor=investigator, citation=document, reason="Wrong page.")
    assert documents_of(supervisor, inquiry) == []
    with refused(ValidationError) as info:
        cite_document(actor=investigator, target=inquiry, item=item, stance="supports", criterion="prompt")
    assert "criterion" in info.value.message_dict


def test_grade_when_quoted_then_beside_our_own_and_never_ours(
    case: Case, incident: Incident, investigator: User, outsider: User
) -> None:
    grade = add_outside_grade(
        actor=investigator,
        incident=incident,
        source=make_source(),
        grade="fair",
        when="2017",
        its_reason="Two sources.",
    )
    assert grade.scheme == "airwars" and grade.reason == "Two sources."
    violation = make_violation(investigator, incident)
    assert material_for(investigator, violation).grades == [grade]
    with refused(Refused):
        add_outside_grade(actor=outsider, incident=incident, source=grade.source, grade="fair")
    with refused(ValidationError) as info:
        add_outside_grade(actor=investigator, incident=incident, source=grade.source, grade="banana")
    assert "grade" in info.value.message_dict
    withdraw_outside_grade(actor=investigator, grade=grade, reason="Another event.")
    assert not outside_grades(investigator, incident).exists()


def test_list_page_when_investigated_and_not_effective_then_two_words(
    case: Case, client_in: Client, investigator: User
) -> None:
    address = reverse("investigations:investigation-list", args=[case.reference])
    empty = client_in.get(address).content.decode()
    assert "Nobody investigates, as far as is known" in empty
    inquire(investigator, case)
    inquire(investigator, case, body_kind="ours", body="")
    page = client_in.get(address)
    assert (page.context["begun"], page.context["effective"]) == (1, 0)
    text = page.content.decode()
    assert "by 1 body" in text and "by none, as far as it is rated and confirmed" in text


def test_form_when_wrong_then_beside_the_field_and_kept(case: Case, client_in: Client) -> None:
    address = reverse("investigations:investigation-new", args=[case.reference])
    page = client_in.post(
        address,
        {
            "body_kind": "court",
            "body": "",
            "opened": "2018",
            "closed": "2017",
            "outcome": "open",
            "plan": "Kept",
        },
    )
    text = page.content.decode()
    assert page.status_code == 422
    for sentence in ("Name the body that investigates.", "It cannot close before it was opened.", "Kept"):
        assert sentence in text


def test_form_when_ours_then_says_what_the_stage_needs(case: Case, client_in: Client) -> None:
    address = reverse("investigations:investigation-new", args=[case.reference])
    page = client_in.get(f"{address}?kind=ours")
    assert page.context["form"]["body_kind"].value() == "ours"
    assert "only when a plan and the opening day are written" in page.content.decode()
    client_in.post(address, {"body_kind": "ours", "opened": "2 Jan 2026", "plan": "Ask.", "outcome": "open"})
    ours = Investigation.objects.get()
    assert ours.is_ours and ours.has_begun and ours.plan == "Ask."


def test_edit_when_a_colleague_was_faster_then_both_are_shown(
    case: Case, client_in: Client, investigator: User
) -> None:
    inquiry = inquire(investigator, case)
    address = reverse("investigations:investigation-edit", args=[case.reference, inquiry.uid])
    change_investigation(actor=investigator, investigation=inquiry, outcome="dropped")
    data = {"body_kind": "military", "body": "Inquiry", "outcome": "open", "version": "1"}
    assert client_in.post(address, data).status_code == 409
    saved = client_in.post(address, data | {"version": "2", "closed": "2019", "reason": "Its letter."})
    assert saved.status_code == 302
    inquiry.refresh_from_db()
    assert (inquiry.body, inquiry.closed_text) == ("Inquiry", "2019")


def test_cite_pages_when_item_of_the_case_or_by_reference(
    case: Case, client_in: Client, investigator: User
) -> None:
    inquiry, item = inquire(investigator, case), make_item(case, investigator)
    address = reverse("investigations:document-new", args=[case.reference, inquiry.uid])
    assert client_in.post(address, {"stance": "supports"}).status_code == 422
    bad = client_in.post(address, {"stance": "supports", "other": "E-2017-ZZZZZZ"})
    assert "There is no such item." in bad.content.decode()
    client_in.post(address, {"stance": "supports", "other": item.reference.lower(), "locator": "p. 1"})
    document = InvestigationCitation.objects.get()
    assert document.item == item
    away = reverse("investigations:document-withdraw", args=[case.reference, document.uid])
    assert client_in.get(away).status_code == 200
    assert client_in.post(away, {"reason": "Wrong page."})["Location"] == inquiry.get_absolute_url()


def test_grade_pages_when_added_from_the_event_then_shown_there(
    case: Case, incident: Incident, client_in: Client
) -> None:
    source = make_source()
    address = reverse("investigations:grade-new", args=[case.reference, incident.uid])
    assert client_in.post(address, {"grade": ""}).status_code == 422
    client_in.post(address, {"source": str(source.uid), "grade": "non_credible", "reference": "May 2017"})
    grade = OutsideGrade.objects.get()
    assert grade.scheme == "coalition"
    text = client_in.get(incident.get_absolute_url()).content.decode()
    assert "Called non-credible" in text and "May 2017" in text
    away = reverse("investigations:grade-withdraw", args=[case.reference, grade.uid])
    client_in.post(away, {"reason": "Another event."})
    assert "Called non-credible" not in client_in.get(incident.get_absolute_url()).content.decode()


def test_explained_when_read_then_each_criterion_and_what_it_needs(client_in: Client, case: Case) -> None:
    text = client_in.get(reverse("investigations:effective")).content.decode()
    assert text.count("Must be met</span>") == 5 and text.count("Must be met at least partly") == 2
