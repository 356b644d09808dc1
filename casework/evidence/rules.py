"""Who may do what with an item. The same answers drive the buttons and the acts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.access import may, may_decide_in, may_revise
from casework.cases.models import Case
from casework.core.verdict import ALLOWED, Verdict, refuse

from .choices import DECIDABLE_STATES, SECOND_PERSON_STATES, IntegrityOutcome, VerificationState
from .models import Citation, EvidenceItem, IntegrityCheck, Verification

# States that say the item can be worked with; a file that failed its check bars them.
NEEDS_WHOLE_FILE = SECOND_PERSON_STATES | {VerificationState.IN_VERIFICATION}


def may_register(actor: Any, case: Case) -> Verdict:
    """Whoever works in the case brings evidence into it."""
    return may(actor, "case.work", case)


def may_change_item(actor: Any, item: EvidenceItem) -> Verdict:
    """Whoever works in the case, while the item stands. The file itself nobody changes."""
    if item.is_withdrawn:
        return refuse(_("This item is withdrawn. It can be read and not changed."))
    return may(actor, "case.work", item.case)


def may_record_custody(actor: Any, item: EvidenceItem) -> Verdict:
    """Custody goes on after an item is withdrawn: it still lies somewhere."""
    return may(actor, "case.work", item.case)


def may_check_integrity(actor: Any, item: EvidenceItem) -> Verdict:
    """Whoever works in the case, and whoever decides on it: a decision rests on files that are intact.

    A closed case is no bar, nor is a withdrawal: the file lies in the store all the same.
    """
    deciding = may(actor, "case.decide", item.case)
    return deciding or may(actor, "case.work", item.case)


def may_verify(actor: Any, item: EvidenceItem) -> Verdict:
    """Recording a step of verification."""
    if item.verification_state == VerificationState.SUPERSEDED:
        return refuse(_("This item is superseded by another one."))
    return may_change_item(actor, item)


def may_decide(actor: Any, item: EvidenceItem, state: str = "") -> Verdict:
    """Whether this person may settle the verification, as `state` if one is named.

    "Verified", whole or in part, needs a second person: never the one who recorded a step.
    """
    if item.is_withdrawn:
        return refuse(_("This item is withdrawn. It can be read and not changed."))
    working = may(actor, "case.work", item.case)
    if not working and not may(actor, "case.decide", item.case):
        return working
    if state and state not in DECIDABLE_STATES:
        return refuse(_("This state cannot be chosen."))
    if state in NEEDS_WHOLE_FILE and not _is_whole(item):
        return refuse(
            _("The file differs from the one registered, or is missing. Restore it, then check it again.")
        )
    if not (verdict := may_decide_in(item.case)) or state not in SECOND_PERSON_STATES:
        return verdict
    return _may_call_verified(actor, item)


def _is_whole(item: EvidenceItem) -> bool:
    """Whether a file that once failed its check has passed one since."""
    if item.verification_state != VerificationState.INTEGRITY_FAILED:
        return True
    last = IntegrityCheck.objects.filter(item=item).last()
    return last is not None and last.outcome == IntegrityOutcome.INTACT


def _may_call_verified(actor: Any, item: EvidenceItem) -> Verdict:
    """A hand in any step counts, also in one that was taken back since and recorded by another: otherwise
    who checks it could decide on their own work by having a colleague write it down once more."""
    steps = Verification.objects.filter(item=item).values_list("created_by", "withdrawn_by", "withdrawn_at")
    if all(withdrawn_at for _recorder, _taker, withdrawn_at in steps):
        return refuse(_("No step of verification is recorded yet."))
    if any(actor.pk in (recorder, taker) for recorder, taker, _at in steps):
        return refuse(
            _(
                "You recorded a step of this verification, or took one back. A second person decides that it "
                "is verified."
            )
        )
    return ALLOWED


def may_withdraw_item(actor: Any, item: EvidenceItem) -> Verdict:
    """Legal hold keeps an item standing, and so do findings that were handed in."""
    if item.legal_hold:
        return refuse(_("The item is under legal hold. It cannot be withdrawn."))
    return may_change_item(actor, item).and_then(may_revise(item))


def may_cite(actor: Any, item: EvidenceItem, case: Case) -> Verdict:
    """An item is cited in a case the actor works in; that they see the item was settled before."""
    if item.is_withdrawn:
        return refuse(_("This item is withdrawn. It cannot be cited."))
    return may(actor, "case.work", case)


def may_withdraw_citation(actor: Any, citation: Citation) -> Verdict:
    """Whoever works in the case the citation stands in, unless findings that were handed in rest on it."""
    if citation.is_withdrawn:
        return refuse(_("This citation is withdrawn already."))
    return may(actor, "case.work", citation.case).and_then(may_revise(citation))
