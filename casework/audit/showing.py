"""Turns saves into what a page shows: headings, rows of before and after, marked words."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.audit.queries import Entry, Save, load_records
from casework.audit.words import Column, NameBook, Shown, columns_of, say
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.word_marks import Piece, word_marks
from casework.ladder.models import StageChange

EVENT_WORDS = frozenset({"kind", "outcome"})
STATE_WORDS = frozenset({"state", "verification_state"})


@dataclass(frozen=True)
class Row:
    """One field, before and after."""

    label: str
    before: list[Piece]
    after: list[Piece]
    was: Shown
    now: Shown


@dataclass(frozen=True)
class Change:
    """One record in one save."""

    entry: Entry
    heading: str
    note: str
    rows: list[Row]


def rows_of(
    columns: list[Column], before: dict[str, Any] | None, after: dict[str, Any], book: NameBook
) -> list[Row]:
    """Before and after of these columns, in words, with the words that changed marked."""
    found = []
    for column in columns:
        was, now = say(column, before, book), say(column, after, book)
        if column.is_when and was == now and before is not None:  # the same day in other words
            was, now = Shown(before.get("when_text") or ""), Shown(after.get("when_text") or "")
        old, new = word_marks(was.text, now.text) if was.text and now.text else (_all(was), _all(now))
        found.append(Row(column.label, old, new, was, now))
    return found


def _all(shown: Shown) -> list[Piece]:
    return [Piece(shown.text, True)] if shown.text else []


def changes_of(save: Save, user: Any) -> list[Change]:
    """Every record of the save with its changed fields."""
    load_records(save.entries)
    book = NameBook(user)
    parts = [(entry, entry.changed()) for entry in save.entries]
    for entry, columns in parts:
        book.want(columns, entry.values)
        book.want(columns, entry.before)
    book.load()
    return [
        Change(
            entry,
            heading_of(entry),
            _note(entry, columns),
            rows_of(columns, entry.before, entry.values, book),
        )
        for entry, columns in parts
    ]


def _note(entry: Entry, columns: list[Column]) -> str:
    if entry.is_event:
        return _("Event")
    if entry.is_new:
        return _("New record")
    return ngettext(
        "%(changed)d of %(all)d fields changed", "%(changed)d of %(all)d fields changed", len(columns)
    ) % {"changed": len(columns), "all": len(columns_of(entry.model))}


def heading_of(entry: Entry) -> str:
    """What kind of record it is; its name stands beside it in an element of its own."""
    return capfirst(str(entry.model._meta.verbose_name))


def title_of(save: Save) -> str:
    """The save in a few words, for the list of versions."""
    for entry in save.entries:
        if entry.model is StageChange and entry.values.get("from_stage"):
            return _("Moved to: %(stage)s") % {"stage": Stage(entry.values["to_stage"]).label}
    if any(entry.model is Case and entry.is_new for entry in save.entries):
        return _("Case opened")
    if len(save.entries) == 1 and (word := _telling_word(save.entries[0])):
        return _("%(kind)s: %(field)s") % {"kind": heading_of(save.entries[0]), "field": word}
    new = Counter(heading_of(entry) for entry in save.entries if entry.is_new)
    changed = [entry for entry in save.entries if not entry.is_new]
    if changed:
        return _changed_title(changed, len(new))
    name, count = new.most_common(1)[0]
    if len(new) > 1:
        return ngettext("%(count)d record added", "%(count)d records added", new.total()) % {
            "count": new.total()
        }
    if count > 1:
        return _("Added: %(kind)s (%(count)d)") % {"kind": name, "count": count}
    return _("Added: %(kind)s") % {"kind": name}


def _telling_word(entry: Entry) -> str:
    """The one value that says what the save was about: the kind of an event, the new state of a record."""
    if entry.is_event:
        columns = [column for column in columns_of(entry.model) if column.name in EVENT_WORDS]
    else:
        columns = [column for column in entry.changed() if column.name in STATE_WORDS and not entry.is_new]
    return say(columns[0], entry.values, NameBook(None)).text if columns else ""


def _changed_title(changed: list[Entry], added: int) -> str:
    if any("withdrawn_at" in column.columns for entry in changed for column in entry.changed()):
        return _("Withdrawn: %(kind)s") % {"kind": heading_of(changed[0])}
    if len(changed) == 1 and not added:
        labels = [column.label for column in changed[0].changed()]
        if len(labels) == 1:
            return _("%(kind)s: %(field)s") % {"kind": heading_of(changed[0]), "field": labels[0]}
        return _("Changed: %(kind)s") % {"kind": heading_of(changed[0])}
    total = len(changed) + added
    return ngettext("%(count)d record changed", "%(count)d records changed", total) % {"count": total}


def is_key(save: Save) -> bool:
    """Whether the save is a step of the case and not daily work."""
    return any(entry.model is StageChange for entry in save.entries)


def by_day(saves: list[Save]) -> list[tuple[dt.date, list[dict[str, Any]]]]:
    """The saves of a page under the days they were made, newest first."""
    days: dict[dt.date, list[dict[str, Any]]] = {}
    for save in saves:
        line = {"save": save, "title": title_of(save), "key": is_key(save), "actors": save.actors}
        days.setdefault(timezone.localdate(save.at), []).append(line)
    return list(days.items())
