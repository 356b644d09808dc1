"""Writing down what is asked for, what was referred, and what was paid."""

from .cases import (
    REFERRAL_FIELDS,
    STATUS_FIELDS,
    change_referral,
    link_recommendation,
    refer_case,
    set_redress,
    withdraw_entry,
)
from .claims import CLAIM_FIELDS, change_claim, faults_of_claim, file_claim
from .recommendations import (
    RECOMMENDATION_FIELDS,
    add_response,
    change_recommendation,
    grade_recommendation,
    make_recommendation,
    withdraw_common_entry,
)

__all__ = [
    "CLAIM_FIELDS",
    "RECOMMENDATION_FIELDS",
    "REFERRAL_FIELDS",
    "STATUS_FIELDS",
    "add_response",
    "change_claim",
    "change_recommendation",
    "change_referral",
    "faults_of_claim",
    "file_claim",
    "grade_recommendation",
    "link_recommendation",
    "make_recommendation",
    "refer_case",
    "set_redress",
    "withdraw_common_entry",
    "withdraw_entry",
]
