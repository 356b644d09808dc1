"""Many short rows of whole numbers, kept as a few long arrays: a twentieth of the memory of tuples.

The first column is the key of a case and the rows stand in its order, so that the rows of a few cases can be
exchanged without touching the others.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator
from typing import Final, Self

NUMBER: Final = "q"
"""The type of a column: whole numbers of 64 bits."""


class Columns:
    """Rows of whole numbers in the order of their cases."""

    def __init__(self, rows: Iterable[tuple[int, ...]], width: int) -> None:
        self.columns = [array(NUMBER) for _at in range(width)]
        for row in sorted(rows):
            for column, value in zip(self.columns, row, strict=True):
                column.append(value)

    def __len__(self) -> int:
        return len(self.columns[0])

    def __iter__(self) -> Iterator[tuple[int, ...]]:
        return zip(*self.columns, strict=True)

    def with_cases(self, cases: Collection[int], part: Self) -> Self:
        """These rows, but of the cases named those of `part`, which holds no others."""
        whole = object.__new__(type(self))
        whole.columns = [column[:] for column in self.columns]
        for case in sorted(cases):
            whole._cut_in(whole._place(case), part, part._place(case))
        return whole

    def _place(self, case: int) -> slice:
        keys = self.columns[0]
        return slice(bisect_left(keys, case), bisect_right(keys, case))

    def _cut_in(self, place: slice, other: Self, found: slice) -> None:
        for column, new in zip(self.columns, other.columns, strict=True):
            column[place] = new[found]


def join_columns(old: Columns, cases: Collection[int], part: Columns) -> Columns:
    """What `casework.core.kept.Kept` takes to join columns."""
    return old.with_cases(cases, part)
