"""Bringing evidence in, describing it, withdrawing it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.choices import Confidentiality, highest_level
from casework.cases.models import Case
from casework.core.actions import action
from casework.core.context import current
from casework.people.actions import check_lowering
from casework.people.rules import may_set_level

from ..choices import CopyKind, CustodyKind, Method
from ..models import EvidenceItem
from ..rules import may_change_item, may_register, may_withdraw_item
from ..store import Measured, exists
from ..uploads import StoredFile
from ..web import check_address
from .custody import STORE, write_event
from .integrity import write_check

STAMPED = ("created_at", "updated_at", "reference")
DESCRIPTION = (
    "title", "kind", "language", "description", "when",
    "source", "connection", "creator", "obtained_from", "obtained_by", "obtained_at", "method", "tool",
    "place", "place_note", "coordinates", "place_precision", "geolocation", "chronolocation",
    "web_address", "archive_address", "consent_asked", "licence",
    "captured_at", "capture_status", "capture_ip", "capture_redirects", "capture_headers",
    "graphic", "graphic_note", "storage", "legal_hold", "review_on",
)  # fmt: skip
# Which custody entry tells that an item was made from another one.
COPY_EVENTS = {
    CopyKind.WORKING: CustodyKind.COPIED,
    CopyKind.REDACTED: CustodyKind.REDACTED_COPY,
    CopyKind.TRANSLATION: CustodyKind.TRANSLATED,
    CopyKind.TRANSCRIPT: CustodyKind.TRANSLATED,
    CopyKind.SCREENSHOT: CustodyKind.COPIED,
}


@action
def register_evidence(
    *,
    actor: User,
    case: Case,
    values: Mapping[str, Any],
    file: StoredFile | None = None,
    confidentiality: str = Confidentiality.RESTRICTED,
    derived_from: EvidenceItem | None = None,
    copy_kind: str = "",
    reason: str = "",
) -> EvidenceItem:
    """Enter an item with its first custody entries. The bytes, if any, are in the store already.

    Args:
        values: fields of DESCRIPTION; title and kind at least.
        file: what `IncomingFile.keep()` or `store_bytes` returned; None for an address or an object.
        derived_from: the original, for a copy, redaction, translation or transcript; `copy_kind` with it.
    """
    may_register(actor, case).require()
    if file is not None and not exists(file.sha256):
        raise ValidationError(_("The file is not in the store. Send it again."))
    item = EvidenceItem(
        case=case, confidentiality=confidentiality, derived_from=derived_from, copy_kind=copy_kind
    )
    _fill(item, values)
    if derived_from is not None:
        if derived_from.case_id != case.pk:
            raise ValidationError({"derived_from": _("A copy stays in the case of its original.")})
        item.confidentiality = highest_level(confidentiality, derived_from.confidentiality)
    if file is not None:
        item.sha256, item.size = file.sha256, file.size
        item.media_type, item.original_name = file.media_type, file.original_name
    item.custodian = STORE if file is not None else current().actor_label
    _check(item)
    item.save()
    _write_first_events(item)
    return item


def _fill(item: EvidenceItem, values: Mapping[str, Any]) -> None:
    """Set what an act may set, whatever else was handed over; addresses are checked and never fetched."""
    for name in DESCRIPTION:
        if name in values:
            setattr(item, name, values[name])
    item.web_address = check_address("web_address", item.web_address)
    item.archive_address = check_address("archive_address", item.archive_address)


def _check(item: EvidenceItem) -> None:
    if item.source is not None and item.source.case_id not in (None, item.case_id):
        raise ValidationError({"source": _("Choose a source of this case or a published one.")})
    item.full_clean(exclude=STAMPED)


def _write_first_events(item: EvidenceItem) -> None:
    """Custody begins before us: who had it, who got it, and when it came under seal."""
    holder = str(item.obtained_by or current().actor_label)
    if item.obtained_from or item.obtained_at:
        write_event(
            item,
            CustodyKind.COLLECTED,
            happened_at=item.obtained_at,
            from_custodian=item.obtained_from,
            to_custodian=holder,
            method="" if item.method == Method.UNKNOWN else item.method,
            sha256=item.sha256,
        )
    write_event(
        item, CustodyKind.REGISTERED, from_custodian=holder, to_custodian=item.custodian, sha256=item.sha256
    )
    if item.has_file and item.size is not None:
        write_check(item, Measured(item.sha256, item.size))  # hashed on the way in: its first check
    if item.derived_from is not None:
        write_event(
            item.derived_from,
            COPY_EVENTS[CopyKind(item.copy_kind)],
            copy_kind=item.copy_kind,
            sha256=item.derived_from.sha256,
        )


@action
def change_item(
    *, actor: User, item: EvidenceItem, values: Mapping[str, Any], reason: str = ""
) -> EvidenceItem:
    """Change what is said about an item. Its bytes, digest and name never change."""
    may_change_item(actor, item).require()
    _fill(item, values)
    _check(item)
    item.save()
    return item


@action
def set_item_level(*, actor: User, item: EvidenceItem, level: str, reason: str = "") -> EvidenceItem:
    """Raise who may see an item at once, or lower it as a supervisor with a reason."""
    may_change_item(actor, item).require()
    may_set_level(actor, item.case, item.confidentiality, level).require()
    check_lowering(item.confidentiality, level, reason)
    item.confidentiality = level
    _check(item)
    item.save()
    return item


@action
def withdraw_item(*, actor: User, item: EvidenceItem, reason: str) -> EvidenceItem:
    """Mark an item as entered by mistake. The file stays sealed; its citations stop counting."""
    may_withdraw_item(actor, item).require()
    item.mark_withdrawn(reason)
    item.save()
    write_event(item, CustodyKind.WITHDRAWN, note=reason, sha256=item.sha256)
    return item
