"""Questions of reviewers and their answers, answers to contrary evidence, second opinions."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.core import clock
from casework.core.actions import action
from casework.core.seen import require_seen
from casework.core.verdict import Refused
from casework.evidence.models import Citation, EvidenceItem
from casework.tasks.actions import tell_about
from casework.tasks.choices import NoticeKind

from ..choices import Opinion
from ..models import Assessment, Challenge, ContraryAnswer, Finding, SecondReview
from ..queries import contrary_mark, opinion_mark
from ..rules import (
    may_answer_challenge,
    may_answer_contrary,
    may_ask_second,
    may_challenge,
    may_give_opinion,
    may_withdraw_challenge,
    may_withdraw_review,
    possible_reviewers,
    standing_answer,
)

STAMPED = ("created_at", "updated_at")
FIELDS: dict[type, str] = {Assessment: "assessment", Finding: "finding", EvidenceItem: "item"}


@action
def raise_challenge(
    *, actor: User, target: Assessment | Finding | EvidenceItem, question: str, reason: str = ""
) -> Challenge:
    """Ask what has to be answered before findings of the case are approved.

    Raises:
        Refused: neither working on the case nor deciding on it, or the target belongs to the past.
    """
    may_challenge(actor, target).require()
    _check_seen(actor, target)
    if not question.strip():
        raise ValidationError({"question": _("Write the question.")})
    about: dict[str, Any] = {FIELDS[type(target)]: target}
    challenge = Challenge(case=target.case, question=question.strip(), **about)
    challenge.full_clean(exclude=STAMPED)
    challenge.save()
    author = getattr(target, "proposer", None) or getattr(target, "author", None)
    tell_about(
        author, NoticeKind.DECISION_WANTED, challenge, words=f"question.{FIELDS[type(target)]}", actor=actor
    )
    return challenge


def _check_seen(actor: User, target: Any) -> None:
    if not type(target).objects.visible_to(actor).filter(pk=target.pk).exists():
        raise Refused(_("There is no such record."))


@action
def answer_challenge(*, actor: User, challenge: Challenge, answer: str, reason: str = "") -> Challenge:
    """Answer a question of somebody else. Who asked may ask again: as a new question."""
    may_answer_challenge(actor, challenge).require()
    if not answer.strip():
        raise ValidationError({"answer": _("Write the answer.")})
    challenge.answer, challenge.answered_by, challenge.answered_at = answer.strip(), actor, clock.now()
    challenge.full_clean(exclude=STAMPED)
    challenge.save()
    about = FIELDS[type(challenge.target)]
    tell_about(
        challenge.created_by, NoticeKind.DECISION_MADE, challenge, words=f"answered.{about}", actor=actor
    )
    return challenge


@action
def withdraw_challenge(*, actor: User, challenge: Challenge, reason: str) -> Challenge:
    """Take one's own open question back."""
    may_withdraw_challenge(actor, challenge).require()
    challenge.mark_withdrawn(reason)
    challenge.save()
    return challenge


@action
def answer_contrary(
    *, actor: User, citation: Citation, text: str, seen: str, reason: str = ""
) -> ContraryAnswer:
    """Say why a passage that speaks against does not change the conclusion; a former answer is changed.

    Args:
        seen: the `contrary_mark` of the citation as the actor read it.

    Raises:
        Refused: not working on the case, or the former answer is part of findings that were handed in.
        StaleRecord: somebody else answered since.
    """
    may_answer_contrary(actor, citation).require()
    _check_seen(actor, citation)
    if not text.strip():
        raise ValidationError({"text": _("Write the answer.")})
    require_seen(seen, contrary_mark(citation), citation)
    answer = standing_answer(citation) or ContraryAnswer(case=citation.case, citation=citation)
    answer.text = text.strip()
    answer.full_clean(exclude=STAMPED)
    answer.save()
    return answer


@action
def ask_second_review(
    *, actor: User, target: Assessment | Finding, reviewer: User, question: str = "", reason: str = ""
) -> SecondReview:
    """Ask another supervisor for an opinion. Until it is there, nothing is approved.

    Raises:
        Refused: the actor does not decide on it, or an opinion is waited for already.
        ValidationError: the reviewer had a part in it, or may not see it.
    """
    may_ask_second(actor, target).require()
    about: dict[str, Any] = {FIELDS[type(target)]: target}
    if reviewer not in possible_reviewers(actor, target):
        raise ValidationError({"reviewer": _("Choose a supervisor who sees it and had no part in it.")})
    review = SecondReview(
        case=target.case, asker=actor, reviewer=reviewer, question=question.strip(), **about
    )
    review.full_clean(exclude=STAMPED)
    review.save()
    tell_about(
        reviewer, NoticeKind.DECISION_WANTED, review, words=f"second.{FIELDS[type(target)]}", actor=actor
    )
    return review


@action
def give_opinion(
    *, actor: User, review: SecondReview, seen: str, opinion: str, opinion_text: str, reason: str = ""
) -> SecondReview:
    """Agree, doubt or disagree, with reasons. It advises; the decision stays with the one who asked.

    Args:
        seen: the `opinion_mark` of what the actor read.

    Raises:
        Refused: another person was asked, or it is given already.
        StaleRecord: the question, or what it is about, is another by now than they read.
    """
    may_give_opinion(actor, review).require()
    require_seen(seen, opinion_mark(actor, review), review)
    wrong: dict[str, str] = {}
    if opinion not in (Opinion.AGREES, Opinion.DOUBTS, Opinion.DISAGREES):
        wrong["opinion"] = _("Choose what you say to it.")
    if not opinion_text.strip():
        wrong["opinion_text"] = _("Write the reasons.")
    if wrong:
        raise ValidationError(wrong)
    review.opinion, review.opinion_text = opinion, opinion_text.strip()
    review.given_at = clock.now()
    review.full_clean(exclude=STAMPED)
    review.save()
    about = FIELDS[type(review.target)]
    tell_about(review.asker, NoticeKind.DECISION_WANTED, review, words=f"opinion.{about}", actor=actor)
    return review


@action
def withdraw_second_review(*, actor: User, review: SecondReview, reason: str) -> SecondReview:
    """Do without an opinion that was asked for and not given."""
    may_withdraw_review(actor, review).require()
    review.mark_withdrawn(reason)
    review.save()
    return review
