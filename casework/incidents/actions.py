"""What can be done in the incidents room. Each action is one transaction with a named actor."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.core import clock
from casework.core.actions import action
from casework.core.proof import want_proof
from casework.core.storing import fill, store, withdraw

from . import rules
from .models import (
    CasualtyClaim,
    Incident,
    IncidentLink,
    LegalCharacterisation,
    LegalProvision,
    Violation,
    ViolationType,
)

SHORTEST_RATIONALE = 10


def require_words(text: str, field: str, sentence: Any) -> None:
    """A reason must say something."""
    if len(text.strip()) < SHORTEST_RATIONALE:
        raise ValidationError({field: sentence})


@action
def add_incident(*, actor: Any, case: Case, title: str, reason: str = "", **facts: Any) -> Incident:
    """Record an event in a case, as a source reported it."""
    rules.may_record(actor, case).require()
    return store(fill(Incident(case=case, title=title), facts))


@action
def change_incident(*, actor: Any, incident: Incident, reason: str = "", **facts: Any) -> Incident:
    """Correct or complete an event. A change of the kind of conflict must leave the law in order."""
    rules.may_change(actor, incident).require()
    fill(incident, facts)
    standing = LegalCharacterisation.objects.visible_to(actor).standing().filter(violation__incident=incident)
    for judgement in standing.select_related("provision"):
        if judgement.provision and not judgement.provision.fits(incident.conflict_type):
            raise ValidationError(
                {
                    "conflict_type": _(
                        "A legal characterisation of this incident rests on a provision that does not "
                        "exist for this kind of conflict. Withdraw it first."
                    )
                }
            )
    return store(incident)


@action
def withdraw_incident(*, actor: Any, incident: Incident, reason: str) -> Incident:
    """Mark an event as entered by mistake: kept, shown as withdrawn, out of all figures."""
    return _withdraw(actor, incident, reason)


@action
def add_violation(
    *, actor: Any, incident: Incident, type: ViolationType, reason: str = "", **facts: Any
) -> Violation:
    """Allege an act within an event. Every act may be alleged, whatever the law of the conflict."""
    rules.may_add_to(actor, incident).require()
    rules.may_choose_type(type).require_beside("type")
    violation = Violation(case=incident.case, incident=incident, type=type)
    fill(violation, facts)
    violation.confidentiality = rules.level_of(type, violation.confidentiality)
    return store(violation)


@action
def change_violation(*, actor: Any, violation: Violation, reason: str = "", **facts: Any) -> Violation:
    """Correct an alleged act; lowering its level is for a supervisor, with a reason."""
    of_level = set(facts) <= {"confidentiality"}
    (rules.may_supplement if of_level else rules.may_change)(actor, violation).require()
    before = Violation.objects.get(pk=violation.pk)
    fill(violation, facts)
    if violation.type_id != before.type_id:
        rules.may_choose_type(violation.type).require_beside("type")
    violation.confidentiality = rules.level_of(violation.type, violation.confidentiality)
    if rules.is_lowered(before, violation.confidentiality):
        rules.may_lower_level(actor, before).require_beside("confidentiality")
        if not reason.strip():
            raise ValidationError({"reason": _("Say why the level may be lowered.")})
        want_proof()
    return store(violation)


@action
def withdraw_violation(*, actor: Any, violation: Violation, reason: str) -> Violation:
    """Take an alleged act back, with a reason; what hangs on it stays readable."""
    return _withdraw(actor, violation, reason)


@action
def add_claim(
    *, actor: Any, incident: Incident, source: Any, reason: str = "", **facts: Any
) -> CasualtyClaim:
    """Record what one source says about the number of people harmed."""
    rules.may_add_to(actor, incident).require()
    return store(fill(CasualtyClaim(case=incident.case, incident=incident, source=source), facts))


@action
def change_claim(*, actor: Any, claim: CasualtyClaim, reason: str = "", **facts: Any) -> CasualtyClaim:
    """Correct the record of a claim. A new statement of the same source is a new claim."""
    rules.may_change(actor, claim).require()
    return store(fill(claim, facts))


@action
def withdraw_claim(*, actor: Any, claim: CasualtyClaim, reason: str) -> CasualtyClaim:
    """Take a claim off the table, with a reason."""
    return _withdraw(actor, claim, reason)


@action
def adopt_casualty_range(
    *,
    actor: Any,
    incident: Incident,
    rationale: str,
    killed_min: int | None = None,
    killed_max: int | None = None,
    injured_min: int | None = None,
    injured_max: int | None = None,
    claims: list[CasualtyClaim] | None = None,
    reason: str = "",
) -> Incident:
    """Adopt the range that this incident stands for, with the reason and the claims it rests on.

    The range is a judgement over the claims, never their sum.
    """
    rules.may_change(actor, incident).require()
    require_words(
        rationale, "adopted_rationale", _("Say why this range is adopted, in at least 10 characters.")
    )
    for field, low, high in (
        ("adopted_killed_max", killed_min, killed_max),
        ("adopted_injured_max", injured_min, injured_max),
    ):
        if low is not None and high is not None and low > high:
            raise ValidationError({field: _("“At most” is below “at least”.")})
    incident.adopted_killed_min, incident.adopted_killed_max = killed_min, killed_max
    incident.adopted_injured_min, incident.adopted_injured_max = injured_min, injured_max
    incident.adopted_rationale = rationale
    incident.adopted_at, incident.adopted_by = clock.now(), actor
    _mark_relied_on(actor, incident, claims or [])
    return store(incident)


def _mark_relied_on(actor: Any, incident: Incident, claims: list[CasualtyClaim]) -> None:
    """Note on each claim the actor may see whether the adopted range rests on it."""
    chosen = {claim.pk for claim in claims}
    for claim in CasualtyClaim.objects.visible_to(actor).standing().filter(incident=incident):
        claim.relied_on = claim.pk in chosen
        claim.save()


@action
def characterise(
    *,
    actor: Any,
    violation: Violation,
    kind: str,
    rationale: str,
    provision: LegalProvision | None = None,
    standard: str = "allegation",
    reason: str = "",
) -> LegalCharacterisation:
    """Say what the law calls an act: the judgement of the actor, beside those of others."""
    rules.may_supplement(actor, violation).require()
    rules.may_apply(provision, violation.incident).require_beside("provision")
    require_words(rationale, "rationale", _("Give the reasons, in at least 10 characters."))
    return store(
        LegalCharacterisation(
            case=violation.case,
            violation=violation,
            kind=kind,
            provision=provision,
            standard=standard,
            rationale=rationale,
            author=actor,
        )
    )


@action
def withdraw_characterisation(
    *, actor: Any, characterisation: LegalCharacterisation, reason: str
) -> LegalCharacterisation:
    """Take a legal judgement back, with a reason."""
    return _withdraw(actor, characterisation, reason)


@action
def link_incidents(
    *, actor: Any, incident: Incident, other: Incident, kind: str, note: str = "", reason: str = ""
) -> IncidentLink:
    """Say how one event stands to another. The actor must see both."""
    rules.may_add_to(actor, incident).require()
    if not Incident.objects.visible_to(actor).filter(pk=other.pk).exists():
        raise ValidationError({"other": _("Choose an incident from the list.")})
    return store(IncidentLink(case=incident.case, incident=incident, other=other, kind=kind, note=note))


@action
def withdraw_link(*, actor: Any, link: IncidentLink, reason: str) -> IncidentLink:
    """Take a link between two events back, with a reason; no findings rest on it."""
    rules.may_supplement(actor, link).require()
    return withdraw(link, reason)


def _withdraw(actor: Any, record: Any, reason: str) -> Any:
    """Mark a record withdrawn, by the one rule for all of this room."""
    rules.may_change(actor, record).require()
    return withdraw(record, reason)
