"""Merging two cases and moving an incident between cases: every record keeps its history and goes along."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.choices import HANDED_IN, CloseReason, Stage, level_rank
from casework.cases.models import Case, CaseRecord, TakeOver
from casework.core.actions import action
from casework.core.records import Record
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.incidents.models import Incident
from casework.investigations.choices import FindingState
from casework.investigations.models import Conclusion, Finding
from casework.ladder.actions import move_case
from casework.ladder.models import Transfer
from casework.people.models import Source
from casework.redress.models import RedressStatus

REASON_LENGTH = 20


def may_transfer(actor: Any, case: Case) -> Verdict:
    """A supervisor moves records between two open cases."""
    if not actor.has_right("cases.merge"):
        return refuse(_("A supervisor decides this."))
    if case.stage == Stage.CLOSED:
        return refuse(_("This case is closed. Reopen it first."))
    return ALLOWED


def _may_transfer_between(actor: User, case: Case, to_case: Case) -> None:
    """Both cases are held until the move is made, the older first: neither hands findings in meanwhile."""
    for held in sorted((case, to_case), key=lambda one: one.pk):
        held.hold()
    may_transfer(actor, case).require()
    if not Case.objects.visible_to(actor).filter(pk=to_case.pk).exists():
        raise ValidationError({"to_case": _("There is no such case.")})
    if to_case.pk == case.pk:
        raise ValidationError({"to_case": _("Choose another case.")})
    if to_case.stage == Stage.CLOSED:
        raise ValidationError({"to_case": _("That case is closed. Reopen it first.")})
    if to_case.standing_stage in HANDED_IN:
        raise ValidationError(
            {
                "to_case": _(
                    "The findings of that case are handed in. They conclude on nothing that comes later."
                )
            }
        )
    if level_rank(to_case.confidentiality) < level_rank(case.confidentiality):
        raise ValidationError({"to_case": _("That case is open to more people. Raise its level first.")})


def _concrete(base: Any) -> Iterator[type[CaseRecord]]:
    for model in base.__subclasses__():
        if not model._meta.abstract:
            yield model
        yield from _concrete(model)


def case_record_models() -> list[type[CaseRecord]]:
    """Every model whose rows lie in a case and can lie in another one; a take-over is about its case."""
    return sorted(
        {model for model in _concrete(CaseRecord) if model is not TakeOver}, key=lambda m: m.__name__
    )


def records_of_incident(incident: Incident) -> list[CaseRecord]:
    """The incident and, step by step, every record of the same case that hangs on what was found so far."""
    found: dict[type, dict[int, CaseRecord]] = {Incident: {incident.pk: incident}}
    grown = True
    while grown:
        grown = False
        for model in case_record_models():
            if model is Incident:
                continue
            for field in model._meta.get_fields():
                if not (field.many_to_one and field.concrete and field.related_model in found):
                    continue
                held = found[field.related_model]  # type: ignore[index]
                rows = model.objects.filter(case=incident.case_id, **{f"{field.name}__in": list(held)})
                known = found.setdefault(model, {}) if rows.exists() else found.get(model, {})
                new = {row.pk: row for row in rows if row.pk not in known}
                known.update(new)
                grown = grown or bool(new)
    return [row for rows in found.values() for row in rows.values()]


def _own_source(records: list[CaseRecord], case: Case) -> bool:
    """Whether a record names a source who is a person known in this case only."""
    named: Any = {getattr(record, "source_id", None) for record in records} - {None}
    return Source.objects.filter(pk__in=named, case=case).exists()


def _carry(records: list[Any], to_case: Case) -> int:
    for record in records:
        record.case = to_case
        record.save()
    return len(records)


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < REASON_LENGTH:
        raise ValidationError(
            {"reason": _("Write the reason, at least %(count)d characters.") % {"count": REASON_LENGTH}}
        )


def _may_carry_findings(case: Case, to_case: Case) -> None:
    """A draft goes along. What was handed in or decided was drawn from this case alone and stays with it."""
    written = Finding.objects.filter(case=case)
    if written.exclude(state=FindingState.DRAFT).exists():
        raise ValidationError(
            {"to_case": _("Findings were handed in in this case. Close it as a duplicate instead.")}
        )
    if written.exists() and Finding.objects.filter(case=to_case).exists():
        raise ValidationError({"to_case": _("Both cases have findings. Withdraw the draft of one first.")})


@action
def move_incident(*, actor: User, incident: Incident, to_case: Case, reason: str) -> Transfer:
    """Move one incident with all that hangs on it to another case. Evidence stays where it is, and its
    citations go along; both histories keep the step."""
    _may_transfer_between(actor, incident.case, to_case)
    _check_reason(reason)
    case, records = incident.case, records_of_incident(incident)
    if _own_source(records, case):
        raise ValidationError(
            {
                "to_case": _(
                    "A person who is known in this case only is named as its source. Merge the cases instead."
                )
            }
        )
    if any(isinstance(record, Conclusion) and not record.is_withdrawn for record in records):
        raise ValidationError(
            {"to_case": _("The findings of this case conclude on the event. It stays with them.")}
        )
    moved = _carry(records, to_case)
    return _written(case, to_case, incident, moved, reason)


@action
def merge_cases(*, actor: User, case: Case, to_case: Case, reason: str) -> Transfer:
    """Move everything of one case to another and close the emptied one as merged.

    What is known of redress in the other case stands.
    """
    _may_transfer_between(actor, case, to_case)
    _check_reason(reason)
    _may_carry_findings(case, to_case)
    records: list[Record] = []
    for model in case_record_models():
        if not (model is RedressStatus and model.objects.filter(case=to_case).exists()):
            records += model.objects.filter(case=case)
    records += Source.objects.filter(case=case)
    moved = _carry(records, to_case)
    move_case(
        actor=actor, case=case, key="close", reason=reason, close_code=CloseReason.MERGED, kept_case=to_case
    )
    return _written(case, to_case, None, moved, reason)


def _written(case: Case, to_case: Case, incident: Incident | None, moved: int, reason: str) -> Transfer:
    transfer = Transfer(case=case, to_case=to_case, incident=incident, records=moved, reason=reason.strip())
    transfer.save()
    return transfer
