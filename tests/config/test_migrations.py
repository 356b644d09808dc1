"""The migrations themselves, and the backups of docs/operations.md: no row, history or file is lost."""

import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from tests.pg import server_programs

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Place:
    """Where one installation keeps its rows and its files."""

    database: str
    evidence: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """A command of the project in this installation."""
        told = {"DATABASE_URL": self.database, "CASEWORK_EVIDENCE_ROOT": str(self.evidence)}
        environment = os.environ | told | {"DJANGO_SETTINGS_MODULE": "config.settings.dev"}
        return subprocess.run(
            [sys.executable, *command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
        )

    def facts(self) -> dict[str, object]:
        """Rows of each table, leaves that recompute, files whose digest holds."""
        told = self.run("-m", "tests.config.migration_steps", "facts")
        assert told.returncode == 0, told.stderr
        return json.loads(told.stdout)


def server() -> dict[str, str]:
    known = connection.get_connection_params()
    return {name: known[name] for name in ("host", "port", "user")}


def empty_place(folder: Path, name: str) -> Iterator[Place]:
    """An empty database of the kind this run uses, beside an empty folder."""
    evidence = folder / f"{name}-evidence"
    if connection.vendor == "sqlite":
        yield Place(f"sqlite:///{folder / name}.sqlite3", evidence)
        return
    database, at = f"{name}_{uuid.uuid4().hex[:8]}", server()
    with psycopg.connect(**at, dbname="postgres", autocommit=True) as administration:
        administration.execute(f'CREATE DATABASE "{database}"')
        yield Place(f"postgres://{at['user']}@/{database}?host={at['host']}&port={at['port']}", evidence)
        administration.execute(f'DROP DATABASE "{database}" WITH (FORCE)')


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A database of the first release with rows, migrated to today and worked in."""
    for place in empty_place(tmp_path_factory.mktemp("live"), "live"):
        done = place.run("-m", "tests.config.migration_steps", "upgrade")
        assert done.returncode == 0, done.stdout + done.stderr
        yield place


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Place]:
    """Another machine, with nothing on it."""
    yield from empty_place(tmp_path, "elsewhere")


def test_database_of_the_first_release_when_migrated_then_keeps_its_rows_and_equals_the_models(
    upgraded: Place,
) -> None:
    """What is promised is said and asserted in tests/config/migration_steps.py."""
    rows = upgraded.facts()["rows"]
    assert rows["casework.Case"] == rows["casework.HistoricalCase"] == 3  # type: ignore[index]


def recipe(beginning: str) -> str:
    """The block of the page that begins so, without the encryption that a test has no key for."""
    found = re.search(rf"```\n({re.escape(beginning)}.*?)```", PAGE, re.DOTALL)
    assert found, f"docs/operations.md has no recipe that begins with {beginning!r}"
    return found[1]


def shell(script: str, folder: Path) -> None:
    """Run lines of the page as an operator does."""
    path = f"{server_programs()}:{os.environ['PATH']}" if server_programs() else os.environ["PATH"]
    given = (
        {"PGHOST": server()["host"], "PGPORT": str(server()["port"]), "PGUSER": server()["user"]}
        if (connection.vendor == "postgresql")
        else {}
    )
    done = subprocess.run(
        ["/bin/bash", "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=os.environ | given | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""


def database_name(place: Place) -> str:
    return place.database.rpartition("?")[0].rpartition("/")[2]


def back_up_and_restore_rows(live: Place, other: Place, folder: Path) -> None:
    """The recipe of this database, with the places of the test and `cat` for the encryption."""
    if connection.vendor == "sqlite":
        script = recipe("python3 - <<'END'").replace("var/production/db.sqlite3", live.database[10:])
        script = re.sub(r"age -r .* (\S+) && rm \S+", r"cat \1 > taken", script)
        shell(f"{script}\ncat taken > {other.database[10:]}", folder)
        return
    save = re.sub(r"\| age .*", "> taken", recipe("pg_dump")).replace(
        " casework ", f" {database_name(live)} "
    )
    restore = next(line for line in recipe("age -d").splitlines() if "pg_restore" in line)
    restore = re.sub(r"age -d .*?\|", "cat taken |", restore).partition("#")[0]
    shell(f"{save}\n{restore.replace('--dbname casework', f'--dbname {database_name(other)}')}", folder)


def test_backup_when_restored_elsewhere_then_rows_histories_triggers_leaves_and_files_are_all_there(
    upgraded: Place, elsewhere: Place, tmp_path: Path
) -> None:
    """The recipes are read from the page, so that it cannot promise what was never tried."""
    back_up_and_restore_rows(upgraded, elsewhere, tmp_path)
    copy = "rsync -a --ignore-existing" if shutil.which("rsync") else "cp -a"
    assert "rsync -a --ignore-existing" in PAGE
    elsewhere.evidence.mkdir()
    shell(f"{copy} {upgraded.evidence}/. {elsewhere.evidence}/", tmp_path)
    for command in ("migrate", "check"):
        done = elsewhere.run("manage.py", command)
        assert done.returncode == 0, done.stderr
    assert elsewhere.facts() == upgraded.facts()
    digests = recipe("cd var/production/evidence/originals").replace(
        "var/production/evidence", str(elsewhere.evidence)
    )
    shell(digests, tmp_path)
    kept = next(path for path in (elsewhere.evidence / "originals").rglob("*") if path.is_file())
    kept.chmod(0o600)
    kept.write_bytes(b"forged")
    with pytest.raises(AssertionError, match=r"CHANGED|did NOT match"):
        shell(digests, tmp_path)
