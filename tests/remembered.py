"""What a builder of test data wrote once is put back row by row when the next test asks for the same.

A case that climbed to publication is some sixty acts, each with its checks, versions and leaves: a second of
work, asked for by hundreds of tests. `@remembered` notes which rows a builder left, which files, and what it
handed out. Asked again for the same, with nothing else written before, it puts back just these rows.

Nothing is put back that might have come out otherwise. What was written since the database was new is known
as a trail of remembered calls; any other write leaves the trail, and so does another connection, and from
there on builders build. So do they in a test that replaces parts of the program, travels in time or acts
within an audit context. Arguments, settings, language and day are part of what is asked for.
"""

import dataclasses
import datetime as dt
import decimal
import enum
import functools
import io
import itertools
import pickle
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import pytest
from django.conf import UserSettingsHolder, settings
from django.db import connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils import timezone, translation
from django.utils.functional import Promise

from casework.core import clock, remember
from casework.core.context import MissingActor, current
from tests.kept_rows import Rows, marks, put, take
from tests.write_watch import around, change_of

P = ParamSpec("P")
R = TypeVar("R")
TIMES = (dt.date, dt.time, dt.timedelta)
PLAIN = (type(None), bool, int, float, str, bytes, *TIMES, uuid.UUID, decimal.Decimal, enum.Enum)
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "TRUNCATE", "CREATE", "DROP", "ALTER")
NEW: int = 0
"""The trail of a database in which nothing was written yet."""


class Strange(Exception):
    """Something that cannot be compared with what was asked before."""


@dataclasses.dataclass
class Memory:
    """What a call left behind: `trail` is the name of the state it led to."""

    trail: int
    rows: Rows
    files: Path | None
    handed_out: bytes


@dataclasses.dataclass
class Noted:
    """The writes of a builder that is being watched."""

    tables: set[str] = dataclasses.field(default_factory=set)
    changes: list[tuple[str, Any]] = dataclasses.field(default_factory=list)
    strange: bool = False

    def write(self, sql: str, params: Any, many: bool) -> None:
        change = change_of(sql)
        if change is None or many or "ON CONFLICT" in sql:
            self.strange = True
        elif change[0] == "INSERT":
            self.tables.add(change[1])
        else:
            self.changes.append((sql, params))


class Trail:
    """Where the database of this process stands; None where nobody can tell."""

    def __init__(self) -> None:
        self.here: int | None = None
        self.committed: int | None = None
        self.marks: list[tuple[str, int | None]] = []
        self.noted: Noted | None = None
        self.building = self.allowed = False
        self.known: dict[Hashable, Memory] = {}
        self.numbers = itertools.count(NEW + 1)

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        text = sql if isinstance(sql, str) else str(sql)
        verb = text.lstrip()[:9].upper()
        if verb.startswith(WRITES):
            self.write(text, params, many)
        elif verb.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.savepoint(verb, text.rpartition(" ")[2].strip('"'))
        return execute(sql, params, many, context)

    def write(self, sql: str, params: Any, many: bool) -> None:
        """Note a write of a builder; any other leaves the trail."""
        if not _in_main_thread():
            self.here = self.committed = None
        elif self.noted is None:
            self.go_to(None)
        else:
            self.noted.write(sql, params, many)

    def go_to(self, here: int | None) -> None:
        """What is written outside a transaction is there to stay."""
        self.here = here
        if not connection.in_atomic_block:
            self.committed = here

    def savepoint(self, verb: str, name: str) -> None:
        """Going back to a savepoint is going back on the trail; a builder that does is not remembered."""
        if self.noted is not None and verb.startswith("ROLLBACK"):
            self.noted.strange = True
        if not _in_main_thread():
            return
        if verb.startswith("SAVEPOINT"):
            self.marks.append((name, self.here))
            return
        while self.marks:
            known, here = self.marks.pop()
            if known == name:
                break
        else:
            here = None
        if verb.startswith("ROLLBACK"):
            self.here = here
            self.marks.append((name, here))

    def ended(self, *, kept: bool) -> None:
        """A transaction of this thread was committed or taken back."""
        if not _in_main_thread():
            return
        if kept:
            self.committed = self.here
        elif self.noted is not None:
            self.noted.strange = True
        self.here, self.marks = self.committed, []


trail = Trail()


def install() -> None:
    """Follow all writes from now on."""

    def attach(connection: Any, **_kwargs: Any) -> None:
        if trail not in connection.execute_wrappers:
            connection.execute_wrappers.append(trail)

    def committed(_connection: Any) -> None:
        trail.ended(kept=True)

    def taken_back(_connection: Any) -> None:
        trail.ended(kept=False)

    connection_created.connect(attach, dispatch_uid="tests.remembered", weak=False)
    BaseDatabaseWrapper.commit = around(BaseDatabaseWrapper.commit, committed)  # type: ignore[method-assign]
    BaseDatabaseWrapper.rollback = around(BaseDatabaseWrapper.rollback, taken_back)  # type: ignore[method-assign]
    for replace in ("setattr", "setitem"):
        setattr(pytest.MonkeyPatch, replace, around(getattr(pytest.MonkeyPatch, replace), _replaced))


def begin() -> None:
    """A test starts with the program as it is written, and with no figure that another one asked for: rows
    that are put back have the leaves they had there."""
    trail.allowed = True
    remember.forget()


def _replaced(_patch: pytest.MonkeyPatch) -> None:
    trail.allowed = False


def as_new() -> None:
    """The database is as it was made, outside of any transaction."""
    trail.here = trail.committed = NEW
    trail.marks = []


def remembered(build: Callable[P, R]) -> Callable[P, R]:
    """Build once, and put back what was built for whoever asks for the same in the same place."""

    @functools.wraps(build)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            asked = Asked(build, args, kwargs) if _may_remember() else None
        except Strange:
            asked = None
        if asked is None:
            return build(*args, **kwargs)
        memory = trail.known.get(asked.key)
        if memory is not None:
            return cast(R, _put_back(memory, asked))
        return _build(build, asked, args, kwargs)

    return run


def _may_remember() -> bool:
    return (
        trail.allowed
        and not trail.building
        and trail.here is not None
        and _in_main_thread()
        and abs(clock.now() - timezone.now()) < dt.timedelta(seconds=5)
        and not _within_a_context()
    )


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _within_a_context() -> bool:
    try:
        current()
    except MissingActor:
        return False
    return True


class Asked:
    """A call: what makes it the same as another, and the things it was given that it may change."""

    def __init__(self, build: Callable[..., Any], args: Any, kwargs: Any) -> None:
        self.given: list[Any] = []
        self._places: dict[int, int] = {}
        said = self.compared(list(args)), self.compared(kwargs)
        self.key: Hashable = (
            build,
            trail.here,
            *said,
            clock.today(),
            translation.get_language(),
            _settings(),
        )

    def place_of(self, thing: Any) -> int | None:
        return self._places.get(id(thing))

    def compared(self, value: Any) -> Hashable:
        """A value that is equal to that of another call when the arguments were."""
        if isinstance(value, PLAIN):
            return type(value), value
        if isinstance(value, Promise):
            return "words", str(value)
        if isinstance(value, dict):
            return "dict", tuple((self.compared(name), self.compared(each)) for name, each in value.items())
        if isinstance(value, list | tuple):
            return type(value), tuple(map(self.compared, value))
        if isinstance(value, set | frozenset):
            return "set", frozenset(map(self.compared, value))
        if isinstance(value, models.Model) or _is_dataclass(value):
            return self.compared_thing(value)
        raise Strange(type(value))

    def compared_thing(self, thing: Any) -> Hashable:
        """A record or a dataclass, by its fields; the second time by its place among the given."""
        if (place := self.place_of(thing)) is not None:
            return "given", place
        self._places[id(thing)] = len(self.given)
        self.given.append(thing)
        if isinstance(thing, models.Model):
            names = [field.attname for field in thing._meta.concrete_fields]
        else:
            names = [field.name for field in dataclasses.fields(thing)]
        held = vars(thing)
        return type(thing), tuple((name, self.compared(held[name])) for name in names if name in held)


def _is_dataclass(value: Any) -> bool:
    return dataclasses.is_dataclass(value) and not isinstance(value, type) and hasattr(value, "__dict__")


def _settings() -> str:
    """What a test has changed in the settings, except where its files lie."""
    changed: dict[str, Any] = {}
    holder: Any = settings._wrapped
    while isinstance(holder, UserSettingsHolder):
        changed = {name: value for name, value in vars(holder).items() if name.isupper()} | changed
        holder = holder.default_settings
    changed.pop("CASEWORK_EVIDENCE_ROOT", None)
    return repr(sorted(changed.items(), key=lambda item: item[0]))


def _build(build: Callable[..., Any], asked: Asked, args: Any, kwargs: Any) -> Any:
    """Build, and remember it when nothing strange happened."""
    before, files = marks(), set(_files())
    trail.building, trail.noted = True, Noted()
    try:
        result = build(*args, **kwargs)
    except BaseException:
        trail.go_to(None)
        raise
    finally:
        noted, trail.noted, trail.building = trail.noted, None, False
    memory = None if noted.strange else _memory(noted, before, set(_files()) - files, asked, result)
    if memory is not None:
        trail.known[asked.key] = memory
    trail.go_to(memory and memory.trail)
    return result


def _memory(
    noted: Noted, before: dict[str, int], files: set[Path], asked: Asked, result: Any
) -> Memory | None:
    """None when what came out cannot be handed out a second time."""
    rows = take(noted.tables, before, noted.changes)
    handed_out = io.BytesIO()
    try:
        _Writer(handed_out, asked).dump((result, [vars(thing) for thing in asked.given]))
    except (pickle.PicklingError, TypeError, AttributeError):
        return None
    if rows is None:
        return None
    return Memory(next(trail.numbers), rows, _keep(files), handed_out.getvalue())


def _put_back(memory: Memory, asked: Asked) -> Any:
    trail.building = True
    try:
        with transaction.atomic():
            put(memory.rows)
    finally:
        trail.building = False
    trail.go_to(memory.trail)
    if memory.files is not None:
        shutil.copytree(memory.files, settings.CASEWORK_EVIDENCE_ROOT, dirs_exist_ok=True)
    result, states = _Reader(io.BytesIO(memory.handed_out), asked).load()
    for thing, state in zip(asked.given, states, strict=True):
        vars(thing).clear()
        vars(thing).update(state)
    return result


class _Writer(pickle.Pickler):
    """Writes things that were given as their place among the given."""

    def __init__(self, file: io.BytesIO, asked: Asked) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.asked = asked

    def persistent_id(self, thing: Any) -> int | None:
        return self.asked.place_of(thing)


class _Reader(pickle.Unpickler):
    """Finds them again among those that were given this time."""

    def __init__(self, file: io.BytesIO, asked: Asked) -> None:
        super().__init__(file)
        self.asked = asked

    def persistent_load(self, place: int) -> Any:
        return self.asked.given[place]


def _files() -> Iterator[Path]:
    root = Path(settings.CASEWORK_EVIDENCE_ROOT)
    return (path.relative_to(root) for path in root.rglob("*") if path.is_file())


@functools.cache
def _shelf() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="casework-remembered-")


def _keep(files: set[Path]) -> Path | None:
    """Copies of new files, laid out as they lay."""
    if not files:
        return None
    folder = Path(_shelf().name) / uuid.uuid4().hex
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(Path(settings.CASEWORK_EVIDENCE_ROOT) / file, folder / file)
    return folder
