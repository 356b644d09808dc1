"""Who keeps the right of reply of a party."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from casework.cases.access import may, may_revise
from casework.cases.choices import Stage
from casework.core import clock
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.parties.choices import ClaimStatus, PartyKind
from casework.parties.models import Attribution

from ..choices import FindingState, ReplyState
from ..models import Finding, PartyReply


def may_keep_replies(actor: Any, finding: Finding) -> Verdict:
    """Whoever works in the case; approved findings are the very ones a party is asked about."""
    return _in_play(finding).and_then(may(actor, "case.work", finding.case))


def _in_play(finding: Finding) -> Verdict:
    if finding.is_withdrawn or finding.state == FindingState.SUPERSEDED:
        return refuse(_("These findings belong to the past. Newer ones took their place."))
    return ALLOWED


def may_record_answer(actor: Any, reply: PartyReply) -> Verdict:
    """An answer is kept when it comes, even late; what was written down once is not typed over."""
    if reply.is_withdrawn:
        return refuse(_("This entry is withdrawn."))
    if reply.state == ReplyState.REPLIED:
        return refuse(_("The answer of this party is kept already. Withdraw the entry if it is wrong."))
    if reply.state == ReplyState.NOT_ASKED:
        return refuse(_("This party was not asked. Withdraw the entry, then ask it."))
    return may_keep_replies(actor, reply.finding)


def may_record_silence(actor: Any, reply: PartyReply) -> Verdict:
    """Only when its time is over."""
    if reply.state != ReplyState.ASKED:
        return refuse(_("What came of asking this party is recorded already."))
    if reply.answer_by is None or reply.answer_by >= clock.today():
        return refuse(_("Its time to answer is not over yet."))
    return may_record_answer(actor, reply)


def may_withdraw_reply(actor: Any, reply: PartyReply) -> Verdict:
    """Whoever works in the case takes a wrong entry out, with a reason; what a party said, a supervisor, and
    nobody once it is public: no member alone makes an answer vanish."""
    if reply.is_withdrawn:
        return refuse(_("This entry is withdrawn."))
    if reply.state != ReplyState.REPLIED:
        return may_keep_replies(actor, reply.finding)
    if not may(actor, "case.decide", reply.case):
        return refuse(_("This is what the party said. A supervisor takes it out if it is wrong."))
    if reply.case.stage == Stage.CLOSED:
        return refuse(_("This case is closed. A supervisor can reopen it."))
    return _in_play(reply.finding).and_then(may_revise(reply))


def parties_to_ask(actor: Any) -> QuerySet[Attribution]:
    """Attributions whose party has a right of reply: all but rejected ones and the unknown party."""
    rows = Attribution.objects.standing().exclude(claim_status=ClaimStatus.REJECTED)
    rows = rows.exclude(party__kind=PartyKind.UNKNOWN)
    return rows if actor is None else rows.allowed_to(actor)


def is_to_be_asked(attribution: Attribution) -> bool:
    """The same of one standing attribution that was read with its party."""
    return attribution.claim_status != ClaimStatus.REJECTED and attribution.party.kind != PartyKind.UNKNOWN
