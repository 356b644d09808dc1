"""Jobs of the system in the words of the reader: histories keep their keys, pages never show them."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARK: Final = "system:"
WORDS: Final[Mapping[str, Promise]] = {
    "load_demo": _("The system: demonstration"),
    "reference": _("The system: reference data"),
    "integrity": _("The system: scheduled check of files"),
    "invitation": _("The system: invitation link"),
    "password link": _("The system: password link"),
    "create_admin": _("The system: command on the server"),
    "changepassword": _("The system: command on the server"),
    "reset_second_factor": _("The system: command on the server"),
}


def doer_words(label: object) -> str:
    """Who did it, from a kept label: a person by name, a job in words."""
    kept = str(label)
    if not kept.startswith(MARK):
        return kept
    return str(WORDS.get(kept.removeprefix(MARK), _("The system itself")))
