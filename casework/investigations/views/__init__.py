"""Pages of the investigations room."""

from .assessments import (
    AssessmentCreate,
    AssessmentDetail,
    AssessmentList,
    AssessmentScope,
    AssessmentWithdraw,
    cite_address,
)

__all__ = [
    "AssessmentCreate",
    "AssessmentDetail",
    "AssessmentList",
    "AssessmentScope",
    "AssessmentWithdraw",
    "cite_address",
]
