"""Append-only triggers on history, ledger and event tables, on SQLite and PostgreSQL.

They stop mistakes and the web application. They do not stop whoever owns the machine: only checkpoints
held outside do. SQLite drops a table's triggers whenever a migration rebuilds it, so they are reinstalled
after every `migrate`, and their absence is reported (groundwork.md §4).
"""

from collections.abc import Iterable

from django.db import connection, models

MESSAGE = "append-only"
ACTS = ("UPDATE", "DELETE")


def _name(table: str, act: str) -> str:
    return f"{table[:44]}_no_{act.lower()}"


def _sqlite(table: str) -> Iterable[str]:
    for act in ACTS:
        yield (
            f'CREATE TRIGGER IF NOT EXISTS "{_name(table, act)}" BEFORE {act} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        )


def _postgresql(table: str) -> Iterable[str]:
    for act in (*ACTS, "TRUNCATE"):
        each = "STATEMENT" if act == "TRUNCATE" else "ROW"
        yield (
            f'CREATE OR REPLACE TRIGGER "{_name(table, act)}" BEFORE {act} ON "{table}" '
            f"FOR EACH {each} EXECUTE FUNCTION casework_refuse_change()"
        )


POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION casework_refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = '23514'; END
$$ LANGUAGE plpgsql
"""


def install_triggers(guarded: Iterable[type[models.Model]]) -> None:
    """Create the missing triggers on the tables of the models given; needs the tables to exist."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        make = _postgresql if connection.vendor == "postgresql" else _sqlite
        for model in guarded:
            if model._meta.db_table in tables:
                for statement in make(model._meta.db_table):
                    cursor.execute(statement)


def missing_triggers(guarded: Iterable[type[models.Model]]) -> list[str]:
    """Return the names of triggers that ought to exist and do not, sorted."""
    acts = (*ACTS, "TRUNCATE") if connection.vendor == "postgresql" else ACTS
    wanted = {_name(model._meta.db_table, act) for model in guarded for act in acts}
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(wanted - {name for (name,) in cursor.fetchall()})
