"""The common list of recommendations: what is asked of authorities, what they answered, how far they went."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.core.actions import action
from casework.core.records import Record
from casework.core.storing import fill, store, withdraw
from casework.evidence.models import EvidenceItem

from ..choices import Grade
from ..models import Recommendation, RecommendationResponse
from ..rules import may_change_recommendation, may_grade, may_recommend

RECOMMENDATION_FIELDS: Final = (
    "addressee", "addressee_name", "title", "text", "origin", "issued_on", "due_on", "follow_up_on",
)  # fmt: skip
RESPONSE_FIELDS: Final = ("responded_on", "attitude", "text", "document", "web_address")


@action
def make_recommendation(*, actor: User, values: Mapping[str, Any], reason: str = "") -> Recommendation:
    """Put a recommendation to an authority on the common list.

    Args:
        values: columns of RECOMMENDATION_FIELDS.
    """
    may_recommend(actor).require()
    return store(fill(Recommendation(), values, RECOMMENDATION_FIELDS))


@action
def change_recommendation(
    *, actor: User, recommendation: Recommendation, values: Mapping[str, Any], reason: str = ""
) -> Recommendation:
    """Correct or complete a recommendation; its grade has an act of its own."""
    may_change_recommendation(actor, recommendation).require()
    return store(fill(recommendation, values, RECOMMENDATION_FIELDS))


@action
def grade_recommendation(
    *, actor: User, recommendation: Recommendation, grade: str, grade_reason: str, reason: str = ""
) -> Recommendation:
    """Say how far a recommendation was carried out, and why.

    Raises:
        ValidationError: not a grade, or no reason given.
    """
    may_grade(actor, recommendation).require()
    if grade not in Grade.values:
        raise ValidationError({"grade": _("Choose a grade from A to E.")})
    recommendation.grade, recommendation.grade_reason = grade, grade_reason.strip()
    return store(recommendation)


@action
def add_response(
    *, actor: User, recommendation: Recommendation, values: Mapping[str, Any], reason: str = ""
) -> RecommendationResponse:
    """Keep what the addressee answered or did.

    Args:
        values: columns of RESPONSE_FIELDS.

    Raises:
        ValidationError: the document is none that the actor may see.
    """
    may_change_recommendation(actor, recommendation).require()
    document = values.get("document")
    if document and not EvidenceItem.objects.visible_to(actor).filter(pk=document.pk).exists():
        raise ValidationError({"document": _("There is no such item among those you may see.")})
    return store(fill(RecommendationResponse(recommendation=recommendation), values, RESPONSE_FIELDS))


@action
def withdraw_common_entry(*, actor: User, record: Any, reason: str) -> Record:
    """Mark a recommendation, or a response to one, as entered by mistake."""
    recommendation = getattr(record, "recommendation", record)
    may_change_recommendation(actor, recommendation).require()
    return withdraw(record, reason)
