"""Models of the redress room, one file per concept."""

from .claim import CompensationClaim
from .recommendation import Recommendation, RecommendationCase, RecommendationResponse
from .referral import Referral
from .status import RedressStatus

__all__ = [
    "CompensationClaim",
    "Recommendation",
    "RecommendationCase",
    "RecommendationResponse",
    "RedressStatus",
    "Referral",
]
