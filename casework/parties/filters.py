"""Filters of the list of parties; the whole state is in the address."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .choices import PartyKind
from .models import Party

LONGEST_QUESTION = 200


class PartyFilter(django_filters.FilterSet):
    """By name in either script, by kind, and whether parties out of use are shown."""

    q = django_filters.CharFilter(method="by_name", label=_("Name"))
    kind = django_filters.ChoiceFilter(choices=PartyKind.choices, label=_("Kind"), empty_label=_("Any kind"))
    unused = django_filters.BooleanFilter(method="with_unused", label=_("Also parties no longer in use"))

    class Meta:
        model = Party
        fields: list[str] = []

    def by_name(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Names like what was typed, best first."""
        typed = str(value).replace("\x00", "").strip()[:LONGEST_QUESTION]
        return queryset.matching(typed, limit=100) if typed else queryset  # type: ignore[attr-defined]

    def with_unused(self, queryset: QuerySet, name: str, value: Any) -> QuerySet:
        """Kept for the form; the default is set in `filter_queryset`."""
        return queryset

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Leave out what may no longer be chosen, unless asked for."""
        if not self.form.cleaned_data.get("unused"):
            queryset = queryset.filter(is_active=True)
        return super().filter_queryset(queryset)
