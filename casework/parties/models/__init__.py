"""Models of the parties room, one file per concept."""

from .attribution import Attribution, PartyPosition
from .party import CommandLink, Party

__all__ = ["Attribution", "CommandLink", "Party", "PartyPosition"]
