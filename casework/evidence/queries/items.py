"""Items, their copies and the steps of their verification, always in the scope of the reader."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from casework.cases.models import Case
from casework.core.seen import mark_of
from casework.ledger.models import AccessEvent

from ..models import EvidenceItem, Verification


def items_seen(user: Any) -> QuerySet[EvidenceItem]:
    """Every item this reader may see, with what a list shows."""
    return EvidenceItem.objects.visible_to(user).select_related(
        "case", "source", "place", "obtained_by", "derived_from"
    )


def items_of_case(user: Any, case: Case) -> QuerySet[EvidenceItem]:
    """The evidence tab of a case."""
    return items_seen(user).filter(case=case)


def same_file(user: Any, item: EvidenceItem) -> QuerySet[EvidenceItem]:
    """Other items with the very same bytes, as far as this reader may see them; never a hint of others."""
    if not item.has_file:
        return EvidenceItem.objects.none()
    rows = EvidenceItem.objects.visible_to(user).standing().filter(sha256=item.sha256)
    return rows.exclude(pk=item.pk).select_related("case").order_by("id")[:10]


def copies_of(user: Any, item: EvidenceItem) -> QuerySet[EvidenceItem]:
    """What was made from this item."""
    return (
        EvidenceItem.objects.visible_to(user).filter(derived_from=item).select_related("case").order_by("id")
    )


@dataclass(frozen=True)
class StepRow:
    """One step, and the item that corroborates it as far as this reader may see that one."""

    step: Verification
    other: EvidenceItem | None


def steps_of(user: Any, item: EvidenceItem) -> list[StepRow]:
    """The steps of verification, in the order they were recorded."""
    steps = list(
        Verification.objects.visible_to(user).filter(item=item).select_related("created_by").order_by("id")
    )
    named = [step.corroborated_by_id for step in steps if step.corroborated_by_id]
    others = EvidenceItem.objects.visible_to(user).select_related("case").in_bulk(named) if named else {}
    return [StepRow(step, others.get(step.corroborated_by_id)) for step in steps]


def verification_mark(user: Any, item: EvidenceItem, steps: list[StepRow] | None = None) -> str:
    """What somebody read who settles the verification: the item and the steps it went through."""
    read = steps_of(user, item) if steps is None else steps
    return mark_of(item, *(row.step for row in read))


def original_of(user: Any, item: EvidenceItem) -> EvidenceItem | None:
    """The item this one was made from, if this reader may see it."""
    if item.derived_from_id is None:
        return None
    return (
        EvidenceItem.objects.visible_to(user).select_related("case").filter(pk=item.derived_from_id).first()
    )


def looks_at(item: EvidenceItem) -> int:
    """How often the file was shown or downloaded."""
    shown = (AccessEvent.Action.REVEAL, AccessEvent.Action.DOWNLOAD)
    return AccessEvent.objects.filter(object_uid=item.uid, action__in=shown).count()


def choosable_items(user: Any, case: Case) -> QuerySet[EvidenceItem]:
    """Items of a case that may be cited or named as a corroboration."""
    return EvidenceItem.objects.visible_to(user).standing().filter(case=case).order_by("reference")
