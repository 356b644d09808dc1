"""The form of a place."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from casework.core.choice_fields import choose_by_uid
from casework.core.forms import RecordForm

from .models import Place
from .queries import active_places


class PlaceForm(RecordForm):
    """Names in both scripts, what the place lies in, and coordinates with their precision."""

    groups = [
        (_("Names"), ["name_en", "name_ar", "aliases"]),
        (_("Where it is"), ["kind", "parent", "latitude", "longitude", "precision", "source"]),
    ]

    class Meta:
        model = Place
        fields = [
            "name_en",
            "name_ar",
            "aliases",
            "kind",
            "parent",
            "latitude",
            "longitude",
            "precision",
            "source",
            "is_active",
        ]
        widgets = {"aliases": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        address = reverse_lazy("places:suggest")
        choose_by_uid(self, "parent", active_places(), combo_url=address, empty=_("Nothing larger"))
        if self.instance._state.adding:
            del self.fields["is_active"]
