"""Plays many stories at once under one clock that only goes forward.

A story is a generator: it yields the moment at which it wants to go on, and does its next piece when that
moment has come. So histories and the ledger grow in the order of time, as they do in a real office.
"""

import datetime as dt
import heapq
import random
import uuid
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from zoneinfo import ZoneInfo

from casework.core import clock
from casework.core.context import WEB, AuditContext, audit_context

from .cast import DEMO

Story = Iterator[dt.datetime]
ZONE = ZoneInfo("Asia/Baghdad")
FIRST_HOUR, LAST_HOUR = 8, 16
_BREATH = dt.timedelta(seconds=37)


class Diary:
    """The working days of one case, counted back from the day the demonstration is loaded."""

    def __init__(self, today: dt.datetime, seed: str) -> None:
        self.today = today
        self.chance = random.Random(seed)  # noqa: S311 - hours of work, nothing secret

    def day(self, days_ago: int) -> dt.datetime:
        """Some working hour so many days ago."""
        date = (self.today - dt.timedelta(days=days_ago)).astimezone(ZONE).date()
        hour, minute = self.chance.randint(FIRST_HOUR, LAST_HOUR), self.chance.randint(0, 59)
        return dt.datetime.combine(date, dt.time(hour, minute, self.chance.randint(0, 59)), ZONE)

    def spread(self, start: dt.datetime, end: dt.datetime, count: int) -> list[dt.datetime]:
        """So many working moments between two others, in order."""
        if count == 0:
            return []
        part = (end - start) / (count + 1)
        moments = []
        for number in range(1, count + 1):
            moment = (start + part * number).astimezone(ZONE)
            if not FIRST_HOUR <= moment.hour <= LAST_HOUR:
                hour, minute = self.chance.randint(FIRST_HOUR, LAST_HOUR), self.chance.randint(0, 59)
                moment = moment.replace(hour=hour, minute=minute)
            moments.append(moment)
        return sorted(moments)


def _request() -> AbstractContextManager[AuditContext]:
    """Each piece is one request of a user: one act for the histories, with an id of its own."""
    return audit_context(actor=DEMO, channel=WEB, request_id=uuid.uuid4().hex)


def play(stories: Iterable[Story], until: dt.datetime) -> int:
    """Play all stories to their end; return the number of pieces. No piece happens after `until`."""
    heap: list[tuple[dt.datetime, int, Story]] = []
    for number, story in enumerate(stories):
        if (first := next(story, None)) is not None:
            heap.append((first, number, story))
    heapq.heapify(heap)
    played, present = 0, dt.datetime.min.replace(tzinfo=dt.UTC)
    while heap:
        wanted, number, story = heapq.heappop(heap)
        present = min(max(wanted, present + _BREATH), max(until, present))
        with clock.travel(present.astimezone(dt.UTC)), _request():
            following = next(story, None)
        played += 1
        if following is not None:
            heapq.heappush(heap, (following, number, story))
    return played
