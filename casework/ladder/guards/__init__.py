"""What must hold before a case moves: each guard is ONE annotation over cases and one sentence.

The same annotation answers for one case (the button, the action) and for a hundred thousand (the board of
what blocks them), so screen and server cannot disagree. One file per part of the way.
"""

from typing import Any, Final

from django.db.models import QuerySet

from .base import Guard
from .closing import CLOSING_GUARDS
from .evidence import AT_THRESHOLD, EVIDENCE_GUARDS, carrying_assessments, several_sources
from .findings import FINDINGS_GUARDS
from .investigation import INVESTIGATION_GUARDS
from .publication import PUBLICATION_GUARDS

__all__ = ["AT_THRESHOLD", "GUARDS", "Guard", "carrying_assessments", "several_sources", "with_guards"]

GUARDS: Final[dict[str, Guard]] = {
    guard.key: guard
    for guard in (
        *EVIDENCE_GUARDS,
        *INVESTIGATION_GUARDS,
        *FINDINGS_GUARDS,
        *PUBLICATION_GUARDS,
        *CLOSING_GUARDS,
    )
}


def with_guards(cases: QuerySet, keys: tuple[str, ...], actor: Any = None) -> QuerySet:
    """Annotate each case with `guard_<key>` for the named guards."""
    found = {f"guard_{key}": GUARDS[key].holds(actor) for key in keys}
    return cases.annotate(**found) if found else cases
