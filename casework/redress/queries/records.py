"""What the pages of redress show: everything in the scope of the reader."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.cases.models import Case, CaseRecordQuerySet
from casework.core import clock

from ..choices import CLAIMS_GRANTED, REDRESS_REACHED, ClaimState, Grade, ReferralOutcome
from ..models import (
    CompensationClaim,
    Recommendation,
    RecommendationCase,
    RecommendationResponse,
    RedressStatus,
    Referral,
)
from ..models.recommendation import RecommendationQuerySet

ENDED = (ClaimState.PAID, ClaimState.REJECTED, ClaimState.NOT_SOUGHT)
REFERRALS_ENDED = (ReferralOutcome.DECLINED, ReferralOutcome.CLOSED)


def status_of(case: Case) -> RedressStatus:
    """The status of redress of a case; a new one, not known yet, where nobody wrote any."""
    return RedressStatus.objects.filter(case=case).first() or RedressStatus(case=case)


def claims(user: Any) -> CaseRecordQuerySet:
    """Claims in scope, with their case and their person."""
    return CompensationClaim.objects.visible_to(user).select_related("case", "person", "incident", "party")


def referrals(user: Any) -> CaseRecordQuerySet:
    """Referrals in scope."""
    return Referral.objects.visible_to(user).select_related("case")


def recommendations(user: Any) -> RecommendationQuerySet:
    """The common list."""
    return Recommendation.objects.visible_to(user).select_related("addressee")


def links_of(user: Any, recommendation: Recommendation) -> QuerySet[RecommendationCase]:
    """The cases behind a recommendation, as far as the reader sees them."""
    rows = RecommendationCase.objects.visible_to(user).standing()
    return rows.filter(recommendation=recommendation).select_related("case")


def linked_to(user: Any, case: Case) -> QuerySet[RecommendationCase]:
    """The recommendations that rest on a case."""
    rows = RecommendationCase.objects.visible_to(user).standing().filter(case=case)
    return rows.select_related("recommendation__addressee")


def responses(user: Any, recommendation: Recommendation) -> QuerySet[RecommendationResponse]:
    """What the addressee answered, as far as its documents may be seen."""
    rows = RecommendationResponse.objects.visible_to(user).standing()
    return rows.filter(recommendation=recommendation).select_related("document__case")


def overdue_recommendation() -> Q:
    """Past its day, or that of the next follow-up, and not carried out."""
    past = Q(due_on__lt=clock.today()) | Q(follow_up_on__lt=clock.today())
    return past & ~Q(grade=Grade.A)


def overdue_claim() -> Q:
    """A claim whose next follow-up lies in the past."""
    return Q(follow_up_on__lt=clock.today()) & ~Q(state__in=ENDED)


def overdue_referral() -> Q:
    """A referral that goes on, whose next follow-up lies in the past."""
    return Q(follow_up_on__lt=clock.today()) & ~Q(outcome__in=REFERRALS_ENDED)


def answered(user: Any) -> Any:
    """Whether the reader sees an answer to an outer recommendation."""
    seen = RecommendationResponse.objects.visible_to(user).standing()
    return Exists(seen.filter(recommendation=OuterRef("pk")))


def granted_claims(actor: Any) -> QuerySet[CompensationClaim]:
    """Claims that were granted at least in part, of those this reader may see in the cases they see."""
    return CompensationClaim.objects.standing().allowed_to(actor).filter(state__in=CLAIMS_GRANTED)


def redressed_as_a_whole() -> QuerySet[RedressStatus]:
    """Statuses that say that something was granted in the case."""
    return RedressStatus.objects.filter(state__in=REDRESS_REACHED)
