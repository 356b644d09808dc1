"""Puts the test database back to how it was made after a test that really committed.

Django empties every table and loads the reference rows again: two seconds each time, refused by the
append-only triggers. Here the rows of the beginning are kept once and put back.
"""

import sqlite3
from typing import Any

from django.db import connection

_kept: dict[str, Any] = {}
SCHEMA = "pristine"


def keep() -> None:
    """Remember the database as it is now, with its reference rows."""
    if connection.vendor == "sqlite":
        _kept["copy"] = sqlite3.connect(":memory:", check_same_thread=False)
        connection.ensure_connection()
        connection.connection.backup(_kept["copy"])
        return
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE; CREATE SCHEMA {SCHEMA}")
        tables = connection.introspection.table_names(cursor)
        _kept["tables"], _kept["filled"] = tables, []
        for table in tables:
            cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
            if cursor.fetchone()[0]:
                cursor.execute(f'CREATE TABLE {SCHEMA}."{table}" AS TABLE public."{table}"')
                _kept["filled"].append(table)


def put_back() -> None:
    """Make the database what it was when `keep` was called; triggers stay, and are not asked.

    PostgreSQL goes on counting, as it does after a rollback: what tests/remembered.py puts back has numbers.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        _kept["copy"].backup(connection.connection)
        return
    statements = ["BEGIN", "SET LOCAL session_replication_role = replica"]
    statements += [f'DELETE FROM "{table}"' for table in _kept["tables"]]
    statements += [f'INSERT INTO "{table}" SELECT * FROM {SCHEMA}."{table}"' for table in _kept["filled"]]
    with connection.cursor() as cursor:
        cursor.execute("; ".join([*statements, "COMMIT"]))
