"""Models of the investigations room, one file per concept."""

from .assessment import RATIONALE_LENGTH, Assessment, AssessmentQuerySet
from .challenge import Challenge, ContraryAnswer, SecondReview
from .citation import InvestigationCitation
from .finding import AttributionConclusion, Conclusion, Finding
from .grade import OutsideGrade
from .investigation import Investigation
from .rating import EffectivenessRating
from .reply import PartyReply

__all__ = [
    "RATIONALE_LENGTH",
    "Assessment",
    "AssessmentQuerySet",
    "AttributionConclusion",
    "Challenge",
    "Conclusion",
    "ContraryAnswer",
    "EffectivenessRating",
    "Finding",
    "Investigation",
    "InvestigationCitation",
    "OutsideGrade",
    "PartyReply",
    "SecondReview",
]
