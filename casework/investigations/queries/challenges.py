"""Questions, second opinions and contrary evidence, with their answers, in the reader's scope."""

from dataclasses import dataclass
from typing import Any

from django.db.models import F, FilteredRelation, Q, QuerySet, TextField, Value
from django.db.models.functions import Coalesce

from casework.cases.models import Case
from casework.evidence.choices import Stance
from casework.evidence.models import Citation

from ..models import Assessment, Challenge, Finding, SecondReview
from ..rules import may_still_take_part

ABOUT = ("assessment__violation__type", "finding", "item")


def challenges_seen(user: Any) -> QuerySet[Challenge]:
    """Questions in the reader's scope with what they are about."""
    rows = Challenge.objects.visible_to(user).standing()
    return rows.select_related("case", "created_by", "answered_by", *ABOUT)


def challenges_of(user: Any, case: Case, **target: Any) -> list[Challenge]:
    """The questions of a case, or of one target in it: open ones first, then the newest."""
    found = list(challenges_seen(user).filter(case=case, **target))
    for one in found:
        one.case = case
        one.target.case = case  # type: ignore[attr-defined]
    return sorted(found, key=lambda one: (one.answered_at is not None, -one.pk))


def reviews_of(user: Any, target: Assessment | Finding) -> list[SecondReview]:
    """Second reviews of one proposal, the newest first."""
    about: dict[str, Any] = {"assessment" if isinstance(target, Assessment) else "finding": target}
    rows = SecondReview.objects.visible_to(user).standing().filter(**about)
    found = list(rows.select_related("asker", "reviewer").order_by("-id"))
    for one in found:
        one.case = target.case
        setattr(one, next(iter(about)), target)
        one.is_stuck = not (one.opinion or _both_there(one))  # type: ignore[attr-defined]
    return found


def reviews_waiting_for(user: Any) -> QuerySet[SecondReview]:
    """Second opinions asked of this person and not given yet."""
    return SecondReview.objects.visible_to(user).waiting().filter(reviewer=user)


def _both_there(review: SecondReview) -> bool:
    return all(may_still_take_part(person, review) for person in (review.asker, review.reviewer))


@dataclass(frozen=True)
class Contrary:
    """A passage that speaks against something, and what is answered to it."""

    citation: Citation
    answer: str


def contrary_of(user: Any, case: Case) -> list[Contrary]:
    """All that speaks against an alleged violation or an attribution of the case, with its answers."""
    about = Q(violation__isnull=False) | Q(attribution__isnull=False)
    rows = Citation.objects.visible_to(user).standing().filter(about, case=case, stance=Stance.CONTRADICTS)
    told = with_answers(rows).select_related(
        "item__case", "violation__type", "attribution__party", "attribution__violation__type"
    )
    return [Contrary(one, one.answer_text) for one in told]


def with_answers(citations: QuerySet[Citation]) -> QuerySet[Any]:
    """Citations the reader sees, with the standing answer to each in `answer_text`: it is seen with them."""
    standing = FilteredRelation("answers", condition=Q(answers__withdrawn_at__isnull=True))
    rows = citations.annotate(standing_answer=standing)
    return rows.annotate(
        answer_text=Coalesce(F("standing_answer__text"), Value(""), output_field=TextField())
    )
