"""Rows of the cases room that pages and other rooms ask for."""

from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value, When

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Confidentiality, MemberRole
from casework.cases.models import Case, CaseMember, TakeOver
from casework.core import clock

WORKING_ROLES = (MemberRole.LEAD, MemberRole.MEMBER, MemberRole.REVIEWER)
CASE_ROLES = (Role.INVESTIGATOR, Role.SUPERVISOR, Role.AUDITOR)


def still_signs_in() -> Q:
    """Memberships whose person may sign in today."""
    return Q(user__is_active=True) & (
        Q(user__access_ends_on__isnull=True) | Q(user__access_ends_on__gte=clock.today())
    )


def active_members(case: Case) -> QuerySet[CaseMember]:
    """Current members whose account may sign in, the lead first."""
    order = Choose(When(role=MemberRole.LEAD, then=Value(0)), default=Value(1))
    return (
        CaseMember.objects.current()
        .filter(still_signs_in(), case=case)
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


def keepers(case: Case) -> QuerySet[CaseMember]:
    """Members a sealed case can rely on: active, not readers, without an end date."""
    return active_members(case).filter(role__in=WORKING_ROLES, ends_on__isnull=True)


def orphaned_cases() -> QuerySet[Case]:
    """Sealed cases with fewer than two keepers, or without a supervisor among them."""
    keeping = Q(
        memberships__left_at__isnull=True,
        memberships__ends_on__isnull=True,
        memberships__role__in=WORKING_ROLES,
        memberships__user__is_active=True,
    )
    return (
        Case.objects.filter(confidentiality=Confidentiality.HIGHLY_RESTRICTED)
        .annotate(
            keepers=Count("memberships", filter=keeping),
            supervisors=Count("memberships", filter=keeping & Q(memberships__user__role=Role.SUPERVISOR)),
        )
        .filter(Q(keepers__lt=2) | Q(supervisors=0))
    )


def open_take_over(case: Case) -> TakeOver | None:
    """The take-over of this case that waits for a second supervisor."""
    return TakeOver.objects.filter(case=case, confirmer=None).select_related("proposer").first()


