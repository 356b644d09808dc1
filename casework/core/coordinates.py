"""A spot on the earth: two columns of degrees in the database, two numbers in one box of a form."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

MOST_NORTH, MOST_EAST = 90, 180
_NUMBER = re.compile(r"-?\d{1,3}(?:[.٫]\d+)?")


def _degrees(label: Any, most: int) -> models.DecimalField:
    """A column of degrees from -most to +most, to a tenth of a metre; empty where they are not known."""
    return models.DecimalField(
        label,
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-most), MaxValueValidator(most)],
    )


def latitude_column() -> models.DecimalField:
    """Degrees north of the equator."""
    return _degrees(_("latitude"), MOST_NORTH)


def longitude_column() -> models.DecimalField:
    """Degrees east of Greenwich."""
    return _degrees(_("longitude"), MOST_EAST)


def on_earth(name: str) -> models.CheckConstraint:
    """Both coordinates or neither, and within the globe. For Meta.constraints of the model."""
    return models.CheckConstraint(
        condition=Q(latitude__isnull=True, longitude__isnull=True)
        | Q(latitude__isnull=False, longitude__isnull=False)
        & Q(
            latitude__gte=-MOST_NORTH,
            latitude__lte=MOST_NORTH,
            longitude__gte=-MOST_EAST,
            longitude__lte=MOST_EAST,
        ),
        name=name,
    )


def refuse_half_a_spot(record: Any) -> None:
    """What `on_earth` demands, said beside the empty field.

    Raises:
        ValidationError: one of the two coordinates is missing.
    """
    if (record.latitude is None) != (record.longitude is None):
        missing = "longitude" if record.longitude is None else "latitude"
        raise ValidationError({missing: _("Give both coordinates, or neither.")})


class Spot(NamedTuple):
    """Degrees north and degrees east, as they are written."""

    north: Decimal
    east: Decimal

    def __str__(self) -> str:
        return f"{self.north:f}, {self.east:f}"


class CoordinatesField(forms.CharField):
    """Two numbers in one box, "36.3326, 43.1052": degrees north, degrees east."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.TextInput(attrs={"class": "input--m", "dir": "ltr", "autocomplete": "off"})
        given: dict[str, Any] = {
            "label": _("Coordinates"),
            "required": False,
            "max_length": 80,
            "help_text": _("North, then east: 36.3326, 43.1052"),
            "widget": box,
        }
        super().__init__(**given | kwargs)

    def clean(self, value: Any) -> Spot | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            north, east = (Decimal(number.replace("٫", ".")) for number in _NUMBER.findall(text))
        except (InvalidOperation, ValueError) as error:
            raise ValidationError(_("Write two numbers, north then east: 36.3326, 43.1052.")) from error
        north = -north if re.search(r"\d[^\w,]*s\b", text, re.I) else north
        east = -east if re.search(r"\d[^\w,]*w\b", text, re.I) else east
        if abs(north) > MOST_NORTH or abs(east) > MOST_EAST:
            raise ValidationError(
                _("Degrees north lie between -90 and 90, degrees east between -180 and 180.")
            )
        return Spot(round(north, 6), round(east, 6))
