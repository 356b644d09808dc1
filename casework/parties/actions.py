"""What can be done in the parties room. Each action is one transaction with a named actor."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.core.actions import action
from casework.core.storing import fill, store, withdraw
from casework.incidents.choices import ProofStandard
from casework.incidents.models import Violation

from . import rules
from .choices import AttributionRole
from .models import Attribution, CommandLink, Party, PartyPosition

GROUP_NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@action
def add_party(*, actor: Any, code: str, name_en: str, kind: str, reason: str = "", **facts: Any) -> Party:
    """Put a force, group or authority on the list."""
    rules.may_add_party(actor).require()
    return store(fill(Party(code=code, name_en=name_en, kind=kind), facts))


@action
def change_party(*, actor: Any, party: Party, reason: str = "", **facts: Any) -> Party:
    """Correct or complete what is known about a party."""
    rules.may_add_party(actor).require()
    return store(fill(party, facts))


@action
def add_command_link(
    *,
    actor: Any,
    parent: Party,
    child: Party,
    starts: Any = None,
    ends: Any = None,
    reason: str = "",
    **facts: Any,
) -> CommandLink:
    """Say that one party stood above another during a period."""
    rules.may_add_party(actor).require()
    link = fill(CommandLink(parent=parent, child=child), facts)
    link.starts, link.ends = starts, ends
    return store(link)


@action
def withdraw_command_link(*, actor: Any, link: CommandLink, reason: str) -> CommandLink:
    """Take a claim about the hierarchy back, with a reason."""
    rules.may_add_party(actor).require()
    return withdraw(link, reason)


@action
def attribute_violation(
    *,
    actor: Any,
    violation: Violation,
    party: Party,
    role: str = AttributionRole.SUSPECTED,
    basis: list[str] | None = None,
    confidence: str = ProofStandard.ALLEGATION,
    alternative_to: Attribution | None = None,
    reason: str = "",
    **facts: Any,
) -> Attribution:
    """Lay an alleged act at the door of a party: one of several that acted, or one of several that may have.

    With `alternative_to` the new attribution and that one are alternatives: one of them, not known which.
    """
    rules.may_attribute(actor, violation).require()
    rules.may_choose_party(party).require_beside("party")
    attribution = Attribution(case=violation.case, violation=violation, party=party, role=role)
    fill(attribution, facts)
    attribution.basis, attribution.confidence = list(basis or []), confidence
    if alternative_to is not None:
        attribution.alternative_group = _shared_group(alternative_to, violation)
    _refuse_twice(attribution)
    return store(attribution)


@action
def change_attribution(
    *,
    actor: Any,
    attribution: Attribution,
    alternative_to: Attribution | None = None,
    reason: str = "",
    **facts: Any,
) -> Attribution:
    """Change role, basis or confidence. A change of confidence says why: it is a judgement."""
    rules.may_change(actor, attribution).require()
    before = Attribution.objects.get(pk=attribution.pk)
    fill(attribution, facts)
    if attribution.party_id != before.party_id:
        rules.may_choose_party(attribution.party).require_beside("party")
    if attribution.confidence != before.confidence and not reason.strip():
        raise ValidationError({"reason": _("Say why the confidence changes.")})
    if alternative_to is not None:
        attribution.alternative_group = _shared_group(alternative_to, attribution.violation)
    _refuse_twice(attribution)
    return store(attribution)


@action
def withdraw_attribution(*, actor: Any, attribution: Attribution, reason: str) -> Attribution:
    """Take an attribution back, with a reason; what the party said stays readable with it."""
    return _withdraw(actor, attribution, reason)


@action
def record_position(
    *, actor: Any, attribution: Attribution, kind: str, when: Any = None, reason: str = "", **facts: Any
) -> PartyPosition:
    """Write down what the party itself says. What it said before stays beside it.

    The party's own reason is `explanation`; `reason` is why this record is made.
    """
    rules.may_record_position(actor, attribution).require()
    position = PartyPosition(case=attribution.case, attribution=attribution, kind=kind)
    return store(fill(position, {"when": when} | facts))


@action
def change_position(*, actor: Any, position: PartyPosition, reason: str = "", **facts: Any) -> PartyPosition:
    """Correct the record of a statement. A new statement is a new position."""
    rules.may_change(actor, position).require()
    return store(fill(position, facts))


@action
def withdraw_position(*, actor: Any, position: PartyPosition, reason: str) -> PartyPosition:
    """Take the record of a statement back, with a reason."""
    return _withdraw(actor, position, reason)


def _shared_group(other: Attribution, violation: Violation) -> str:
    """Name of the group of alternatives that `other` belongs to, made now if it has none."""
    if other.violation_id != violation.pk:
        raise ValidationError({"alternative_to": _("Choose an attribution of the same act.")})
    if not other.alternative_group:
        taken = set(violation.attributions.values_list("alternative_group", flat=True))
        other.alternative_group = next(name for name in GROUP_NAMES if name not in taken)
        other.save()
    return other.alternative_group


def _refuse_twice(attribution: Attribution) -> None:
    """One party has one standing attribution in one role: the database says the same."""
    twins = Attribution.objects.filter(
        violation_id=attribution.violation_id,
        party_id=attribution.party_id,
        role=attribution.role,
        withdrawn_at__isnull=True,
    ).exclude(pk=attribution.pk)
    if twins.exists():
        raise ValidationError({"party": _("This party is already linked to this act in this role.")})


def _withdraw(actor: Any, record: Any, reason: str) -> Any:
    """Mark a record withdrawn, by the one rule for all of this room."""
    rules.may_change(actor, record).require()
    return withdraw(record, reason)
