"""Models of the publication room: what is prepared inside, and the frozen tables the public pages read."""

from .prepared import PublicEvidence, PublicMention, PublicVersion, RedactionCheck
from .published import PublishedAllegation, PublishedFigures, PublishedVersion, Tombstone

__all__ = [
    "PublicEvidence",
    "PublicMention",
    "PublicVersion",
    "PublishedAllegation",
    "PublishedFigures",
    "PublishedVersion",
    "RedactionCheck",
    "Tombstone",
]
