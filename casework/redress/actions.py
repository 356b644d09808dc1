"""Writing down what is asked for, what was referred, and what was paid."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.access import may
from casework.cases.models import Case
from casework.core.actions import action
from casework.core.records import Record

from .choices import Grade
from .models import (
    CompensationClaim,
    Recommendation,
    RecommendationCase,
    RecommendationResponse,
    RedressStatus,
    Referral,
)
from .queries import status_of
from .rules import may_change, may_change_recommendation, may_grade, may_keep, may_recommend

#: Set by the record itself; a new record has no code yet.
STAMPED = ("created_at", "updated_at", "reference")

Values = Mapping[str, Any]


def _save(record: Any, **values: Any) -> Any:
    """Put the values on the record, ask all its rules in words, and save it."""
    for name, value in values.items():
        setattr(record, name, value)
    record.full_clean(exclude=STAMPED if record._state.adding else STAMPED[:2])
    record.save()
    return record


@action
def set_redress(*, actor: User, case: Case, values: Values, reason: str = "") -> RedressStatus:
    """Say where redress stands in a case, and when it is looked at again.

    Args:
        values: `state`, `note`, `follow_up_on`, `no_follow_up`, and the `version` that was read.
    """
    may_keep(actor, case).require()
    return _save(status_of(case), **values)


@action
def file_claim(*, actor: User, case: Case, values: Values, reason: str = "") -> CompensationClaim:
    """Write down a claim for reparation under a new random code.

    Raises:
        ValidationError: neither person nor group, an amount without currency, days out of order.
    """
    may_keep(actor, case).require()
    return _save(CompensationClaim(case=case), **values)


@action
def change_claim(
    *, actor: User, claim: CompensationClaim, values: Values, reason: str = ""
) -> CompensationClaim:
    """Change what is known of a claim."""
    may_change(actor, claim).require()
    return _save(claim, **values)


@action
def refer_case(*, actor: User, case: Case, values: Values, reason: str = "") -> Referral:
    """Write down that the case was put before a body that can act. A supervisor decides this."""
    may(actor, "case.decide", case).require()
    return _save(Referral(case=case), **values)


@action
def change_referral(*, actor: User, referral: Referral, values: Values, reason: str = "") -> Referral:
    """Write down what came of a referral."""
    may_change(actor, referral).require()
    return _save(referral, **values)


@action
def make_recommendation(*, actor: User, values: Values, reason: str = "") -> Recommendation:
    """Put a recommendation to an authority on the common list."""
    may_recommend(actor).require()
    return _save(Recommendation(), **values)


@action
def change_recommendation(
    *, actor: User, recommendation: Recommendation, values: Values, reason: str = ""
) -> Recommendation:
    """Correct or complete a recommendation; its grade has an act of its own."""
    may_change_recommendation(actor, recommendation).require()
    return _save(recommendation, **values)


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
    return _save(recommendation, grade=grade, grade_reason=grade_reason.strip())


@action
def link_recommendation(
    *, actor: User, case: Case, recommendation: Recommendation, reason: str = ""
) -> RecommendationCase:
    """Say that a recommendation rests on this case."""
    may_keep(actor, case).require()
    may_change_recommendation(actor, recommendation).require()
    return _save(RecommendationCase(case=case, recommendation=recommendation))


@action
def add_response(
    *, actor: User, recommendation: Recommendation, values: Values, reason: str = ""
) -> RecommendationResponse:
    """Keep what the addressee answered or did."""
    may_change_recommendation(actor, recommendation).require()
    return _save(RecommendationResponse(recommendation=recommendation), **values)


@action
def withdraw_entry(*, actor: User, record: Any, reason: str) -> Record:
    """Mark a claim, a referral or a link of a case as entered by mistake."""
    may_change(actor, record).require()
    record.mark_withdrawn(reason)
    record.save()
    return record


@action
def withdraw_common_entry(*, actor: User, record: Any, reason: str) -> Record:
    """Mark a recommendation, or a response to one, as entered by mistake."""
    recommendation = getattr(record, "recommendation", record)
    may_change_recommendation(actor, recommendation).require()
    record.mark_withdrawn(reason)
    record.save()
    return record
