"""What a move does to the records below, in its own transaction: findings are locked, returned, approved, set
aside; a public text is published or taken back. The rooms below do it; their own rules ask once more."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.models import Case
from casework.core.verdict import Refused
from casework.investigations.actions import (
    approve_finding,
    reopen_finding,
    return_finding,
    submit_finding,
    unlock_finding,
)
from casework.investigations.choices import FindingState
from casework.investigations.models import Finding
from casework.investigations.queries import finding_mark
from casework.publication.actions import publish_version, recall_version, withdraw_publication
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion
from casework.publication.queries.proposal import Proposal, proposal_of, public_mark


@dataclass(frozen=True)
class Said:
    """What the mover said: the reason, what the public is told, and the mark of what was read."""

    reason: str
    why: str = ""
    seen: str = ""


Effect = Callable[[User, Case, Said], Any]


def _finding(actor: User, case: Case) -> Finding:
    """The findings in hand, as far as the mover sees them: nobody moves what they cannot see."""
    found = Finding.objects.visible_to(actor).current().filter(case=case).select_related("case").first()
    if found is None:
        raise Refused(_("The case has no findings."))
    return found


def _submit(actor: User, case: Case, said: Said) -> None:
    submit_finding(actor=actor, finding=_finding(actor, case), reason=said.reason)


def _return(actor: User, case: Case, said: Said) -> None:
    finding = _finding(actor, case)
    return_finding(actor=actor, finding=finding, seen=said.seen, comment=said.reason, reason=said.reason)


def _approve(actor: User, case: Case, said: Said) -> None:
    approve_finding(actor=actor, finding=_finding(actor, case), seen=said.seen, reason=said.reason)


def _waiting_text(actor: User, case: Case) -> PublicVersion | None:
    waiting = PublicVersion.objects.visible_to(actor).standing().filter(state=VersionState.PROPOSED)
    return waiting.filter(case=case).select_related("case", "finding").first()


def text_to_publish(actor: User, case: Case) -> Proposal | None:
    """What the mover would make public, to be read before the move is made."""
    version = _waiting_text(actor, case)
    return proposal_of(actor, version) if version else None


def _publish(actor: User, case: Case, said: Said) -> None:
    version = _waiting_text(actor, case)
    if version is None:
        raise Refused(_("No public text waits for publication."))
    publish_version(actor=actor, version=version, seen=said.seen, reason=said.reason)


def _withdraw(actor: User, case: Case, said: Said) -> None:
    withdraw_publication(actor=actor, case=case, seen=said.seen, why=said.why, reason=said.reason)


def _reopen(actor: User, case: Case, said: Said) -> None:
    """What is public stays public. A text that waits on the former findings goes back to its author."""
    reopen_finding(actor=actor, case=case, reason=said.reason)
    waiting = PublicVersion.objects.standing().filter(case=case, state=VersionState.PROPOSED)
    for version in waiting.select_related("case", "finding"):
        recall_version(actor=actor, version=version, reason=said.reason)


def _take_up(actor: User, case: Case, said: Said) -> None:
    """A case that was closed over locked findings starts again: they must be open to work once more."""
    found = Finding.objects.current().filter(case=case).select_related("case").first()
    if found is None or found.state == FindingState.DRAFT:
        return
    if found.state == FindingState.UNDER_REVIEW:
        unlock_finding(actor=actor, finding=found, reason=said.reason)
    else:
        _reopen(actor, case, said)


EFFECTS: Final[dict[str, Effect]] = {
    "submit_findings": _submit,
    "return_findings": _return,
    "approve_findings": _approve,
    "publish": _publish,
    "withdraw_publication": _withdraw,
    "reopen_findings": _reopen,
    "reopen": _take_up,
}


def carry_out(key: str, *, actor: User, case: Case, said: Said) -> None:
    """Do what the move `key` does below; most moves do nothing there."""
    if effect := EFFECTS.get(key):
        effect(actor, case, said)


def mark_to_move(key: str, actor: User, case: Case) -> str:
    """The state of the text that a move decides on, as the mover reads it; empty where it decides on none."""
    if key in ("approve_findings", "return_findings"):
        return finding_mark(_finding(actor, case))
    if key == "publish":
        proposal = text_to_publish(actor, case)
        return proposal.mark if proposal else ""
    return public_mark(case) if key == "withdraw_publication" else ""


def hold_texts(case: Case) -> None:
    """Let nobody change the findings and the public text in hand until the move is made."""
    for text in (Finding, PublicVersion):
        list(text.objects.current().filter(case=case).select_for_update().values_list("pk"))
