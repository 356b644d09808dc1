"""All models of the product under one name: each room adds its own lines, lowest floor first."""

from casework.cases.models import Case, CaseMember
from casework.core.tokens import SpentToken
from casework.ledger.models import AccessEvent, AuthEvent, ExportEvent, LedgerLeaf, LedgerPayload
