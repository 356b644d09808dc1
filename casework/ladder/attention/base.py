"""What a concern is, and which rows it may look at."""

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from django.db.models import OuterRef
from django.utils.functional import Promise

from casework.cases.choices import Stage
from casework.evidence.choices import VerificationState
from casework.evidence.models import EvidenceItem

OUR_TURN: Final = (
    Stage.CREDIBLE,
    Stage.INVESTIGATION,
    Stage.FINDINGS_REVIEW,
    Stage.FINDINGS_APPROVED,
    Stage.PUBLISHED,
)
"""From here on we say that the evidence is credible: what it rests on has to hold."""


@dataclasses.dataclass(frozen=True)
class Concern:
    """One thing to look after: its words, why it matters, and the cases it holds for.

    `condition` takes the reader (None for a job) and gives a condition on cases. `task` is what the lead is
    asked to do about it; concerns without one go to the supervisors as a notice. `told` is False for those
    that stand on a list of their own already, or that are no news.
    """

    key: str
    words: str | Promise
    why: str | Promise
    condition: Callable[[Any], Any]
    task: str | Promise = ""
    told: bool = True


def rows(model: Any, user: Any) -> Any:
    """Standing rows of the outer case, as far as the reader's clearance allows; a job sees all."""
    found = model.objects.standing()
    return (found if user is None else found.allowed_to(user)).filter(case=OuterRef("pk"))


def verified(user: Any) -> Any:
    """Verified items of the outer case."""
    return rows(EvidenceItem, user).filter(verification_state=VerificationState.VERIFIED)
