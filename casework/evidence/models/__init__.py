"""Models of the evidence room, one file per concept."""

from .citation import Citation, CitationBase
from .custody import CustodyEvent
from .integrity import IntegrityCheck
from .items import EvidenceItem
from .verification import Verification

__all__ = ["Citation", "CitationBase", "CustodyEvent", "EvidenceItem", "IntegrityCheck", "Verification"]
