"""Rating how effective an investigation is: one person rates, a second confirms or returns."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.models import CaseMember
from casework.cases.queries import active_members
from casework.core import clock
from casework.core.actions import action
from casework.core.seen import require_seen
from casework.evidence.choices import Stance
from casework.evidence.models import EvidenceItem
from casework.tasks.actions import tell_about
from casework.tasks.choices import NoticeKind

from ..choices import Criterion, Met, RatingState
from ..models import EffectivenessRating, Investigation
from ..queries import rating_mark
from ..rules import may_confirm_rating, may_rate, may_withdraw_rating
from .investigations import STAMPED, cite_document

Answers = Mapping[str, tuple[str, str]]


def rating_faults(answers: Answers) -> dict[str, str]:
    """What is wrong with the eight answers, field by field; the form asks too: all is said at once."""
    wrong: dict[str, str] = {}
    for criterion in Criterion:
        answer, why = answers.get(criterion, (Met.NOT_KNOWN, ""))
        if answer not in Met.values:
            wrong[criterion.value] = _("Choose one of the four answers.")
        elif answer != Met.NOT_KNOWN and not why.strip():
            wrong[f"{criterion.value}_reason"] = _("Say why: an answer without a reason cannot be checked.")
    if not wrong and all(answers.get(one, (Met.NOT_KNOWN, ""))[0] == Met.NOT_KNOWN for one in Criterion):
        wrong[Criterion.PROMPT.value] = _("Answer at least one criterion with what is known about it.")
    return wrong


@action
def propose_rating(
    *,
    actor: User,
    investigation: Investigation,
    answers: Answers,
    documents: Mapping[str, Iterable[tuple[EvidenceItem, str]]] | None = None,
    illustrative: bool = False,
    reason: str = "",
) -> EffectivenessRating:
    """Rate an investigation on the eight criteria; a second person confirms it.

    Args:
        answers: for each criterion the answer and its reason; one left out is not known.
        documents: for each criterion the items that its answer rests on, with page or time code.
    """
    may_rate(actor, investigation).require()
    if wrong := rating_faults(answers):
        raise ValidationError(wrong)
    rating = EffectivenessRating(case=investigation.case, investigation=investigation, rater=actor)
    for criterion, (answer, why) in answers.items():
        setattr(rating, Criterion(criterion).value, answer)
        setattr(rating, f"{Criterion(criterion).value}_reason", why.strip())
    rating.illustrative = illustrative
    rating.full_clean(exclude=STAMPED)
    rating.save()
    for criterion, passages in (documents or {}).items():
        for item, locator in passages:
            cite_document(
                actor=actor,
                target=rating,
                item=item,
                stance=Stance.SUPPORTS,
                locator=locator,
                criterion=Criterion(criterion).value,
            )
    _ask_for_second_person(actor, rating)
    return rating


def _ask_for_second_person(actor: User, rating: EffectivenessRating) -> None:
    """Tell the members who may confirm it and may see it: nobody else learns that it exists."""
    member: CaseMember
    for member in active_members(rating.case):
        if may_confirm_rating(member.user, rating):
            tell_about(member.user, NoticeKind.RATING_WAITS, rating, words=rating.case.reference, actor=actor)


@action
def confirm_rating(
    *, actor: User, rating: EffectivenessRating, seen: str, comment: str = "", reason: str = ""
) -> EffectivenessRating:
    """Agree as the second person. The rating that was in force is superseded in the same moment.

    Args:
        seen: the `rating_mark` of what the actor read.

    Raises:
        Refused: it does not wait, or not for them.
        StaleRecord: the rating or a document of it is another by now than they read.
    """
    may_confirm_rating(actor, rating).require()
    require_seen(seen, rating_mark(actor, rating), rating)
    former = EffectivenessRating.objects.filter(
        investigation=rating.investigation_id, state=RatingState.CONFIRMED, withdrawn_at__isnull=True
    )
    for one in former.select_for_update():
        one.state = RatingState.SUPERSEDED
        one.save()
    return _answer(actor, rating, RatingState.CONFIRMED, comment)


@action
def return_rating(
    *, actor: User, rating: EffectivenessRating, seen: str, comment: str, reason: str = ""
) -> EffectivenessRating:
    """Send it back with what is to be looked at again; a new rating can then be made. `seen`: as above."""
    may_confirm_rating(actor, rating).require()
    require_seen(seen, rating_mark(actor, rating), rating)
    if not comment.strip():
        raise ValidationError({"comment": _("Say what has to be looked at again.")})
    return _answer(actor, rating, RatingState.RETURNED, comment)


def _answer(
    actor: User, rating: EffectivenessRating, state: RatingState, comment: str
) -> EffectivenessRating:
    facts: dict[str, Any] = {"state": state, "comment": comment.strip(), "confirmer": actor}
    for name, value in (facts | {"decided_at": clock.now()}).items():
        setattr(rating, name, value)
    rating.full_clean(exclude=STAMPED)
    rating.save()
    tell_about(rating.rater, NoticeKind.RATING_ANSWERED, rating, words=state.value, actor=actor)
    return rating


@action
def withdraw_rating(*, actor: User, rating: EffectivenessRating, reason: str) -> EffectivenessRating:
    """Take one's own waiting rating back."""
    may_withdraw_rating(actor, rating).require()
    rating.mark_withdrawn(reason)
    rating.save()
    return rating
