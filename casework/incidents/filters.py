"""Filters of the events of a case."""

from typing import Any, Final

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.core.lists import (
    Choices,
    ListFilter,
    OneOf,
    PeriodFilter,
    Sorts,
    StandingFilter,
    TextFilter,
)
from casework.core.whens import overlap_q

from .choices import Weapon
from .models import ViolationType
from .queries import visible_claims, visible_violations

INCIDENT_SORTS: Final[Sorts] = {
    "title": ("title",),
    "when": (F("when_earliest"),),
    "killed": (F("adopted_killed_min"),),
    "added": ("created_at",),
}
INCIDENT_SORT_WORDS: Final[Choices] = [
    ("when", _("Earliest event first")),
    ("-when", _("Latest event first")),
    ("-killed", _("Highest number killed first")),
    ("title", _("Title")),
    ("-added", _("Newest first")),
]


class IncidentFilter(ListFilter):
    """Words, period, violation alleged, weapon, and what is still to be done about the figures."""

    q = TextFilter(method="with_text")
    period = PeriodFilter(label=_("When it happened"), method="in_period")
    violation = OneOf(label=_("Violation"), everything=_("Any violation"), method="with_violation")
    weapon = OneOf(label=_("Weapon or method"), everything=_("Any weapon"), choices=Weapon.choices)
    figures = OneOf(
        label=_("Casualties"),
        everything=_("All events"),
        method="with_figures",
        choices=[
            ("adopted", _("A range is adopted")),
            ("open", _("Claims, and no range adopted")),
            ("none", _("No claim yet")),
        ],
    )
    show = StandingFilter()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("violation", self.types_alleged)

    def types_alleged(self) -> Choices:
        """The types alleged in these events, as far as the reader may see it."""
        seen = visible_violations(self.reader).standing().filter(incident__in=self.queryset.order_by())
        types = ViolationType.objects.filter(pk__in=seen.order_by().values("type")).order_by("code")
        return [(one.code, f"{one.code} {one.name}") for one in types]

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """Title, account, what was hit or the place holds it."""
        found = Q(title__icontains=text) | Q(narrative__icontains=text) | Q(what_was_hit__icontains=text)
        place = Q(place_text__icontains=text) | Q(place__name_en__icontains=text)
        return rows.filter(found | place | Q(place__name_ar__icontains=text))

    def in_period(self, rows: QuerySet, name: str, period: Any) -> QuerySet:
        """Events that may lie in the period; those without a date never do."""
        if not period or not period.is_known:
            return rows
        return rows.filter(overlap_q(*period.window()))

    def with_violation(self, rows: QuerySet, name: str, code: str) -> QuerySet:
        """In which this is alleged."""
        alleged = visible_violations(self.reader).standing().filter(incident=OuterRef("pk"), type__code=code)
        return rows.filter(Exists(alleged.order_by()))

    def with_figures(self, rows: QuerySet, name: str, wanted: str) -> QuerySet:
        """By how far the figures have come."""
        if wanted == "adopted":
            return rows.filter(adopted_at__isnull=False)
        claimed = Exists(visible_claims(self.reader).standing().filter(incident=OuterRef("pk")).order_by())
        return rows.filter(~claimed) if wanted == "none" else rows.filter(claimed, adopted_at__isnull=True)
