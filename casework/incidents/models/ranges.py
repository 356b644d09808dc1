"""Ranges of people: zero is a number, empty is not known, an empty upper end is open."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext as _

from casework.core.constraints import in_order

#: More people than any event harms: a figure above it is a slip, and the ledger takes no huge numbers.
MOST_PEOPLE = 10_000_000


def people_count(label: Any) -> models.PositiveIntegerField:
    """A number of people that may be unknown."""
    return models.PositiveIntegerField(
        label, null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )


def range_constraint(stem: str, name: str) -> models.CheckConstraint:
    """The lower end of `<stem>_min`/`<stem>_max` is not above the upper end."""
    return in_order(f"{stem}_min", f"{stem}_max", name)


def range_words(low: int | None, high: int | None) -> str:
    """A range as a person would say it; never a bare dash."""
    if low is None and high is None:
        return _("not known")
    if low is None:
        return _("up to %(high)s") % {"high": high}
    if high is None:
        return _("at least %(low)s") % {"low": low}
    if low == high:
        return _("none") if low == 0 else str(low)
    return _("%(low)s–%(high)s") % {"low": low, "high": high}
