"""The chain of custody: entries are only ever added."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.core import clock
from casework.core.actions import action

from ..choices import MANUAL_CUSTODY, CustodyKind, VerificationState
from ..models import CustodyEvent, EvidenceItem
from ..rules import may_record_custody

# Who holds a file that lies in the store; shown in the reader's language.
STORE = "store"
NOT_BY_HAND = ("at", "actor", "actor_label", "txn_id", "uid")


def write_event(item: EvidenceItem, kind: str, **facts: Any) -> CustodyEvent:
    """Add one entry, inside the transaction of the act that causes it."""
    event = CustodyEvent(case=item.case, item=item, kind=kind, **facts)
    event.full_clean(exclude=NOT_BY_HAND)
    event.save()
    return event


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
    return write_event(
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


def _check_past(happened_at: dt.datetime | None) -> None:
    if happened_at is not None and happened_at > clock.now():
        raise ValidationError({"happened_at": _("This lies in the future.")})


def _check_about(item: EvidenceItem, kind: str, corrects: CustodyEvent | None, note: str) -> None:
    """A correction and an explanation name the entry they are about, and say something."""
    if corrects is not None and corrects.item_id != item.pk:
        raise ValidationError({"corrects": _("Choose an entry of this item.")})
    if kind not in (CustodyKind.CORRECTED, CustodyKind.EXPLAINED):
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
        to_custodian=to_custodian.strip(),
        place=place,
        purpose=purpose,
        package=package,
        note=note,
        sha256=item.sha256,
    )
    item.custodian = to_custodian.strip()
    item.save()
    return event


@action
def record_integrity(*, actor: Any, item: EvidenceItem, found: str | None, reason: str = "") -> CustodyEvent:
    """Write down what a new hash of the file showed.

    Args:
        found: what `store.digest_now` gave, computed before this transaction; None when the file is gone.
    """
    if getattr(actor, "pk", None) is not None:
        may_record_custody(actor, item).require()
    if not item.has_file:
        raise ValidationError(_("The item has no file to check."))
    if found == item.sha256:
        return write_event(item, CustodyKind.VERIFIED_INTEGRITY, sha256=found)
    event = write_event(item, CustodyKind.INTEGRITY_FAILED, sha256=found or "")
    if item.verification_state != VerificationState.INTEGRITY_FAILED:
        item.verification_state = VerificationState.INTEGRITY_FAILED
        item.verification_reason = _("The file differs from the one registered, or is missing.")
        item.verified_by, item.verified_at = None, clock.now()
        item.save()
    return event
