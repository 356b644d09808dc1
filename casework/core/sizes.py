"""Sizes of files in words; Django's own are wrong in Arabic after two bytes."""

from typing import Final

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

STEP: Final = 1024


def size_words(number: int) -> str:
    """A number of bytes as people say it; figure and unit stay on one line."""
    if number < STEP:
        said = ngettext("%(size)d byte", "%(size)d bytes", number) % {"size": number}
    elif number < STEP**2:
        said = _("%(size)s KB") % {"size": _figure(number / STEP)}
    elif number < STEP**3:
        said = _("%(size)s MB") % {"size": _figure(number / STEP**2)}
    else:
        said = _("%(size)s GB") % {"size": _figure(number / STEP**3)}
    return said.replace(" ", "\u00a0")


def _figure(amount: float) -> str:
    return str(formats.number_format(round(amount, 1), 1))
