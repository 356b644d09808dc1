"""Filters of the list of parties, and of those alleged to be responsible in a case."""

from typing import Any, Final

import django_filters
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from casework.core.lists import Choices, ListFilter, OneOf, Sorts, TextFilter, ranked
from casework.incidents.choices import ProofStandard
from casework.incidents.models import ViolationType

from .choices import AttributionRole, PartyKind, PositionKind
from .models import Party
from .queries import visible_positions

LONGEST_QUESTION, MOST_FOUND = 200, 100
NOTHING: Final = "nothing"

ATTRIBUTION_SORTS: Final[Sorts] = {
    "party": ("party__code", "id"),
    "held": (ranked("confidence", ProofStandard.values), "party__code"),
    "added": ("created_at",),
}
ATTRIBUTION_SORT_WORDS: Final[Choices] = [
    ("party", _("Party")),
    ("-held", _("Best proved first")),
    ("held", _("Least proved first")),
    ("-added", _("Newest first")),
]
ALLEGED_SORTS: Final[Sorts] = {
    "case": ("case__reference", "id"),
    "held": (ranked("confidence", ProofStandard.values), "case__reference"),
}
ALLEGED_SORT_WORDS: Final[Choices] = [
    ("case", _("Case")),
    ("-held", _("Best proved first")),
    ("held", _("Least proved first")),
]


class PartyFilter(django_filters.FilterSet):
    """By name in either script, by kind, and whether parties out of use are shown.

    The name is asked last: the best of the names are taken from the parties that fit the rest.
    """

    kind = django_filters.ChoiceFilter(choices=PartyKind.choices, label=_("Kind"), empty_label=_("Any kind"))
    unused = django_filters.BooleanFilter(method="with_unused", label=_("Also parties no longer in use"))
    q = django_filters.CharFilter(method="by_name", label=_("Name"))

    class Meta:
        model = Party
        fields: list[str] = []

    def by_name(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Names like what was typed, best first."""
        typed = str(value).replace("\x00", "").strip()[:LONGEST_QUESTION]
        return queryset.matching(typed, limit=MOST_FOUND) if typed else queryset  # type: ignore[attr-defined]

    def with_unused(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Kept for the form; the default is set in `filter_queryset`."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Leave out what may no longer be chosen, unless asked for."""
        if not self.form.cleaned_data.get("unused"):
            queryset = queryset.filter(is_active=True)
        return super().filter_queryset(queryset)


class AllegedFilter(ListFilter):
    """What is alleged of one party, over all cases: words, role, how sure we are, what the party says."""

    q = TextFilter(method="with_text")
    role = OneOf(label=_("Alleged role"), everything=_("Any role"), choices=AttributionRole.choices)
    confidence = OneOf(label=_("We hold"), everything=_("Any standard"), choices=ProofStandard.choices)
    says = OneOf(
        label=_("The party says"),
        everything=_("Anything"),
        method="says_now",
        choices=[(NOTHING, _("Nothing recorded")), *PositionKind.choices],
    )

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """A name of the party in either script, what it is alleged to have done, the event, or the case."""
        named = Q(party__name_en__icontains=text) | Q(party__name_ar__icontains=text)
        named |= Q(party__short_name__icontains=text) | Q(case__reference__icontains=text)
        return rows.filter(named | Q(note__icontains=text) | Q(violation__incident__title__icontains=text))

    def says_now(self, rows: QuerySet, name: str, kind: str) -> QuerySet:
        """By its newest position that the reader may see."""
        newest = visible_positions(self.reader).filter(attribution=OuterRef("pk")).values("kind")[:1]
        rows = rows.alias(says=Subquery(newest))
        return rows.filter(says__isnull=True) if kind == NOTHING else rows.filter(says=kind)


class AttributionFilter(AllegedFilter):
    """What is alleged in one case: also of which party, and for which act."""

    party = OneOf(label=_("Party"), everything=_("Any party"), field_name="party__code")
    violation = OneOf(label=_("Violation"), everything=_("Any violation"), field_name="violation__type__code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("party", self.parties)
        self.offer("violation", self.types_alleged)

    def parties(self) -> Choices:
        """The parties alleged here."""
        keys = self.queryset.order_by().values("party")
        return [(one.code, one.name) for one in Party.objects.filter(pk__in=keys).order_by("code")]

    def types_alleged(self) -> Choices:
        """The types of the acts they are linked to."""
        types = ViolationType.objects.filter(pk__in=self.queryset.order_by().values("violation__type"))
        return [(one.code, f"{one.code} {one.name}") for one in types.order_by("code")]
