"""Each kind of entry in the review queue: how it is found, what is shown of it, and how it is decided.

A decision is an action of the room it belongs to; the stage of a case moves through the ladder alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from casework.cases.choices import Stage
from casework.core.forms import DecisionForm
from casework.core.verdict import Verdict
from casework.core.word_marks import word_marks
from casework.desk.choices import Kind
from casework.desk.review_forms import AnswerForm, OpinionForm, ReasonedForm
from casework.desk.review_material import claims_of, evidence_for, newest_first
from casework.investigations.actions import (
    answer_challenge,
    approve_assessment,
    confirm_rating,
    give_opinion,
    return_assessment,
    return_rating,
)
from casework.investigations.checks import checks_of, completeness
from casework.investigations.choices import AssessmentState
from casework.investigations.models import Assessment, Challenge, EffectivenessRating, Finding, SecondReview
from casework.investigations.queries import (
    assessment_mark,
    assessments_seen,
    challenges_of,
    challenges_seen,
    document_of,
    documents_by_criterion,
    finding_mark,
    findings_seen,
    material_for,
    opinion_mark,
    rating_mark,
    ratings_seen,
    reviews_of,
)
from casework.investigations.rules import (
    may_answer_challenge,
    may_approve,
    may_ask_second,
    may_confirm_rating,
    may_give_opinion,
    with_approvable,
)
from casework.investigations.rules.assessments import with_decidable
from casework.ladder.actions import move_case
from casework.ladder.rules import answer_guards, may_move
from casework.ladder.table import BY_KEY
from casework.publication.actions import publish_version, return_version
from casework.publication.models import PublicVersion
from casework.publication.queries.checks import lacks_of
from casework.publication.queries.proposal import proposal_of
from casework.publication.rules import is_complete, may_publish_here

Shown = dict[str, Any]


def find_assessment(user: Any, uid: Any) -> Assessment | None:
    """A proposal in scope."""
    found = with_decidable(user, assessments_seen(user)).filter(uid=uid).first()
    if found is not None:
        found.violation.case = found.violation.incident.case = found.case
    return found


def show_assessment(user: Any, one: Assessment) -> Shown:
    """The proposal, the one returned before it, the checks, the evidence."""
    material = material_for(user, one.violation)
    former = assessments_seen(user).filter(
        violation=one.violation_id, withdrawn_at__isnull=True, pk__lt=one.pk
    )
    earlier = list(former.order_by("-id")[:20])
    returned = next((old for old in earlier[:1] if old.state == AssessmentState.RETURNED), None)
    was, now = word_marks(returned.rationale, one.rationale) if returned else ([], [])
    return {
        "mark": assessment_mark(user, one, material),
        "violation": one.violation,
        "attributions": material.attributions,
        "in_force": next((old for old in earlier if old.state == AssessmentState.APPROVED), None),
        "returned": returned,
        "was": was,
        "now": now,
        "checks": checks_of(user, one, material),
        "counts": [claims_of(user, one.violation.incident)],
        "evidence": evidence_for(user, one.case, one.violation, positions=newest_first(material.positions)),
        "reviews": reviews_of(user, one),
        "challenges": challenges_of(user, one.case, assessment=one),
        "may_ask": may_ask_second(user, one),
        "ask": ("assessment", one.uid),
    }


def decide_assessment(user: Any, one: Assessment, form: Any) -> str:
    """Approve or return."""
    if form.approves:
        approve_assessment(actor=user, assessment=one, **form.said())
        return _("The assessment is approved.")
    return_assessment(actor=user, assessment=one, **form.said())
    return _("The assessment was returned.")


def find_finding(user: Any, uid: Any) -> Finding | None:
    """Findings in scope."""
    found: Finding | None = with_approvable(user, findings_seen(user)).filter(uid=uid).first()
    return found


def show_finding(user: Any, one: Finding) -> Shown:
    """The text and its conclusions, the guards of the ladder, the version returned before, the evidence."""
    document = document_of(user, one)
    answers = answer_guards(BY_KEY["approve_findings"], user, one.case)
    versions = list(
        one.history.only("version", "comment", "history_date", "text").order_by("-history_id")[:60]
    )  # type: ignore[attr-defined]
    returned = next((old for old in versions if old.comment), None)
    return {
        "mark": finding_mark(one),
        "document": document,
        "returned": returned,
        "checks": completeness(document),
        "guards": answers,
        "answers": [answer for answer in answers if answer.guard.key != "contrary_answered"],
        "evidence": evidence_for(user, one.case, finding=one),
        "reviews": document.reviews,
        "challenges": document.challenges,
        "may_ask": may_ask_second(user, one, document.reviews),
        "ask": ("finding", one.uid),
    }


def decide_finding(user: Any, one: Finding, form: Any) -> str:
    """Approve or return the findings, by the move of the ladder that does it."""
    if form.approves:
        _move(user, one.case, "approve_findings", form)
        return _("The findings are approved.")
    _move(user, one.case, "return_findings", form)
    return _("The findings were returned.")


def _move(user: Any, case: Any, key: str, form: Any) -> None:
    """Make a move; what the ladder says of its reason belongs to the comment here."""
    said = form.said()
    try:
        move_case(actor=user, case=case, key=key, reason=said["comment"], seen=said["seen"])
    except ValidationError as error:
        if not hasattr(error, "error_dict") or "reason" not in error.error_dict:
            raise
        raise ValidationError({"comment": error.error_dict["reason"]}) from error


def find_rating(user: Any, uid: Any) -> EffectivenessRating | None:
    """A rating in scope."""
    found = ratings_seen(user).filter(uid=uid).select_related("investigation__incident").first()
    if found is not None:
        found.investigation.case = found.case
    return found


def show_rating(user: Any, one: EffectivenessRating) -> Shown:
    """The eight answers, each with what is cited for it."""
    cited = documents_by_criterion(user, one)
    return {
        "mark": rating_mark(user, one, cited),
        "criteria": [answer | {"cited": cited.get(answer["key"], [])} for answer in one.answers],
        "evidence": evidence_for(user, one.case),
    }


def decide_rating(user: Any, one: EffectivenessRating, form: Any) -> str:
    """Confirm or return."""
    if form.approves:
        confirm_rating(actor=user, rating=one, **form.said())
        return _("The rating is confirmed.")
    return_rating(actor=user, rating=one, **form.said())
    return _("The rating was returned.")


def find_public(user: Any, uid: Any) -> PublicVersion | None:
    """A public text in scope."""
    rows = PublicVersion.objects.visible_to(user).standing().select_related("case", "finding", "proposer")
    return rows.filter(uid=uid).first()


def show_public(user: Any, one: PublicVersion) -> Shown:
    """All that would be read, the mark of exactly these words, and the guards of publication."""
    proposal, answers = proposal_of(user, one), answer_guards(BY_KEY["publish"], user, one.case)
    return {
        "proposal": proposal,
        "mark": proposal.mark,
        "guards": answers,
        "answers": answers,
        "evidence": evidence_for(user, one.case, finding=one.finding),
    }


def may_make_public(user: Any, one: PublicVersion, shown: Shown) -> Verdict:
    """The first text moves the case by the ladder; a correction leaves it where it stands."""
    if one.case.stage == Stage.PUBLISHED:
        return may_publish_here(user, one).and_then(is_complete(lacks_of(user, one)))
    return may_move(BY_KEY["publish"], user, one.case, shown["guards"])


def decide_public(user: Any, one: PublicVersion, form: Any) -> str:
    """Publish, or return."""
    said = form.said()
    if form.approves and one.case.stage == Stage.PUBLISHED:
        publish_version(actor=user, version=one, seen=said["seen"], reason=said["comment"])
        return _("The correction is public.")
    if form.approves:
        _move(user, one.case, "publish", form)
        return _("The findings are public.")
    return_version(actor=user, version=one, **said)
    return _("The public text was returned.")


def find_second(user: Any, uid: Any) -> SecondReview | None:
    """A second review asked of this person."""
    rows = SecondReview.objects.visible_to(user).standing().filter(uid=uid, reviewer=user)
    return rows.select_related("case", "asker", "finding", "assessment").first()


def show_second(user: Any, one: SecondReview) -> Shown:
    """The proposal it is about, as its decider sees it; nothing of it can be decided here."""
    if one.assessment_id:
        target: Any = find_assessment(user, one.assessment.uid)  # type: ignore[union-attr]
        shown = show_assessment(user, target)
    else:
        target = find_finding(user, one.finding.uid)  # type: ignore[union-attr]
        shown = show_finding(user, target)
    mark = opinion_mark(user, one, shown["mark"])
    return shown | {"target": target, "mark": mark, "reviews": [], "may_ask": None}


def decide_second(user: Any, one: SecondReview, form: Any) -> str:
    """Give the opinion."""
    said = {name: form.cleaned_data[name] for name in ("seen", "opinion", "opinion_text")}
    give_opinion(actor=user, review=one, **said)
    return _("Your opinion is kept. The decision stays with the one who asked.")


def find_question(user: Any, uid: Any) -> Challenge | None:
    """A question in scope."""
    found = challenges_seen(user).filter(uid=uid).first()
    if found is not None:
        found.target.case = found.case  # type: ignore[attr-defined]
    return found


def show_question(user: Any, one: Challenge) -> Shown:
    """The question, and the evidence of the case."""
    violation = one.assessment.violation if one.assessment else None
    return {"evidence": evidence_for(user, one.case, violation)}


def decide_question(user: Any, one: Challenge, form: Any) -> str:
    """Answer it."""
    answer_challenge(actor=user, challenge=one, answer=form.cleaned_data["answer"])
    return _("The answer is kept.")


@dataclass(frozen=True)
class Review:
    """How one kind of entry is handled. `verdict` says whether the reader may decide it the first way."""

    find: Callable[[Any, Any], Any]
    show: Callable[[Any, Any], Shown]
    decide: Callable[[Any, Any, Any], str]
    verdict: Callable[[Any, Any, Shown], Verdict]
    approve: Callable[[], str]
    form_class: type = field(default=DecisionForm)

    @property
    def returns(self) -> bool:
        """Whether it can be sent back."""
        return issubclass(self.form_class, DecisionForm)


REVIEWS: Final[dict[Kind, Review]] = {
    Kind.ASSESSMENT: Review(
        find_assessment,
        show_assessment,
        decide_assessment,
        lambda user, one, _shown: may_approve(user, one),
        lambda: _("Approve"),
    ),
    Kind.FINDING: Review(
        find_finding,
        show_finding,
        decide_finding,
        lambda user, one, shown: may_move(BY_KEY["approve_findings"], user, one.case, shown["guards"]),
        lambda: _("Approve findings"),
        ReasonedForm,
    ),
    Kind.RATING: Review(
        find_rating,
        show_rating,
        decide_rating,
        lambda user, one, _shown: may_confirm_rating(user, one),
        lambda: _("Confirm the rating"),
    ),
    Kind.PUBLIC: Review(
        find_public,
        show_public,
        decide_public,
        may_make_public,
        lambda: _("Make it public"),
        ReasonedForm,
    ),
    Kind.SECOND: Review(
        find_second,
        show_second,
        decide_second,
        lambda user, one, _shown: may_give_opinion(user, one),
        lambda: _("Give the opinion"),
        OpinionForm,
    ),
    Kind.QUESTION: Review(
        find_question,
        show_question,
        decide_question,
        lambda user, one, _shown: may_answer_challenge(user, one),
        lambda: _("Answer"),
        AnswerForm,
    ),
}
