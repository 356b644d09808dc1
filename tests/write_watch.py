"""Watches every statement of the whole suite: a changed row of an audited table needs its version (trap 1).

A write to an audited table is noted as (table, uid, version) and struck off by the history row with the same
three; a history row, and an event that asks for one, is struck off by its leaf. What is left when a
savepoint is released, a transaction committed or a test ended is a change without history, and fails the
test with the statement. What is rolled back needs no history.
"""

import dataclasses
import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from casework.core.history import history_models
from casework.core.records import AppendOnly, Record
from casework.ledger.models import AuthEvent, ExportEvent, LedgerLeaf

ON_PURPOSE = {
    "tests/accounts/test_sessions.py::test_r16_a_deactivated_flag_alone_is_enough": (
        "somebody at the console switches an account off: the next request must see it all the same"
    ),
    "tests/core/test_records.py::test_bulk_helper_then_every_row_has_its_version": (
        "the half of the helper that knows no ledger; casework.audited_bulk adds the leaves"
    ),
}
"""Tests that go past the write path on purpose, each with its reason."""

INSERT = re.compile(r'INSERT (?:OR \w+ )?INTO "?(\w+)"? \(([^)]*)\) (?:VALUES \(%s|SELECT \* FROM UNNEST)')
CHANGE = re.compile(
    r'(INSERT (?:OR \w+ )?INTO|UPDATE(?: OR \w+)?|DELETE FROM|REPLACE INTO|TRUNCATE)\s+"?(\w+)"?',
    re.IGNORECASE,
)
SET = re.compile(r'"?(\w+)"? = (%s|NULL|[^,]+)')


@dataclasses.dataclass(frozen=True)
class Owed:
    """What must still be written because of a statement: a version of a row, or the leaf of one."""

    what: str
    table: str
    uid: str
    version: Any
    statement: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        return self.what, self.table, self.uid, str(self.version)


@dataclasses.dataclass(frozen=True)
class Tables:
    """What each table is to the watch."""

    audited: dict[str, type[Record]]
    history: dict[str, str]  # history table -> audited table
    labels: dict[str, str]  # label in the ledger -> table that owes a leaf
    leaf: str


@functools.cache
def tables() -> Tables:
    """Read once from the models."""
    audited = {model._meta.db_table: model for model in apps.get_models() if issubclass(model, Record)}
    history = {
        model.history.model._meta.db_table: table  # type: ignore[attr-defined]
        for table, model in audited.items()
    }
    events = [model for model in apps.get_models() if issubclass(model, AppendOnly) and model.leaf]
    with_leaf = [*history_models(), *events, AuthEvent, ExportEvent]
    labels = {model._meta.label: model._meta.db_table for model in with_leaf}
    return Tables(audited, history, labels, LedgerLeaf._meta.db_table)


@functools.lru_cache(maxsize=4096)
def columns_of_insert(sql: str) -> tuple[str, tuple[str, ...]] | None:
    """The table and the columns of an INSERT of values, or None when it is none."""
    found = INSERT.match(sql)
    if found is None:
        return None
    return found[1], tuple(name.strip(' "') for name in found[2].split(","))


@functools.lru_cache(maxsize=4096)
def change_of(sql: str) -> tuple[str, str, dict[str, int | None]] | None:
    """The verb, the table and, of an UPDATE, the place of each column's parameter."""
    found = CHANGE.match(sql)
    if found is None:
        return None
    verb, table = found[1].partition(" ")[0].upper(), found[2]
    places: dict[str, int | None] = {}
    if verb == "UPDATE":
        told = sql.partition(" SET ")[2].partition(" WHERE ")[0]
        number = 0
        for name, value in SET.findall(told):
            places[name] = number if value == "%s" else None
            number += value.count("%s")
    return verb, table, places


def rows_of(columns: tuple[str, ...], params: Sequence[Any]) -> Iterator[dict[str, Any]]:
    """The rows of an INSERT by column; PostgreSQL gets many as one list for each column."""
    if params and isinstance(params[0], list):
        for values in zip(*params, strict=True):
            yield dict(zip(columns, values, strict=True))
        return
    for start in range(0, len(params), len(columns)):
        yield dict(zip(columns, params[start : start + len(columns)], strict=True))


class Journal:
    """What the transaction of one connection still owes, and where its savepoints began."""

    def __init__(self) -> None:
        self.owed: list[Owed] = []
        self.marks: list[tuple[str, int]] = []

    def pay(self, what: str, table: str, uid: Any, version: Any = "") -> None:
        """Strike off one debt; a history row that nobody owed is none of our business."""
        key = what, table, str(uid), str(version)
        for at in range(len(self.owed) - 1, -1, -1):
            if self.owed[at].key == key:
                del self.owed[at]
                self.marks = [(name, start - (start > at)) for name, start in self.marks]
                return

    def since(self, name: str) -> int:
        """Where a savepoint began, which ends with it."""
        while self.marks:
            known, start = self.marks.pop()
            if known == name:
                return start
        return 0

    def clear(self) -> None:
        self.owed, self.marks = [], []


class WriteWatch:
    """The wrapper around every statement of every connection of the test process."""

    def __init__(self) -> None:
        self.faults: list[str] = []

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        text = sql if isinstance(sql, str) else str(sql)
        verb = text[:9].upper()
        if verb.startswith(("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE")):
            for each in params if many else [params]:
                self._written(context, text, each or ())
        elif verb.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self._savepoint(journal_of(context["connection"]), verb, text)
        return result

    def _savepoint(self, journal: Journal, verb: str, text: str) -> None:
        name = text.rpartition(" ")[2].strip('"')
        if verb == "SAVEPOINT":
            journal.marks.append((name, len(journal.owed)))
            return
        start = journal.since(name)
        if verb.startswith("RELEASE"):
            self._settle(journal, start, ("version",))
        else:
            del journal.owed[start:]
            journal.marks.append((name, start))

    def _settle(self, journal: Journal, start: int, kinds: tuple[str, ...]) -> None:
        """Whoever ends a block successfully has written the histories of it."""
        late = [owed for owed in journal.owed[start:] if owed.what in kinds]
        self.faults += [f"no {owed.what} for: {owed.statement}" for owed in late]
        journal.owed[start:] = [owed for owed in journal.owed[start:] if owed.what not in kinds]

    def settle_all(self, connection: Any) -> None:
        """At a commit, and when a test ends."""
        journal = journal_of(connection)
        self._settle(journal, 0, ("version", "leaf"))
        journal.marks = []

    def _written(self, context: Any, sql: str, params: Sequence[Any]) -> None:
        connection, known = context["connection"], tables()
        journal = journal_of(connection)
        inserted = columns_of_insert(sql)
        if inserted is not None:
            table, columns = inserted
            if (
                table in known.audited
                or table in known.history
                or table in {*known.labels.values(), known.leaf}
            ):
                self._inserted(journal, table, rows_of(columns, params), sql)
        else:
            self._changed(journal, context, sql, params)
        if journal.owed and not connection.in_atomic_block:
            self.settle_all(connection)

    def _inserted(self, journal: Journal, table: str, rows: Iterator[dict[str, Any]], sql: str) -> None:
        known = tables()
        for row in rows:
            if table == known.leaf:
                journal.pay("leaf", known.labels.get(str(row["model"]), ""), row["object_uid"])
                continue
            if table in known.audited:
                journal.owed.append(Owed("version", table, str(row["uid"]), row["version"], sql[:300]))
                continue
            if table in known.history:
                journal.pay("version", known.history[table], row["uid"], row["version"])
            uid = row["user_uid"] or row["uid"] if "user_uid" in row else row["uid"]
            journal.owed.append(Owed("leaf", table, str(uid), "", sql[:300]))

    def _changed(self, journal: Journal, context: Any, sql: str, params: Sequence[Any]) -> None:
        change = change_of(sql)
        if change is None or change[1] not in tables().audited or context["cursor"].rowcount == 0:
            return
        verb, table, places = change
        if verb == "UPDATE" and set(places) <= tables().audited[table].unstamped_updates:
            return
        uid, version = (
            params[place] if (place := places.get(name)) is not None else None for name in ("uid", "version")
        )
        journal.owed.append(Owed("version", table, str(uid), version, f"{sql[:300]} {str(params)[:300]}"))


_watch = WriteWatch()


def journal_of(connection: Any) -> Journal:
    """The journal of a connection; each thread has connections of its own."""
    journal = getattr(connection, "_write_journal", None)
    if journal is None:
        journal = connection._write_journal = Journal()
    return journal


def _attach(connection: Any, **_kwargs: Any) -> None:
    """Put the watch around the statements of a connection, outermost: no other wrapper takes it off."""
    journal_of(connection).clear()
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _watch)


def around(method: Callable[..., Any], before: Callable[[Any], None]) -> Callable[..., Any]:
    """The method, with something done before it."""

    @functools.wraps(method)
    def run(self: Any, *args: Any, **kwargs: Any) -> Any:
        before(self)
        return method(self, *args, **kwargs)

    return run


def install() -> None:
    """Watch from now on; commits and rollbacks are no statements that a wrapper sees."""
    connection_created.connect(_attach, dispatch_uid="tests.write_watch")
    BaseDatabaseWrapper.commit = around(BaseDatabaseWrapper.commit, _watch.settle_all)  # type: ignore[method-assign]
    BaseDatabaseWrapper.rollback = around(  # type: ignore[method-assign]
        BaseDatabaseWrapper.rollback, lambda connection: journal_of(connection).clear()
    )


def begin() -> None:
    """A test begins with a clean sheet."""
    _watch.faults.clear()
    for connection in connections.all(initialized_only=True):
        journal_of(connection).clear()


def take_faults() -> list[str]:
    """Settle what is open, and hand over what was found since the test began."""
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None:
            _watch.settle_all(connection)
    found, _watch.faults[:] = list(_watch.faults), []
    return found


def end(nodeid: str) -> None:
    """Fail the test that left a change without a version or a version without a leaf."""
    found = take_faults()
    if found and nodeid.partition("[")[0] not in ON_PURPOSE:
        pytest.fail("Unaudited writes:\n" + "\n".join(f"{n} x {said}" for said, n in Counter(found).items()))
