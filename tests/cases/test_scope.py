"""The written-out conditions of scope against the rule in plain Python: every role, level and membership."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Confidentiality
from casework.core import clock
from casework.core.context import audit_context, system_actor
from casework.models import Case, CaseMember, EvidenceItem
from tests.factories import make_user

LEVELS = [level.value for level in Confidentiality]
MEMBERSHIPS: dict[str, dict[str, Any] | None] = {
    "stranger": None,
    "member": {},
    "cleared": {"cleared": True},
    "left": {"cleared": True, "left_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)},
    "ended": {"cleared": True, "ends_on": dt.date(2026, 1, 1)},
    "until today": {"cleared": True, "ends_on": "today"},
}
SEES_ALL, SEES_INTERNAL = {Role.SUPERVISOR}, {Role.SUPERVISOR, Role.INVESTIGATOR}


def expected(role: str, membership: str, case_level: str, level: str) -> bool:
    """The rule as the product says it."""
    if role == Role.ADMIN:
        return False
    member = membership in {"member", "cleared", "until today"}
    cleared = membership in {"cleared", "until today"}
    sees_case = member
    sees_case |= role in SEES_ALL and case_level != Confidentiality.HIGHLY_RESTRICTED
    sees_case |= role in SEES_INTERNAL and case_level == Confidentiality.INTERNAL
    if level == Confidentiality.HIGHLY_RESTRICTED:
        return sees_case and cleared
    if level == Confidentiality.RESTRICTED:
        return sees_case and (member or role in SEES_ALL)
    return sees_case


@pytest.fixture
def world(db: None) -> tuple[list[tuple[User, str]], dict[int, tuple[str, str]]]:
    """Everybody, and items of every level in cases of every level."""
    people = [(make_user(role), membership) for role in Role.values for membership in MEMBERSHIPS]
    items = {}
    with audit_context(actor=system_actor("tests")):
        for case_level in LEVELS:
            case = Case(title=case_level, confidentiality=case_level, opened_on=clock.today())
            case.reference, case.stage_since = f"SCO-{case_level[:6]}", clock.now()
            case.save()
            for user, membership in people:
                values = MEMBERSHIPS[membership]
                if values is not None:
                    values = {key: clock.today() if v == "today" else v for key, v in values.items()}
                    CaseMember(case=case, user=user, joined_at=clock.now(), **values).save()
            for level in LEVELS:
                item = EvidenceItem(case=case, title=level, kind="document", confidentiality=level)
                item.save()
                items[item.pk] = (case_level, level)
    return people, items


def test_scope_when_asked_for_everybody_then_as_the_rule_says(world: Any) -> None:
    people, items = world
    for user, membership in people:
        seen = set(EvidenceItem.objects.visible_to(user).values_list("pk", flat=True))
        right = {pk for pk, levels in items.items() if expected(user.role, membership, *levels)}
        assert seen == right, (user.role, membership)


def test_scope_when_asked_from_above_or_below_then_the_same(world: Any) -> None:
    """As a subquery, in an exclusion and through a count it must mean the same."""
    people, items = world
    for user, _membership in people:
        seen = set(EvidenceItem.objects.visible_to(user).values_list("pk", flat=True))
        inside = EvidenceItem.objects.filter(pk__in=EvidenceItem.objects.visible_to(user).values("pk"))
        outside = EvidenceItem.objects.exclude(pk__in=EvidenceItem.objects.visible_to(user).values("pk"))
        assert {item.pk for item in inside} == seen
        assert {item.pk for item in outside} == set(items) - seen
        assert EvidenceItem.objects.visible_to(user).count() == len(seen)


def test_scope_when_case_is_asked_for_then_membership_counts_once(world: Any) -> None:
    people, _items = world
    for user, membership in people:
        levels = {case.confidentiality for case in Case.objects.visible_to(user)}
        assert levels == {level for level in LEVELS if expected(user.role, membership, level, "internal")}
        with CaptureQueriesContext(connection) as captured:
            list(Case.objects.of_member(user))
        assert "JOIN" not in "".join(query["sql"] for query in captured.captured_queries)
