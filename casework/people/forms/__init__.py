"""Shapes of input of the people room. No field holds a real name: the sealed vault does not exist yet."""

from .consents import ConsentForm, RevokeForm
from .records import LevelForm, PersonForm, PersonSourceForm, PublishedSourceForm, SourceForm
from .risks import RiskForm

__all__ = [
    "ConsentForm",
    "LevelForm",
    "PersonForm",
    "PersonSourceForm",
    "PublishedSourceForm",
    "RevokeForm",
    "RiskForm",
    "SourceForm",
]
