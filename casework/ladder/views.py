"""Pages of the ladder: the table explained, where a case stands, and the move of a case."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.access import CaseScope, may
from casework.cases.choices import Stage
from casework.core.access import SIGNED_IN, access, case_right
from casework.core.tokens import result_of
from casework.core.verdict import Refused, Verdict
from casework.core.views import CreatePage, Page
from casework.incidents.models import Incident
from casework.ladder import actions, transfers
from casework.ladder.effects import mark_to_move, text_to_publish
from casework.ladder.forms import DuplicateCheckForm, MoveForm, TransferForm
from casework.ladder.guards import GUARDS
from casework.ladder.queries import duplicate_checks, stage_changes
from casework.ladder.queries import transfers as transfers_of
from casework.ladder.rules import (
    answer_guards,
    lost_ground,
    may_move,
    moves_of,
    needs_single_source_reason,
    target_of,
)
from casework.ladder.table import BEFORE, BY_KEY, TRANSITIONS, Transition

MOST_EVENTS = 5


def _row(transition: Transition) -> dict[str, Any]:
    """One row of the table as the page shows it."""
    every = len(transition.sources) > 3
    return {
        "transition": transition,
        "sources": [] if every else transition.sources,
        "every": every,
        "target": "" if transition.target == BEFORE else transition.target,
        "movers": [mover.label for mover in transition.movers],
        "guards": [GUARDS[key] for key in transition.guards],
        "demands": [demand.label for demand in transition.demands],
    }


@access(SIGNED_IN)
def ladder_explained(request: HttpRequest) -> HttpResponse:
    """The whole ladder, drawn from the same table that the actions obey."""
    context = {"rows": [_row(transition) for transition in TRANSITIONS], "stages": Stage}
    return render(request, "casework/ladder/explained.html", context)


class CaseStatus(CaseScope, Page):
    """Where a case stands, how it came there, and what can be done next."""

    access = case_right("case.view")
    template_name = "casework/ladder/status.html"
    tab = "ladder"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        user, case = request.user, self.case
        return self.render(
            moves=moves_of(case, user),
            lost=lost_ground(case, user),
            changes=list(stage_changes(case)),
            checks=duplicate_checks(user, case),
            transfers=list(transfers_of(user, case)[:20]),
            may_check=may(user, "case.work", case),
            may_transfer=transfers.may_transfer(user, case),
        )


class _LadderForm(CaseScope, CreatePage):
    """What the forms of this room share."""

    access = case_right("case.view")
    tab = "ladder"
    template_name = "casework/ladder/form.html"

    def done(self, sentence: str) -> str:
        messages.success(self.request, sentence)
        return reverse("ladder:detail", args=[self.case.reference])


class CaseMove(_LadderForm):
    """Make one move of the table."""

    form_class = MoveForm
    template_name = "casework/ladder/move_form.html"

    def verdict(self) -> Verdict:
        transition = BY_KEY.get(self.kwargs["key"])
        if transition is None:
            raise Refused(_("There is no such move."))
        self.transition = transition
        user, case = self.request.user, self.case
        answers = answer_guards(transition, user, case)
        self.context |= {
            "transition": transition,
            "target": target_of(transition, case),
            "answers": answers,
            "proposal": text_to_publish(user, case) if transition.key == "publish" else None,
        }
        return may_move(transition, user, case, answers)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What held when the page was opened may not hold any more: what was typed is kept then."""
        verdict = self.verdict()
        if verdict or result_of(request.POST.get("form_token"), request.user):
            return super().post(request, *args, **kwargs)
        form = self.get_form(request.POST)
        if self.case.stage not in self.transition.sources:
            return self.overtaken(form)
        return self.refused(form, str(verdict.reason))

    def overtaken(self, form: Any) -> HttpResponse:
        """Somebody else moved the case first."""
        sentence = _(
            "The case was moved or changed meanwhile: nothing was saved. What you wrote is kept below."
        )
        self.enter_scope()
        return self.refused(self.facing_now(form), sentence, status=409)

    def shown(self) -> str:
        """The text a decision is about may come back changed under the same address."""
        if proposal := self.context["proposal"]:
            return str(proposal.mark)
        return mark_to_move(self.transition.key, self.request.user, self.case)

    def form_kwargs(self) -> dict[str, Any]:
        user = self.request.user
        return {
            "transition": self.transition,
            "reader": user,
            "single_source": needs_single_source_reason(user, self.case),
        }

    def perform(self, form: Any) -> str:
        data = {name: form.cleaned_data[name] for name in form.fields if name != "form_token"}
        change = actions.move_case(actor=self.request.user, case=self.case, key=self.transition.key, **data)
        return self.done(_("The case stands at: %(stage)s.") % {"stage": change.get_to_stage_display()})


class DuplicateCheckRecord(_LadderForm):
    """Record a search for other cases about the same event."""

    form_class = DuplicateCheckForm
    template_name = "casework/ladder/duplicates_form.html"

    def verdict(self) -> Verdict:
        events = Incident.objects.visible_to(self.request.user).filter(case=self.case).standing()
        self.context |= {
            "events": list(events.select_related("place")[:MOST_EVENTS]),
            "heading": _("Record a search for duplicates"),
            "button": _("Record the search"),
            "consequence": _(
                "Look for the same day and place, in Arabic and Latin spelling, before you answer."
            ),
        }
        return may(self.request.user, "case.work", self.case)

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case, "reader": self.request.user}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        found = {name: data[name] for name in ("outcome", "note", "event", "other")}
        actions.record_duplicate_check(actor=self.request.user, case=self.case, **found)
        return self.done(_("The search is recorded."))


class CaseMerge(_LadderForm):
    """Merge this case into another one."""

    form_class = TransferForm

    def verdict(self) -> Verdict:
        self.context |= {
            "heading": _("Merge this case into another"),
            "button": _("Merge the cases"),
            "consequence": _(
                "Every record of this case moves to the other one with its history. "
                "This case stays, closed as merged, and names the other."
            ),
            "danger": True,
        }
        return transfers.may_transfer(self.request.user, self.case)

    def form_kwargs(self) -> dict[str, Any]:
        return {"reader": self.request.user}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        done = transfers.merge_cases(
            actor=self.request.user, case=self.case, to_case=data["to_case"], reason=data["reason"]
        )
        messages.success(self.request, _("The cases are merged."))
        return done.to_case.get_absolute_url()


class IncidentMove(_LadderForm):
    """Move one incident to another case."""

    form_class = TransferForm

    def verdict(self) -> Verdict:
        user = self.request.user
        rows = Incident.objects.visible_to(user).filter(case=self.case, uid=self.kwargs["uid"])
        found = rows.select_related("case").first()
        if found is None:
            raise Http404
        self.incident: Incident = found
        self.context |= {
            "heading": _("Move an incident to another case"),
            "about": found.title,
            "button": _("Move the incident"),
            "consequence": _(
                "Its violations, attributions, positions, claims and assessments go along, histories too. "
                "Evidence stays in this case and remains cited."
            ),
            "danger": True,
        }
        return transfers.may_transfer(user, self.case)

    def form_kwargs(self) -> dict[str, Any]:
        return {"reader": self.request.user}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        transfers.move_incident(
            actor=self.request.user, incident=self.incident, to_case=data["to_case"], reason=data["reason"]
        )
        return self.done(_("The incident was moved."))
