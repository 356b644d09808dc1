"""Pages of the investigations room."""

from .assessments import (
    AssessmentCreate,
    AssessmentDetail,
    AssessmentList,
    AssessmentScope,
    AssessmentWithdraw,
    cite_address,
)
from .challenges import (
    ChallengeAnswer,
    ChallengeCreate,
    ChallengeWithdraw,
    ContraryWrite,
    OpinionGive,
    SecondReviewAsk,
    SecondReviewWithdraw,
)
from .findings import (
    Conclude,
    ConclusionWithdraw,
    FindingCreate,
    FindingDetail,
    FindingEdit,
    FindingList,
    document_context,
)
from .replies import AskParty, PartyNotAsked, ReplyAnswer, ReplySilence, ReplyWithdraw

__all__ = [
    "AskParty",
    "AssessmentCreate",
    "AssessmentDetail",
    "AssessmentList",
    "AssessmentScope",
    "AssessmentWithdraw",
    "ChallengeAnswer",
    "ChallengeCreate",
    "ChallengeWithdraw",
    "Conclude",
    "ConclusionWithdraw",
    "ContraryWrite",
    "FindingCreate",
    "FindingDetail",
    "FindingEdit",
    "FindingList",
    "OpinionGive",
    "PartyNotAsked",
    "ReplyAnswer",
    "ReplySilence",
    "ReplyWithdraw",
    "SecondReviewAsk",
    "SecondReviewWithdraw",
    "cite_address",
    "document_context",
]
