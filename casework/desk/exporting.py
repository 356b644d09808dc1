"""The list of cases as a table that leaves the system: what the reader may take out, always written down."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.utils.translation import gettext as _

from casework.cases.models import Case, CaseMember
from casework.core import clock
from casework.core.access import right
from casework.core.proof import kept_form, want_proof
from casework.core.saved_views import list_address, tidy_query
from casework.core.tables import write_table
from casework.core.views import Page
from casework.desk.actions import note_export
from casework.desk.filters import CaseFilter
from casework.desk.forms import ExportForm
from casework.desk.rows import CaseRow, case_rows

MOST_ROWS = 10_000
PORTION = 250


def takeable_cases(user: Any) -> QuerySet:
    """The cases in scope of which this person may take material out: the flag of their membership says so."""
    mine = CaseMember.objects.of(user).filter(case=OuterRef("pk"), export=True)
    return Case.objects.visible_to(user).filter(Exists(mine))


def head() -> list[str]:
    """The columns."""
    return [
        _("Reference"), _("Title"), _("Stage"), _("Stands there since"), _("Who may see it"), _("Priority"),
        _("Lead"), _("Opened on"), _("When"), _("Where"), _("Violations"), _("Alleged party"),
        _("Killed, at least"), _("Killed, at most"), _("Evidence items"), _("Verified"), _("Next action"),
        _("Due"),
    ]  # fmt: skip


def _day(value: Any) -> str:
    if isinstance(value, dt.datetime):
        value = clock.day_of(value)
    return value.isoformat() if value else ""


def _cells(row: CaseRow) -> list[Any]:
    case, first = row.case, row.first
    return [
        case.reference, case.title, case.get_stage_display(), _day(case.stage_since),
        case.get_confidentiality_display(), case.get_priority_display(),
        case.lead or "", _day(case.opened_on),
        first.when.words() if first else "", (first.place or first.place_text) if first else "",
        " ".join(row.codes), "; ".join(row.parties),
        first.adopted_killed_min if first else "", first.adopted_killed_max if first else "",
        row.items, row.verified, case.next_action, _day(case.next_action_due),
    ]  # fmt: skip


def _lines(keys: list[int], user: Any) -> Iterator[list[Any]]:
    """The rows portion by portion, so that a long list costs no memory."""
    for start in range(0, len(keys), PORTION):
        portion = keys[start : start + PORTION]
        found = Case.objects.visible_to(user).filter(pk__in=portion).select_related("lead").in_bulk()
        for row in case_rows([found[key] for key in portion if key in found], user):
            yield _cells(row)


class CaseExport(Page):
    """Say what leaves and for whom, then hand the file over."""

    access = right("case.export")
    template_name = "casework/desk/export.html"

    def keys(self, state: str) -> list[int]:
        """The chosen cases in the order of the list's default."""
        asked = CaseFilter(QueryDict(state), queryset=takeable_cases(self.request.user), request=self.request)
        return list(asked.qs.order_by("-updated_at", "-pk").values_list("pk", flat=True)[: MOST_ROWS + 1])

    def show(self, state: str, form: ExportForm, status: int = 200) -> HttpResponse:
        """The page before the file."""
        count = len(self.keys(state))
        return self.render(
            status,
            form=form,
            state=state,
            number=count,
            too_many=count > MOST_ROWS,
            most=MOST_ROWS,
            back=list_address("desk:case-list", state),
        )

    def get(self, request: HttpRequest) -> HttpResponse:
        kept = kept_form(request)
        state = tidy_query(kept.get("state", "") if kept else request.GET.urlencode())
        return self.show(state, ExportForm(kept) if kept else ExportForm())

    def post(self, request: HttpRequest) -> Any:
        state, form = tidy_query(request.POST.get("state", "")), ExportForm(request.POST)
        if not form.is_valid():
            return self.show(state, form, 422)
        keys = self.keys(state)
        if not keys or len(keys) > MOST_ROWS:
            return self.show(state, form, 422)
        want_proof()
        table = write_table(head(), _lines(keys, request.user))
        note_export(
            actor=self.request.user,
            table=table,
            state=state,
            recipient=form.cleaned_data["recipient"],
            request=request,
        )
        answer = StreamingHttpResponse(table.pieces(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="cases-{clock.today().isoformat()}.csv"'
        return answer
