"""The migrations themselves: a new database of them equals the models and guards its histories."""

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parent.parent.parent


NO_UNIQUE_HISTORY = """
from django.db import connection
from casework.core.history import history_models
found = []
with connection.cursor() as cursor:
    for model in history_models():
        kept = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
        found += [
            (model._meta.db_table, each["columns"])
            for each in kept
            if (each["unique"] or each["foreign_key"]) and not each["primary_key"]
        ]
print(found)
"""
"""A second version repeats what was unique, and outlives what it pointed to."""


@pytest.fixture
def new_database(tmp_path: Path, db: None) -> Iterator[str]:
    """The address of an empty database of the kind this run uses."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.sqlite3'}"
        return
    name = f"new_{uuid.uuid4().hex[:8]}"
    known = connection.get_connection_params()
    server = {name: known[name] for name in ("host", "port", "user")}
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as administration:
        administration.execute(f'CREATE DATABASE "{name}"')
        yield f"postgres://{server['user']}@/{name}?host={server['host']}&port={server['port']}"
        administration.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def manage(address: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run one command of manage.py on that database."""
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_migrate_when_database_is_new_then_equals_the_models_and_is_guarded(new_database: str) -> None:
    for arguments in (["migrate", "-v0"], ["makemigrations", "--check", "--dry-run", "--noinput"], ["check"]):
        done = manage(new_database, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    assert manage(new_database, "shell", "--no-imports", "-c", NO_UNIQUE_HISTORY).stdout.strip() == "[]"
    question = (
        "from casework.wiring import all_missing_triggers; from casework.models import ViolationType; "
        "print(all_missing_triggers(), ViolationType.objects.count() > 70)"
    )
    answer = manage(new_database, "shell", "--no-imports", "-c", question)
    assert answer.stdout.strip() == "[] True", answer.stderr

    assert manage(new_database, "flush", "--noinput").returncode != 0, "histories were emptied"
