"""Shapes of input of the investigations room."""

from .assessments import AssessmentForm
from .challenges import AnswerChallengeForm, ChallengeForm, ContraryForm, OpinionForm, SecondReviewForm
from .findings import ConclusionForm, FindingForm
from .investigations import DocumentForm, GradeForm, InvestigationForm
from .ratings import RatingForm
from .replies import AnswerForm, AskPartyForm, NotAskedForm

__all__ = [
    "AnswerChallengeForm",
    "AnswerForm",
    "AskPartyForm",
    "AssessmentForm",
    "ChallengeForm",
    "ConclusionForm",
    "ContraryForm",
    "DocumentForm",
    "FindingForm",
    "GradeForm",
    "InvestigationForm",
    "NotAskedForm",
    "OpinionForm",
    "RatingForm",
    "SecondReviewForm",
]
