"""Changes to the gazetteer."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.core.actions import action
from casework.core.storing import fill

from .models import Place
from .queries import same_named
from .rules import may_edit_places


@action
def save_place(*, actor: Any, place: Place, reason: str = "", **values: Any) -> Place:
    """Add a place, or correct one: names, what it lies in, coordinates, whether it is still offered.

    Raises:
        Refused: the actor's role does not include it.
        ValidationError: a value is wrong, or the same place is there already.
    """
    may_edit_places(actor).require()
    fill(place, values)
    place.full_clean()
    if same_named(place).exists():
        raise ValidationError({"name_en": _("There is already a place with these names in the same place.")})
    place.save()
    return place
