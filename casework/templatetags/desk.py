"""Small pieces of the desk's tables: days, the words of a precision."""

import functools
from typing import Any

from django import template
from django.forms import BoundField, Form
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.places.choices import PRECISION_METRES, PlacePrecision

register = template.Library()


@register.filter
def words(text: str) -> list[str]:
    """A list of names written with spaces."""
    return text.split()


@register.filter
def field_of(form: Form, name: str) -> BoundField:
    """The field of a form by its name."""
    return form[name]


@register.simple_tag
def options(field: BoundField) -> SafeString:
    """The options of a long list, in one go: a template for each would cost more than the page."""
    offered: Any = field.field
    choices = tuple((str(value), str(label)) for value, label in offered.choices)
    return _options(choices, str(field.value() or ""))


@functools.lru_cache(maxsize=128)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The same list is drawn for everybody who reads the same language."""
    rows = (
        (value, SafeString(" selected") if value == chosen and chosen else "", label)
        for value, label in choices
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


@register.simple_tag
def days(number: int) -> str:
    """Whole days, in words."""
    return ngettext("%(count)d day", "%(count)d days", number) % {"count": number}


@register.simple_tag
def precision_words(incident: Any) -> str:
    """How exactly the place is known, after a comma and short; nothing when it is not known."""
    if incident.place_precision == PlacePrecision.EXACT:
        return _(", ") + _("exact")
    metres = PRECISION_METRES.get(incident.place_precision)
    if metres is None or metres > 1000:
        return ""
    return _(", ") + (
        _("%(number)s km") % {"number": 1} if metres == 1000 else _("%(number)s m") % {"number": metres}
    )
