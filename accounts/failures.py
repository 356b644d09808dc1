"""Failed sign-ins in the log, without letting an attacker fill it.

Each account's first failure in a quarter of an hour gets a row, as does its lock-out, up to a budget for the
day; past that, one row each time the number of failures has doubled. A hundred thousand failures leave fewer
than a hundred rows, and the number itself is not lost.
"""

import hashlib
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest

from accounts.models import User
from casework.core import clock
from casework.ledger.actions import record_auth
from casework.ledger.models import AuthEvent

ROWS_A_DAY = 60
WINDOW = 15 * 60
DAY = 24 * 3600


def _count(key: str, seconds: int) -> int:
    """Count up and return the number; the first one starts the time."""
    if cache.add(key, 1, timeout=seconds):
        return 1
    try:
        return int(cache.incr(key))
    except ValueError:
        cache.set(key, 1, timeout=seconds)
        return 1


def _is_power_of_two(number: int) -> bool:
    return number & (number - 1) == 0


def note_failure(
    kind: AuthEvent.Kind, *, login: str, user: User | None, request: HttpRequest | None, detail: str = ""
) -> None:
    """Record that somebody failed to sign in as `login`, or was locked out.

    An address without an account is not kept: people type passwords into the wrong box.
    """
    today = clock.today().isoformat()
    who = hashlib.sha256(login.strip().lower().encode()).hexdigest()[:32]
    of_account = _count(f"accounts:fail:{kind}:{who}", WINDOW)
    of_day = _count(f"accounts:fail:{today}", DAY)
    if of_account == 1 and _count(f"accounts:fail-rows:{today}", DAY) <= ROWS_A_DAY:
        _write(kind, user=user, request=request, detail=detail, count=1)
    elif of_day > ROWS_A_DAY and _is_power_of_two(of_day):
        detail = "failures of all accounts since midnight"
        _write(kind, user=None, request=request, detail=detail, count=of_day)


def _write(kind: AuthEvent.Kind, *, user: Any, request: HttpRequest | None, detail: str, count: int) -> None:
    label = user.email if user else "unknown account"
    record_auth(kind, user=user, label=label, detail=detail, count=count, request=request)
