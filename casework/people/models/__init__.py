"""Models of the people room, one file per concept."""

from .consent import Consent
from .person import PERSON_PREFIX, PERSON_ROLES, SOURCE_PREFIX, Person, Source, SourceQuerySet
from .risk import RiskAssessment

__all__ = [
    "PERSON_PREFIX",
    "PERSON_ROLES",
    "SOURCE_PREFIX",
    "Consent",
    "Person",
    "RiskAssessment",
    "Source",
    "SourceQuerySet",
]
