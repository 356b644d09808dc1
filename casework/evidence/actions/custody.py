"""The chain of custody: entries are only ever added."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from accounts.models import User
from casework.core import clock
from casework.core.actions import action

from ..choices import ANSWERING_KINDS, HOLDING_KINDS, MANUAL_CUSTODY, CustodyKind
from ..models import CustodyEvent, EvidenceItem
from ..rules import may_record_custody

# Who holds a file that lies in the store; shown in the reader's language.
STORE = "store"
NOT_BY_HAND = ("at", "actor", "actor_label", "txn_id", "uid")


def write_event(item: EvidenceItem, kind: str, **facts: Any) -> CustodyEvent:
    """Add one entry, inside the transaction of the act that causes it.

    Gaps are found by comparing names to the letter, so the one who holds the item is always written alike.
    """
    for name in ("from_custodian", "to_custodian"):
        facts[name] = _same_spelling(facts.get(name, ""), item.custodian)
    event = CustodyEvent(case=item.case, item=item, kind=kind, **facts)
    event.full_clean(exclude=NOT_BY_HAND)
    event.save()
    return event


def _same_spelling(name: str, known: str) -> str:
    name = " ".join(name.split())
    return known if name.casefold() == known.casefold() else name


def _follow(item: EvidenceItem, event: CustodyEvent) -> None:
    """Whoever took the item over last holds it; an entry about earlier days changes nothing today."""
    if event.kind not in HOLDING_KINDS or not event.to_custodian:
        return
    held = CustodyEvent.objects.filter(item=item, kind__in=HOLDING_KINDS)
    if held.annotate(moment=Coalesce("happened_at", "at")).order_by("moment", "id").last() == event:
        item.custodian = event.to_custodian
        item.save()


@action
def add_custody_event(
    *,
    actor: User,
    item: EvidenceItem,
    kind: str,
    happened_at: dt.datetime | None = None,
    from_custodian: str = "",
    to_custodian: str = "",
    place: str = "",
    purpose: str = "",
    method: str = "",
    package: str = "",
    note: str = "",
    corrects: CustodyEvent | None = None,
    reason: str = "",
) -> CustodyEvent:
    """Write by hand what happened to the item outside this system."""
    may_record_custody(actor, item).require()
    if kind not in MANUAL_CUSTODY:
        raise ValidationError({"kind": _("This entry is written by the act itself, not by hand.")})
    _check_past(happened_at)
    _check_about(item, kind, corrects, note)
    if kind == CustodyKind.RETURNED:
        from_custodian = from_custodian.strip() or item.custodian
    event = write_event(
        item,
        kind,
        happened_at=happened_at,
        from_custodian=from_custodian,
        to_custodian=to_custodian,
        place=place,
        purpose=purpose,
        method=method,
        package=package,
        note=note,
        corrects=corrects,
        sha256=item.sha256,
    )
    _follow(item, event)
    return event


def _check_past(happened_at: dt.datetime | None) -> None:
    if happened_at is not None and happened_at > clock.now():
        raise ValidationError({"happened_at": _("This lies in the future.")})


def _check_about(item: EvidenceItem, kind: str, corrects: CustodyEvent | None, note: str) -> None:
    """A correction and an explanation name the entry they are about, and say something."""
    if corrects is not None and corrects.item_id != item.pk:
        raise ValidationError({"corrects": _("Choose an entry of this item.")})
    if kind not in ANSWERING_KINDS:
        return
    if corrects is None:
        raise ValidationError({"corrects": _("Name the entry it is about.")})
    if not note.strip():
        raise ValidationError({"note": _("Say what was wrong, or what happened in between.")})


@action
def transfer_custody(
    *,
    actor: User,
    item: EvidenceItem,
    to_custodian: str,
    from_custodian: str = "",
    happened_at: dt.datetime | None = None,
    place: str = "",
    purpose: str = "",
    package: str = "",
    note: str = "",
    reason: str = "",
) -> CustodyEvent:
    """Hand the item, or the carrier it lies on, to somebody else."""
    may_record_custody(actor, item).require()
    if not to_custodian.strip():
        raise ValidationError({"to_custodian": _("Say who takes it over.")})
    _check_past(happened_at)
    event = write_event(
        item,
        CustodyKind.TRANSFERRED_OUT,
        happened_at=happened_at,
        from_custodian=from_custodian.strip() or item.custodian,
        to_custodian=to_custodian,
        place=place,
        purpose=purpose,
        package=package,
        note=note,
        sha256=item.sha256,
    )
    _follow(item, event)
    return event
