"""Models of the publication room: what is prepared inside, and the frozen tables the public pages read."""

from .prepared import PublicEvidence, PublicVersion, RedactionCheck
from .published import PublishedAllegation, PublishedFigures, PublishedVersion, Tombstone

__all__ = [
    "PublicEvidence",
    "PublicVersion",
    "PublishedAllegation",
    "PublishedFigures",
    "PublishedVersion",
    "RedactionCheck",
    "Tombstone",
]
