"""All models of the product under one name: each room adds its own lines, lowest floor first."""

from casework.cases.models import Case, CaseMember, TakeOver
from casework.core.drafts import Draft
from casework.core.saved_views import SavedView
from casework.core.tokens import SpentToken
from casework.evidence.models import Citation, CustodyEvent, EvidenceItem, IntegrityCheck, Verification
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
from casework.investigations.models import (
    Assessment,
    AttributionConclusion,
    Challenge,
    Conclusion,
    ContraryAnswer,
    EffectivenessRating,
    Finding,
    Investigation,
    InvestigationCitation,
    OutsideGrade,
    PartyReply,
    SecondReview,
)
from casework.ladder.models import ConcernChange, DuplicateCheck, StageChange, Transfer
from casework.ledger.models import AccessEvent, AuthEvent, ExportEvent, LedgerLeaf, LedgerPayload
from casework.parties.models import Attribution, CommandLink, Party, PartyPosition
from casework.people.models import Consent, Person, RiskAssessment, Source
from casework.places.models import Place
from casework.publication.models import (
    PublicEvidence,
    PublicMention,
    PublicVersion,
    PublishedAllegation,
    PublishedFigures,
    PublishedVersion,
    RedactionCheck,
    Tombstone,
)
from casework.redress.models import (
    CompensationClaim,
    Recommendation,
    RecommendationCase,
    RecommendationResponse,
    RedressStatus,
    Referral,
)
from casework.tasks.models import Note, Notice, Task

__all__ = [
    "AccessEvent",
    "Assessment",
    "Attribution",
    "AttributionConclusion",
    "AuthEvent",
    "Case",
    "CaseMember",
    "CasualtyClaim",
    "Challenge",
    "Citation",
    "CommandLink",
    "CompensationClaim",
    "ConcernChange",
    "Conclusion",
    "Consent",
    "ContraryAnswer",
    "CustodyEvent",
    "Draft",
    "DuplicateCheck",
    "EffectivenessRating",
    "EvidenceItem",
    "ExportEvent",
    "Finding",
    "Incident",
    "IncidentLink",
    "IntegrityCheck",
    "Investigation",
    "InvestigationCitation",
    "LedgerLeaf",
    "LedgerPayload",
    "LegalCharacterisation",
    "LegalProvision",
    "Note",
    "Notice",
    "OutsideGrade",
    "Party",
    "PartyPosition",
    "PartyReply",
    "Person",
    "Place",
    "PublicEvidence",
    "PublicMention",
    "PublicVersion",
    "PublishedAllegation",
    "PublishedFigures",
    "PublishedVersion",
    "ReceivedFile",
    "Recommendation",
    "RecommendationCase",
    "RecommendationResponse",
    "RedactionCheck",
    "RedressStatus",
    "Referral",
    "RiskAssessment",
    "SavedView",
    "SecondReview",
    "Source",
    "SpentToken",
    "StageChange",
    "TakeOver",
    "Task",
    "Tombstone",
    "Transfer",
    "Verification",
    "Violation",
    "ViolationType",
]
