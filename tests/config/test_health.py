"""The health page: open, silent about content, red when histories are unguarded."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from casework.core.history import history_models
from config import health


def test_health_when_all_is_well_then_ok_without_a_session(db: None, client: Client) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "Set-Cookie" not in response.headers
    assert client.head("/healthz").status_code == 200
    assert client.post("/healthz").status_code == 405


def test_health_when_a_trigger_is_missing_then_unavailable(db: None, client: Client) -> None:
    table = history_models()[0]._meta.db_table
    name = f"{table[:44]}_no_update"
    with connection.cursor() as cursor:
        on_table = "" if connection.vendor == "sqlite" else f' ON "{table}"'
        cursor.execute(f'DROP TRIGGER "{name}"{on_table}')
    assert client.get("/healthz").status_code == 503


def test_health_when_database_is_away_then_unavailable(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> list[str]:
        raise DatabaseError("away")

    monkeypatch.setattr(health, "all_missing_triggers", away)
    assert client.get("/healthz").status_code == 503
