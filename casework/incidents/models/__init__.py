"""Models of the incidents room, one file per concept."""

from .claims import CasualtyClaim
from .incident import Incident, IncidentLink, Violation
from .law import LegalCharacterisation, LegalProvision
from .taxonomy import ViolationType

__all__ = [
    "CasualtyClaim",
    "Incident",
    "IncidentLink",
    "LegalCharacterisation",
    "LegalProvision",
    "Violation",
    "ViolationType",
]
