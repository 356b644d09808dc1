"""Events of a case: the tab, one event, and what is done with it."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from casework.cases.access import CaseScope, may_revise
from casework.core.access import access, right
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, EditPage, Page, question

from .. import actions, rules
from ..filters import INCIDENT_SORT_WORDS, INCIDENT_SORTS, IncidentFilter
from ..forms import IncidentForm, LinkForm
from ..models import Incident
from ..queries import (
    incident_context,
    incidents_of_case,
    linkable_incidents,
    suggest_incidents,
    visible_incidents,
    visible_links,
)
from .base import READ, WORK, CaseFormPage, IncidentScope, RecordScope, WithdrawPage


class IncidentList(CaseScope, Page):
    """The Events tab: what happened, in order."""

    access = READ
    template_name = "casework/incidents/incident_list.html"
    tab = "incidents"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        listing = Listing(
            request,
            incidents_of_case(self.case, request.user),
            filterset_class=IncidentFilter,
            sorts=INCIDENT_SORTS,
            sort_words=INCIDENT_SORT_WORDS,
        )
        return self.render(listing=listing, may_record=rules.may_record(request.user, self.case))


class IncidentDetail(IncidentScope, Page):
    """One event: what happened, what is alleged, what each source counts, what the law calls it."""

    access = READ
    template_name = "casework/incidents/incident_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.render(
            may_work=rules.may_add_to(request.user, self.incident),
            held=may_revise(self.incident).reason,
            **incident_context(self.incident, request.user),
        )


class IncidentCreate(CaseFormPage, CreatePage):
    """Add an event to a case that exists; a new allegation is logged by intake."""

    access = WORK
    form_class = IncidentForm
    heading = _("Add an event")
    lede = _("One event at one place and time. What is unlawful about it is added on its own page.")
    submit = _("Save the event")

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case, "user": self.request.user}

    def perform(self, form: IncidentForm) -> Incident:
        return actions.add_incident(
            actor=self.request.user, case=self.case, when=form.cleaned_data["when"], **form.changed_values()
        )


class IncidentEdit(RecordScope, EditPage):
    """Correct or complete an event."""

    access = WORK
    form_class = IncidentForm
    rows = visible_incidents
    heading = _("Edit the event")
    submit = _("Save the changes")

    def verdict(self) -> Verdict:
        return rules.may_change(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.object, "case": self.case, "user": self.request.user}

    def perform(self, form: IncidentForm) -> Incident:
        return actions.change_incident(
            actor=self.request.user,
            incident=form.instance,
            reason=form.change_reason,
            when=form.cleaned_data["when"],
            **form.changed_values(),
        )


class IncidentWithdraw(WithdrawPage):
    """Take an event back that was entered by mistake."""

    rows = visible_incidents
    heading = _("Withdraw this event?")
    consequence = _(
        "The event is kept and marked as withdrawn. What is alleged in it, its claims and its attributions "
        "leave all lists of work and all figures with it."
    )

    def perform(self, form: Any) -> Incident:
        return actions.withdraw_incident(
            actor=self.request.user, incident=self.object, reason=form.cleaned_data["reason"]
        )


class LinkCreate(IncidentScope, CreatePage):
    """Say how this event stands to another one."""

    access = WORK
    form_class = LinkForm
    heading = _("Link to another event")
    lede = _("Only events of cases you may see are offered. The link is seen by those who may see both.")
    submit = _("Save the link")

    def verdict(self) -> Verdict:
        return rules.may_add_to(self.request.user, self.incident)

    def form_kwargs(self) -> dict[str, Any]:
        return {"incidents": linkable_incidents(self.incident, self.request.user)}

    def perform(self, form: LinkForm) -> Incident:
        actions.link_incidents(
            actor=self.request.user,
            incident=self.incident,
            other=form.cleaned_data["other"],
            kind=form.cleaned_data["kind"],
            note=form.cleaned_data["note"],
        )
        return self.incident


class LinkWithdraw(WithdrawPage):
    """Take a link between two events back."""

    rows = visible_links
    heading = _("Take this link back?")

    def cancel_url(self) -> str:
        return self.object.incident.get_absolute_url()

    def verdict(self) -> Verdict:
        return rules.may_supplement(self.request.user, self.object)

    def perform(self, form: Any) -> Incident:
        link = actions.withdraw_link(
            actor=self.request.user, link=self.object, reason=form.cleaned_data["reason"]
        )
        return link.incident


@require_safe
@access(right("cases.list"))
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer the type-ahead over events the person may see."""
    results = [
        {
            "value": str(one.uid),
            "label": one.title,
            "sub": " · ".join(part for part in (one.when.words(), one.where) if part),
            "tag": one.case.reference,
        }
        for one in suggest_incidents(question(request), request.user)
    ]
    return JsonResponse({"results": results})
