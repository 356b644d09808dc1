"""Who proposes, who decides: never the same person."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from casework.cases.access import may, may_decide_in
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.incidents.choices import CREDIBLE_THRESHOLD, PROOF_RANKS, ProofStandard
from casework.incidents.models import Violation

from ..choices import AssessmentState
from ..models import Assessment, AssessmentQuerySet
from .challenges import waiting_reviews
from .rounds import in_other_hands, known_for, told_for, was_decided

# "Not assessed" is no judgement, and beyond reasonable doubt is for criminal courts.
PROPOSABLE = tuple(
    standard for standard in ProofStandard if standard not in (ProofStandard.NONE, ProofStandard.BEYOND_DOUBT)
)


def reaches_threshold(standard: str) -> bool:
    """Whether a standard is enough to call the evidence credible."""
    return PROOF_RANKS.get(standard, 0) >= CREDIBLE_THRESHOLD.rank


def may_propose(actor: Any, violation: Violation) -> Verdict:
    """Whoever works in the case, while no other proposal on the same violation waits."""
    if violation.is_withdrawn or violation.incident.is_withdrawn:
        return refuse(_("This alleged violation is withdrawn."))
    if Assessment.objects.waiting().filter(violation=violation).exists():
        return refuse(_("An assessment of this violation already waits for a decision."))
    return may(actor, "case.work", violation.case)


def decidable_by(actor: Any) -> AssessmentQuerySet:
    """Proposals that wait and that this person did not propose, in this round or in one before it."""
    agreed = (AssessmentState.APPROVED, AssessmentState.SUPERSEDED)
    waiting = Assessment.objects.waiting()
    rows: Any = in_other_hands(actor, waiting, about="violation", by="proposer", agreed=agreed)
    return rows


def with_decidable(actor: Any, rows: Any) -> Any:
    """Assessments with what `decidable_by` says of this person."""
    return told_for(actor, rows, "decidable_for", Exists(decidable_by(actor).filter(pk=OuterRef("pk"))))


def _is_decidable(actor: Any, assessment: Assessment) -> bool:
    known = known_for(actor, assessment, "decidable_for")
    return decidable_by(actor).filter(pk=assessment.pk).exists() if known is None else known


def may_decide(actor: Any, assessment: Assessment) -> Verdict:
    """A supervisor, and never one who proposed it, also before it was returned and proposed by another."""
    if not assessment.is_waiting:
        return refuse(_("This assessment does not wait for a decision."))
    if assessment.proposer_id == actor.pk:
        return refuse(_("You proposed this assessment. Another supervisor has to decide."))
    if not (verdict := may(actor, "case.decide", assessment.case)):
        return verdict if actor.has_right("case.decide") else refuse(_("A supervisor decides this."))
    if not _is_decidable(actor, assessment):
        if was_decided(assessment):
            return refuse(_("This assessment does not wait for a decision."))
        return refuse(_("You proposed this in an earlier round. Another supervisor has to decide."))
    return may_decide_in(assessment.case)


def may_approve(actor: Any, assessment: Assessment) -> Verdict:
    """Whoever may decide, once no second opinion is waited for; whoever sees the one sees the other."""
    if not (verdict := may_decide(actor, assessment)):
        return verdict
    if waiting_reviews(None).filter(assessment=assessment).exists():
        return refuse(_("A second reviewer was asked and has not answered yet."))
    return ALLOWED


def may_withdraw(actor: Any, assessment: Assessment) -> Verdict:
    """The proposer takes a waiting proposal back."""
    if not assessment.is_waiting:
        return refuse(_("Only a proposal that waits can be taken back."))
    if assessment.proposer_id != actor.pk:
        return refuse(_("Only the one who proposed takes a proposal back."))
    return may(actor, "case.work", assessment.case)
