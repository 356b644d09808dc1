"""Values of cases, kept in the process and brought up to date by what the ledger says was written.

Every audited write leaves a leaf that names its case. A value once computed therefore stays true for all
cases that no later leaf names: only those that one names are asked anew. What makes this exact:

- Kept for one reader with their present rights and for one question. Whether a reader sees a case depends on
  rows of that case (its level, its members), on rights, which are in the key, and on the day: when the day
  turns, all is asked anew, unless `overnight` tells which cases another day changes. A case that left the
  reader's scope is named by the leaf of what took it away, `compute` says nothing of it, and so it drops out.
- Records that move leave a leaf in the case they went to, and the transfer leaves one in the case they left.
- A change of a record of no case (a party, a place) may matter to any case: all is asked anew. Only models
  named as without influence are passed over; one that nobody thought of is not. A *new* record of no case
  changes nothing yet: what refers to it is written later, in a case.
- The ledger is read before the rows are. What is written in between is asked once more next time.
- Within a transaction nothing is kept: it may see what is never committed.
- A whole is never changed once it was handed out: `join` makes another. Several threads wait for one another
  per reader and question, not at large.

Nothing is stored outside the process, and no GET writes anything.
"""

import dataclasses
import datetime as dt
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sized
from typing import Any, Final, Generic, TypeVar

from django.db import connection

from casework.core import clock
from casework.ledger.since import Leaf, Moment, present_moment, since

W = TypeVar("W", bound=Sized)
V = TypeVar("V")
Compute = Callable[[Collection[int] | None], W]
Join = Callable[[W, Collection[int], W], W]
Overnight = Callable[[Any, dt.date, dt.date], set[int]]

MOST_CASES: Final = 500
"""When more cases than this have changed, all are asked: one long statement instead of many short ones."""

WITHOUT_INFLUENCE: Final = frozenset(
    {
        "casework.AuthEvent",
        "casework.ExportEvent",
        "casework.PublishedFigures",
        "accounts.HistoricalInvitation",
        "accounts.HistoricalPasswordLink",
        "accounts.HistoricalFactorReset",
    }
)
"""Models whose leaves name no case and that no value of a case ever rests on."""

_all: "weakref.WeakSet[Kept[Any]]" = weakref.WeakSet()


def join_by_case(old: dict[int, V], cases: Collection[int], part: dict[int, V]) -> dict[int, V]:
    """Join values by case: what is new of these cases, and what was known of the others."""
    kept = old.copy()
    for case in cases:
        kept.pop(case, None)
    return kept | part


@dataclasses.dataclass
class _Entry(Generic[W]):
    """What is kept for one reader and question, and up to which moment it is true."""

    lock: Any = dataclasses.field(default_factory=threading.Lock)
    known: tuple[dt.date, Moment, W] | None = None


class Kept(Generic[W]):
    """Wholes made of the values of cases, one for each reader and question.

    A whole is usually a dict from the key of a case to its value; then nothing else has to be said. Another
    form, such as long columns, needs its own `join`.

    Args:
        room: so many rows of wholes are kept in all; the whole asked for longest ago goes first.
        without_influence: further models of no case that the values do not rest on, by the label of the
            leaf (`accounts.HistoricalUser`).
        join: takes a whole, the keys of cases, and the whole of these cases alone as it is now.
        spread: takes the cases that were written in and gives those whose values rest on them, for values
            that look into other cases.
        overnight: takes the reader, the day up to which the values are true and today, and gives the cases
            for which they no longer are. Only for values of which all that depends on the day is known.
    """

    def __init__(
        self,
        *,
        room: int = 600_000,
        without_influence: Collection[str] = (),
        join: Join[Any] = join_by_case,
        spread: Callable[[set[int]], set[int]] | None = None,
        overnight: Overnight | None = None,
    ) -> None:
        self._room, self._join, self._spread, self._overnight = room, join, spread, overnight
        self._without_influence = WITHOUT_INFLUENCE | frozenset(without_influence)
        self._entries: OrderedDict[Hashable, _Entry[W]] = OrderedDict()
        self._lock = threading.Lock()
        _all.add(self)

    def ask(self, reader: Any, question: Hashable, compute: Compute[W]) -> W:
        """The whole for this reader and question, as it is now. Do not change it.

        Args:
            reader: a person; what they may see is a matter of `compute`.
            question: whatever else the values depend on, such as a period; the language where words are in
                them.
            compute: reads the whole of the cases named, or of all for None. It is called with the same
                meaning for equal keys and leaves out what the reader may not see.
        """
        if _in_transaction():
            return compute(None)
        entry = self._entry((reader.pk, reader.role, reader.rights, question))
        with entry.lock:
            whole = self._brought_up_to_date(entry, reader, compute)
        self._make_room()
        return whole

    def forget(self) -> None:
        """Forget all wholes."""
        with self._lock:
            self._entries.clear()

    def _entry(self, key: Hashable) -> _Entry[W]:
        with self._lock:
            entry = self._entries.setdefault(key, _Entry())
            self._entries.move_to_end(key)
            return entry

    def _make_room(self) -> None:
        with self._lock:
            sizes = [len(entry.known[2]) + 1 if entry.known else 0 for entry in self._entries.values()]
            taken = sum(sizes)
            for size in sizes[:-1]:
                if taken <= self._room:
                    break
                self._entries.popitem(last=False)
                taken -= size

    def _brought_up_to_date(self, entry: _Entry[W], reader: Any, compute: Compute[W]) -> W:
        today = clock.today()
        if entry.known is None or not self._lasts(entry.known[0], today):
            return self._anew(entry, compute)
        day, moment, whole = entry.known
        found = since(moment)
        cases = None if found is None else self._named(found[1])
        if found is None or cases is None:
            return self._anew(entry, compute)
        if self._overnight and day != today:
            cases |= self._overnight(reader, day, today)
        if cases:
            whole = self._join(whole, cases, compute(cases))
        entry.known = (today, found[0], whole)
        return whole

    def _lasts(self, day: dt.date, today: dt.date) -> bool:
        """Whether what was true on that day can be brought up to today."""
        return day == today or (self._overnight is not None and day < today)

    def _anew(self, entry: _Entry[W], compute: Compute[W]) -> W:
        today, moment = clock.today(), present_moment()
        whole = compute(None)
        entry.known = (today, moment, whole)
        return whole

    def _named(self, leaves: list[Leaf]) -> set[int] | None:
        """The cases to ask anew; None for all of them."""
        mattering = [leaf for leaf in leaves if leaf.model not in self._without_influence]
        if any(leaf.scope is None and not leaf.is_first for leaf in mattering):
            return None
        cases = {leaf.scope for leaf in mattering if leaf.scope is not None}
        if self._spread and cases and len(cases) <= MOST_CASES:
            cases |= self._spread(cases)
        return cases if len(cases) <= MOST_CASES else None


def _in_transaction() -> bool:
    """Whether something may have been written that is not committed; the frame of a test does not count."""
    blocks = connection.atomic_blocks
    return bool(blocks) and not getattr(blocks[-1], "_from_testcase", False)


def forget_all() -> None:
    """Forget every whole of every kind: for measurements and tests."""
    for kept in _all:
        kept.forget()
