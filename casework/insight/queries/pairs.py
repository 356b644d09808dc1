"""Allegations as long columns: counted without a look at each, and exchanged case by case.

At a hundred thousand cases, tuples of a hundred and eighty thousand allegations would take fifty megabytes
for each reader and question; four columns of numbers take five.
"""

import dataclasses
import datetime as dt
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple, overload

from ..choices import GAPS, Rung

BITS: Final = {rung: 1 << place for place, rung in enumerate(Rung.values[1:])} | {Rung.LOGGED.value: 0}
"""One bit for each rung an allegation may have reached; all are logged."""

Allegation = tuple[int, int]
"""The key of an event and that of a group of parties."""

_EVENT: Final = 40
"""Bits of the key of an event within a place in the order."""


class Pair(NamedTuple):
    """One allegation: its place in the order, its case, its group, and the rungs it reached."""

    place: int
    case: int
    group: int
    reached: int


def place_of(event: int, day: dt.date | None) -> int:
    """A number that grows from the newest event to the oldest, those of no known day last."""
    return -((day.toordinal() if day else 0) << _EVENT | event)


def event_at(place: int) -> int:
    """The event of that place."""
    return -place & ((1 << _EVENT) - 1)


@dataclasses.dataclass(frozen=True)
class Pairs:
    """All allegations of one question at one level, the newest event first, and how many of each kind."""

    places: array
    cases: array
    groups: array
    reached: array
    numbers: Counter[tuple[int, int]]

    @classmethod
    def of(cls, rows: Iterable[Pair]) -> "Pairs":
        """The columns of these allegations, which come in the order of their places."""
        places, cases, groups, reached = array("q"), array("q"), array("q"), array("H")
        for place, case, group, bits in rows:
            places.append(place)
            cases.append(case)
            groups.append(group)
            reached.append(bits)
        return cls(places, cases, groups, reached, Counter(zip(groups, reached, strict=True)))

    def __iter__(self) -> Iterator[Pair]:
        columns = zip(self.places, self.cases, self.groups, self.reached, strict=True)
        return (Pair(*values) for values in columns)

    def __len__(self) -> int:
        return len(self.places)

    def joined(self, cases: Collection[int], part: "Pairs") -> "Pairs":
        """The same with other allegations of these cases; nothing that was handed out is changed."""
        wanted = set(cases)
        columns = (self.places[:], self.cases[:], self.groups[:], self.reached[:])
        numbers = self.numbers.copy()
        gone = [at for at, case in enumerate(self.cases) if case in wanted]
        for at in reversed(gone):
            numbers[self.groups[at], self.reached[at]] -= 1
            for column in columns:
                del column[at]
        for pair in part:
            at = bisect_right(columns[0], pair.place)
            for column, value in zip(columns, pair, strict=True):
                column.insert(at, value)
        numbers.update(part.numbers)
        return Pairs(*columns, +numbers)

    @cached_property
    def counts(self) -> dict[int, dict[str, int]]:
        """How many allegations reached each rung and fell into each gap, by group."""
        found: dict[int, dict[str, int]] = {}
        for (group, reached), number in self.numbers.items():
            row = found.setdefault(group, dict.fromkeys([*Rung.values, *GAPS], 0))
            for rung in Rung.values:
                row[rung] += number * _is_among(reached, rung)
            for gap, (rung, but_not, _words) in GAPS.items():
                row[gap] += number * _is_among(reached, rung, but_not)
        return found

    def listed(self, rung: str, group: int | None = None, but_not: str = "") -> "Listed":
        """Those that reached one rung and not another, of one group or of all."""
        kinds = (kind for kind in self.numbers if group in (None, kind[0]))
        return Listed(self, frozenset(kind for kind in kinds if _is_among(kind[1], rung, but_not)))


class Listed(Sequence[Allegation]):
    """The allegations behind one figure; a page of them is cut without making the rest."""

    def __init__(self, pairs: Pairs, kinds: frozenset[tuple[int, int]]) -> None:
        self._pairs, self._kinds = pairs, kinds

    def __len__(self) -> int:
        return sum(self._pairs.numbers[kind] for kind in self._kinds)

    def __iter__(self) -> Iterator[Allegation]:
        columns = zip(self._pairs.places, self._pairs.groups, self._pairs.reached, strict=True)
        return (
            (event_at(place), group) for place, group, reached in columns if (group, reached) in self._kinds
        )

    @overload
    def __getitem__(self, wanted: int) -> Allegation: ...

    @overload
    def __getitem__(self, wanted: slice) -> list[Allegation]: ...

    def __getitem__(self, wanted: int | slice) -> Allegation | list[Allegation]:
        if isinstance(wanted, slice):
            return list(islice(self, *wanted.indices(len(self))))
        return next(islice(self, range(len(self))[wanted], None))


def _is_among(reached: int, rung: str, but_not: str = "") -> bool:
    """Whether an allegation counts: it reached one rung, and not the other."""
    return reached & BITS[rung] == BITS[rung] and not (but_not and reached & BITS[but_not])
