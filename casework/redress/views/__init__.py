"""Pages of the redress room."""

from .boards import ClaimBoard, RecommendationBoard, ReferralBoard
from .case import (
    CaseRedress,
    ClaimCreate,
    ClaimDetail,
    ClaimEdit,
    ClaimWithdraw,
    LinkCreate,
    LinkWithdraw,
    ReferralCreate,
    ReferralEdit,
    ReferralWithdraw,
    StatusEdit,
)
from .recommendations import (
    RecommendationCreate,
    RecommendationDetail,
    RecommendationEdit,
    RecommendationGrade,
    RecommendationWithdraw,
    ResponseCreate,
    ResponseWithdraw,
)

__all__ = [
    "CaseRedress",
    "ClaimBoard",
    "ClaimCreate",
    "ClaimDetail",
    "ClaimEdit",
    "ClaimWithdraw",
    "LinkCreate",
    "LinkWithdraw",
    "RecommendationBoard",
    "RecommendationCreate",
    "RecommendationDetail",
    "RecommendationEdit",
    "RecommendationGrade",
    "RecommendationWithdraw",
    "ReferralBoard",
    "ReferralCreate",
    "ReferralEdit",
    "ReferralWithdraw",
    "ResponseCreate",
    "ResponseWithdraw",
    "StatusEdit",
]
