"""What each role sees first."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import get_language

from accounts.models import Invitation, User
from accounts.roles import Role
from casework.cases.models import Case, CaseMember
from casework.cases.queries import orphaned_cases
from casework.core import clock
from casework.core.drafts import Draft
from casework.core.remember import remembered, state_of_knowledge
from casework.desk import board
from casework.desk.review import queue_of
from casework.desk.rows import case_rows
from casework.insight.queries import scorecard
from casework.investigations.choices import AssessmentState
from casework.investigations.models import Assessment
from casework.ladder.queries import CONCERNS, cases_needing, needs_of_cases
from casework.tasks.queries import news_of, tasks_of_person

FEW, SOME, MANY = 5, 8, 500


def investigator_context(user: User) -> dict[str, Any]:
    """My cases, my tasks, my drafts, what waits on me."""
    # By the memberships of one person, not by asking every case: that is how the database gets at a few fast.
    parts = CaseMember.objects.of(user).order_by().values("case_id")
    mine = Case.objects.visible_to(user).filter(pk__in=parts).open().select_related("lead")
    due_first = mine.order_by(F("next_action_due").asc(nulls_last=True), "-updated_at", "-pk")
    tasks = tasks_of_person(user)
    return {
        "cases": case_rows(list(due_first[:SOME]), user),
        "case_count": mine.count(),
        "tasks": list(tasks[:SOME]),
        "task_count": tasks.count(),
        "drafts": list(Draft.objects.of_owner(user)[:FEW]),
        "returned": list(_returned(user)[:FEW]),
        "news": news_of(user, FEW),
    }


def _returned(user: User) -> Any:
    """Proposals sent back that nobody has answered with a new one."""
    standing = Assessment.objects.visible_to(user).filter(withdrawn_at__isnull=True)
    newer = standing.filter(violation=OuterRef("violation"), pk__gt=OuterRef("pk"))
    rows = standing.filter(~Exists(newer), proposer=user, state=AssessmentState.RETURNED)
    return rows.select_related("case", "violation__type", "decider").order_by("-decided_at")


def supervisor_context(user: User) -> dict[str, Any]:
    """All cases by stage, with their ages and what blocks them; decisions; concerns; parties."""
    state = state_of_knowledge()
    queue = queue_of(user, state)
    figures = remembered(user, ("board", get_language()), lambda: _figures(user), state)
    return figures | {
        "waiting": queue[:SOME],
        "queue": len(queue),
        "unled": _unled(user, figures["unled"]),
        "tasks": list(tasks_of_person(user)[:FEW]),
        "news": news_of(user, FEW),
    }


def _figures(user: User) -> dict[str, Any]:
    rows = needs_of_cases(user)
    return {
        "stages": board.with_blockers(board.stage_rows(rows), rows),
        "total": len(rows),
        "card": scorecard(user, {}),
        "concerns": board.concerns(rows),
        "unled": cases_needing(rows, "no_lead"),
        "orphaned": orphaned_cases().exists(),
    }


def _unled(user: User, keys: list[int]) -> list[Case]:
    """The oldest of the cases nobody leads. A few are looked up; the many are asked for as the list asks."""
    if not keys:
        return []
    few = Q(pk__in=keys) if len(keys) <= MANY else CONCERNS["no_lead"].condition(user)
    return list(Case.objects.visible_to(user).filter(few).order_by("opened_on")[:FEW])


def auditor_context(user: User) -> dict[str, Any]:
    """The cases given to an auditor, and until when."""
    parts = (
        CaseMember.objects.of(user)
        .select_related("case__lead")
        .order_by(F("ends_on").asc(nulls_last=True), "pk")
    )
    return {"parts": list(parts[:50]), "user_ends": user.access_ends_on}


def admin_context(_user: User) -> dict[str, Any]:
    """People and ways in; nothing of any case."""
    active = User.objects.active()
    open_invitations = Invitation.objects.filter(used_at=None, revoked_at=None, expires_at__gt=clock.now())
    roles = {role: active.with_role(role).count() for role in Role}
    return {
        "roles": [(role, roles[role]) for role in Role],
        "too_few": roles[Role.SUPERVISOR] < 2,
        "invited": open_invitations.count(),
    }
