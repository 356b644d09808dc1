"""Where redress stands in a case, to whom the case was referred, which recommendations rest on it."""

from collections.abc import Mapping
from typing import Any, Final

from accounts.models import User
from casework.cases.access import may
from casework.cases.models import Case
from casework.core.actions import action
from casework.core.records import Record
from casework.core.storing import fill, store, withdraw

from ..models import Recommendation, RecommendationCase, RedressStatus, Referral
from ..queries import status_of
from ..rules import may_change, may_change_recommendation, may_keep

STATUS_FIELDS: Final = ("state", "note", "follow_up_on", "no_follow_up")
REFERRAL_FIELDS: Final = (
    "kind", "body", "referred_on", "reference", "what_was_sent", "outcome", "outcome_on", "outcome_note",
    "follow_up_on",
)  # fmt: skip


@action
def set_redress(
    *, actor: User, case: Case, values: Mapping[str, Any], version: int | None = None, reason: str = ""
) -> RedressStatus:
    """Say where redress stands in a case, and when it is looked at again.

    Args:
        values: columns of STATUS_FIELDS.
        version: the version that was read.

    Raises:
        StaleRecord: somebody else changed it since it was read.
    """
    may_keep(actor, case).require()
    status = fill(status_of(case), values, STATUS_FIELDS)
    if version is not None:
        status.version = version
    return store(status)


@action
def refer_case(*, actor: User, case: Case, values: Mapping[str, Any], reason: str = "") -> Referral:
    """Write down that the case was put before a body that can act. A supervisor decides this.

    Args:
        values: columns of REFERRAL_FIELDS.
    """
    may(actor, "case.decide", case).require()
    return store(fill(Referral(case=case), values, REFERRAL_FIELDS))


@action
def change_referral(
    *, actor: User, referral: Referral, values: Mapping[str, Any], reason: str = ""
) -> Referral:
    """Write down what came of a referral."""
    may_change(actor, referral).require()
    return store(fill(referral, values, REFERRAL_FIELDS))


@action
def link_recommendation(
    *, actor: User, case: Case, recommendation: Recommendation, reason: str = ""
) -> RecommendationCase:
    """Say that a recommendation rests on this case."""
    may_keep(actor, case).require()
    may_change_recommendation(actor, recommendation).require()
    return store(RecommendationCase(case=case, recommendation=recommendation))


@action
def withdraw_entry(*, actor: User, record: Any, reason: str) -> Record:
    """Mark a claim, a referral or a link of a case as entered by mistake."""
    may_change(actor, record).require()
    return withdraw(record, reason)
