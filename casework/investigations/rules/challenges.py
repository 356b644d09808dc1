"""Who doubts, who answers, whose second opinion is asked; and what is open until then."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from casework.cases.access import may, may_revise
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.evidence.choices import Stance
from casework.evidence.models import Citation, EvidenceItem

from ..choices import AssessmentState, FindingState
from ..models import Assessment, Challenge, ContraryAnswer, Finding, SecondReview

Target = Assessment | Finding | EvidenceItem
PAST = (AssessmentState.RETURNED, AssessmentState.SUPERSEDED)


def open_challenges(actor: Any) -> QuerySet[Challenge]:
    """Questions nobody has answered, among those the actor's clearance allows (all, for a job)."""
    rows = Challenge.objects.open()
    return rows if actor is None else rows.allowed_to(actor)


def waiting_reviews(actor: Any) -> QuerySet[SecondReview]:
    """Second reviews without an opinion, among those the actor's clearance allows (all, for a job)."""
    rows = SecondReview.objects.waiting()
    return rows if actor is None else rows.allowed_to(actor)


def is_waited_for(review: SecondReview) -> bool:
    """Whether one second review still waits for its opinion."""
    return not review.opinion and not review.is_withdrawn


def unanswered_contrary(actor: Any) -> QuerySet[Citation]:
    """Citations against a violation or an attribution that nobody has answered, as far as the actor sees."""
    about = Q(violation__isnull=False) | Q(attribution__isnull=False)
    rows = Citation.objects.standing().filter(about, stance=Stance.CONTRADICTS)
    if actor is not None:
        rows = rows.visible_to(actor)
    answers = ContraryAnswer.objects.standing().filter(citation=OuterRef("pk"))
    return rows.filter(~Exists(answers))


def may_challenge(actor: Any, target: Target) -> Verdict:
    """Whoever works in the case or decides on it, about something that is still in play."""
    if target.is_withdrawn:
        return refuse(_("What you question is withdrawn."))
    if isinstance(target, Finding) and target.state == FindingState.SUPERSEDED:
        return refuse(_("These findings belong to the past. Newer ones took their place."))
    if isinstance(target, Assessment) and target.state in PAST:
        return refuse(_("This assessment belongs to the past."))
    if may(actor, "case.decide", target.case):
        return ALLOWED
    return may(actor, "case.work", target.case)


def may_answer_challenge(actor: Any, challenge: Challenge) -> Verdict:
    """A working member who did not ask."""
    if challenge.is_withdrawn or challenge.answered_at is not None:
        return refuse(_("This question is answered or was taken back."))
    if challenge.created_by_id == actor.pk:
        return refuse(_("You asked this. Somebody else has to answer."))
    return may(actor, "case.work", challenge.case)


def may_withdraw_challenge(actor: Any, challenge: Challenge) -> Verdict:
    """Whoever asked takes an open question back."""
    if challenge.is_withdrawn or challenge.answered_at is not None:
        return refuse(_("This question is answered or was taken back."))
    if challenge.created_by_id != actor.pk:
        return refuse(_("Only the one who asked takes a question back."))
    return may(actor, "case.view", challenge.case)


def may_answer_contrary(actor: Any, citation: Citation) -> Verdict:
    """Whoever works in the case, about a passage that speaks against something. What was answered when the
    findings were handed in stays as it was."""
    if citation.stance != Stance.CONTRADICTS:
        return refuse(_("Only what speaks against something is answered."))
    if citation.is_withdrawn or citation.item.is_withdrawn:
        return refuse(_("This citation is withdrawn."))
    answer = standing_answer(citation)
    return may(actor, "case.work", citation.case).and_then(may_revise(answer) if answer else ALLOWED)


def standing_answer(citation: Citation) -> ContraryAnswer | None:
    """The answer to a passage that speaks against, if somebody gave one."""
    rows = ContraryAnswer.objects.filter(citation=citation, withdrawn_at__isnull=True)
    return rows.select_related("case").first()


def possible_reviewers(actor: Any, target: Assessment | Finding) -> list[User]:
    """Supervisors who see the proposal and had no part in it."""
    people = User.objects.active().filter(role=Role.SUPERVISOR).exclude(pk__in=[actor.pk, *_makers(target)])
    people = people.exclude(pk=target.case.lead_id) if target.case.lead_id else people
    rows = type(target).objects
    return [
        one for one in people.order_by("name", "pk") if rows.visible_to(one).filter(pk=target.pk).exists()
    ]


def _makers(target: Assessment | Finding) -> set[int]:
    """Everybody who proposed on the violation, or wrote any number of the findings, however long ago."""
    if isinstance(target, Assessment):
        proposals = Assessment.objects.filter(violation=target.violation_id)
        return set(proposals.values_list("proposer", flat=True))
    numbers = Finding.objects.filter(case=target.case_id).values("pk")
    versions = Finding.history.model.objects.filter(id__in=numbers)  # type: ignore[attr-defined]
    return set(versions.values_list("author", flat=True))


def may_give_opinion(actor: Any, review: SecondReview) -> Verdict:
    """The one who was asked, once, and while they are still a supervisor of the case."""
    if review.is_withdrawn or review.opinion:
        return refuse(_("This second review is given or was taken back."))
    if review.reviewer_id != actor.pk:
        return refuse(_("Another person was asked for this opinion."))
    return may(actor, "case.decide", review.case)


def may_still_take_part(person: Any, review: SecondReview) -> bool:
    """Whether one of the two people of a second review can still do their part of it."""
    seen = SecondReview.objects.visible_to(person).filter(pk=review.pk)
    return bool(person.is_active and may(person, "case.decide", review.case) and seen.exists())
