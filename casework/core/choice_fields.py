"""Choices among rows: named by uid, never by primary key, upgraded to a type-ahead where there is a script.

A list may be long: only its beginning is written into the page. The type-ahead finds the rest, and the
field accepts every row in scope.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.forms.models import ModelChoiceIterator

MOST_LISTED = 300


class ShortIterator(ModelChoiceIterator):
    """The beginning of a list, and what is chosen although it lies further down."""

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield ("", self.field.empty_label)
        listed = set()
        for row in self.queryset[:MOST_LISTED]:
            listed.add(row.pk)
            yield self.choice(row)
        kept = getattr(self.field, "kept", [])
        if kept and len(listed) == MOST_LISTED:
            for row in self.queryset.filter(uid__in=kept).exclude(pk__in=listed):
                yield self.choice(row)


def choose_by_uid(
    form: Any,
    name: str,
    queryset: QuerySet,
    *,
    combo_url: Any = None,
    empty: Any = None,
    label: Any = None,
) -> Any:
    """Let the field `name` of a form choose among `queryset`, by uid.

    In the form of a record the row chosen earlier stays choosable although it is no longer offered to
    others: an old record can then be corrected without losing it.

    Args:
        combo_url: address of the type-ahead, if there is one.
        empty: words of the empty choice.
        label: function that names a row, instead of `str`.
    """
    field = form.fields[name]
    field.iterator = ShortIterator
    field.to_field_name = "uid"
    if label is not None:
        field.label_from_instance = label
    if empty is not None:
        field.empty_label = empty
    chosen = getattr(getattr(form, "instance", None), f"{name}_id", None)
    if chosen:
        form.initial[name] = getattr(form.instance, name).uid
        if not queryset.filter(pk=chosen).exists():
            offered = queryset.order_by().values("pk")
            queryset = queryset.model.objects.filter(Q(pk=chosen) | Q(pk__in=offered))
    field.kept = [one for one in (_posted(form, name), form.initial.get(name)) if one]
    field.queryset = queryset
    if combo_url is not None:
        field.widget.attrs["data-combo-url"] = combo_url
    return field


def _posted(form: Any, name: str) -> str:
    """What was sent for the field, when it has the shape of a uid."""
    value = form.data.get(form.add_prefix(name), "") if form.is_bound else ""
    try:
        return str(uuid.UUID(str(value)))
    except ValueError:
        return ""
