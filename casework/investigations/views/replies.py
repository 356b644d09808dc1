"""The right of reply: asking a party, keeping its answer, or saying why there is none."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.core import clock
from casework.core.forms import ReasonForm, TokenForm
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage
from casework.evidence.models import EvidenceItem
from casework.parties.models import Party

from .. import actions, rules
from ..forms import AnswerForm, AskPartyForm, NotAskedForm
from ..models import Finding, PartyReply
from .findings import READ, WORK, FindingScope

DAYS_TO_ANSWER = 30


class PartyScope(FindingScope, CreatePage):
    """Pages about one accused party that has had no chance to answer yet."""

    access = WORK
    finding: Finding
    party: Party

    def enter_scope(self) -> None:
        super().enter_scope()
        self.finding = self.finding_named(self.kwargs["uid"])
        accused = rules.parties_to_ask(self.request.user).filter(
            case=self.case, party__uid=self.kwargs["party"]
        )
        found = accused.select_related("party").first()
        if found is None:
            raise self.not_found("party")
        self.party = self.lede = found.party

    def verdict(self) -> Verdict:
        return rules.may_keep_replies(self.request.user, self.finding)

    def back(self) -> str:
        return f"{self.finding.get_absolute_url()}#hearing"


class AskParty(PartyScope):
    """Keep that a party was asked."""

    form_class = AskPartyForm
    heading = _("Ask the party")
    submit = _("Keep that it was asked")
    said = _("Kept. The answer is recorded here when it comes.")

    def form_kwargs(self) -> dict[str, Any]:
        today = clock.today()
        return {"initial": {"asked_on": today, "answer_by": today + dt.timedelta(days=DAYS_TO_ANSWER)}}

    def perform(self, form: AskPartyForm) -> str:
        data = form.cleaned_data
        actions.ask_party(
            actor=self.request.user,
            finding=self.finding,
            party=self.party,
            asked_on=data["asked_on"],
            answer_by=data["answer_by"],
            sent_to=data["sent_to"],
        )
        return self.back()


class PartyNotAsked(PartyScope):
    """Say why a party could not be asked."""

    form_class = NotAskedForm
    heading = _("The party could not be asked")
    submit = _("Save the reason")
    said = _("The reason is kept.")

    def perform(self, form: NotAskedForm) -> str:
        actions.record_not_asked(
            actor=self.request.user,
            finding=self.finding,
            party=self.party,
            not_asked_reason=form.cleaned_data["not_asked_reason"],
        )
        return self.back()


class ReplyScope(FindingScope, ActPage):
    """Pages about what came of asking one party."""

    access = WORK

    def get_object(self) -> PartyReply:
        rows = PartyReply.objects.visible_to(self.request.user).filter(case=self.case)
        found = rows.filter(uid=self.kwargs["uid"]).select_related("finding", "party").first()
        if found is None:
            raise self.not_found("reply")
        found.case = found.finding.case = self.case
        self.lede = found.party
        return found

    def back(self) -> str:
        return f"{self.object.finding.get_absolute_url()}#hearing"


class ReplyAnswer(ReplyScope):
    """Keep what the party answered."""

    form_class = AnswerForm
    heading = _("Record the answer")
    submit = _("Keep the answer")
    said = _("The answer is kept.")

    def verdict(self) -> Verdict:
        return rules.may_record_answer(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        items = EvidenceItem.objects.visible_to(self.request.user).standing().filter(case=self.case)
        return {"documents": items.order_by("-id"), "initial": {"answered_on": clock.today()}}

    def perform(self, form: AnswerForm) -> PartyReply:
        data = form.cleaned_data
        return actions.record_answer(
            actor=self.request.user,
            reply=self.object,
            answered_on=data["answered_on"],
            answer=data["answer"],
            document=data["document"],
        )


class ReplySilence(ReplyScope):
    """Say that the time is over and no answer came."""

    form_class = TokenForm
    heading = _("It did not answer in time")
    submit = _("Record that it did not answer")
    said = _("Recorded. A late answer can still be kept.")

    def verdict(self) -> Verdict:
        return rules.may_record_silence(self.request.user, self.object)

    def perform(self, form: TokenForm) -> PartyReply:
        return actions.record_silence(actor=self.request.user, reply=self.object)


class ReplyWithdraw(ReplyScope):
    """Take a wrong entry out; what a party said, a supervisor, who need not work in the case."""

    access = READ
    form_class = ReasonForm
    heading = _("Take the entry out")
    submit = _("Take it out")
    said = _("The entry was taken out.")
    danger = True

    def verdict(self) -> Verdict:
        return rules.may_withdraw_reply(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> str:
        actions.withdraw_reply(actor=self.request.user, reply=self.object, reason=form.cleaned_data["reason"])
        return self.back()
