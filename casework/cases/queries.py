"""Rows of the cases room that pages and other rooms ask for."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BigIntegerField, Exists, OuterRef, QuerySet, Value, When
from django.db.models import Case as Choose

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import MemberRole
from casework.cases.models import Case, CaseMember, TakeOver

WORKING_ROLES = (MemberRole.LEAD, MemberRole.MEMBER, MemberRole.REVIEWER)
CASE_ROLES = (Role.INVESTIGATOR, Role.SUPERVISOR, Role.AUDITOR)


def active_members(case: Case) -> QuerySet[CaseMember]:
    """Current members whose account may sign in, the lead first."""
    order = Choose(When(role=MemberRole.LEAD, then=Value(0)), default=Value(1))
    return (
        CaseMember.objects.active()
        .filter(case=case)
        .select_related("user")
        .order_by(order, "joined_at", "pk")
    )


def former_members(case: Case) -> QuerySet[CaseMember]:
    """Those who left, whose time ended, or whose account was closed."""
    return (
        CaseMember.objects.filter(case=case)
        .exclude(pk__in=active_members(case).values("pk"))
        .select_related("user")
        .order_by("-left_at", "-ends_on", "pk")
    )


def workers(case: Case) -> QuerySet[User]:
    """People who work on the case now: they may be given its tasks and its lead."""
    return User.objects.active().filter(
        Exists(CaseMember.objects.current().filter(case=case, user=OuterRef("pk"), role__in=WORKING_ROLES)),
        role__in=(Role.INVESTIGATOR, Role.SUPERVISOR),
    )


def may_be_given_work(user: User, case: Case) -> bool:
    """Whether this person works on the case now."""
    return workers(case).filter(pk=user.pk).exists()


def possible_leads() -> QuerySet[User]:
    """People whose role lets them lead a case."""
    return User.objects.active().filter(role__in=(Role.INVESTIGATOR, Role.SUPERVISOR))


def possible_members(case: Case) -> QuerySet[User]:
    """People whose role lets them join and who are not members now. An admin is never among them."""
    here = CaseMember.objects.current().filter(case=case, user=OuterRef("pk"))
    return User.objects.active().filter(~Exists(here), role__in=CASE_ROLES)


def orphaned_cases() -> QuerySet[Case]:
    """Sealed cases that have lost their keepers; nothing but their reference is ever shown."""
    return Case.objects.orphaned()


def open_take_over(case: Case) -> TakeOver | None:
    """The take-over of this case that waits for a second supervisor."""
    return open_take_overs([case]).get(case.pk)


def open_take_overs(cases: Iterable[Case]) -> dict[int, TakeOver]:
    """The take-overs of these cases that wait for a second supervisor, by the key of their case."""
    asked = TakeOver.objects.filter(case__in=[case.pk for case in cases], confirmer=None)
    return {one.case_id: one for one in asked.select_related("proposer")}


def memberships_over(user: Any, since: dt.date, until: dt.date) -> set[int]:
    """The cases in which a membership of this person had its last day since then and before `until`.

    As time goes by, this alone changes what somebody may see: all else is written down when it is done.
    """
    ended = CaseMember.objects.filter(user=user.pk, ends_on__gte=since, ends_on__lt=until)
    return set(ended.order_by().values_list("case_id", flat=True))


def marks_of(cases: QuerySet[Case], conditions: Mapping[int, Any], together: int) -> dict[int, int]:
    """The marks of all conditions that hold for each case, added up; a case without any is left out.

    Each is a question of its own within a statement: as columns of one row, the database would walk through
    all cases and ask each of them everything.

    Args:
        conditions: each under its mark, a power of two.
        together: so many of them make one statement.
    """
    parts = [
        cases.filter(condition)
        .order_by()
        .annotate(mark=Value(mark, output_field=BigIntegerField()))
        .values_list("pk", "mark")
        for mark, condition in conditions.items()
    ]
    found: dict[int, int] = {}
    for at in range(0, len(parts), together):
        for case, mark in parts[at].union(*parts[at + 1 : at + together], all=True):
            found[case] = found.get(case, 0) | mark
    return found
