"""All models of the product under one name: each room adds its own lines, lowest floor first."""

from casework.cases.models import Case, CaseMember, TakeOver
from casework.places.models import Place
from casework.core.drafts import Draft
from casework.core.tokens import SpentToken
from casework.ledger.models import AccessEvent, AuthEvent, ExportEvent, LedgerLeaf, LedgerPayload
from casework.tasks.models import Note, Notice, Task
from casework.ladder.models import DuplicateCheck, StageChange, Transfer
from casework.people.models import Person, Source
from casework.incidents.models import (
    CasualtyClaim,
    Incident,
    IncidentLink,
    LegalCharacterisation,
    LegalProvision,
    Violation,
    ViolationType,
)
from casework.parties.models import Attribution, CommandLink, Party, PartyPosition
from casework.evidence.models import Citation, CustodyEvent, EvidenceItem, Verification
from casework.investigations.models import Assessment
from casework.intake.models import ReceivedFile
