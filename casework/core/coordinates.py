"""A spot on the earth: two numbers in one box, degrees north and then degrees east."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_NORTH, MOST_EAST = 90, 180
_NUMBER = re.compile(r"-?\d{1,3}(?:[.٫]\d+)?")


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
