"""Questions that pages ask again and again, written as querysets, put into SQL once and not at each request.

To build and compile a queryset costs many times what the database needs to answer it. A question is built and
compiled for a reader who is not named (only the rights are: they shape the SQL); who asks and about what are
values that are put in each time. No answer is kept, so nothing here can outlive a change of rights.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Hashable
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, Expression, Func, QuerySet, prefetch_related_objects

from casework.core import clock

MOST: Final = 500
SIZES: Final = (1, 2, 5, 10, 25, 50, 100)


class Asked(Expression):
    """The place of a value that is known when the question is asked."""

    def __init__(self, name: str, position: int | None = None) -> None:
        super().__init__()
        self.name, self.position = name, position

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """A placeholder, with this object itself as its parameter until the question is asked."""
        return "%s", [self]


class AnyReader(Asked):
    """Whoever has these rights. Stands in a queryset where a user would stand."""

    is_authenticated = is_active = True

    def __init__(self, rights: frozenset[str]) -> None:
        super().__init__("reader")
        self.rights = rights

    @property
    def pk(self) -> Asked:
        return Asked("reader")

    def has_right(self, name: str) -> bool:
        return name in self.rights


class OneOf(Func):
    """Whether a column holds one of several asked keys."""

    template = "%(expressions)s"
    arg_joiner = ", "
    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        (column, params), *keys = [compiler.compile(one) for one in self.source_expressions]
        return f"{column} IN ({', '.join(sql for sql, _values in keys)})", [
            *params,
            *(value for _sql, values in keys for value in values),
        ]


def one_of(column: str, keys: list[Asked]) -> OneOf:
    """The condition that `column` holds one of these keys."""
    return OneOf(column, *keys)


class Question:
    """A queryset that is built for `AnyReader` and `Asked` values, compiled once for each shape of them."""

    def __init__(self, build: Callable[..., QuerySet]) -> None:
        self.build = build
        self.__doc__ = build.__doc__
        self._known: dict[Hashable, _Compiled] = {}

    def __call__(self, reader: Any, *fixed: Hashable, **values: Any) -> list[Any]:
        """Return the rows as this reader may see them now.

        Args:
            reader: whose rights and whose memberships count.
            fixed: what shapes the question itself, such as a column; there must be few of them.
            values: what is asked about: keys, texts, or lists of keys.
        """
        full = {name: _padded(value) if isinstance(value, list) else value for name, value in values.items()}
        if any(value == [] for value in full.values()):
            return []
        rights = reader.rights
        sizes = tuple(len(value) if isinstance(value, list) else 0 for value in full.values())
        # The day is part of the shape: conditions such as "until today" are written into the SQL.
        shape = (rights, fixed, sizes, clock.today())
        known = self._known.get(shape)
        if known is None:
            if len(self._known) >= MOST:
                self._known.clear()
            places: dict[str, Any] = {
                name: [Asked(name, at) for at in range(len(value))]
                if isinstance(value, list)
                else Asked(name)
                for name, value in full.items()
            }
            known = self._known[shape] = _Compiled(self.build(AnyReader(rights), *fixed, **places))
        return known.ask(full | {"reader": reader.pk})


def _padded(keys: list[Any]) -> list[Any]:
    """A list of keys brought to one of few lengths by repeating the last: the answer stays the same."""
    size = next((size for size in SIZES if size >= len(keys)), len(keys)) if keys else 0
    return keys + keys[-1:] * (size - len(keys))


class _Compiled:
    """A queryset with its SQL; `ask` runs it with other values."""

    def __init__(self, rows: QuerySet) -> None:
        self.rows: Any = rows
        self.compiler = rows.query.get_compiler(using=rows.db)
        try:
            self.sql, params = self.compiler.as_sql()
        except EmptyResultSet:
            self.sql, params = "", ()
        self.params = list(params)
        self.places = [(at, value) for at, value in enumerate(self.params) if isinstance(value, Asked)]

    def ask(self, values: dict[str, Any]) -> list[Any]:
        if not self.sql:
            return []
        connection = connections[self.rows.db]
        params = list(self.params)
        for at, asked in self.places:
            value = values[asked.name]
            params[at] = _for_database(value if asked.position is None else value[asked.position], connection)
        found = list(self.rows._iterable_class(_Bound(self, tuple(params), connection)))
        if found and self.rows._prefetch_related_lookups:
            prefetch_related_objects(found, *self.rows._prefetch_related_lookups)
        return found


def _for_database(value: Any, connection: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, dt.datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return value


class _Bound:
    """What Django's iterators take for a queryset and its query: the compiled one, with values put in."""

    def __init__(self, known: _Compiled, params: tuple[Any, ...], connection: Any) -> None:
        self.known, self.params, self.connection = known, params, connection
        self.query = self

    def get_compiler(self, using: str) -> Any:
        """Return a compiler that has done its work, with the values of this time."""
        compiler = object.__new__(type(self.known.compiler))
        compiler.__dict__.update(self.known.compiler.__dict__)
        compiler.connection = self.connection
        compiler.as_sql = lambda *_args, **_options: (self.known.sql, self.params)
        return compiler

    def __getattr__(self, name: str) -> Any:
        rows = self.known.rows
        return getattr(rows, name) if hasattr(rows, name) else getattr(rows.query, name)
