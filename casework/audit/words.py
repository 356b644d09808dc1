"""Stored values as people say them: labels of choices, names of what a key points to, dates in words."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import formats, timezone
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casework.audit.rules import readable
from casework.core.dates import UncertainDate, parse
from casework.core.records import BOOKKEEPING
from casework.parties.choices import Basis

NOT_GIVEN = ""
_UNSEEN = frozenset({"id", "uid", *BOOKKEEPING, "withdrawn_by_id", "at", "actor_id", "actor_label"})
# The salt of a withheld item would tell whose file it is.
_STAMPS = frozenset({"request_id", "txn_id", "is_demonstration", "salt"})
#: The days that a date in words was understood as: they follow from the words, which are shown.
_UNDERSTOOD = ("_earliest", "_latest")
#: Fields whose models are released without a name for readers.
_LABELS = {"illustrative": gettext_lazy("illustrative")}
_WHEN = ("when_earliest", "when_latest", "when_precision", "when_circa", "when_time", "when_text")


@dataclass(frozen=True)
class Shown:
    """One value in words; `kind` lets the page isolate codes and mark what is withheld."""

    text: str
    kind: str = ""

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True)
class Column:
    """A field of a record as a reader knows it; an uncertain date is one, though it has six columns."""

    name: str
    label: str
    columns: tuple[str, ...]
    field: models.Field | None = None

    @property
    def is_when(self) -> bool:
        """Whether it is an uncertain date, made of six columns."""
        return self.columns is _WHEN


def columns_of(model: type[models.Model]) -> list[Column]:
    """The fields worth showing, in the order of the model."""
    hidden = set(getattr(model, "history_excluded", ())) | _UNSEEN | _STAMPS
    found: list[Column] = []
    for field in model._meta.concrete_fields:
        if field.attname in hidden or field.name in hidden:
            continue
        if field.attname in _WHEN:
            if field.attname == "when_text":
                found.append(Column("when", _("When"), _WHEN))
            continue
        if field.attname.endswith(_UNDERSTOOD):
            continue
        label = _LABELS.get(field.name, field.verbose_name)
        found.append(Column(field.name, capfirst(str(label)), (field.attname,), field))
    return found


def named(rows: models.QuerySet) -> models.QuerySet:
    """Read along what the names of these rows are made of, so that a list of names is one query."""
    user = get_user_model()
    links = [
        field.name
        for field in rows.model._meta.concrete_fields
        if field.many_to_one and not field.null and field.related_model is not user and field.name != "case"
    ]
    return rows.select_related(*links) if links else rows


class NameBook:
    """Names of what foreign keys point to: read once per model, and only what the reader may see."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self._wanted: dict[type[models.Model], set[Any]] = defaultdict(set)
        self._names: dict[type[models.Model], dict[Any, str]] = {}

    def want(self, columns: Iterable[Column], values: Mapping[str, Any] | None) -> None:
        """Note the keys in these values, to be looked up together."""
        for column in columns:
            target = _target(column)
            key = (values or {}).get(column.columns[0])
            if target is not None and key is not None:
                self._wanted[target].add(key)

    def load(self) -> None:
        """One query for each kind of target."""
        for target, keys in self._wanted.items():
            known = self._names.setdefault(target, {})
            missing = keys - known.keys()
            if missing:
                rows = (
                    target._base_manager.all() if target is get_user_model() else readable(target, self.user)
                )
                known.update({row.pk: str(row) for row in named(rows.filter(pk__in=missing))})

    def name(self, target: type[models.Model], key: Any) -> Shown:
        """The name, or that it is not for this reader."""
        found = self._names.get(target, {}).get(key)
        return Shown(found, "name") if found is not None else Shown(_("Restricted"), "restricted")


def _target(column: Column) -> type[models.Model] | None:
    field = column.field
    if field is not None and (field.many_to_one or field.one_to_one):
        return field.related_model
    return None


def say(column: Column, values: Mapping[str, Any] | None, book: NameBook) -> Shown:
    """The value of a column in words; empty where nothing was given."""
    if values is None:
        return Shown(NOT_GIVEN)
    if column.is_when:
        return Shown(_when_words(values))
    value = values.get(column.columns[0])
    if value is None or value in ("", []):
        return Shown(NOT_GIVEN)
    target = _target(column)
    if target is not None:
        return book.name(target, value)
    return _plain(column.field, value)


def _plain(field: Any, value: Any) -> Shown:
    if field.choices:
        return Shown(str(dict(field.flatchoices).get(value, value)))
    if isinstance(value, bool):
        return Shown(_("Yes") if value else _("No"))
    if isinstance(value, list):
        return Shown(_(", ").join(str(dict(Basis.choices).get(item, item)) for item in value))
    if isinstance(field, models.DateTimeField) and (moment := parse_datetime(str(value))):
        return Shown(formats.date_format(timezone.localtime(moment), "j M Y H:i"))
    if isinstance(field, models.DateField) and (day := parse_date(str(value))):
        return Shown(formats.date_format(day, "j M Y"))
    code = isinstance(field, models.CharField) and field.name in {"reference", "sha256", "code"}
    return Shown(str(value), "code" if code else "")


def _when_words(values: Mapping[str, Any]) -> str:
    text = values.get("when_text") or ""
    earliest, latest = _day(values.get("when_earliest")), _day(values.get("when_latest"))
    if earliest is None and latest is None:
        return text
    understood = UncertainDate(
        earliest=earliest,
        latest=latest,
        precision=values.get("when_precision") or "unknown",
        circa=bool(values.get("when_circa")),
        time=parse_time(values["when_time"]) if values.get("when_time") else None,
    ).words()
    if not text or _means(text, understood):
        return understood
    return _("%(date)s (given as “%(text)s”)") % {"date": understood, "text": text}


def _means(text: str, understood: str) -> bool:
    """Whether the words of the source say just what was understood, so that showing both says nothing."""
    try:
        return parse(text).words() == understood
    except ValueError:
        return False


def _day(value: Any) -> dt.date | None:
    return parse_date(value) if isinstance(value, str) else value
