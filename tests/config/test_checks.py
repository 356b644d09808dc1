"""Unsafe settings refuse to start, each with a sentence that says what to do (goal R26)."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from casework import checks

ROOT = Path(__file__).resolve().parent.parent.parent
SAFE = {
    "SECRET_KEY": "kX9v-2bQ7mZr4TnW8yLp3sHd6fGj1cVa5eUo0iRtBqNwMxKz-PYhE",
    "ALLOWED_HOSTS": "cases.example.org",
    "CASEWORK_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
}
UNSAFE = {
    "casework.E001": {"DEBUG": "on"},
    "casework.E002": {"SECRET_KEY": "short"},
    "casework.E003": {"ALLOWED_HOSTS": ""},
    "casework.E004": {"CASEWORK_INSECURE_COOKIES": "on"},
    "casework.E005": {"CACHE_URL": "locmemcache://"},
    "casework.E006": {"CASEWORK_SECOND_FACTOR_REQUIRED": "off"},
    "casework.E007": {"CASEWORK_ENCRYPTION_KEYS": "not-a-key"},
    "casework.E014": {"CASEWORK_INVITATION_HOURS": "1000"},
}


def start_server_entry(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    """Import config.wsgi as a server does, with production settings and nothing else in the environment."""
    database = {"DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}", "PATH": os.environ["PATH"]}
    environment = database | SAFE | changes | {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
    command = [sys.executable, "-c", "import config.wsgi"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_server_entry_when_settings_safe_then_no_refusal_of_settings(tmp_path: Path) -> None:
    answer = start_server_entry(tmp_path)
    assert "casework.E0" not in answer.stderr.replace("casework.E021", "")


def test_server_entry_when_triggers_missing_then_refuses_and_says_migrate(tmp_path: Path) -> None:
    answer = start_server_entry(tmp_path)
    assert answer.returncode != 0
    assert "manage.py migrate" in answer.stderr


@pytest.mark.parametrize("name", UNSAFE)
def test_server_entry_when_setting_unsafe_then_refuses_with_its_name(name: str, tmp_path: Path) -> None:
    answer = start_server_entry(tmp_path, **UNSAFE[name])
    assert answer.returncode != 0
    assert "Refusing to start" in answer.stderr
    assert name in answer.stderr


@pytest.mark.parametrize("key", ["", "a" * 80, "insecure" + SAFE["SECRET_KEY"], SAFE["SECRET_KEY"][:40]])
def test_secret_key_when_weak_then_refused(key: str) -> None:
    with override_settings(SECRET_KEY=key or "x"):
        assert [error.id for error in checks.check_secret_key()] == ["casework.E002"]


def test_hosts_when_star_then_refused() -> None:
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert [error.id for error in checks.check_hosts()] == ["casework.E003"]


@pytest.mark.parametrize(
    "changed",
    [{"SESSION_COOKIE_HTTPONLY": False}, {"SESSION_COOKIE_SAMESITE": "Lax"}, {"CSRF_COOKIE_SECURE": False}],
)
def test_cookies_when_any_protection_is_off_then_refused(changed: dict[str, object]) -> None:
    good = {"SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True}
    with override_settings(**good):
        assert checks.check_cookies() == []
    with override_settings(**(good | changed)):
        assert [error.id for error in checks.check_cookies()] == ["casework.E004"]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"transaction_mode": "DEFERRED", "timeout": 20, "init_command": "PRAGMA journal_mode=WAL"},
        {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA synchronous=NORMAL"},
    ],
)
def test_sqlite_options_when_weak_then_refused(
    options: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(settings.DATABASES["default"], "OPTIONS", options)
    assert [error.id for error in checks.check_sqlite_options()] == ["casework.E008"]


def test_sqlite_options_of_the_project_then_accepted() -> None:
    assert checks.check_sqlite_options() == []


def test_file_system_when_nested_mounts_then_the_innermost_counts(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    inner = tmp_path / "share"
    mounts.write_text(f"/dev/a / ext4 rw 0 0\nserver:/x {inner} nfs4 rw 0 0\n")
    assert checks.file_system_of(inner / "db.sqlite3", mounts) == "nfs4"
    assert checks.file_system_of(tmp_path / "db.sqlite3", mounts) == "ext4"
    assert checks.file_system_of(tmp_path, tmp_path / "absent") == ""


def test_demo_when_reachable_by_another_name_then_refused() -> None:
    with override_settings(CASEWORK_DEMO=True, ALLOWED_HOSTS=["127.0.0.1", "cases.example.org"]):
        assert [error.id for error in checks.check_demo()] == ["casework.E010"]
    with override_settings(CASEWORK_DEMO=True, ALLOWED_HOSTS=["127.0.0.1", "localhost"]):
        assert checks.check_demo() == []


@pytest.mark.parametrize("hours", [-1, 0, 169])
def test_links_when_they_live_too_long_or_not_at_all_then_refused(hours: int) -> None:
    with override_settings(CASEWORK_INVITATION_HOURS=hours):
        assert [error.id for error in checks.check_life_of_links()] == ["casework.E014"]


def test_history_when_made_editable_then_refused() -> None:
    with override_settings(SIMPLE_HISTORY_EDIT=True):
        assert [error.id for error in checks.check_history_is_read_only()] == ["casework.E011"]


def test_history_when_switched_off_then_refused() -> None:
    with override_settings(SIMPLE_HISTORY_ENABLED=False):
        assert [error.id for error in checks.check_history_is_written()] == ["casework.E013"]
    assert settings.SIMPLE_HISTORY_REVERT_DISABLED


@pytest.mark.parametrize("name", ["clean_old_history", "clean_duplicate_history", "populate_history"])
def test_history_when_a_command_of_the_library_would_change_it_then_refused(name: str) -> None:
    for arguments in ((), ("casework.Case",)):
        with pytest.raises(CommandError, match="never taken away"):
            call_command(name, *arguments)
    command = [sys.executable, "manage.py", name, "--auto", "--days", "1"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "never taken away" in done.stderr


@pytest.mark.parametrize("place", ["inside", "relative"])
def test_evidence_when_place_is_unsafe_then_refused(place: str, tmp_path: Path) -> None:
    root = tmp_path / "evidence" if place == "inside" else "evidence"
    with override_settings(STATIC_ROOT=tmp_path, CASEWORK_EVIDENCE_ROOT=root):
        assert [error.id for error in checks.check_evidence_place()] == ["casework.E012"]
