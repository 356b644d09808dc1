"""What needs a supervisor's attention: each a condition on cases, counted and listed, never missed.

Nothing is pushed from below (architecture.md §2.8): the state of the rooms below is asked. A concern is there
as soon as the state is; the scheduled job only makes notices and tasks of it.
"""

from typing import Final

from .base import OUR_TURN, Concern
from .evidence import EVIDENCE_CONCERNS
from .findings import FINDINGS_CONCERNS

__all__ = ["CONCERNS", "OUR_TURN", "Concern"]

CONCERNS: Final[dict[str, Concern]] = {
    concern.key: concern for concern in (*EVIDENCE_CONCERNS, *FINDINGS_CONCERNS)
}
