"""The one clock of the application, so that demonstrations and tests can travel in time."""

import contextlib
import contextvars
import datetime as dt
from collections.abc import Iterator

from django.utils import timezone

_travelled: contextvars.ContextVar[dt.datetime | None] = contextvars.ContextVar("travelled", default=None)


def now() -> dt.datetime:
    """Return the present moment in UTC, or the moment travelled to."""
    return _travelled.get() or timezone.now()


def today() -> dt.date:
    """Return the present day of the office; what ends with a day ends for everybody at the same moment.

    The zone a reader chose is for the hours shown to them: it moves no deadline, no membership, no consent.
    """
    return day_of(now())


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day of a moment (aware) in the time zone of the office, settings.TIME_ZONE."""
    return timezone.localdate(moment, timezone.get_default_timezone())


@contextlib.contextmanager
def travel(moment: dt.datetime) -> Iterator[None]:
    """Let `now()` answer `moment` (aware) inside the block; only the demo loader and tests do this."""
    if timezone.is_naive(moment):
        raise ValueError("The moment must carry a time zone.")
    token = _travelled.set(moment)
    try:
        yield
    finally:
        _travelled.reset(token)
