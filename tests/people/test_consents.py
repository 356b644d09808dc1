"""Consent purpose by purpose: no by itself, a yes with its how and when, taken back at any stage."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.people.actions import (
    add_person,
    change_consent,
    record_consent,
    revoke_consent,
    withdraw_consent,
    withdraw_person,
)
from casework.people.choices import SHARING, ConsentPurpose
from casework.people.models import Consent, Person
from casework.people.queries import consent_rows, consents_of_case
from casework.tasks.models import Notice
from tests.evidence.conftest import refused
from tests.factories import join_case, make_case, make_user

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 1)
YES = {"answer": "yes", "means": "verbal", "given_on": DAY}


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator, membership={"cleared": True})
    join_case(case, supervisor)
    return case


@pytest.fixture
def person(case: Case, investigator: User) -> Person:
    return add_person(actor=investigator, case=case, values={"is_witness": True, "age_band": "18_59"})


@pytest.fixture
def client_in(investigator: User) -> Client:
    client = Client()
    client.force_login(investigator)
    return client


def agree(user: User, person: Person, purpose: str = "collect", **facts: Any) -> Consent:
    return record_consent(actor=user, person=person, purpose=purpose, **(YES | facts))


def address(person: Person, purpose: str = "collect", act: str = "consent") -> str:
    return reverse(f"people:{act}", args=[person.case.reference, person.uid, purpose])


def test_rows_when_nothing_is_recorded_then_nine_times_no(person: Person, investigator: User) -> None:
    rows = consent_rows(investigator, person)
    assert [row.purpose for row in rows] == list(ConsentPurpose) and len(rows) == 9
    assert not any(row.holds for row in rows)


def test_yes_when_complete_then_holds_for_its_purpose_only(person: Person, investigator: User) -> None:
    consent = agree(investigator, person)
    assert consent.holds and consent.explained_by == investigator
    assert [row.purpose for row in consent_rows(investigator, person) if row.holds] == ["collect"]
    assert consents_of_case(investigator, person.case) == {person.pk: (1, 1)}


@pytest.mark.parametrize(
    ("purpose", "facts", "field"),
    [
        ("collect", {"given_on": None}, "given_on"),
        ("collect", {"given_on": dt.date(2999, 1, 1)}, "given_on"),
        ("collect", {"means": ""}, "means"),
        ("collect", {"means": "banana"}, "means"),
        ("collect", {"answer": "banana"}, "answer"),
        ("banana", {}, "purpose"),
        ("collect", {"expires_on": dt.date(2025, 1, 1)}, "expires_on"),
        *((purpose.value, {}, "recipient") for purpose in sorted(SHARING)),
    ],
)
def test_yes_when_something_is_missing_then_said_beside_its_field(
    person: Person, investigator: User, purpose: str, facts: dict[str, Any], field: str
) -> None:
    with refused(ValidationError) as info:
        agree(investigator, person, purpose, **facts)
    assert field in info.value.message_dict
    assert not Consent.objects.exists()


def test_yes_when_child_then_a_guardian_or_a_note(case: Case, investigator: User) -> None:
    child = add_person(actor=investigator, case=case, values={"is_victim": True, "age_band": "5_17"})
    with refused(ValidationError) as info:
        agree(investigator, child)
    assert "guardian" in info.value.message_dict
    assert agree(investigator, child, guardian=True).holds


def test_record_when_answered_already_outsider_or_withdrawn_person_then_refused(
    person: Person, investigator: User, outsider: User, auditor: User
) -> None:
    join_case(person.case, auditor, role="reader")
    for user in (outsider, auditor):
        with refused(Refused):
            agree(user, person)
    agree(investigator, person)
    with refused(ValidationError, match="Change that one"):
        agree(investigator, person)
    withdraw_person(actor=investigator, person=person, reason="Entered twice.")
    with refused(Refused, match="withdrawn"):
        agree(investigator, person, "internal_use")
    assert not Consent.objects.in_force().exists()


def test_expired_when_its_day_has_passed_then_no_longer_in_force(person: Person, investigator: User) -> None:
    yesterday = clock.today() - dt.timedelta(days=1)
    consent = agree(investigator, person, expires_on=yesterday)
    assert not consent.holds and not Consent.objects.in_force().exists()
    change_consent(actor=investigator, consent=consent, expires_on=clock.today(), reason="As she said.")
    assert consent.holds and Consent.objects.in_force().exists()


def test_revoke_when_said_then_blocked_at_once_and_kept(person: Person, investigator: User) -> None:
    consent = agree(investigator, person)
    for said, day in ((" ", None), ("No more.", dt.date(2999, 1, 1)), ("No more.", dt.date(2020, 1, 1))):
        with refused(ValidationError):
            revoke_consent(actor=investigator, consent=consent, said=said, revoked_on=day)
    revoke_consent(actor=investigator, consent=consent, said="My brother was asked about it.")
    assert not consent.holds and not Consent.objects.in_force().exists()
    assert consent.revoked_reason == "My brother was asked about it." and consent.history.count() == 2
    with refused(Refused, match="took this back already"):
        revoke_consent(actor=investigator, consent=consent, said="Again.")


def test_revoke_when_never_agreed_then_refused(person: Person, investigator: User) -> None:
    no = record_consent(actor=investigator, person=person, purpose="collect", answer="no")
    with refused(Refused, match="nothing to take back"):
        revoke_consent(actor=investigator, consent=no, said="No.")


def test_revoke_when_case_is_closed_then_a_supervisor_still_may(
    person: Person, investigator: User, supervisor: User
) -> None:
    consent, case = agree(investigator, person), person.case
    case.stage = Stage.CLOSED
    with audit_context(actor=supervisor):
        case.save()
    with refused(Refused, match="closed"):
        revoke_consent(actor=investigator, consent=consent, said="No more.")
    revoke_consent(actor=supervisor, consent=consent, said="No more.")
    assert not consent.holds


def test_new_answer_when_later_than_the_revocation_only(person: Person, investigator: User) -> None:
    consent = agree(investigator, person)
    revoke_consent(actor=investigator, consent=consent, said="No more.", revoked_on=dt.date(2026, 5, 1))
    with refused(ValidationError) as info:
        change_consent(actor=investigator, consent=consent, answer="yes", given_on=dt.date(2026, 4, 1))
    assert "given_on" in info.value.message_dict
    consent.refresh_from_db()
    change_consent(actor=investigator, consent=consent, answer="yes", given_on=dt.date(2026, 6, 1))
    assert consent.holds and consent.history.filter(revoked_on__isnull=False).count() == 1


def test_withdraw_when_entered_by_mistake_then_as_if_never_asked(person: Person, investigator: User) -> None:
    consent = agree(investigator, person)
    withdraw_consent(actor=investigator, consent=consent, reason="Another person.")
    assert not any(row.consent for row in consent_rows(investigator, person))
    with refused(Refused):
        change_consent(actor=investigator, consent=consent, answer="no")
    assert agree(investigator, person).holds


def test_database_when_two_answers_or_a_yes_without_a_day_then_refused(
    person: Person, investigator: User
) -> None:
    agree(investigator, person)
    for facts in ({"purpose": "collect"}, {"purpose": "internal_use", "answer": "yes"}):
        with audit_context(actor=investigator), refused(IntegrityError):
            Consent(case=person.case, person=person, **facts).save()


@pytest.mark.django_db(transaction=True)
def test_notices_when_revoked_then_only_members_who_may_see_the_person_are_told(
    django_db_serialized_rollback: None, db: None
) -> None:
    lead, plain = make_user(), make_user()
    case = make_case(lead, membership={"cleared": True})
    cleared = make_user()
    join_case(case, plain)
    join_case(case, cleared, cleared=True)
    child = add_person(actor=lead, case=case, values={"is_victim": True, "age_band": "5_17"})
    consent = agree(lead, child, guardian=True)
    revoke_consent(actor=lead, consent=consent, said="Her mother does not want it.")
    assert list(Notice.objects.values_list("recipient", "kind")) == [(cleared.pk, "consent.revoked")]


def test_page_when_opened_then_each_purpose_and_its_state(
    person: Person, client_in: Client, investigator: User
) -> None:
    agree(investigator, person)
    revoked = agree(investigator, person, "share_un", recipient="OHCHR")
    revoke_consent(actor=investigator, consent=revoked, said="No more.")
    text = client_in.get(person.get_absolute_url()).content.decode()
    for words in (*(str(purpose.label) for purpose in ConsentPurpose), "Taken back", "No more.", "OHCHR"):
        assert words in text
    assert text.count("No: not asked") == 7


def test_form_when_wrong_then_all_is_said_and_nothing_lost(person: Person, client_in: Client) -> None:
    page = client_in.post(address(person, "share_court"), {"answer": "yes", "language": "Kurmanji"})
    text = page.content.decode()
    assert page.status_code == 422 and "Kurmanji" in text
    for sentence in ("Say on which day", "Say how the person agreed", "Say with whom it may be shared"):
        assert sentence in text


def test_form_when_saved_changed_and_taken_back(person: Person, client_in: Client) -> None:
    data = {"answer": "yes", "means": "written", "given_on": "2026-03-01"}
    assert client_in.post(address(person), data).status_code == 302
    consent = Consent.objects.get()
    assert consent.explained_by is None and consent.holds
    stale = client_in.post(address(person), data | {"version": "0", "language": "Arabic"})
    assert stale.status_code in (404, 409)
    client_in.post(address(person), data | {"version": "1", "language": "Arabic", "reason": "Forgotten."})
    consent.refresh_from_db()
    assert consent.language == "Arabic"
    asked = client_in.get(address(person, act="consent-revoke")).content.decode()
    assert "neither shared nor published" in asked
    empty = client_in.post(address(person, act="consent-revoke"), {"said": "", "revoked_on": "2026-04-01"})
    assert empty.status_code == 422 and "gave no reason" in empty.content.decode()
    client_in.post(address(person, act="consent-revoke"), {"said": "No.", "revoked_on": "2026-04-01"})
    consent.refresh_from_db()
    assert consent.revoked_on == dt.date(2026, 4, 1)


def test_revoke_page_when_public_then_says_so(
    person: Person, client_in: Client, investigator: User, supervisor: User
) -> None:
    agree(investigator, person)
    person.case.stage = Stage.PUBLISHED
    with audit_context(actor=supervisor):
        person.case.save()
    text = client_in.get(address(person, act="consent-revoke")).content.decode()
    assert "The findings of this case are public." in text


@pytest.mark.parametrize("act", ["consent", "consent-revoke", "consent-withdraw"])
def test_pages_when_no_such_purpose_or_hidden_person_then_absent(
    person: Person, client_in: Client, outsider: User, act: str
) -> None:
    assert client_in.get(address(person, "banana", act)).status_code == 404
    client_in.force_login(outsider)
    assert client_in.get(address(person, "collect", act)).status_code == 404


def test_person_form_when_opened_then_points_to_the_purposes(case: Case, client_in: Client) -> None:
    text = client_in.get(reverse("people:person-new", args=[case.reference])).content.decode()
    assert "purpose by purpose" in text


def test_history_when_hidden_from_the_reader_then_absent(
    case: Case, client_in: Client, investigator: User, supervisor: User
) -> None:
    child = add_person(actor=investigator, case=case, values={"is_victim": True, "age_band": "5_17"})
    consent = agree(investigator, child, guardian=True)
    history = reverse("audit:record-history", args=["consent", consent.uid])
    assert client_in.get(history).status_code == 200
    client_in.force_login(supervisor)
    assert client_in.get(history).status_code == 404
