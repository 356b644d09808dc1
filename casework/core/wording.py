"""What forms say of themselves when something is not right: our own plain sentences, naming the field.

Django's "This field is required." and "Select a valid choice" say neither which field nor what to do. They
are replaced where errors are drawn, so that every form speaks alike, those of libraries too; a sentence that
one of our forms wrote itself stays as it is.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core import validators
from django.core.exceptions import ValidationError
from django.db.models import fields as columns
from django.forms import fields, models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


def _words_of_django() -> Iterator[Any]:
    """The messages Django brings along; they are told by identity, because each is one lazy object."""
    for module in (fields, models, columns):
        for kind in vars(module).values():
            yield from getattr(kind, "default_error_messages", {}).values()
    for kind in vars(validators).values():
        if isinstance(kind, type):
            yield getattr(kind, "message", None)


_OF_DJANGO = frozenset(id(words) for words in _words_of_django() if words is not None)

_EMPTY = {
    "text": _("Fill in “%(field)s”."),
    "choice": _("Choose something under “%(field)s”."),
    "file": _("Choose a file under “%(field)s”."),
    "tick": _("Tick “%(field)s” to go on."),
}
_UNREADABLE = (
    (forms.DateTimeField, _("“%(field)s” is not a day with an hour. Write it like 2017-03-17 08:30.")),
    (forms.DateField, _("“%(field)s” is not a day of the calendar. Write it like 2017-03-17.")),
    (forms.TimeField, _("“%(field)s” is not an hour. Write it like 08:30.")),
    (forms.IntegerField, _("Write “%(field)s” as a whole number in figures.")),
    (forms.EmailField, _("“%(field)s” is not an e-mail address. It looks like name@example.org.")),
    (forms.URLField, _("“%(field)s” is not a web address. It begins with https://.")),
    (forms.FileField, _("The file under “%(field)s” did not arrive whole. Choose it once more.")),
    (forms.Field, _("What stands under “%(field)s” was not understood. Write it in another way.")),
)
_GONE = _("What was chosen under “%(field)s” is not on offer. Choose from the list once more.")
_SENTENCES = {
    "invalid_choice": _GONE,
    "invalid_list": _GONE,
    "invalid_pk_value": _GONE,
    "max_length": ngettext_lazy(
        "“%(field)s” has room for %(limit_value)d character: make it shorter.",
        "“%(field)s” has room for %(limit_value)d characters: make it shorter.",
        "limit_value",
    ),
    "min_length": ngettext_lazy(
        "Write at least %(limit_value)d character under “%(field)s”.",
        "Write at least %(limit_value)d characters under “%(field)s”.",
        "limit_value",
    ),
    "min_value": _("“%(field)s” is %(limit_value)s at least."),
    "max_value": _("“%(field)s” is %(limit_value)s at most."),
    "null_characters_not_allowed": _("“%(field)s” holds a sign that cannot be kept. Type it anew."),
    "unique": _("This “%(field)s” is taken already. Choose another."),
    "empty": _("The file under “%(field)s” is empty. Choose another."),
}
_MISSING = frozenset({"required", "blank", "null", "missing"})


def _kind(field: forms.Field) -> str:
    """How the field is answered: by choosing, by a tick, by a file, or in words."""
    if isinstance(field, forms.FileField):
        return "file"
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return "choice"
    return "tick" if isinstance(field, forms.BooleanField) else "text"


def _sentence(error: ValidationError, field: forms.Field) -> Any:
    """Our sentence for an error in Django's words; None where we have none."""
    if error.code in _MISSING:
        return _EMPTY[_kind(field)]
    if error.code in _SENTENCES:
        return _SENTENCES[error.code]
    if error.code == "invalid" and _kind(field) == "choice":
        return _GONE
    if error.code == "invalid":
        return next(words for kind, words in _UNREADABLE if isinstance(field, kind))
    return None


def plain(error: ValidationError, field: forms.Field, label: str) -> str:
    """One error of one field, in words that name the field and say what to do."""
    sentence = _sentence(error, field) if id(error.message) in _OF_DJANGO else None
    if sentence is None:
        return " ".join(error.messages)
    return str(sentence % ((error.params or {}) | {"field": capfirst(label)}))
