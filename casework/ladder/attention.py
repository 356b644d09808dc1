"""What needs a supervisor's attention: each a condition on cases, counted and listed, never missed.

Nothing is pushed from below (architecture.md §2.8): the state of the rooms below is asked.
"""

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Stage
from casework.core import clock
from casework.evidence.choices import VerificationState
from casework.evidence.models import EvidenceItem
from casework.investigations.models import Assessment
from casework.ladder.guards import AT_THRESHOLD, several_sources
from casework.parties.choices import PositionKind
from casework.parties.models import PartyPosition

OUR_TURN: Final = (
    Stage.CREDIBLE,
    Stage.INVESTIGATION,
    Stage.FINDINGS_REVIEW,
    Stage.FINDINGS_APPROVED,
    Stage.PUBLISHED,
)
REJECTING: Final = (PositionKind.DENIES, PositionKind.OTHER_EXPLANATION, PositionKind.INSUFFICIENT)


@dataclasses.dataclass(frozen=True)
class Concern:
    """One thing to look after: its words, why it matters, and the cases it holds for."""

    key: str
    words: str | Promise
    why: str | Promise
    condition: Callable[[Any], Any]


def _verified(user: Any) -> Any:
    return (
        EvidenceItem.objects.standing()
        .allowed_to(user)
        .filter(case=OuterRef("pk"), verification_state=VerificationState.VERIFIED)
    )


def _evidence_lost(user: Any) -> Any:
    return Q(stage=Stage.CREDIBLE) & ~Exists(_verified(user))


def _new_evidence(user: Any) -> Any:
    newer = EvidenceItem.objects.standing().allowed_to(user)
    return Q(stage=Stage.INSUFFICIENT) & Exists(
        newer.filter(case=OuterRef("pk"), created_at__gt=OuterRef("stage_since"))
    )


def _look_due(_user: Any) -> Any:
    return Q(stage__in=(Stage.INSUFFICIENT, Stage.SUSPENDED), review_on__lte=clock.today())


def _waiting(user: Any) -> Any:
    proposals = Assessment.objects.waiting().allowed_to(user).exclude(proposer=user)
    return ~Q(stage=Stage.CLOSED) & Exists(proposals.filter(case=OuterRef("pk")))


def _no_lead(_user: Any) -> Any:
    return Q(lead=None) & ~Q(stage=Stage.CLOSED)


def _overdue(_user: Any) -> Any:
    return Q(next_action_due__lt=clock.today()) & ~Q(stage=Stage.CLOSED)


def _denied(user: Any) -> Any:
    rejected = (
        PartyPosition.objects.standing().allowed_to(user).filter(case=OuterRef("pk"), kind__in=REJECTING)
    )
    carried = Assessment.objects.in_force().filter(
        violation=OuterRef("attribution__violation"), standard__in=AT_THRESHOLD
    )
    return Exists(rejected.filter(Exists(carried), attribution__withdrawn_at__isnull=True))


def _single_source(user: Any) -> Any:
    return Q(stage__in=OUR_TURN) & Exists(_verified(user)) & ~several_sources(user)


CONCERNS: Final[dict[str, Concern]] = {
    concern.key: concern
    for concern in (
        Concern(
            "waiting",
            _("Proposal waits for a decision"),
            _("An assessment was proposed by somebody else. You can decide on it."),
            _waiting,
        ),
        Concern(
            "no_lead",
            _("Nobody leads it"),
            _("The assessment cannot start without an investigator."),
            _no_lead,
        ),
        Concern(
            "overdue",
            _("Next action is overdue"),
            _("The day that was set for the next action has passed."),
            _overdue,
        ),
        Concern(
            "look_due",
            _("Second look is due"),
            _("The date set when the case was set aside or suspended."),
            _look_due,
        ),
        Concern(
            "new_evidence",
            _("New evidence on “insufficient information”"),
            _("Added since the case was set aside. Decide whether to look again."),
            _new_evidence,
        ),
        Concern(
            "evidence_lost",
            _("Credible, yet no evidence item is verified"),
            _("The last verified item lost that standing. Decide whether to go back."),
            _evidence_lost,
        ),
        Concern(
            "denied",
            _("Denied by the party, yet credible"),
            _("We hold approved credible evidence; the party rejects it."),
            _denied,
        ),
        Concern(
            "single_source",
            _("Rests on a single source"),
            _("All verified evidence comes from one source, or its sources are not named."),
            _single_source,
        ),
    )
}
