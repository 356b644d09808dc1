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


def test_database_of_the_first_release_when_migrated_then_keeps_its_rows_and_equals_the_models(
    new_database: str,
) -> None:
    """What is promised is said and asserted in tests/config/migration_steps.py."""
    environment = os.environ | {"DATABASE_URL": new_database, "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
    command = [sys.executable, "-m", "tests.config.migration_steps"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
