"""From an allegation to credible evidence: what must be there before anybody speaks of it."""

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.core.dates import Precision
from casework.evidence.choices import VerificationState
from casework.evidence.models import EvidenceItem
from casework.incidents.choices import AT_THRESHOLD
from casework.incidents.models import Incident, Violation
from casework.investigations.choices import AssessmentState
from casework.investigations.models import Assessment
from casework.ladder.models import DuplicateCheck

from .base import Guard, allowed, flag, seen


def carrying_assessments(actor: Any) -> QuerySet:
    """Approved assessments at or above "reasonable grounds to suspect": what a credible case stands on."""
    return seen(Assessment, actor).filter(
        state=AssessmentState.APPROVED,
        standard__in=AT_THRESHOLD,
        violation__withdrawn_at__isnull=True,
        violation__incident__withdrawn_at__isnull=True,
    )


def _verified(actor: Any) -> QuerySet:
    return seen(EvidenceItem, actor).filter(verification_state=VerificationState.VERIFIED)


def _told(actor: Any) -> Any:
    return Exists(seen(Incident, actor).exclude(narrative="")) | Exists(seen(Violation, actor))


def _dated(actor: Any) -> Any:
    return Exists(seen(Incident, actor).exclude(when_precision=Precision.UNKNOWN))


def _placed(actor: Any) -> Any:
    """A place of the list, one described in words, or a point on the map."""
    located = Q(place__isnull=False) | ~Q(place_text="") | Q(latitude__isnull=False)
    return Exists(seen(Incident, actor).filter(located))


def _sourced(actor: Any) -> Any:
    return Exists(seen(Incident, actor).filter(source__isnull=False))


def _lead_assigned(_actor: Any) -> Any:
    return flag(Q(lead__isnull=False))


def _material_linked(actor: Any) -> Any:
    return Exists(seen(EvidenceItem, actor)) | _sourced(actor)


def _duplicates_checked(_actor: Any) -> Any:
    return Exists(DuplicateCheck.objects.filter(case=OuterRef("pk")))


def _verified_item(actor: Any) -> Any:
    return Exists(_verified(actor))


def _violation_named(actor: Any) -> Any:
    return Exists(seen(Violation, actor))


def _threshold_reached(actor: Any) -> Any:
    return Exists(carrying_assessments(actor))


def _not_own_proposal(actor: Any) -> Any:
    others = carrying_assessments(actor)
    return Exists(others if actor is None else others.exclude(proposer=actor))


def several_sources(actor: Any = None) -> Any:
    """Whether the verified evidence comes from at least two named sources, and more than one origin: two
    papers with one witness are one. An item without a named source shows no independence; where this does not
    hold, the mover has to say why one source is enough."""
    named = allowed(EvidenceItem.objects.standing(), actor).filter(
        verification_state=VerificationState.VERIFIED, source__isnull=False
    )
    another = named.filter(case=OuterRef("case")).exclude(source=OuterRef("source"))
    two_named = Exists(_verified(actor).filter(Exists(another), source__isnull=False))
    return two_named & Exists(carrying_assessments(actor).filter(origin_count__gt=1))


EVIDENCE_GUARDS: Final = (
    Guard(
        "told",
        _("At least one alleged violation or an account of what happened"),
        _("Name an alleged violation, or write what happened."),
        _told,
        "incidents",
    ),
    Guard(
        "dated",
        _("A date, or a period in which it happened"),
        _("Give a date or a period."),
        _dated,
        "incidents",
    ),
    Guard("placed", _("A place, with how exactly it is known"), _("Give a place."), _placed, "incidents"),
    Guard(
        "sourced",
        _("The source of the report"),
        _("Record where the report comes from."),
        _sourced,
        "incidents",
    ),
    Guard(
        "lead_assigned",
        _("An investigator leads the case"),
        _("Nobody leads the case yet. Assign a lead."),
        _lead_assigned,
        "access",
        short=_("No lead"),
    ),
    Guard(
        "material_linked",
        _("At least one evidence item or source is linked"),
        _("Nothing supports the allegation yet. Add evidence, or name the source of the report."),
        _material_linked,
        "evidence",
        short=_("Nothing linked"),
    ),
    Guard(
        "duplicates_checked",
        _("A search for duplicates is recorded"),
        _("Nobody has recorded a search for duplicates. Look for other cases about the same event."),
        _duplicates_checked,
        "ladder",
        short=_("No duplicate search"),
    ),
    Guard(
        "verified_item",
        _("At least one evidence item is verified"),
        _("No evidence item is verified. A second person has to confirm at least one."),
        _verified_item,
        "evidence",
        short=_("No verified item"),
    ),
    Guard(
        "violation_named",
        _("At least one alleged violation is named"),
        _("No violation is named. Say which one is alleged."),
        _violation_named,
        "incidents",
        short=_("No violation named"),
    ),
    Guard(
        "threshold_reached",
        _("An approved assessment reaches reasonable grounds to suspect"),
        _("No approved assessment reaches reasonable grounds to suspect. Propose one; another decides."),
        _threshold_reached,
        "investigations",
        short=_("Threshold not assessed"),
    ),
    Guard(
        "not_own_proposal",
        _("The assessment was proposed by somebody else than the one who decides"),
        _("It cannot be you who proposed the assessment this rests on: two people are needed."),
        _not_own_proposal,
        "investigations",
        personal=True,
    ),
)
