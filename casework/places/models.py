"""The gazetteer: one entry per place, shared by all cases."""

from decimal import Decimal
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from casework.core.records import AuditedQuerySet, Record
from casework.names import ranked, search_lines, search_terms

from .choices import PRECISION_DIGITS, PlaceKind, PlacePrecision

# Above this many rows found by the database the ranking would cost more than it gives.
_MOST_CANDIDATES = 400
# A gazetteer of this size is still ranked whole, for a typing mistake that no piece of a name shares.
_MOST_FOR_WHOLE_RANKING = 3_000

# A path of three names is read, one of six is not.
_LEFT_OUT_OF_PATH = frozenset({PlaceKind.COUNTRY, PlaceKind.DISTRICT})


class PlaceQuerySet(AuditedQuerySet):
    """Reads of the gazetteer."""

    def active(self) -> Self:
        """Places that may still be chosen; the others stay readable on old records."""
        return self.filter(is_active=True)

    def with_path(self) -> Self:
        """Read the parents along, so that a path costs no query per place."""
        return self.select_related("parent__parent__parent__parent__parent__parent")

    def containing_names(self, typed: str) -> Self:
        """Places of which each typed word, or its consonants, begins some word of a name."""
        found = self
        for pieces in search_terms(typed):
            any_piece = Q()
            for piece in pieces:
                any_piece |= Q(search_text__contains=piece)
            found = found.filter(any_piece)
        return found

    def matching(self, typed: str, limit: int = 20) -> Self:
        """Places with a name like what was typed, in either script, best first.

        The database narrows; the matcher ranks. Where the database finds nothing and the gazetteer is
        small, all of it is ranked, so that a slip of the finger still finds the place.
        """
        columns = ("pk", "name_en", "name_ar", "aliases")
        rows = list(self.containing_names(typed).values_list(*columns)[:_MOST_CANDIDATES])
        if not rows:
            rows = list(self.values_list(*columns)[: _MOST_FOR_WHOLE_RANKING + 1])
            if len(rows) > _MOST_FOR_WHOLE_RANKING:
                return self.none()
        best = ranked(typed, rows, names=lambda row: [row[1], row[2], *row[3].splitlines()], limit=limit)
        keys = [match.item[0] for match in best]
        order = Case(*(When(pk=key, then=Value(at)) for at, key in enumerate(keys)), default=Value(len(keys)))
        return self.filter(pk__in=keys).order_by(order) if keys else self.none()


class Place(Record):
    """A place that incidents refer to: a country, a city, a quarter, a single building.

    Names come in Latin and in Arabic letters and people spell both in many ways; `search_text` holds
    what all spellings have in common. The coordinates never claim more than `precision` says.
    """

    history_excluded = ("search_text",)

    code = models.CharField(
        _("code"),
        max_length=40,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Only places that came with the system have one."),
    )
    name_en = models.CharField(_("name in Latin letters"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    aliases = models.TextField(
        _("other spellings"), blank=True, help_text=_("One to a line, in any script."), max_length=4000
    )
    kind = models.CharField(_("kind"), max_length=20, choices=PlaceKind, default=PlaceKind.NEIGHBOURHOOD)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("lies in"),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-90)), MaxValueValidator(Decimal(90))],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(-180)), MaxValueValidator(Decimal(180))],
    )
    precision = models.CharField(
        _("how exact the coordinates are"),
        max_length=20,
        choices=PlacePrecision,
        default=PlacePrecision.UNKNOWN,
    )
    source = models.CharField(_("where the coordinates come from"), max_length=300, blank=True)
    is_active = models.BooleanField(_("may be chosen"), default=True)
    search_text = models.TextField(blank=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["search_text", "id"]  # by name, but without article and capitals
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(condition=~Q(name_en=""), name="place_name_given"),
            models.CheckConstraint(condition=Q(kind__in=PlaceKind.values), name="place_kind_known"),
            models.CheckConstraint(
                condition=Q(precision__in=PlacePrecision.values), name="place_precision_known"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="place_coordinates_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=False) | Q(precision=PlacePrecision.UNKNOWN),
                name="place_no_precision_without_coordinates",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="place_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the place."""
        return reverse("places:detail", args=[self.uid])

    def save(self, **kwargs: object) -> None:
        """Keep the search text in step with the names."""
        self.search_text = self.names_for_search()
        super().save(**kwargs)  # type: ignore[arg-type]

    def names_for_search(self) -> str:
        """All names of the place as the search looks for them."""
        return search_lines(self.all_names)

    def clean(self) -> None:
        """Both coordinates or none; a precision only with them; and no place inside itself."""
        super().clean()
        if (self.latitude is None) != (self.longitude is None):
            missing = "longitude" if self.longitude is None else "latitude"
            raise ValidationError({missing: _("Give both coordinates, or neither.")})
        if self.latitude is None and self.precision != PlacePrecision.UNKNOWN:
            raise ValidationError({"precision": _("Without coordinates the precision is not known.")})
        if self.pk and any(place.pk == self.pk for place in self.above()):
            raise ValidationError({"parent": _("A place cannot lie inside itself.")})

    def above(self) -> list["Place"]:
        """The places this one lies in, the nearest first; a circle in bad data ends the walk."""
        found: list[Place] = []
        at = self.parent
        while at is not None and at not in found:
            found.append(at)
            at = at.parent
        return found

    @property
    def all_names(self) -> list[str]:
        """Every name by which the place may be found."""
        return [name for name in (self.name_en, self.name_ar, *self.alias_list) if name]

    @property
    def coordinates(self) -> str:
        """Latitude and longitude with no more digits than their precision can carry."""
        if self.latitude is None or self.longitude is None:
            return ""
        digits = PRECISION_DIGITS[self.precision]
        return f"{self.latitude:.{digits}f}, {self.longitude:.{digits}f}"

    @property
    def alias_list(self) -> list[str]:
        """The other spellings, one by one."""
        return [line.strip() for line in self.aliases.splitlines() if line.strip()]

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        arabic = (get_language() or "").startswith("ar")
        return self.name_ar if arabic and self.name_ar else self.name_en

    @property
    def other_name(self) -> str:
        """Name in the other script, to be shown beside the first."""
        return self.name_en if self.name == self.name_ar else self.name_ar

    @property
    def path(self) -> str:
        """What the place lies in, the nearest first: tells apart two quarters of the same name."""
        above = self.above()
        shown = [place for place in above if place.kind not in _LEFT_OUT_OF_PATH]
        return " · ".join(str(place) for place in shown or above)
