"""Reads the history back out of the ledger, a window at a time.

Every version of every record of a case, and every event, has a leaf that names its case, with the values
beside it. So the history of a case is one indexed walk over one table, whatever rooms its records live in,
and a page costs the same with ten versions behind it or with ten thousand.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.fields import NOT_PROVIDED

from accounts.models import User
from casework.audit.rules import event_models, readable
from casework.audit.words import Column, columns_of, named
from casework.core.history import history_models
from casework.ledger.models import LedgerLeaf, LedgerPayload

Named = tuple[type[models.Model], uuid.UUID]

WINDOW = 120
SAVES_ON_A_PAGE = 25
MOST_WINDOWS = 40
#: Columns of a new record that are shown even where nobody chose the value.
ALWAYS_SHOWN = frozenset({"confidentiality", "stage", "role", "state", "outcome"})


@dataclass(frozen=True)
class Asked:
    """What the reader filtered for; every part may be empty."""

    person: str = ""
    kind: str = ""
    field: str = ""
    since: dt.date | None = None
    until: dt.date | None = None

    def __bool__(self) -> bool:
        return bool(self.person or self.kind or self.field or self.since or self.until)


@dataclass
class Entry:
    """One version of one record, or one event, with the version before it."""

    leaf: LedgerLeaf
    model: type[models.Model]
    values: dict[str, Any]
    before: dict[str, Any] | None = None
    record: Any = None

    @property
    def is_event(self) -> bool:
        return self.leaf.kind == LedgerLeaf.Kind.EVENT

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def version(self) -> int | None:
        return self.values.get("version")

    @property
    def actor(self) -> str:
        return self.values.get("actor_label", "")

    @property
    def reason(self) -> str:
        """Why it was written; an event keeps its reason among its own columns."""
        return self.values.get("history_change_reason") or (self.is_event and self.values.get("reason")) or ""

    def changed(self) -> list[Column]:
        """The columns that differ from the version before; for a new record, those that were filled."""
        columns = columns_of(self.model)
        if self.before is None:
            return [column for column in columns if self._is_filled(column)]
        return [
            column
            for column in columns
            if any(self.values.get(name) != self.before.get(name) for name in column.columns)
        ]

    def _is_filled(self, column: Column) -> bool:
        """Whether a new record says something here that its form did not say by itself."""
        if column.is_when:
            return bool(self.values.get("when_text") or self.values.get("when_earliest"))
        value = self.values.get(column.columns[0])
        if column.name == "case" or not _given(value):
            return False
        default = column.field.default if column.field is not None else NOT_PROVIDED
        return column.name in ALWAYS_SHOWN or callable(default) or value != default


def _given(value: Any) -> bool:
    return value is not None and value is not False and value not in ("", [])


@dataclass
class Save:
    """What was written in one request: one act, one or many records."""

    txn_id: uuid.UUID
    entries: list[Entry] = field(default_factory=list)

    @property
    def at(self) -> dt.datetime:
        return self.entries[0].leaf.recorded_at

    @property
    def actors(self) -> list[str]:
        return list(dict.fromkeys(entry.actor for entry in self.entries if entry.actor))

    @property
    def reasons(self) -> list[str]:
        return list(dict.fromkeys(entry.reason for entry in self.entries if entry.reason))

    @property
    def request_id(self) -> str:
        return self.entries[0].values.get("request_id") or ""

    @property
    def channel(self) -> str:
        return next((entry.values["channel"] for entry in self.entries if entry.values.get("channel")), "")


@dataclass
class SavesPage:
    """A page of saves, newest first, and where the next older page starts."""

    saves: list[Save]
    older: int | None


def model_of_leaf() -> dict[str, type[models.Model]]:
    """The live model behind each label that a leaf may carry."""
    versions = {model._meta.label: cast(Any, model).instance_type for model in history_models()}
    return versions | event_models()


def leaves_of_case(case: Any, asked: Asked = Asked()) -> QuerySet:
    """Everything written about a case, newest first, as far as it was asked for."""
    return _asked(LedgerLeaf.objects.filter(scope=case.pk), asked)


def leaves_of_record(record: Any, asked: Asked = Asked()) -> QuerySet:
    """The versions of one record, newest first."""
    label = type(record).history.model._meta.label
    return _asked(LedgerLeaf.objects.filter(object_uid=record.uid, model=label), asked)


def _asked(leaves: QuerySet, asked: Asked) -> QuerySet:
    if asked.person:
        leaves = leaves.filter(payload__values__actor_label=asked.person)
    if asked.kind:
        labels = [label for label, model in model_of_leaf().items() if model._meta.model_name == asked.kind]
        leaves = leaves.filter(model__in=labels)
    if asked.since:
        leaves = leaves.filter(recorded_at__date__gte=asked.since)
    if asked.until:
        leaves = leaves.filter(recorded_at__date__lte=asked.until)
    return leaves.order_by("-id")


def saves_page(
    leaves: QuerySet, user: Any, *, before: int | None = None, asked: Asked = Asked()
) -> SavesPage:
    """A page of saves that this reader may see.

    What is hidden is passed over without a trace, so windows are read until the page is full or the history
    ends. A save is never torn: the last one of a window is left for the next unless the history ends there.
    """
    saves: dict[uuid.UUID, Save] = {}
    for _turn in range(MOST_WINDOWS):
        part = leaves.filter(id__lt=before) if before is not None else leaves
        window = list(_with_payload(part)[:WINDOW])
        ended = len(window) < WINDOW
        window = window if ended else _whole_saves(window)
        for entry in entries_of(window, user):
            if not asked.field or asked.field in _names(entry):
                saves.setdefault(entry.leaf.txn_id, Save(entry.leaf.txn_id)).entries.append(entry)
        if ended or len(saves) >= SAVES_ON_A_PAGE:
            return _cut(list(saves.values()), None if ended else window[-1].pk)
        before = window[-1].pk
    return _cut(list(saves.values()), before)


def _cut(saves: list[Save], older: int | None) -> SavesPage:
    if len(saves) > SAVES_ON_A_PAGE:
        saves = saves[:SAVES_ON_A_PAGE]
        older = min(entry.leaf.pk for entry in saves[-1].entries)
    for save in saves:
        save.entries.sort(key=lambda entry: entry.leaf.pk)
    return SavesPage(saves, older)


def _names(entry: Entry) -> set[str]:
    return {f"{entry.model._meta.model_name}.{column.name}" for column in entry.changed()}


def _with_payload(leaves: QuerySet) -> QuerySet:
    earlier = LedgerLeaf.objects.filter(
        object_uid=OuterRef("object_uid"), model=OuterRef("model"), id__lt=OuterRef("id")
    ).order_by("-id")
    return leaves.select_related("payload").annotate(earlier_id=Subquery(earlier.values("id")[:1]))


def _whole_saves(window: list[LedgerLeaf]) -> list[LedgerLeaf]:
    """Leave the last save of a full window to the next one, where more of it may follow.

    Only the run at the end is left: saves of two people may lie between one another, and a leaf that is
    passed over here would be lost. A save that fills the window is torn.
    """
    end = len(window)
    while end and window[end - 1].txn_id == window[-1].txn_id:
        end -= 1
    return window[:end] or window


def one_save(leaves: QuerySet, user: Any, txn_id: uuid.UUID) -> Save | None:
    """One save of this case or record, as far as the reader may see it."""
    found = entries_of(list(_with_payload(leaves.filter(txn_id=txn_id))[:500]), user)
    return Save(txn_id, sorted(found, key=lambda entry: entry.leaf.pk)) if found else None


def entries_of(window: list[Any], user: Any) -> list[Entry]:
    """The leaves with their former values; those of records that are hidden today are left out.

    The records themselves are read by `load_records`, for the one save that is shown.
    """
    known = model_of_leaf()
    visible = _visible(((known[leaf.model], leaf.object_uid) for leaf in window if leaf.model in known), user)
    seen = [leaf for leaf in window if (known.get(leaf.model), leaf.object_uid) in visible]
    before = _values_of({leaf.earlier_id for leaf in seen if leaf.earlier_id}, seen)
    return [
        Entry(
            leaf=leaf,
            model=known[leaf.model],
            values=leaf.payload.values,
            before=before.get(leaf.earlier_id),
        )
        for leaf in seen
    ]


def _visible(wanted: Iterable[Named], user: Any) -> set[Named]:
    """Which of the records the reader may see today: one statement, whatever tables they lie in."""
    by_label: dict[str, type[models.Model]] = {}
    uids: dict[str, set[uuid.UUID]] = defaultdict(set)
    for model, uid in wanted:
        by_label[model._meta.label] = model
        uids[model._meta.label].add(uid)
    parts = [
        readable(model, user)
        .filter(uid__in=uids[label])
        .order_by()
        .annotate(label=Value(label))
        .values_list("uid", "label")
        for label, model in by_label.items()
    ]
    if not parts:
        return set()
    first, *rest = parts
    return {(by_label[label], uid) for uid, label in (first.union(*rest, all=True) if rest else first)}


def load_records(entries: Iterable[Entry]) -> None:
    """Read the records of visible entries, with what their names are made of."""
    by_model: dict[type[models.Model], list[Entry]] = defaultdict(list)
    for entry in entries:
        by_model[entry.model].append(entry)
    for model, some in by_model.items():
        rows = named(model._base_manager.filter(uid__in={entry.leaf.object_uid for entry in some}))
        found = {row.uid: row for row in rows}
        for entry in some:
            entry.record = found.get(entry.leaf.object_uid)


def _values_of(leaf_ids: set[int], window: list[LedgerLeaf]) -> dict[int | None, dict[str, Any]]:
    known: dict[int | None, dict[str, Any]] = {leaf.pk: leaf.payload.values for leaf in window}
    missing = leaf_ids - known.keys()
    if missing:
        known.update(LedgerPayload.objects.filter(pk__in=missing).values_list("pk", "values"))
    return known


def people_of(case: Any) -> list[str]:
    """Names to filter a history by: those who are or were members of the case."""
    if case is None:
        return []
    members = User.objects.filter(memberships__case=case).distinct()
    return sorted({getattr(user, "audit_label", "") or str(user) for user in members})


def version_of(record: Any, number: int) -> Entry | None:
    """One version of a record by its number, without a version before it."""
    leaf = leaves_of_record(record).filter(payload__values__version=number).select_related("payload").first()
    return Entry(leaf, type(record), leaf.payload.values, record=record) if leaf else None
