"""What the pages of redress show."""

from .boards import (
    Board,
    addressees,
    claim_board,
    claims_by_scheme,
    recommendation_board,
    recommendations_by_addressee,
    referral_board,
    sums_by_currency,
)
from .records import (
    ENDED,
    REFERRALS_ENDED,
    answered,
    claims,
    granted_claims,
    linked_to,
    links_of,
    overdue_claim,
    overdue_recommendation,
    overdue_referral,
    recommendations,
    redressed_as_a_whole,
    referrals,
    responses,
    status_of,
)

__all__ = [
    "ENDED", "REFERRALS_ENDED", "Board", "addressees", "answered", "claim_board", "claims",
    "claims_by_scheme", "granted_claims", "linked_to", "links_of", "overdue_claim", "overdue_recommendation",
    "overdue_referral",
    "recommendation_board", "recommendations", "recommendations_by_addressee", "redressed_as_a_whole",
    "referral_board", "referrals", "responses", "status_of", "sums_by_currency",
]  # fmt: skip
