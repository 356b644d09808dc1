"""Verifying an item: steps by one person, the decision by a second."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.core import clock
from casework.core.actions import action
from casework.core.seen import require_seen

from ..choices import Step, VerificationState
from ..models import EvidenceItem, Verification
from ..queries import verification_mark
from ..rules import may_decide, may_verify
from .items import STAMPED


@action
def record_verification(
    *,
    actor: User,
    item: EvidenceItem,
    step: str,
    result: str,
    why: str,
    corroborated_by: EvidenceItem | None = None,
    independent: bool = False,
    reason: str = "",
) -> Verification:
    """Write down one check and what it showed. The first one opens the verification."""
    may_verify(actor, item).require()
    if corroborated_by is not None:
        if corroborated_by.pk == item.pk:
            raise ValidationError({"corroborated_by": _("An item does not corroborate itself.")})
        if not EvidenceItem.objects.visible_to(actor).filter(pk=corroborated_by.pk).exists():
            raise ValidationError({"corroborated_by": _("There is no such item.")})
    if independent and corroborated_by is None:
        raise ValidationError({"independent": _("Name the item that corroborates this one.")})
    if corroborated_by is not None and step != Step.CORROBORATION:
        raise ValidationError({"corroborated_by": _("Only a corroboration names another item.")})
    check = Verification(
        case=item.case,
        item=item,
        step=step,
        result=result,
        reason=why.strip(),
        corroborated_by=corroborated_by,
        independent=independent,
    )
    check.full_clean(exclude=STAMPED)
    check.save()
    if item.verification_state == VerificationState.UNVERIFIED:
        item.verification_state = VerificationState.IN_VERIFICATION
        item.save()
    return check


@action
def withdraw_verification(*, actor: User, check: Verification, reason: str) -> Verification:
    """Take back a step that was recorded by mistake. The decision on the item stays until it is made anew."""
    may_verify(actor, check.item).require()
    check.mark_withdrawn(reason)
    check.save()
    return check


@action
def decide_verification(
    *, actor: User, item: EvidenceItem, seen: str, state: str, why: str, reason: str = ""
) -> EvidenceItem:
    """Settle where the verification stands, with a reason.

    Args:
        seen: the `verification_mark` of what the actor read.

    Raises:
        Refused: not for them, or not as this state.
        StaleRecord: the item or a step of its verification is another by now than they read.
    """
    may_decide(actor, item, state).require()
    require_seen(seen, verification_mark(actor, item), item)
    if not why.strip():
        raise ValidationError({"why": _("Say what the decision rests on.")})
    item.verification_state = state
    item.verification_reason = why.strip()
    item.verified_by, item.verified_at = actor, clock.now()
    item.save()
    return item
