"""Hashing a stored file anew and writing down what that showed."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case
from casework.cases.queries import active_members
from casework.core import clock
from casework.core.actions import action
from casework.tasks.actions import tell_about
from casework.tasks.choices import NoticeKind

from ..choices import CustodyKind, IntegrityOutcome, VerificationState
from ..models import EvidenceItem, IntegrityCheck
from ..rules import may_check_integrity
from ..store import Measured, measure
from .custody import NOT_BY_HAND, write_event


def check_integrity(*, actor: Any, item: EvidenceItem) -> IntegrityCheck | None:
    """Hash the file of the item as it lies in the store and record the outcome; None for a pointer.

    No transaction is open while the file is read: a large one takes minutes.

    Raises:
        Refused: this person may not.
        StoreError: the store could not be read, which says nothing about the file; nothing is recorded.
    """
    if not item.has_file:
        return None
    _check_allowed(actor, item)
    return record_integrity(actor=actor, item=item, found=measure(item.sha256))


def _check_allowed(actor: Any, item: EvidenceItem) -> None:
    """A job asks nobody."""
    if getattr(actor, "pk", None) is not None:
        may_check_integrity(actor, item).require()


@action
def record_integrity(
    *, actor: Any, item: EvidenceItem, found: Measured | None, reason: str = ""
) -> IntegrityCheck:
    """Write down what a new hash of the file showed: the check, an entry of custody, the mark on the item.

    Args:
        found: what `store.measure` gave, before this transaction; None when the file is gone.
    """
    _check_allowed(actor, item)
    item = EvidenceItem.objects.select_for_update(of=("self",)).select_related("case").get(pk=item.pk)
    check = write_check(item, found)
    if check.outcome == IntegrityOutcome.INTACT:
        write_event(item, CustodyKind.VERIFIED_INTEGRITY, sha256=check.sha256)
        return check
    write_event(item, CustodyKind.INTEGRITY_FAILED, sha256=check.sha256)
    if item.verification_state != VerificationState.INTEGRITY_FAILED:
        item.verification_state = VerificationState.INTEGRITY_FAILED
        item.verification_reason = _("The file differs from the one registered, or is missing.")
        item.verified_by, item.verified_at = None, clock.now()
        item.save()
        _tell_of_failure(actor, item)
    return check


def write_check(item: EvidenceItem, found: Measured | None) -> IntegrityCheck:
    """Add one check, inside the transaction of the act that causes it."""
    if found is None:
        outcome = IntegrityOutcome.MISSING
    elif found == (item.sha256, item.size):
        outcome = IntegrityOutcome.INTACT
    else:
        outcome = IntegrityOutcome.ALTERED
    check = IntegrityCheck(
        case=item.case,
        item=item,
        outcome=outcome,
        sha256=found.sha256 if found else "",
        size=found.size if found else None,
    )
    check.full_clean(exclude=NOT_BY_HAND)
    check.save()
    return check


def _tell_of_failure(actor: Any, item: EvidenceItem) -> None:
    """Tell the lead and the supervisors, as far as they may see the item: nobody else learns of it."""
    for person in _people_to_tell(item.case):
        tell_about(person, NoticeKind.INTEGRITY_FAILED, item, words=item.reference, actor=actor)


def _people_to_tell(case: Case) -> set[User]:
    """The supervisors among the members, or all of them where the case has none; and the lead."""
    members = {member.user for member in active_members(case).filter(user__role=Role.SUPERVISOR)}
    people = members or set(User.objects.active().filter(role=Role.SUPERVISOR))
    return people | ({case.lead} if case.lead else set())
