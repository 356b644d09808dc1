"""The home page by role, the list of cases, the overview of one case, and bulk hand-over of the lead."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Role
from casework.cases.access import CaseScope
from casework.cases.models import Case
from casework.core.access import SIGNED_IN, access, case_right, right
from casework.core.lists import chips_of
from casework.core.records import StaleRecord
from casework.core.saved_views import SavedView, tidy_query
from casework.core.views import ListPage, Page, add_errors, perform_once
from casework.desk import actions, homes
from casework.desk.filters import CaseFilter, stage_order
from casework.desk.forms import LeadChoiceForm, ReassignForm
from casework.desk.overview import overview_context
from casework.desk.paging import CountingPaginator
from casework.desk.rows import case_rows, first_day, with_blockers

LIST = "desk:case-list"
HOMES = {
    Role.INVESTIGATOR: (homes.investigator_context, "casework/desk/home_investigator.html"),
    Role.SUPERVISOR: (homes.supervisor_context, "casework/desk/home_supervisor.html"),
    Role.AUDITOR: (homes.auditor_context, "casework/desk/home_auditor.html"),
    Role.ADMIN: (homes.admin_context, "casework/desk/home_admin.html"),
}


@access(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    """What concerns the reader, by role."""
    user: Any = request.user
    context, template = HOMES[Role(user.role)]
    return render(request, template, context(user))


class CaseList(ListPage):
    """All cases in the reader's scope, filtered, sorted and paged; the address holds the whole state."""

    access = right("cases.list")
    template_name = "casework/desk/case_list.html"
    filterset_class = CaseFilter
    page_size = 25
    default_sort = "-updated"
    sorts = {
        "title": ("title",),
        "when": ("_when",),
        "stage": ("_stage_order", "stage_since"),
        "since": ("stage_since",),
        "lead": ("_lead_name",),
        "opened": ("opened_on",),
        "due": ("_due",),
        "updated": ("updated_at",),
    }

    def get_queryset(self) -> QuerySet:
        return Case.objects.visible_to(self.request.user).select_related("lead")

    def paginator(self, rows: QuerySet) -> Paginator:
        asked = self.request.GET.copy()
        for name in ("page", "sort", "size"):
            asked.pop(name, None)
        asking = self.context["filter"]
        return CountingPaginator(
            self.sorted(rows),
            self.chosen_size(),
            counted=getattr(asking, "counted", rows),
            reader=self.request.user,
            asked=asked.urlencode(),
            state=asking.state,
        )

    def sorted(self, rows: QuerySet) -> QuerySet:
        chosen = self.chosen_sort().removeprefix("-")
        if chosen == "stage":
            rows = rows.annotate(_stage_order=stage_order())
        elif chosen == "when":
            unknown = dt.date.min if self.chosen_sort().startswith("-") else dt.date.max  # last, both ways
            rows = rows.annotate(_when=Coalesce(first_day(self.request.user), Value(unknown)))
        elif chosen == "lead":
            rows = rows.annotate(_lead_name=F("lead__name"))
        elif chosen == "due":
            rows = rows.annotate(_due=Coalesce("next_action_due", Value(dt.date.max)))
        return super().sorted(rows)

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        page, asked = context["page_obj"], self.context["filter"]
        rows = case_rows(list(page.object_list), self.request.user)
        context["ageing"] = self.chosen_sort().removeprefix("-") == "since"
        context["rows"] = with_blockers(rows, self.request.user) if context["ageing"] else rows
        context["chips"] = (
            chips_of(asked, self.request) if asked.form.is_valid() or asked.form.is_bound else []
        )
        state = tidy_query(self.request.GET.urlencode())
        own = SavedView.objects.of_owner(self.request.user, LIST)
        context["own_views"] = [(view, view.query == state) for view in own]
        context["views"], context["kept_state"], context["list_page"] = self.views(), state, LIST
        context["may_export"] = self.request.user.has_right("case.export")
        context["clear_url"] = reverse("desk:case-list")
        context["state"] = self.request.GET.urlencode()
        context["may_reassign"] = self.request.user.has_right("case.manage_access")
        return super().render(status, **context)

    def views(self) -> list[dict[str, Any]]:
        """Views kept ready: each is an address, and current when the address is that and nothing else."""
        asked = {
            key: values for key, values in self.request.GET.lists() if key not in ("page", "sort", "size")
        }
        offered = [
            (_("All"), {}),
            (_("All open"), {"stage": "open"}),
            (_("Mine"), {"mine": "on"}),
            (_("Overdue"), {"overdue": "on"}),
            (_("Waiting for a decision"), {"attention": "waiting"}),
            (_("Credible, not investigated"), {"stage": "credible"}),
        ]
        return [
            {
                "label": label,
                "url": f"?{urlencode(query)}" if query else reverse("desk:case-list"),
                "current": asked == {key: [value] for key, value in query.items()},
            }
            for label, query in offered
        ]


class CaseOverview(CaseScope, Page):
    """One case as a document."""

    access = case_right("case.view")
    template_name = "casework/desk/case_overview.html"
    tab = "summary"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        return self.render(**overview_context(self.case, request.user))


class Reassign(Page):
    """Give the chosen cases a new lead: choose the person, see each change, then do it."""

    access = right("case.manage_access")
    template_name = "casework/desk/reassign.html"

    def chosen(self, data: Any) -> list[Case]:
        """Exactly the named cases; one that is out of sight makes the whole choice not found."""
        refs = list(dict.fromkeys(data.getlist("case")))[: actions.MOST_CASES + 1]
        if len(refs) > actions.MOST_CASES:
            raise Http404
        found = Case.objects.visible_to(self.request.user).filter(reference__in=refs).select_related("lead")
        cases = sorted(found, key=lambda case: refs.index(case.reference))
        if len(cases) != len(refs):
            raise Http404
        return cases

    def back(self, data: Any) -> str:
        """The list as it was, filters kept. Only its own query string is taken, never an address."""
        state = data.get("back", "")[:2000]
        return f"{reverse('desk:case-list')}?{state}" if state else reverse("desk:case-list")

    def get(self, request: HttpRequest) -> HttpResponse:
        cases = self.chosen(request.GET)
        if not cases:
            messages.warning(request, _("Tick the cases first."))
            return redirect(self.back(request.GET))
        choice = LeadChoiceForm(request.GET if "lead" in request.GET else None)
        lead = choice.cleaned_data.get("lead") if choice.is_bound and choice.is_valid() else None
        return self.show(request.GET, cases, choice, lead, ReassignForm())

    def show(
        self, data: Any, cases: list[Case], choice: Any, lead: Any, form: Any, status: int = 200
    ) -> HttpResponse:
        planned = actions.plan(cases, lead, self.request.user)
        return self.render(
            status,
            planned=planned,
            choice=choice,
            lead=lead,
            form=form,
            state=data.get("back", "")[:2000],
            back=self.back(data),
            changing=[one for one in planned if one.change],
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        cases = self.chosen(request.POST)
        choice, form = LeadChoiceForm(request.POST), ReassignForm(request.POST)
        if not choice.is_valid() or not form.is_valid() or not cases:
            return self.show(request.POST, cases, choice, choice.cleaned_data.get("lead"), form, 422)
        self.as_previewed(cases, request.POST)
        lead = choice.cleaned_data["lead"]
        try:
            return redirect(perform_once(request, form, lambda _form: self.perform(cases, lead, form)))
        except ValidationError as error:
            add_errors(form, error)
            return self.show(request.POST, cases, choice, lead, form, 422)
        except StaleRecord:
            form.add_error(None, _("Somebody else changed one of these cases. Look at the preview again."))
            return self.show(request.POST, self.chosen(request.POST), choice, lead, form, 409)

    def as_previewed(self, cases: list[Case], data: Any) -> None:
        """Put the previewed versions on the cases, so that a change in between is noticed."""
        versions = dict(one.split(":", 1) for one in data.getlist("seen") if ":" in one)
        for case in cases:
            said = versions.get(case.reference, "")
            if said.isdigit() and len(said) < 10:
                case.version = int(said)

    def perform(self, cases: list[Case], lead: Any, form: Any) -> str:
        number = actions.reassign_lead(
            actor=self.request.user, cases=cases, lead=lead, reason=form.cleaned_data["reason"]
        )
        said = ngettext(
            "%(person)s leads %(count)d case more.", "%(person)s leads %(count)d cases more.", number
        )
        messages.success(self.request, said % {"person": lead, "count": number})
        return self.back(self.request.POST)
