"""The scorecard, the lists behind its figures, how it is counted, and the hub of reports."""

import csv
import hashlib
import io
from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.access import right
from casework.core.forms import TokenForm
from casework.core.tables import safe_cell
from casework.core.verdict import Verdict
from casework.core.views import FormPage, ListPage, Page
from casework.ladder.queries import CONCERNS, count_concerns, needs_of_cases
from casework.ledger.actions import record_export
from casework.publication.actions import release_figures
from casework.publication.queries.published import latest_figures
from casework.publication.rules import may_release_figures

from .choices import GAPS, RUNG_RULES, Decided, Rung
from .forms import AllegationForm, DecisionForm, QuestionForm
from .queries import (
    COLOURS,
    COLUMNS,
    NEWEST_FIRST,
    NOBODY,
    RECENT_DAYS,
    SORTS,
    Allegation,
    Allegations,
    DecisionRow,
    Listed,
    PartyTree,
    decisions,
    events,
    in_order,
    lead_loads,
    public_figures,
    reviewer_board,
    scorecard,
    waiting_board,
)

LIST = right("cases.list")
PAGE = 50
NO_GROUP = -1


class ScorecardPage(Page):
    """Where the recommendation stands, by party, for a period and an area."""

    access = LIST
    template_name = "casework/insight/scorecard.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(QuestionForm(request.GET))

    def show(self, form: QuestionForm) -> HttpResponse:
        """The figures; none under a question that cannot be understood."""
        card = scorecard(self.request.user, form.asked(), form.query) if form.is_valid() else None
        return self.render(form=form, card=card, as_of=clock.now())


class ScorecardFile(ScorecardPage):
    """The same figures as a file; the export is written down."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        form = QuestionForm(request.POST)
        if not form.is_valid():
            return self.show(form)
        card = scorecard(request.user, form.asked(), form.query)
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(["party", *COLUMNS])
        for row in [*card.rows, card.total]:
            writer.writerow([safe_cell(row.name), *(figure.number for figure in row.figures)])
        content = text.getvalue().encode("utf-8-sig")
        record_export(
            actor=request.user,
            model="scorecard",
            rows=len(card.rows) + 1,
            sha256=hashlib.sha256(content).hexdigest(),
            query=form.query,
            request=request,
        )
        answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="scorecard-{clock.today():%Y-%m-%d}.csv"'
        return answer


class AllegationList(Page):
    """The allegations behind one figure."""

    access = LIST
    template_name = "casework/insight/allegations.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = AllegationForm(request.GET)
        found = Allegations(request.user, form.asked())
        wanted = form.cleaned_data if form.is_valid() else {}
        sort = request.GET.get("sort", "")
        sort = sort if sort.removeprefix("-") in SORTS else NEWEST_FIRST
        listed: Sequence[Allegation] = []
        if form.is_valid():
            listed = in_order(request.user, self.listed(found, wanted), found.tree, sort)
        page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
        return self.render(
            form=form,
            sort=sort,
            page_obj=page,
            rows=_rows(request.user, found.tree, list(page.object_list)),
            heading=_heading(wanted),
            party=_party_name(found.tree, wanted),
            card_url=f"{reverse('insight:scorecard')}{'?' + form.query if form.query else ''}",
        )

    def listed(self, found: Allegations, wanted: dict[str, Any]) -> Listed:
        """The pairs that the address asks for."""
        rung, but_not = Rung.LOGGED.value, ""
        if wanted.get("gap"):
            rung, but_not, _words = GAPS[wanted["gap"]]
        elif wanted.get("rung"):
            rung = wanted["rung"]
        if wanted.get("branch"):
            return found.listed(rung, _key(found.tree, wanted["branch"]), branch=True, but_not=but_not)
        group = _key(found.tree, wanted["party"]) if wanted.get("party") else None
        return found.listed(rung, group, but_not=but_not)


class Reports(Page):
    """Where to find which figures: the scorecard, the gaps, cases that need somebody, the boards."""

    access = LIST
    template_name = "casework/insight/reports.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        cases = Case.objects.visible_to(request.user).order_by()
        numbers = count_concerns(needs_of_cases(request.user))
        unpublished = cases.filter(stage=Stage.FINDINGS_APPROVED)
        counted = unpublished.aggregate(unpublished=Count("pk"), waiting_since=Min("stage_since"))
        since = counted["waiting_since"]
        return self.render(
            gaps=scorecard(request.user, {}).gaps,
            concerns=[(concern, numbers[key]) for key, concern in CONCERNS.items()],
            may_supervise=self.request.user.has_right("desk.supervise"),
            unpublished=counted["unpublished"],
            days=(clock.now() - since).days if since else None,
        )


class Workload(Page):
    """Who leads how many cases, and who decides how much."""

    access = right("desk.supervise")
    template_name = "casework/insight/workload.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        user = self.request.user
        return self.render(
            leads=lead_loads(user),
            kinds=[(kind.label, COLOURS[kind]) for kind in Decided],
            reviewers=reviewer_board(user),
            waiting=waiting_board(user),
            days=RECENT_DAYS,
        )


class DecisionList(ListPage):
    """What was decided of late, by whom."""

    access = right("desk.supervise")
    template_name = "casework/insight/decisions.html"
    default_sort = "-decided"
    sorts = {
        "act": ("what",),
        "kind": ("kind",),
        "decision": ("outcome",),
        "person": ("by_name", "by_email"),
        "decided": ("at",),
    }

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = DecisionForm(request.GET)
        rows = self.sorted(decisions(request.user, **form.asked()))
        page = Paginator(rows, self.chosen_size()).get_page(request.GET.get("page"))
        found = [DecisionRow(**row) for row in page.object_list]
        return self.render(form=form, page_obj=page, object_list=found, sort=self.chosen_sort())

    def sorted(self, rows: QuerySet) -> QuerySet:
        """By the column asked for; the rows are of several tables, so that the address breaks ties."""
        chosen = self.chosen_sort()
        sign = "-" if chosen.startswith("-") else ""
        columns = [f"{sign}{name}" for name in self.sorts[chosen.removeprefix("-")]]
        return rows.order_by(*columns, *(["-at"] if "decided" not in chosen else []), "subject")


class FiguresRelease(FormPage):
    """The figures of today beside those that are public; one button releases them."""

    access = right("desk.supervise")
    template_name = "casework/insight/public_figures.html"
    form_class = TokenForm
    said = _("The figures are public.")

    def enter_scope(self) -> None:
        super().enter_scope()
        self.context |= {"figures": public_figures(), "released": latest_figures()}

    def verdict(self) -> Verdict:
        return may_release_figures(self.request.user)

    def perform(self, form: TokenForm) -> str:
        release_figures(actor=self.request.user, figures=self.context["figures"])
        return self.request.path


class FiguresExplained(Page):
    """How the figures are made: product.md §2 in words."""

    access = LIST
    template_name = "casework/insight/explained.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render(rungs=[(rung.label, RUNG_RULES[rung]) for rung in Rung])


def _key(tree: PartyTree, code: str) -> int:
    """The group a code stands for; a party nobody has been linked to yet has none."""
    if code == "none":
        return NOBODY
    return next((pk for pk, party in tree.parties.items() if party.code == code), NO_GROUP)


def _heading(wanted: dict[str, Any]) -> Any:
    """What the list shows, in the words of the figure."""
    if wanted.get("gap"):
        return GAPS[wanted["gap"]][2]
    return Rung(wanted.get("rung") or Rung.LOGGED).label


def _party_name(tree: PartyTree, wanted: dict[str, Any]) -> str:
    """Whose allegations they are; empty for everybody's."""
    code = wanted.get("branch") or wanted.get("party") or ""
    party = tree.parties.get(_key(tree, code))
    return party.name if party else code


def _rows(user: Any, tree: PartyTree, pairs: list[Allegation]) -> list[dict[str, Any]]:
    """The pairs of one page with their event and their party."""
    known = events(user, [event for event, _group in pairs])
    return [
        {"incident": known[event], "party": tree.parties.get(group)}
        for event, group in pairs
        if event in known
    ]
