"""Who sees which case: three levels, each role, inside and outside; and what is always true of a row."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Confidentiality, MemberRole, Stage
from casework.cases.models import Case, CaseMember
from casework.core import clock
from casework.core.context import audit_context
from casework.tasks.models import Note
from tests.factories import join_case, make_case, make_user

I, R, H = Confidentiality.INTERNAL, Confidentiality.RESTRICTED, Confidentiality.HIGHLY_RESTRICTED
SEES = {
    (Role.INVESTIGATOR, False): {I},
    (Role.INVESTIGATOR, True): {I, R, H},
    (Role.SUPERVISOR, False): {I, R},
    (Role.SUPERVISOR, True): {I, R, H},
    (Role.AUDITOR, False): set(),
    (Role.AUDITOR, True): {I, R, H},
    (Role.ADMIN, False): set(),
    (Role.ADMIN, True): set(),
}
NOTES = {
    (Role.INVESTIGATOR, "outside"): {I},
    (Role.INVESTIGATOR, "member"): {I, R},
    (Role.INVESTIGATOR, "cleared"): {I, R, H},
    (Role.SUPERVISOR, "outside"): {I, R},
    (Role.SUPERVISOR, "member"): {I, R},
    (Role.SUPERVISOR, "cleared"): {I, R, H},
    (Role.AUDITOR, "outside"): set(),
    (Role.AUDITOR, "member"): {I, R},
    (Role.ADMIN, "member"): set(),
}


@pytest.mark.parametrize(("role", "member"), SEES)
def test_visible_to_when_asked_by_each_role_then_the_levels_of_the_table(
    investigator: User, role: Role, member: bool
) -> None:
    user = make_user(role)
    for level in (I, R, H):
        case = make_case(investigator, confidentiality=level)
        if member:
            join_case(case, user)
    seen = {case.confidentiality for case in Case.objects.visible_to(user)}
    assert seen == SEES[role, member]
    assert {part.case.confidentiality for part in CaseMember.objects.visible_to(user)} == seen


@pytest.mark.parametrize(("role", "part"), NOTES)
def test_visible_to_when_a_record_has_a_level_then_the_higher_one_counts(
    investigator: User, role: Role, part: str
) -> None:
    user, case = make_user(role), make_case(investigator, confidentiality=I)
    with audit_context(actor=investigator):
        for level in (I, R, H):
            Note(case=case, body="Seen", confidentiality=level).save()
    if part != "outside":
        join_case(case, user, cleared=part == "cleared")
    assert {note.confidentiality for note in Note.objects.visible_to(user)} == NOTES[role, part]


def test_visible_to_when_asked_often_then_no_row_twice(investigator: User) -> None:
    case = make_case(investigator)
    join_case(case, make_user())
    join_case(case, make_user())
    assert Case.objects.visible_to(investigator).count() == 1


@pytest.mark.parametrize(
    "ended",
    [{"left_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, {"ends_on": dt.date(2020, 1, 1)}],
)
def test_visible_to_when_a_membership_has_ended_then_nothing(
    investigator: User, outsider: User, ended: dict
) -> None:
    join_case(make_case(investigator), outsider, **ended)
    assert not Case.objects.visible_to(outsider).exists()


def test_visible_to_when_the_last_day_is_today_then_still_seen(investigator: User, outsider: User) -> None:
    join_case(make_case(investigator), outsider, ends_on=clock.today())
    assert Case.objects.visible_to(outsider).exists()


def test_visible_to_when_the_account_is_closed_then_nothing(investigator: User) -> None:
    make_case(investigator)
    with audit_context(actor=investigator):
        investigator.is_active = False
        investigator.save()
    assert not Case.objects.visible_to(investigator).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("stage", "Banana"), ("confidentiality", "public"), ("priority", "x"), ("returns_to", "Banana")],
)
def test_case_when_a_word_is_unknown_then_the_database_refuses(
    investigator: User, field: str, value: str
) -> None:
    case = make_case(investigator)
    setattr(case, field, value)
    with audit_context(actor=investigator), pytest.raises(IntegrityError), transaction.atomic():
        case.save()


def test_suspended_case_when_it_names_no_way_back_then_the_database_refuses(investigator: User) -> None:
    case = make_case(investigator)
    case.stage = Stage.SUSPENDED
    with audit_context(actor=investigator), pytest.raises(IntegrityError), transaction.atomic():
        case.save()


def test_membership_when_given_twice_or_two_lead_then_the_database_refuses(
    investigator: User, outsider: User
) -> None:
    case = make_case(investigator)
    for user, role in ((investigator, MemberRole.MEMBER), (outsider, MemberRole.LEAD)):
        with pytest.raises(IntegrityError), transaction.atomic():
            join_case(case, user, role=role)
