"""All models of the product under one name: each room adds its own lines, lowest floor first."""

from casework.cases.models import Case, CaseMember, TakeOver
from casework.core.drafts import Draft
from casework.core.tokens import SpentToken
from casework.evidence.models import Citation, CustodyEvent, EvidenceItem, Verification
from casework.incidents.models import (
    CasualtyClaim,
    Incident,
    IncidentLink,
    LegalCharacterisation,
    LegalProvision,
    Violation,
    ViolationType,
)
from casework.intake.models import ReceivedFile
from casework.investigations.models import Assessment
from casework.ladder.models import DuplicateCheck, StageChange, Transfer
from casework.ledger.models import AccessEvent, AuthEvent, ExportEvent, LedgerLeaf, LedgerPayload
from casework.parties.models import Attribution, CommandLink, Party, PartyPosition
from casework.people.models import Person, Source
from casework.places.models import Place
from casework.tasks.models import Note, Notice, Task

__all__ = [
    "AccessEvent",
    "Assessment",
    "Attribution",
    "AuthEvent",
    "Case",
    "CaseMember",
    "CasualtyClaim",
    "Citation",
    "CommandLink",
    "CustodyEvent",
    "Draft",
    "DuplicateCheck",
    "EvidenceItem",
    "ExportEvent",
    "Incident",
    "IncidentLink",
    "LedgerLeaf",
    "LedgerPayload",
    "LegalCharacterisation",
    "LegalProvision",
    "Note",
    "Notice",
    "Party",
    "PartyPosition",
    "Person",
    "Place",
    "ReceivedFile",
    "Source",
    "SpentToken",
    "StageChange",
    "TakeOver",
    "Task",
    "Transfer",
    "Verification",
    "Violation",
    "ViolationType",
]
