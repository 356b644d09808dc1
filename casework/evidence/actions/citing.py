"""Citing an item for or against something, in the case where both can be seen."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.core.actions import action
from casework.incidents.models import CasualtyClaim, Violation
from casework.parties.models import Attribution, PartyPosition

from ..models import Citation, EvidenceItem
from ..rules import may_cite, may_withdraw_citation
from .items import STAMPED

TARGET_FIELDS = {
    Violation: "violation",
    Attribution: "attribution",
    PartyPosition: "position",
    CasualtyClaim: "casualty_claim",
}
Target = Violation | Attribution | PartyPosition | CasualtyClaim


@action
def cite_evidence(
    *,
    actor: User,
    item: EvidenceItem,
    target: Target,
    stance: str,
    locator: str = "",
    note: str = "",
    reason: str = "",
) -> Citation:
    """Hold a passage of the item for or against a violation, attribution, position or casualty claim."""
    field = TARGET_FIELDS.get(type(target))
    if field is None:
        raise ValidationError(_("Nothing can be cited for this."))
    may_cite(actor, item, target.case).require()
    _check_seen(actor, item, target)
    facts: dict[str, Any] = {
        field: target,
        "stance": stance,
        "locator": locator.strip(),
        "note": note.strip(),
    }
    citation = Citation(case=target.case, item=item, **facts)
    citation.full_clean(exclude=STAMPED)
    if (
        Citation.objects.filter(item=item, stance=stance, locator=facts["locator"], **{field: target})
        .standing()
        .exists()
    ):
        raise ValidationError(_("This passage is cited for this already."))
    citation.save()
    return citation


def _check_seen(actor: User, item: EvidenceItem, target: Target) -> None:
    """Nobody links what they cannot see: neither an item of another case nor a protected violation."""
    seen = EvidenceItem.objects.visible_to(actor).filter(pk=item.pk).exists()
    if not seen or not type(target).objects.visible_to(actor).filter(pk=target.pk).exists():
        raise ValidationError(_("There is no such item."))
    if target.is_withdrawn:
        raise ValidationError(_("What you want to cite it for is withdrawn."))


@action
def withdraw_citation(*, actor: User, citation: Citation, reason: str) -> Citation:
    """Take a citation back; it stays in the history."""
    may_withdraw_citation(actor, citation).require()
    citation.mark_withdrawn(reason)
    citation.save()
    return citation
