"""Proposing an assessment, approving it, returning it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.queries import active_members
from casework.core import clock
from casework.core.actions import action
from casework.core.seen import require_seen
from casework.incidents.models import Violation
from casework.tasks.actions import tell
from casework.tasks.choices import NoticeKind

from ..choices import AssessmentState
from ..models import RATIONALE_LENGTH, Assessment
from ..queries import assessment_mark
from ..rules import PROPOSABLE, may_approve, may_decide, may_propose, may_withdraw, reaches_threshold

STAMPED = ("created_at", "updated_at")


@action
def propose_assessment(
    *,
    actor: User,
    violation: Violation,
    standard: str,
    rationale: str,
    source_reliability: str = "F",
    information_credibility: str = "6",
    source_count: int = 0,
    origin_count: int = 0,
    single_source_reason: str = "",
    missing: str = "",
    review_on: dt.date | None = None,
    reason: str = "",
) -> Assessment:
    """Propose how far an alleged violation is proved, and why. Somebody else decides.

    Raises:
        Refused: not a working member, or another proposal waits.
        ValidationError: something the standard asks for is missing.
    """
    may_propose(actor, violation).require()
    facts: dict[str, Any] = {
        "standard": standard,
        "rationale": rationale.strip(),
        "source_reliability": source_reliability,
        "information_credibility": information_credibility,
        "source_count": source_count,
        "origin_count": origin_count,
        "single_source_reason": single_source_reason.strip(),
        "missing": missing.strip(),
        "review_on": review_on,
    }
    if wrong := faults_of(facts):
        raise ValidationError(wrong)
    assessment = Assessment(case=violation.case, violation=violation, proposer=actor, **facts)
    assessment.full_clean(exclude=STAMPED)
    assessment.save()
    _ask_for_decision(actor, assessment)
    return assessment


def _ask_for_decision(actor: User, assessment: Assessment) -> None:
    """Tell the members who may decide and may see it: nobody else learns that it exists."""
    for member in active_members(assessment.case):
        seen = Assessment.objects.visible_to(member.user).filter(pk=assessment.pk)
        if may_decide(member.user, assessment) and seen.exists():
            tell(
                member.user,
                NoticeKind.DECISION_WANTED,
                case=assessment.case,
                words="decide.assessment",
                link=assessment.get_absolute_url(),
                actor=actor,
            )


def faults_of(facts: dict[str, Any]) -> dict[str, str]:
    """What each standard asks to be said, field by field; a fact that could not be read is passed over.

    The form asks too, so that all that is wrong stands on the page at once.
    """
    wrong: dict[str, str] = {}
    standard, review_on = facts.get("standard"), facts.get("review_on")
    sources, origins = facts.get("source_count"), facts.get("origin_count")
    if standard and standard not in PROPOSABLE:
        wrong["standard"] = _("Choose a standard. Beyond reasonable doubt is for criminal courts only.")
    if len(facts.get("rationale") or "") < RATIONALE_LENGTH:
        wrong["rationale"] = _("Write the rationale, at least 40 characters.")
    if sources is not None and origins is not None and origins > sources:
        wrong["origin_count"] = _("There cannot be more independent origins than sources.")
    if standard and not reaches_threshold(standard) and not facts.get("missing"):
        wrong["missing"] = _("Below the threshold: list what is missing, so that it can be looked at again.")
    if standard and not reaches_threshold(standard) and "review_on" in facts and review_on is None:
        wrong["review_on"] = _("Insufficient information is looked at again: say on which day.")
    if review_on is not None and review_on <= clock.today():
        wrong["review_on"] = _("The date for another look lies in the future.")
    return wrong | (_faults_of_sources(facts) if standard and reaches_threshold(standard) else {})


def _faults_of_sources(facts: dict[str, Any]) -> dict[str, str]:
    """From the threshold on it rests on named sources, and one origin alone is explained."""
    if facts.get("source_count") == 0:
        return {"source_count": _("Say how many sources it rests on.")}
    origins = facts.get("origin_count")
    if origins is not None and origins <= 1 and not facts.get("single_source_reason"):
        return {"single_source_reason": _("All of it has one origin. Say why that is enough.")}
    return {}


@action
def approve_assessment(
    *, actor: User, assessment: Assessment, seen: str, comment: str = "", reason: str = ""
) -> Assessment:
    """Agree. The assessment that was in force for the violation is superseded in the same moment.

    Args:
        seen: the `assessment_mark` of what the actor read.

    Raises:
        Refused: it does not wait, or not for them.
        StaleRecord: the proposal, or what speaks for or against it, is another by now than they read.
    """
    may_approve(actor, assessment).require()
    require_seen(seen, assessment_mark(actor, assessment), assessment)
    for former in Assessment.objects.in_force().filter(violation=assessment.violation_id).select_for_update():
        former.state = AssessmentState.SUPERSEDED
        former.save()
    return _decide(actor, assessment, AssessmentState.APPROVED, comment)


@action
def return_assessment(
    *, actor: User, assessment: Assessment, seen: str, comment: str, reason: str = ""
) -> Assessment:
    """Send it back with what is to be done; a new proposal can then be made. `seen`: as for approving it."""
    may_decide(actor, assessment).require()
    require_seen(seen, assessment_mark(actor, assessment), assessment)
    if not comment.strip():
        raise ValidationError({"comment": _("Say what has to be done before it can be approved.")})
    return _decide(actor, assessment, AssessmentState.RETURNED, comment)


def _decide(actor: User, assessment: Assessment, state: AssessmentState, comment: str) -> Assessment:
    assessment.state, assessment.comment = state, comment.strip()
    assessment.decider, assessment.decided_at = actor, clock.now()
    assessment.save()
    tell(
        assessment.proposer,
        NoticeKind.DECISION_MADE,
        case=assessment.case,
        words=state.value,
        link=assessment.get_absolute_url(),
        actor=actor,
    )
    return assessment


@action
def withdraw_assessment(*, actor: User, assessment: Assessment, reason: str) -> Assessment:
    """Take one's own waiting proposal back."""
    may_withdraw(actor, assessment).require()
    assessment.mark_withdrawn(reason)
    assessment.save()
    return assessment
