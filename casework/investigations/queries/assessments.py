"""What the assessment pages show, and what other rooms ask about assessments."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from casework.cases.models import Case
from casework.evidence.choices import Stance, VerificationState
from casework.evidence.models import Citation
from casework.evidence.queries import citations_for, is_broken
from casework.incidents.models import Violation
from casework.incidents.queries import visible_violations
from casework.parties.models import Attribution, PartyPosition

from ..choices import AssessmentState
from ..models import Assessment, AssessmentQuerySet, OutsideGrade
from ..rules import decidable_by
from .investigations import outside_grades

WITH = ("violation__type", "violation__incident__place", "case", "proposer", "decider")


def assessments_seen(user: Any) -> AssessmentQuerySet:
    """Assessments in the reader's scope, with what a page shows of them."""
    return Assessment.objects.visible_to(user).select_related(*WITH)


def assessments_waiting_for(user: User) -> AssessmentQuerySet:
    """What waits for this person's decision: everything in scope they did not propose, the oldest first."""
    if not user.has_right("case.decide"):
        return Assessment.objects.none()
    # Said outside too: the few that wait are the way into the rest, and a planner does not find it by itself.
    return assessments_seen(user).waiting().filter(pk__in=decidable_by(user)).order_by("created_at")


def standards_in_force(user: Any, violations: Iterable[Violation]) -> Mapping[int, str]:
    """The approved standard of each of these violations, by the violation's primary key."""
    rows = Assessment.objects.visible_to(user).in_force().filter(violation__in=[one.pk for one in violations])
    return dict(rows.values_list("violation_id", "standard"))


@dataclass
class ViolationRow:
    """One alleged violation with its assessments, the newest first."""

    violation: Violation
    in_force: Assessment | None = None
    waiting: Assessment | None = None
    former: list[Assessment] = field(default_factory=list)


def assessable_violations(user: Any, case: Case) -> QuerySet[Violation]:
    """Every standing violation of the case this reader sees, with `held`, the standard that was approved for
    it, and `held_since`, when."""
    found: Any = visible_violations(user)
    held = Assessment.objects.visible_to(user).in_force().filter(violation=OuterRef("pk")).order_by("-id")
    return (
        found.standing()
        .filter(case=case)
        .annotate(
            held=Subquery(held.values("standard")[:1]), held_since=Subquery(held.values("decided_at")[:1])
        )
    )


def assessment_rows(user: Any, case: Case, violations: Iterable[Violation]) -> list[ViolationRow]:
    """These violations of the case, and where the assessment of each stands."""
    rows = {violation.pk: ViolationRow(violation) for violation in violations}
    for row in rows.values():
        row.violation.case = row.violation.incident.case = (
            case  # its address names the case: one read for all
        )
    standing = assessments_seen(user).filter(violation__in=list(rows), withdrawn_at__isnull=True)
    for one in standing.order_by("-id"):
        row = rows[one.violation_id]
        if one.is_waiting:
            row.waiting = one
        elif one.state == AssessmentState.APPROVED:
            row.in_force = one
        else:
            row.former.append(one)
    return list(rows.values())


@dataclass(frozen=True)
class Material:
    """What a decision on a violation rests on, as far as the reader may see it."""

    supports: list[Citation]
    contradicts: list[Citation]
    context: list[Citation]
    attributions: list[Attribution]
    positions: list[PartyPosition]
    grades: list[OutsideGrade] = field(default_factory=list)

    @property
    def verified(self) -> int:
        """Supporting items that were verified by a second person."""
        return len(
            {c.item_id for c in self.supports if c.item.verification_state == VerificationState.VERIFIED}
        )

    @property
    def broken(self) -> int:
        """Cited items whose file is missing, or no longer the one registered."""
        items = {citation.item_id: citation.item for citation in (*self.supports, *self.contradicts)}
        return sum(is_broken(item) for item in items.values())


def material_for(user: Any, violation: Violation) -> Material:
    """Citations for and against, who is alleged to be responsible, and what the parties say."""
    cited = list(citations_for(user, violation=violation))
    attributions = list(
        Attribution.objects.visible_to(user).standing().filter(violation=violation).select_related("party")
    )
    positions: QuerySet[PartyPosition] = (
        PartyPosition.objects.visible_to(user)
        .standing()
        .filter(attribution__violation=violation)
        .select_related("attribution__party")
    )
    return Material(
        supports=[one for one in cited if one.stance == Stance.SUPPORTS],
        contradicts=[one for one in cited if one.stance == Stance.CONTRADICTS],
        context=[one for one in cited if one.stance == Stance.CONTEXT],
        attributions=attributions,
        positions=list(positions),
        grades=list(outside_grades(user, violation.incident)),
    )
