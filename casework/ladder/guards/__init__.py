"""What must hold before a case moves: each guard is ONE annotation over cases and one sentence.

The same annotation answers for one case (the button, the action) and for a hundred thousand (the board of
what blocks them), so screen and server cannot disagree. One file per part of the way.
"""

from typing import Any, Final

from django.db.models import QuerySet

from casework.cases.choices import Stage

from .base import Guard
from .closing import CLOSING_GUARDS
from .evidence import EVIDENCE_GUARDS, carrying_assessments, several_sources
from .findings import FINDINGS_GUARDS
from .investigation import INVESTIGATION_GUARDS
from .publication import PUBLICATION_GUARDS

__all__ = [
    "GROUND",
    "GUARDS",
    "Guard",
    "carrying_assessments",
    "several_sources",
    "with_guards",
]

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

_SINCE: Final = (
    (Stage.CREDIBLE, ("violation_named", "threshold_reached")),
    (Stage.INVESTIGATION, ("lead_assigned", "attributed", "plan", "risk_assessed", "start_date")),
    (
        Stage.FINDINGS_REVIEW,
        (
            "findings_written",
            "conclusions_drawn",
            "casualties_adopted",
            "attribution_rated",
            "criteria_rated",
            "families_informed",
            "custody_explained",
        ),
    ),
    (Stage.FINDINGS_APPROVED, ("hashes_intact", "contrary_answered")),
    (Stage.PUBLISHED, ()),
)

GROUND: Final[dict[str, tuple[str, ...]]] = {
    key: tuple(stage for stage, _keys in _SINCE[at:])
    for at, (_stage, keys) in enumerate(_SINCE)
    for key in keys
}
"""On which guards a stage goes on resting: each with the stages that rest on it. What is not here is a
matter of one moment (who decides, what was searched), or a concern of its own (a lost item, a question)."""


def with_guards(cases: QuerySet, keys: tuple[str, ...], actor: Any = None) -> QuerySet:
    """Annotate each case with `guard_<key>` for the named guards."""
    found = {f"guard_{key}": GUARDS[key].holds(actor) for key in keys}
    return cases.annotate(**found) if found else cases
