"""Where we hold credible evidence and the accused party rejects it, or does not answer."""

from collections.abc import Callable, Iterable
from typing import Any, Final

import django_filters
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.core.access import right
from casework.core.dates import UncertainDate
from casework.core.remember import remembered_for_all, state_of_knowledge
from casework.core.views import ListPage
from casework.desk.chips import chips_of
from casework.desk.disputes import NOTHING, REJECTED, SAID, UNANSWERED, Dispute, disputes, in_force
from casework.desk.filters import PeriodFilter, TextFilter, party_choices
from casework.desk.paging import KeyPaginator
from casework.incidents.models import Incident
from casework.parties.models import Attribution, Party, PartyPosition
from casework.parties.queries import with_parties_below

KINDS = [(kind.value, kind.label) for kind in (*REJECTED, *UNANSWERED)]
GROUPS: Final = {
    "rejected": (_("Rejected, all kinds"), {kind.value for kind in REJECTED}),
    "unanswered": (_("Unanswered, all kinds"), {NOTHING, *(kind.value for kind in UNANSWERED)}),
}
Wanted = Callable[[Dispute], bool]


class DisagreementFilter(django_filters.FilterSet):
    """Which disagreements are shown. They are asked as kept numbers, not as a queryset."""

    q = TextFilter(label=_("Case, event or reference"))
    party = django_filters.ChoiceFilter(choices=party_choices, label=_("Alleged party"))
    position = django_filters.ChoiceFilter(
        choices=[
            *((key, words) for key, (words, _kinds) in GROUPS.items()),
            *KINDS,
            (NOTHING, _("Nothing recorded")),
        ],
        label=_("What the party says"),
    )
    period = PeriodFilter(label=_("When it happened"))

    class Meta:
        model = Attribution
        fields: list[str] = []

    @property
    def form(self) -> Any:
        """The form, with the list of parties read once while nothing is written."""
        fresh = not hasattr(self, "_form")
        form = super().form
        if fresh:
            field = form.fields["party"]
            known = remembered_for_all("accused", state_of_knowledge(), lambda: list(field.choices))
            field.choices = known
        return form

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Leave the rows to `left`: those of a page are read by their keys."""
        return queryset

    def left(self, rows: Iterable[Dispute]) -> list[Dispute]:
        """The disputes that fit everything that was asked and understood."""
        answers: dict[str, Callable[[Any], Wanted]] = {
            "q": self.by_words,
            "party": self.by_party,
            "position": self.by_position,
            "period": self.by_period,
        }
        wanted = [answers[name](value) for name, value in self.form.cleaned_data.items() if value]
        return [row for row in rows if all(fits(row) for fits in wanted)]

    def by_words(self, typed: str) -> Wanted:
        """Each word stands in the title of the case or of the event, or in the reference."""
        events = Incident.objects.order_by()
        for word in typed.split()[:6]:
            events = events.filter(
                Q(case__title__icontains=word) | Q(case__reference__icontains=word) | Q(title__icontains=word)
            )
        found = set(events.values_list("pk", flat=True))
        return lambda row: row.incident in found

    def by_party(self, code: str) -> Wanted:
        """Of this party or one below it."""
        named = Party.objects.filter(code=code).first()
        found = with_parties_below(named) if named else set()
        return lambda row: row.party in found

    def by_position(self, kind: str) -> Wanted:
        """By the party's last word."""
        kinds = GROUPS[kind][1] if kind in GROUPS else {kind}
        found = {place for place, said in enumerate(SAID) if said in kinds}
        return lambda row: row.said in found

    def by_period(self, period: UncertainDate) -> Wanted:
        """Whose event may have happened in the period; one without a date never did."""
        if not period.is_known:
            return lambda row: True
        first, last = (day.toordinal() for day in period.window())
        return lambda row: 0 < row.earliest <= last and row.latest >= first


class Disagreements(ListPage):
    """Rejected or unanswered by a party while we hold credible evidence."""

    access = right("cases.list")
    template_name = "casework/desk/disagreements.html"
    filterset_class = DisagreementFilter
    page_size = 25
    default_sort = "-event"
    sorts = {"event": ("earliest",), "party": ("party",), "said": ("said_on",), "case": ("case",)}

    def get_queryset(self) -> QuerySet:
        """What a page shows of its rows, with `held`: the standard of the assessment in force."""
        held = in_force().filter(violation=OuterRef("violation_id")).values("standard")[:1]
        rows = Attribution.objects.visible_to(self.request.user).annotate(held=Subquery(held))
        return rows.select_related("case", "party", "violation__type", "violation__incident")

    def paginator(self, rows: QuerySet) -> Paginator:
        found = self.in_order(self.context["filter"].left(disputes(self.request.user)))
        self.last = {row.attribution: row.position for row in found if row.position}
        return KeyPaginator([row.attribution for row in found], self.chosen_size(), rows=rows)

    def in_order(self, found: list[Dispute]) -> list[Dispute]:
        """Sorted as asked for, the newest first among equals; what is not known comes last, both ways."""
        name, backwards = self.chosen_sort().removeprefix("-"), self.chosen_sort().startswith("-")
        (column,) = self.sorts[name]
        ranks = self.ranks(column)
        value = Dispute._fields.index(column)
        found.sort(key=lambda row: -row.attribution)
        if ranks is not None:
            return sorted(found, key=lambda row: ranks[row[value]], reverse=backwards)
        known = sorted((row for row in found if row[value]), key=lambda row: row[value], reverse=backwards)
        return known + [row for row in found if not row[value]]

    def ranks(self, column: str) -> dict[int, int] | None:
        """Where a key stands in the order of what people read; None for days, which are their own order."""
        orders: dict[str, Any] = {
            "party": Party.objects.order_by("code"),
            "case": Case.objects.order_by("reference"),
        }
        if column not in orders:
            return None
        return {key: at for at, key in enumerate(orders[column].values_list("pk", flat=True))}

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        rows, asked = list(context["page_obj"].object_list), self.context["filter"]
        keys = [self.last[one.pk] for one in rows if one.pk in self.last]
        said = {one.pk: one for one in PartyPosition.objects.filter(pk__in=keys).select_related("source")}
        for one in rows:
            one.violation.case = one.violation.incident.case = one.case
            one.says = said.get(self.last.get(one.pk, 0))
        context |= {
            "rows": rows,
            "chips": chips_of(asked, self.request) if asked.form.is_valid() else [],
            "clear_url": reverse("desk:disagreements"),
        }
        return super().render(status, **context)
