"""All models of the product under one name: each room adds its own lines, lowest floor first."""

from casework.cases.models import Case, CaseMember
from casework.core.tokens import SpentToken
from casework.ledger.models import AccessEvent, AuthEvent, ExportEvent, LedgerLeaf, LedgerPayload
from casework.tasks.models import Note, Notice, Task
from casework.ladder.models import DuplicateCheck, StageChange
from casework.people.models import Person, Source
from casework.evidence.models import Citation, CustodyEvent, EvidenceItem, Verification
from casework.investigations.models import Assessment
