"""Filters of the gazetteer."""

from typing import Any, Final

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.core.lists import Choices, ListFilter, OneOf, Sorts, TextFilter, ranked

from .choices import PlaceKind

MOST_FOUND: Final = 100

PLACE_SORTS: Final[Sorts] = {
    "name": ("name_en",),
    "within": (F("parent__name_en"), "name_en"),
    "kind": (ranked("kind", PlaceKind.values), "name_en"),
}
PLACE_SORT_WORDS: Final[Choices] = [("name", _("Name")), ("within", _("Lies in")), ("kind", _("Kind"))]


class PlaceFilter(ListFilter):
    """A name in either script and any spelling, kind, with or without coordinates.

    The name is asked last: the best of the names are taken from the places that fit the rest.
    """

    kind = OneOf(label=_("Kind"), everything=_("Any kind"), choices=PlaceKind.choices)
    located = OneOf(
        label=_("Coordinates"),
        everything=_("All places"),
        method="with_coordinates",
        choices=[("yes", _("With coordinates")), ("no", _("Without coordinates"))],
    )
    q = TextFilter(method="by_name")

    def by_name(self, rows: QuerySet, name: str, typed: Any) -> QuerySet:
        """Names like what was typed, best first."""
        return rows.matching(typed, limit=MOST_FOUND)  # type: ignore[attr-defined]

    def with_coordinates(self, rows: QuerySet, name: str, wanted: str) -> QuerySet:
        """Places that stand on the map, or those that do not yet."""
        return rows.filter(latitude__isnull=wanted == "no")
