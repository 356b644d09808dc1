"""Concerns of the way to credible evidence, and of the evidence everything rests on."""

import datetime as dt
from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from casework.cases.choices import UNDECIDED, Stage
from casework.core import clock
from casework.evidence.choices import VerificationState
from casework.evidence.models import EvidenceItem
from casework.incidents.choices import AT_THRESHOLD
from casework.investigations.models import Assessment, Investigation
from casework.investigations.rules import decidable_by
from casework.ladder.guards import several_sources
from casework.ladder.guards.base import allowed
from casework.ladder.models import Transfer
from casework.parties.choices import REJECTING, ClaimStatus
from casework.parties.models import PartyPosition

from .base import OUR_TURN, Concern, rows, verified


def _waiting(user: Any) -> Any:
    proposals = Assessment.objects.waiting() if user is None else decidable_by(user).allowed_to(user)
    return ~Q(stage__in=UNDECIDED) & Exists(proposals.filter(case=OuterRef("pk")))


def _no_lead(_user: Any) -> Any:
    gone = Q(lead=None) | Q(lead__is_active=False) | ~Q(lead__role__in=(Role.INVESTIGATOR, Role.SUPERVISOR))
    return gone & ~Q(stage=Stage.CLOSED)


def _overdue(_user: Any) -> Any:
    return Q(next_action_due__lt=clock.today()) & ~Q(stage=Stage.CLOSED)


def _look_due(_user: Any) -> Any:
    return Q(stage=Stage.INSUFFICIENT, review_on__lte=clock.today())


def _suspension_due(_user: Any) -> Any:
    return Q(stage=Stage.SUSPENDED, review_on__lte=clock.today())


def _new_evidence(user: Any) -> Any:
    """Registered since, found to be genuine since, or come over from another case."""
    since, items = OuterRef("stage_since"), rows(EvidenceItem, user)
    added = Q(created_at__gt=since)
    found = Q(verification_state=VerificationState.VERIFIED, verified_at__gt=since)
    came = Transfer.objects.filter(to_case=OuterRef("case"), at__gt=OuterRef("case__stage_since"))
    return Q(stage=Stage.INSUFFICIENT) & Exists(items.filter(added | found | Exists(came)))


def _assessment_due(user: Any) -> Any:
    """A case set aside, or suspended, has a date of its own."""
    here = Assessment.objects.in_force() if user is None else Assessment.objects.in_force().allowed_to(user)
    due = here.filter(case=OuterRef("pk"), review_on__lte=clock.today())
    return ~Q(stage__in=(Stage.INSUFFICIENT, Stage.SUSPENDED, Stage.CLOSED)) & Exists(due)


def _evidence_lost(user: Any) -> Any:
    return Q(stage__in=OUR_TURN) & ~Exists(verified(user))


def _file_failed(user: Any) -> Any:
    failed = rows(EvidenceItem, user).filter(verification_state=VerificationState.INTEGRITY_FAILED)
    return ~Q(stage=Stage.CLOSED) & Exists(failed)


def _not_investigated(user: Any) -> Any:
    return Q(stage=Stage.CREDIBLE) & ~Exists(rows(Investigation, user))


def _denied(user: Any) -> Any:
    """By its last word on an attribution that we did not reject ourselves: as the list of disagreements."""
    carried = allowed(Assessment.objects.in_force(), user).filter(
        violation=OuterRef("attribution__violation"), standard__in=AT_THRESHOLD
    )
    said = Coalesce("when_latest", Value(dt.date.min))
    positions = allowed(PartyPosition.objects.standing(), user).annotate(said=said)
    later = positions.filter(attribution=OuterRef("attribution")).filter(
        Q(said__gt=OuterRef("said")) | Q(said=OuterRef("said"), pk__gt=OuterRef("pk"))
    )
    rejected = positions.filter(
        case=OuterRef("pk"), kind__in=REJECTING, attribution__withdrawn_at__isnull=True
    ).exclude(attribution__claim_status=ClaimStatus.REJECTED)
    return Exists(rejected.filter(Exists(carried), ~Exists(later)))


def _single_source(user: Any) -> Any:
    return Q(stage__in=OUR_TURN) & Exists(verified(user)) & ~several_sources(user)


EVIDENCE_CONCERNS: Final = (
    Concern(
        "waiting",
        _("Proposal waits for a decision"),
        _("An assessment was proposed by somebody else. You can decide on it."),
        _waiting,
        told=False,
    ),
    Concern(
        "no_lead",
        _("Nobody leads it"),
        _("It has no lead, or one who cannot work on it any more. Assign another."),
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
        _("The date that was set when the case was set aside."),
        _look_due,
        task=_("Look at the case again: the date set for it has come"),
    ),
    Concern(
        "suspension_due",
        _("Suspension is due for review"),
        _("The date that was set when the case was suspended."),
        _suspension_due,
    ),
    Concern(
        "new_evidence",
        _("New evidence on “insufficient information”"),
        _("Added since the case was set aside. Decide whether to look again."),
        _new_evidence,
    ),
    Concern(
        "assessment_due",
        _("An assessment is due for another look"),
        _("The day that was set when it was proposed. See whether what was missing has come."),
        _assessment_due,
        task=_("Look at an assessment again: the day set for it has come"),
    ),
    Concern(
        "evidence_lost",
        _("Credible, yet no evidence item is verified"),
        _("The last verified item lost that standing. Decide whether to go back."),
        _evidence_lost,
    ),
    Concern(
        "file_failed",
        _("A file is altered or missing"),
        _("A stored file is not the one that was registered. Restore it, then check it again."),
        _file_failed,
    ),
    Concern(
        "not_investigated",
        _("Credible, and nobody investigates"),
        _("No investigation is on record: neither ours nor anybody else’s."),
        _not_investigated,
    ),
    Concern(
        "denied",
        _("Denied by the party, yet credible"),
        _("We hold approved credible evidence; the party rejects it."),
        _denied,
        told=False,
    ),
    Concern(
        "single_source",
        _("Rests on a single source"),
        _("The verified evidence comes from one source or one origin, or its sources are not named."),
        _single_source,
        told=False,
    ),
)
