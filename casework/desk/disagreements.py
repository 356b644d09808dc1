"""Where we hold credible evidence and the accused party rejects it, or does not answer."""

from collections.abc import Callable, Mapping
from typing import Any, Final

import django_filters
from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.core.access import right
from casework.core.columns import Columns
from casework.core.dates import UncertainDate
from casework.core.lists import PeriodFilter, TextFilter, chips_of
from casework.core.remember import remembered_for_all, state_of_knowledge
from casework.core.views import ListPage
from casework.desk.disputes import NOTHING, SAID, UNANSWERED, disputes, in_force
from casework.desk.filters import party_choices
from casework.desk.paging import KeyPaginator
from casework.incidents.models import Incident
from casework.parties.choices import REJECTING
from casework.parties.models import Attribution, Party, PartyPosition
from casework.parties.queries import with_parties_below

KINDS = [(kind.value, kind.label) for kind in (*REJECTING, *UNANSWERED)]
GROUPS: Final = {
    "rejected": (_("Rejected, all kinds"), {kind.value for kind in REJECTING}),
    "unanswered": (_("Unanswered, all kinds"), {NOTHING, *(kind.value for kind in UNANSWERED)}),
}
Fits = Callable[[int], bool]
"""Whether the row at a place fits."""


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

    def left(self, rows: Columns) -> list[int]:
        """The places of the disputes that fit everything that was asked and understood."""
        answers: dict[str, Callable[[Columns, Any], Fits]] = {
            "q": self.by_words,
            "party": self.by_party,
            "position": self.by_position,
            "period": self.by_period,
        }
        found: Any = range(len(rows))
        for name, value in self.form.cleaned_data.items():
            if value:
                found = filter(answers[name](rows, value), found)
        return list(found)

    def by_words(self, rows: Columns, typed: str) -> Fits:
        """Each word stands in the title of the case or of the event, or in the reference."""
        events = Incident.objects.order_by()
        for word in typed.split()[:6]:
            events = events.filter(
                Q(case__title__icontains=word) | Q(case__reference__icontains=word) | Q(title__icontains=word)
            )
        found, incidents = set(events.values_list("pk", flat=True)), rows["incident"]
        return lambda at: incidents[at] in found

    def by_party(self, rows: Columns, code: str) -> Fits:
        """Of this party or one below it."""
        named = Party.objects.filter(code=code).first()
        found, parties = with_parties_below(named) if named else set(), rows["party"]
        return lambda at: parties[at] in found

    def by_position(self, rows: Columns, kind: str) -> Fits:
        """By the party's last word."""
        kinds = GROUPS[kind][1] if kind in GROUPS else {kind}
        found, said = {place for place, one in enumerate(SAID) if one in kinds}, rows["said"]
        return lambda at: said[at] in found

    def by_period(self, rows: Columns, period: UncertainDate) -> Fits:
        """Whose event may have happened in the period; one without a date never did."""
        if not period.is_known:
            return lambda _at: True
        first, last = (day.toordinal() for day in period.window())
        earliest, latest = rows["earliest"], rows["latest"]
        return lambda at: 0 < earliest[at] <= last and latest[at] >= first


class Disagreements(ListPage):
    """Rejected or unanswered by a party while we hold credible evidence."""

    access = right("cases.list")
    template_name = "casework/desk/disagreements.html"
    filterset_class = DisagreementFilter
    page_size = 25
    default_sort = "-event"
    sorts: Mapping[str, tuple[str]] = {
        "event": ("earliest",),
        "party": ("party",),
        "said": ("said_on",),
        "case": ("case",),
    }

    def get_queryset(self) -> QuerySet:
        """What a page shows of its rows, with `held`: the standard of the assessment in force."""
        held = in_force().filter(violation=OuterRef("violation_id")).values("standard")[:1]
        rows = Attribution.objects.visible_to(self.request.user).annotate(held=Subquery(held))
        return rows.select_related("case", "party", "violation__type", "violation__incident")

    def paginator(self, rows: QuerySet) -> Paginator:
        known = disputes(self.request.user)
        places = self.in_order(known, self.context["filter"].left(known))
        attributions, positions = known["attribution"], known["position"]
        self.last = {attributions[at]: positions[at] for at in places if positions[at]}
        return KeyPaginator([attributions[at] for at in places], self.chosen_size(), rows=rows)

    def in_order(self, rows: Columns, places: list[int]) -> list[int]:
        """Sorted as asked for, the newest first among equals; what is not known comes last, both ways."""
        name, backwards = self.chosen_sort().removeprefix("-"), self.chosen_sort().startswith("-")
        (column,) = self.sorts[name]
        values, ranks = rows[column], self.ranks(column)
        places.sort(key=rows["attribution"].__getitem__, reverse=True)
        if ranks is not None:
            return sorted(places, key=lambda at: ranks[values[at]], reverse=backwards)
        known = sorted((at for at in places if values[at]), key=values.__getitem__, reverse=backwards)
        return known + [at for at in places if not values[at]]

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
