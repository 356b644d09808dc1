"""Who writes findings, when they are locked, who approves them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.cases.access import may, may_decide_in
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.incidents.models import Incident, Violation

from ..choices import FindingState
from ..models import Assessment, Conclusion, ContraryAnswer, Finding, SecondReview
from .assessments import may_decide
from .challenges import (
    is_waited_for,
    may_still_take_part,
    open_challenges,
    unanswered_contrary,
    waiting_reviews,
)
from .rounds import known_for, told_for

LOCKED = {
    FindingState.UNDER_REVIEW: _("The findings are under review and locked. A supervisor can return them."),
    FindingState.APPROVED: _(
        "The findings are approved and locked. A supervisor reopens the investigation to change them."
    ),
    FindingState.SUPERSEDED: _("These findings belong to the past. Newer ones took their place."),
}

OWN_HAND = _(
    "You led this case, wrote part of its findings, adopted a casualty range or answered what speaks against "
    "them. Another supervisor has to approve them."
)
#: What is settled before findings are approved, with what is said while one of them is open. The ladder asks
#: the same of a case, and of the whole board.
TO_BE_SETTLED = (
    (waiting_reviews, _("A second reviewer was asked and has not answered yet.")),
    (open_challenges, _("A challenge is not answered yet.")),
    (unanswered_contrary, _("Evidence that speaks against it has no answer yet. Approval needs one.")),
)
UNSEEN_LACK = _(
    "Something that you may not see stands against it. A member of the case who is cleared decides, or "
    "settles it."
)


def with_a_hand_of(actor: Any) -> QuerySet[Finding]:
    """Findings that this person wrote, changed or handed over, whoever did so after them.

    Whoever changes a draft becomes its author from then on; the versions keep those before.
    """
    versions = Finding.history.model.objects.filter(id=OuterRef("pk"))  # type: ignore[attr-defined]
    part = Q(author=actor.pk) | Q(state=FindingState.UNDER_REVIEW, history_user=actor.pk)
    return Finding.objects.filter(Exists(versions.filter(part)))


def _with_a_judgement_of(actor: Any) -> Q:
    """Findings that rest on a judgement of this person: the range of an event, an answer to what speaks
    against. They are handed in with the findings and approved with them."""
    ranges = Incident.objects.standing().filter(case=OuterRef("case"), adopted_by=actor.pk)
    answers = ContraryAnswer.objects.standing().filter(case=OuterRef("case"))
    wrote = Q(created_by=actor.pk) | Q(updated_by=actor.pk)
    return Exists(ranges) | Exists(answers.filter(wrote))


def led_by(actor: Any) -> Exists:
    """Findings, or texts on them, whose case this person led while it was investigated: handing the lead over
    undoes nothing."""
    versions = Case.history.model.objects.filter(id=OuterRef("case"), lead=actor.pk)  # type: ignore[attr-defined]
    return Exists(versions.filter(stage__in=(Stage.INVESTIGATION, Stage.FINDINGS_REVIEW)))


def approvable_by(actor: Any) -> QuerySet[Finding]:
    """Findings under review that this person may approve: they never led the work, wrote or judged in it.

    A number that was opened again carries the words of those before it: a hand in any of them counts.
    ONE queryset for many cases and for one: `Exists(approvable_by(u).filter(case=OuterRef("pk")))`.
    """
    mine = with_a_hand_of(actor).filter(case=OuterRef("case"))
    rows = Finding.objects.standing().filter(~Exists(mine), state=FindingState.UNDER_REVIEW)
    return rows.exclude(_with_a_judgement_of(actor)).exclude(led_by(actor))


def may_write_finding(actor: Any, case: Case) -> Verdict:
    """Whoever works in the case, while it has no findings yet."""
    if Finding.objects.current().filter(case=case).exists():
        return refuse(_("The case has findings already. Change those."))
    return may(actor, "case.work", case)


def may_change_finding(actor: Any, finding: Finding) -> Verdict:
    """Whoever works in the case, while the findings are a draft."""
    if finding.is_withdrawn:
        return refuse(_("These findings were withdrawn."))
    if finding.is_locked:
        return refuse(LOCKED[FindingState(finding.state)])
    return may(actor, "case.work", finding.case)


def may_conclude(actor: Any, finding: Finding, violation: Violation) -> Verdict:
    """As changing the findings, about an alleged violation of the same case that stands."""
    if violation.case_id != finding.case_id:
        return refuse(_("This alleged violation belongs to another case."))
    if violation.is_withdrawn or violation.incident.is_withdrawn:
        return refuse(_("This alleged violation is withdrawn."))
    return may_change_finding(actor, finding)


def may_withdraw_conclusion(actor: Any, conclusion: Conclusion) -> Verdict:
    """As changing the findings."""
    if conclusion.is_withdrawn:
        return refuse(_("This conclusion is withdrawn already."))
    return may_change_finding(actor, conclusion.finding)


def may_submit_finding(actor: Any, finding: Finding) -> Verdict:
    """The lead investigator hands a draft over."""
    if finding.state != FindingState.DRAFT or finding.is_withdrawn:
        return refuse(_("Only a draft is submitted for review."))
    if finding.case.lead_id != actor.pk:
        return refuse(_("The lead investigator of the case does this."))
    return may(actor, "case.work", finding.case)


def may_return_finding(actor: Any, finding: Finding) -> Verdict:
    """A supervisor, while it is under review."""
    if finding.state != FindingState.UNDER_REVIEW or finding.is_withdrawn:
        return refuse(_("These findings do not wait for a decision."))
    return _supervisor(actor, finding.case)


def may_unlock_finding(actor: Any, finding: Finding) -> Verdict:
    """A supervisor, where the case was closed over findings under review: they start again with it."""
    if finding.case.stage != Stage.CLOSED:
        return refuse(_("Findings of a case that goes on are approved or returned."))
    return may_return_finding(actor, finding)


def may_review_finding(actor: Any, finding: Finding) -> Verdict:
    """Whether this person is one who could approve it: a supervisor, neither an author nor the lead."""
    if not (verdict := may_return_finding(actor, finding)):
        return verdict
    known = known_for(actor, finding, "approvable_for")
    approvable = approvable_by(actor).filter(pk=finding.pk).exists() if known is None else known
    return ALLOWED if approvable else refuse(OWN_HAND)


def with_approvable(actor: Any, findings: QuerySet[Finding]) -> QuerySet[Any]:
    """Findings with what `approvable_by` says of this person."""
    return told_for(actor, findings, "approvable_for", Exists(approvable_by(actor).filter(pk=OuterRef("pk"))))


def with_hands(actor: Any, records: QuerySet[Any]) -> QuerySet[Any]:
    """Records with whether this person had a hand in any findings of their case."""
    return told_for(actor, records, "hand_of", Exists(with_a_hand_of(actor).filter(case=OuterRef("case"))))


def has_a_hand(actor: Any, record: Any) -> bool:
    """Whether this person wrote, changed or handed over any findings of the case of this record."""
    known = known_for(actor, record, "hand_of")
    return with_a_hand_of(actor).filter(case=record.case_id).exists() if known is None else known


def may_approve_finding(actor: Any, finding: Finding) -> Verdict:
    """One who may review it, once nothing is open in the case: no second review, no challenge, no contrary
    evidence, whoever may see it. Of what is hidden from them they learn that there is more, and no more."""
    if not (verdict := may_review_finding(actor, finding)):
        return verdict
    for open_rows, lack in TO_BE_SETTLED:
        if open_rows(actor).filter(case=finding.case_id).exists():
            return refuse(lack)
    if any(open_rows(None).filter(case=finding.case_id).exists() for open_rows, _lack in TO_BE_SETTLED):
        return refuse(UNSEEN_LACK)
    return ALLOWED


def may_ask_second(
    actor: Any, target: Assessment | Finding, known: Iterable[SecondReview] | None = None
) -> Verdict:
    """Whoever decides on a proposal may ask for one opinion at a time.

    Args:
        known: the second reviews of the proposal, where a page has read them.
    """
    if isinstance(target, Assessment):
        verdict, about = may_decide(actor, target), Q(assessment=target)
    else:
        verdict, about = may_review_finding(actor, target), Q(finding=target)
    if not verdict:
        return verdict
    waits = waiting_reviews(None).filter(about).exists() if known is None else any(map(is_waited_for, known))
    return refuse(_("A second reviewer was asked and has not answered yet.")) if waits else ALLOWED


def may_withdraw_review(actor: Any, review: SecondReview) -> Verdict:
    """Whoever asked does without an opinion that is not given; where one of the two is gone, whoever decides
    on the proposal: nothing may wait for ever."""
    if review.is_withdrawn or review.opinion:
        return refuse(_("This second review is given or was taken back."))
    if review.asker_id == actor.pk:
        return may(actor, "case.decide", review.case)
    if all(may_still_take_part(person, review) for person in (review.asker, review.reviewer)):
        return refuse(_("Only the one who asked takes a question back."))
    if review.assessment is not None:
        return may_decide(actor, review.assessment)
    return may_review_finding(actor, review.finding)  # type: ignore[arg-type]


def may_reopen_finding(actor: Any, case: Case) -> Verdict:
    """A supervisor, once findings are approved."""
    if not Finding.objects.current().filter(case=case, state=FindingState.APPROVED).exists():
        return refuse(_("The case has no approved findings to reopen."))
    return _supervisor(actor, case)


def _supervisor(actor: Any, case: Case) -> Verdict:
    if not (verdict := may(actor, "case.decide", case)):
        return verdict if actor.has_right("case.decide") else refuse(_("A supervisor decides this."))
    return may_decide_in(case)


def unconcluded(actor: Any) -> QuerySet[Violation]:
    """Standing violations, as the actor sees them, on which the findings in hand conclude nothing."""
    drawn = Conclusion.objects.standing().filter(violation=OuterRef("pk"), finding__case=F("case"))
    current = drawn.exclude(finding__state=FindingState.SUPERSEDED)
    rows = Violation.objects.standing()
    return (rows if actor is None else rows.allowed_to(actor)).filter(~Exists(current))
