"""What a reader may ask of a history: whose changes, of what, when, which two versions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from casework.audit.queries import Asked
from casework.audit.words import columns_of
from casework.core.forms import DayInput
from casework.core.jobs import doer_words


class HistoryFilterForm(forms.Form):
    """The filter of a history; it lives in the address, so that a view of the history can be sent."""

    person = forms.ChoiceField(label=_("Person"), required=False)
    kind = forms.ChoiceField(label=_("Record"), required=False)
    field = forms.ChoiceField(label=_("Field"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput)

    def __init__(
        self, data: Any, *, people: Iterable[str], models: Iterable[type[Model]], one_model: bool = False
    ) -> None:
        super().__init__(data or None)
        models = list(models)
        fields: dict[str, Any] = self.fields
        fields["person"].choices = [("", _("All")), *((name, doer_words(name)) for name in people)]
        fields["kind"].choices = [("", _("All")), *_kinds(models)]
        fields["field"].choices = [("", _("All")), *_fields(models, one_model)]
        for field in fields.values():
            field.silent_optional = True
        if one_model:
            del self.fields["kind"]

    def asked(self) -> Asked:
        """What was asked for; a part that makes no sense asks for nothing."""
        if not self.is_bound:
            return Asked()
        self.is_valid()
        return Asked(**{name: value for name, value in self.cleaned_data.items() if value})


def _kinds(models: list[type[Model]]) -> list[tuple[str, str]]:
    return sorted(
        ((str(model._meta.model_name), capfirst(str(model._meta.verbose_name))) for model in models),
        key=lambda choice: choice[1],
    )


def _fields(models: list[type[Model]], one_model: bool) -> list[Any]:
    groups = []
    for model in models:
        name = model._meta.model_name
        choices = [(f"{name}.{column.name}", column.label) for column in columns_of(model)]
        if one_model:
            return choices
        groups.append((capfirst(str(model._meta.verbose_name)), choices))
    return sorted(groups, key=lambda group: group[0])


class CompareForm(forms.Form):
    """Two versions of one record, by their numbers."""

    a = forms.IntegerField(label=_("Version"), min_value=1)
    b = forms.IntegerField(label=_("with version"), min_value=1)

    def __init__(self, data: Any, *, newest: int) -> None:
        super().__init__(data, initial={"a": max(newest - 1, 1), "b": newest})
        fields: dict[str, Any] = self.fields
        for name in ("a", "b"):
            fields[name].max_value = newest
            fields[name].widget.attrs.update(max=newest, inputmode="numeric")
            fields[name].validators.append(forms.IntegerField(max_value=newest).validators[0])
