"""What must hold before a case moves: each guard is ONE annotation over cases and one sentence.

The same annotation answers for one case (the button, the action) and for a hundred thousand (the board of
what blocks them), so screen and server cannot disagree. A guard without `holds` waits for its records.
"""

import dataclasses
from collections.abc import Callable
from typing import Any, Final

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.core.dates import Precision
from casework.evidence.choices import VerificationState
from casework.evidence.models import EvidenceItem
from casework.incidents.choices import CREDIBLE_THRESHOLD, PROOF_RANKS
from casework.incidents.models import Incident, Violation
from casework.investigations.choices import AssessmentState
from casework.investigations.models import Assessment
from casework.ladder.models import DuplicateCheck
from casework.parties.models import Attribution

Holds = Callable[[Any], Any]

AT_THRESHOLD: Final = tuple(key for key, rank in PROOF_RANKS.items() if rank >= CREDIBLE_THRESHOLD.rank)


@dataclasses.dataclass(frozen=True)
class Guard:
    """A condition on a case. `words` says it as a fact that holds, `lack` what to do when it does not."""

    key: str
    words: str | Promise
    lack: str | Promise = ""
    holds: Holds | None = None
    where: str = ""
    short: str | Promise = ""
    """A few words for a column: what most cases of a stage wait for."""

    @property
    def working(self) -> bool:
        return self.holds is not None


def _flag(condition: Any) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _seen(model: Any, actor: Any) -> QuerySet:
    """Standing rows of the outer case that `actor` may see. Nobody decides on what they cannot see, and a
    guard must not tell them that it is there. The case itself is in their scope already. Without an actor
    (a job): all standing rows."""
    rows = model.objects.standing()
    return (rows if actor is None else rows.allowed_to(actor)).filter(case=OuterRef("pk"))


def carrying_assessments(actor: Any) -> QuerySet:
    """Approved assessments at or above "reasonable grounds to suspect": what a credible case stands on."""
    return _seen(Assessment, actor).filter(
        state=AssessmentState.APPROVED, standard__in=AT_THRESHOLD, violation__withdrawn_at__isnull=True
    )


def _verified(actor: Any) -> QuerySet:
    return _seen(EvidenceItem, actor).filter(verification_state=VerificationState.VERIFIED)


def _told(actor: Any) -> Any:
    return Exists(_seen(Incident, actor).exclude(narrative="")) | Exists(_seen(Violation, actor))


def _dated(actor: Any) -> Any:
    return Exists(_seen(Incident, actor).exclude(when_precision=Precision.UNKNOWN))


def _placed(actor: Any) -> Any:
    return Exists(_seen(Incident, actor).filter(place__isnull=False))


def _sourced(actor: Any) -> Any:
    return Exists(_seen(Incident, actor).filter(source__isnull=False))


def _lead_assigned(_actor: Any) -> Any:
    return ExpressionWrapper(Q(lead__isnull=False), output_field=BooleanField())


def _material_linked(actor: Any) -> Any:
    return Exists(_seen(EvidenceItem, actor)) | _sourced(actor)


def _duplicates_checked(_actor: Any) -> Any:
    return Exists(DuplicateCheck.objects.filter(case=OuterRef("pk")))


def _verified_item(actor: Any) -> Any:
    return Exists(_verified(actor))


def _violation_named(actor: Any) -> Any:
    return Exists(_seen(Violation, actor))


def _threshold_reached(actor: Any) -> Any:
    return Exists(carrying_assessments(actor))


def _not_own_proposal(actor: Any) -> Any:
    others = carrying_assessments(actor)
    return Exists(others if actor is None else others.exclude(proposer=actor))


def _attributed(actor: Any) -> Any:
    return Exists(_seen(Attribution, actor))


def several_sources(actor: Any = None) -> Any:
    """Whether the verified evidence comes from at least two named sources. An item without a named source
    shows no independence; where this does not hold, the mover has to say why one source is enough."""
    named = EvidenceItem.objects.standing().filter(
        verification_state=VerificationState.VERIFIED, source__isnull=False
    )
    another = named.filter(case=OuterRef("case")).exclude(source=OuterRef("source"))
    return Exists(_verified(actor).filter(Exists(another), source__isnull=False))


GUARDS: Final[dict[str, Guard]] = {
    guard.key: guard
    for guard in (
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
        ),
        Guard(
            "attributed",
            _("At least one attribution, which may be to an unknown party"),
            _("No party is linked. Link one, or record that it is not known."),
            _attributed,
            "parties",
        ),
        Guard("plan", _("A written plan of the investigation")),
        Guard("risk_assessed", _("The risk to people is assessed")),
        Guard("start_date", _("The day on which the investigation starts")),
        Guard("findings_written", _("The findings are written")),
        Guard("conclusions_drawn", _("Each violation has a conclusion and a standard of proof")),
        Guard("casualties_adopted", _("A casualty range is adopted, with its rationale")),
        Guard("attribution_rated", _("Each attribution carries a confidence")),
        Guard("criteria_rated", _("All eight criteria of an effective investigation are rated")),
        Guard("families_informed", _("Victims and families are informed, or it is said why not")),
        Guard("custody_explained", _("Open gaps in custody are explained")),
        Guard("not_author", _("Who approves is neither the author nor the lead investigator")),
        Guard("hashes_intact", _("Each verified item has an intact, recent hash check")),
        Guard("no_challenge", _("No challenge is unresolved")),
        Guard("public_version", _("A public version exists, and two supervisors approve it")),
        Guard("redaction_done", _("The redaction checklist is complete")),
        Guard("consent_covers", _("Consent covers publication for each person mentioned")),
        Guard("nothing_restricted", _("Nothing above public level stands in the public version")),
        Guard("party_heard", _("The party could respond, or it is said why not")),
        Guard("redress_known", _("The redress status of the case is known")),
        Guard("follow_up_set", _("A follow-up date is set, or none is needed")),
    )
}


def with_guards(cases: QuerySet, keys: tuple[str, ...], actor: Any = None) -> QuerySet:
    """Annotate each case with `guard_<key>` for the named guards whose records exist."""
    found = {f"guard_{key}": GUARDS[key].holds(actor) for key in keys if GUARDS[key].holds is not None}  # type: ignore[misc]
    return cases.annotate(**found) if found else cases
