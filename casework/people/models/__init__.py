"""Models of the people room, one file per concept."""

from .consent import Consent
from .person import PERSON_PREFIX, SOURCE_PREFIX, Person, Source, SourceQuerySet
from .risk import RiskAssessment

__all__ = [
    "PERSON_PREFIX",
    "SOURCE_PREFIX",
    "Consent",
    "Person",
    "RiskAssessment",
    "Source",
    "SourceQuerySet",
]
