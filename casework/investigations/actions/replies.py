"""The right of reply: asking a party, keeping its answer whole, or saying why there is none."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.core import clock
from casework.core.actions import action
from casework.evidence.models import EvidenceItem
from casework.parties.models import Party

from ..choices import ReplyState
from ..models import Finding, PartyReply
from ..rules import (
    may_keep_replies,
    may_record_answer,
    may_record_silence,
    may_withdraw_reply,
    parties_to_ask,
)

STAMPED = ("created_at", "updated_at")


@action
def ask_party(
    *,
    actor: User,
    finding: Finding,
    party: Party,
    asked_on: dt.date,
    answer_by: dt.date,
    sent_to: str,
    reason: str = "",
) -> PartyReply:
    """Keep that a party was shown the findings and asked to answer, until when, and where it was sent.

    Raises:
        ValidationError: a day is missing or out of order, or the party is not accused in this case.
    """
    may_keep_replies(actor, finding).require()
    wrong = faults_of_asking(asked_on, answer_by, sent_to)
    if wrong:
        raise ValidationError(wrong)
    reply = PartyReply(case=finding.case, finding=finding, party=_accused(actor, finding, party))
    reply.asked_on, reply.answer_by, reply.sent_to = asked_on, answer_by, sent_to.strip()
    return _stored(reply)


def faults_of_asking(
    asked_on: dt.date | None, answer_by: dt.date | None, sent_to: str | None
) -> dict[str, str]:
    """What is wrong with asking a party, field by field; the form asks too."""
    wrong: dict[str, str] = {}
    if asked_on is None:
        wrong["asked_on"] = _("Say on which day the party was asked.")
    elif asked_on > clock.today():
        wrong["asked_on"] = _("This day lies in the future.")
    if answer_by is None:
        wrong["answer_by"] = _("Say until when it can answer.")
    elif asked_on is not None and answer_by <= asked_on:
        wrong["answer_by"] = _("The party needs time to answer: choose a later day.")
    if not (sent_to or "").strip():
        wrong["sent_to"] = _("Say where it was sent.")
    return wrong


def _accused(actor: User, finding: Finding, party: Party) -> Party:
    if not parties_to_ask(actor).filter(case=finding.case, party=party).exists():
        raise ValidationError({"party": _("This party is not accused in this case.")})
    return party


def _stored(reply: PartyReply) -> PartyReply:
    reply.full_clean(exclude=STAMPED)
    reply.save()
    return reply


@action
def record_answer(
    *,
    actor: User,
    reply: PartyReply,
    answered_on: dt.date,
    answer: str,
    document: EvidenceItem | None = None,
    reason: str = "",
) -> PartyReply:
    """Keep what the party answered, whole and unchanged, with the document it came in."""
    may_record_answer(actor, reply).require()
    wrong: dict[str, str] = {}
    if not answer.strip():
        wrong["answer"] = _("Write down the answer, whole and unchanged.")
    if answered_on is None or answered_on > clock.today():
        wrong["answered_on"] = _("Say on which day it answered; it cannot lie in the future.")
    elif reply.asked_on is not None and answered_on < reply.asked_on:
        wrong["answered_on"] = _("It cannot have answered before it was asked.")
    if document is not None and not _is_seen(actor, reply, document):
        wrong["document"] = _("There is no such item.")
    if wrong:
        raise ValidationError(wrong)
    reply.state, reply.answered_on, reply.answer = ReplyState.REPLIED, answered_on, answer.strip()
    reply.document = document
    return _stored(reply)


def _is_seen(actor: User, reply: PartyReply, document: EvidenceItem) -> bool:
    rows = EvidenceItem.objects.visible_to(actor).standing()
    return rows.filter(pk=document.pk, case=reply.case_id).exists()


@action
def record_silence(*, actor: User, reply: PartyReply, reason: str = "") -> PartyReply:
    """Say that the time is over and no answer came. A late answer can still be kept."""
    may_record_silence(actor, reply).require()
    reply.state = ReplyState.SILENT
    return _stored(reply)


@action
def record_not_asked(
    *, actor: User, finding: Finding, party: Party, not_asked_reason: str, reason: str = ""
) -> PartyReply:
    """Say why a party could not be asked, such as the danger to witnesses."""
    may_keep_replies(actor, finding).require()
    if not not_asked_reason.strip():
        raise ValidationError({"not_asked_reason": _("Say why the party could not be asked.")})
    reply = PartyReply(case=finding.case, finding=finding, party=_accused(actor, finding, party))
    reply.state, reply.not_asked_reason = ReplyState.NOT_ASKED, not_asked_reason.strip()
    return _stored(reply)


@action
def withdraw_reply(*, actor: User, reply: PartyReply, reason: str) -> PartyReply:
    """Take a wrong entry out; it stays in the history."""
    may_withdraw_reply(actor, reply).require()
    reply.mark_withdrawn(reason)
    reply.save()
    return reply
