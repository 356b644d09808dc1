"""Rows taken out of the test database as the database holds them, and put in again with the same keys."""

import dataclasses
import functools
from collections.abc import Collection
from typing import Any

from django.apps import apps
from django.db import connection, models

Change = tuple[str, Any]


@dataclasses.dataclass(frozen=True)
class Rows:
    """Changes of rows that were there before, then what must be inserted: statements and their values."""

    changes: tuple[Change, ...]
    inserts: tuple[Change, ...]


@dataclasses.dataclass(frozen=True)
class Numbered:
    """A table, its columns, the one that numbers its rows, and the table that gives out the numbers."""

    name: str
    columns: tuple[str, ...]
    key: str
    counter: str


@functools.cache
def _tables() -> dict[str, Numbered]:
    """Every table whose rows are numbered; some have the number of a row of another."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        number = key = model._meta.pk
        while number.remote_field:
            number = number.remote_field.model._meta.pk
        if isinstance(number, models.AutoField | models.BigAutoField) and model._meta.managed:
            columns = tuple(field.column for field in model._meta.concrete_fields)
            counter = number.model._meta.db_table
            found[model._meta.db_table] = Numbered(model._meta.db_table, columns, key.column, counter)
    return found


@functools.cache
def _counters() -> dict[str, str]:
    """PostgreSQL: the table that each sequence counts for."""
    sequences = {}
    with connection.cursor() as cursor:
        for table in {table.counter: table for table in _tables().values()}.values():
            key = _tables()[table.counter].key
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{table.counter}"', key])
            sequences[cursor.fetchone()[0].rpartition(".")[2].strip('"')] = table.counter
    return sequences


def marks() -> dict[str, int]:
    """The highest number each table has given out."""
    if connection.vendor == "sqlite":
        return _numbers("SELECT name, seq FROM sqlite_sequence")
    last = _numbers("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
    return {table: last[sequence] for sequence, table in _counters().items()}


def _numbers(sql: str) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name: last or 0 for name, last in cursor.fetchall()}


def take(tables: Collection[str], before: dict[str, int], changes: Collection[Change]) -> Rows | None:
    """The rows of these tables with a higher number than before; None where rows are not numbered."""
    if not tables <= _tables().keys():
        return None
    found = [_taken(_tables()[name], before) for name in sorted(tables)]
    return Rows(tuple(changes), tuple(insert for insert in found if insert is not None))


def _taken(table: Numbered, before: dict[str, int]) -> Change | None:
    """PostgreSQL writes and reads rows as one text, SQLite as plain values."""
    columns = ", ".join(f'"{column}"' for column in table.columns)
    rows = f'SELECT {columns} FROM "{table.name}" WHERE "{table.key}" > %s ORDER BY "{table.key}"'
    after = [before.get(table.counter, 0)]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(rows, after)
            found = cursor.fetchall()
            values = ", ".join(["%s"] * len(table.columns))
            return (f'INSERT INTO "{table.name}" ({columns}) VALUES ({values})', found) if found else None
        cursor.execute(f"SELECT json_agg(row)::text FROM ({rows}) row", after)
        text = cursor.fetchone()[0]
    read = f'SELECT {columns} FROM json_populate_recordset(NULL::"{table.name}", %s::json)'
    return (f'INSERT INTO "{table.name}" ({columns}) {read}', [text]) if text else None


def put(rows: Rows) -> None:
    """Change and insert, past all that watches statements."""
    with connection.cursor() as watched:
        cursor = watched.cursor
        for sql, params in rows.changes:
            cursor.execute(sql, params)
        for sql, values in rows.inserts:
            if connection.vendor == "sqlite":
                cursor.executemany(sql, values)
            else:
                cursor.execute(sql, values)
