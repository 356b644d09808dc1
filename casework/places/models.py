"""The gazetteer: one entry per place, shared by all cases."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.core.constraints import known, not_own_parent
from casework.core.coordinates import latitude_column, longitude_column, on_earth, refuse_half_a_spot
from casework.core.named import NamedQuerySet, TwoScripts
from casework.core.records import Record

from .choices import PRECISION_DIGITS, PlaceKind, PlacePrecision

# A path of three names is read, one of six is not.
_LEFT_OUT_OF_PATH = frozenset({PlaceKind.COUNTRY, PlaceKind.DISTRICT})


class PlaceQuerySet(NamedQuerySet):
    """Reads of the gazetteer."""

    def with_path(self) -> Self:
        """Read the parents along, so that a path costs no query per place."""
        return self.select_related("parent__parent__parent__parent__parent__parent")


class Place(TwoScripts, Record):
    """A place that incidents refer to: a country, a city, a quarter, a single building.

    The coordinates never claim more than `precision` says.
    """

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
    latitude = latitude_column()
    longitude = longitude_column()
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
            known("kind", PlaceKind, "place_kind_known"),
            known("precision", PlacePrecision, "place_precision_known"),
            on_earth("place_coordinates_on_earth"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=False) | Q(precision=PlacePrecision.UNKNOWN),
                name="place_no_precision_without_coordinates",
            ),
            not_own_parent("place_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the place."""
        return reverse("places:detail", args=[self.uid])

    def clean(self) -> None:
        """Both coordinates or none; a precision only with them; and no place inside itself."""
        super().clean()
        refuse_half_a_spot(self)
        if self.latitude is None and self.precision != PlacePrecision.UNKNOWN:
            raise ValidationError({"precision": _("Without coordinates the precision is not known.")})
        if self.lies_in_itself():
            raise ValidationError({"parent": _("A place cannot lie inside itself.")})

    @property
    def coordinates(self) -> str:
        """Latitude and longitude with no more digits than their precision can carry."""
        if self.latitude is None or self.longitude is None:
            return ""
        digits = PRECISION_DIGITS[self.precision]
        return f"{self.latitude:.{digits}f}, {self.longitude:.{digits}f}"

    @property
    def path(self) -> str:
        """What the place lies in, the nearest first: tells apart two quarters of the same name."""
        above = self.above()
        shown = [place for place in above if place.kind not in _LEFT_OUT_OF_PATH]
        return " · ".join(str(place) for place in shown or above)
