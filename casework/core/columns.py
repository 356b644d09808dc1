"""Many short rows of whole numbers, kept as a few long arrays: a twentieth of the memory of tuples.

The first column is the key of a case and the rows stand in its order, so that the rows of a few cases can be
exchanged without touching the others.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import Final, Self

NUMBER: Final = "q"
"""The type of a column: whole numbers of 64 bits."""


class Columns:
    """Rows of whole numbers in the order of their cases; each column has a name and is read by it."""

    def __init__(self, names: Sequence[str], rows: Iterable[tuple[int, ...]]) -> None:
        self._keys = names[0]
        self._columns = {name: array(NUMBER) for name in names}
        for row in sorted(rows):
            for column, value in zip(self._columns.values(), row, strict=True):
                column.append(value)

    def __getitem__(self, name: str) -> array:
        return self._columns[name]

    def __len__(self) -> int:
        return len(self._columns[self._keys])

    def with_cases(self, cases: Collection[int], part: Self) -> Self:
        """These rows, but of the cases named those of `part`, which holds no others."""
        whole = object.__new__(type(self))
        whole._keys, whole._columns = self._keys, {name: self[name][:] for name in self._columns}
        for case in cases:
            here, there = whole._place(case), part._place(case)
            for name, column in whole._columns.items():
                column[here] = part[name][there]
        return whole

    def value_of(self, case: int, name: str) -> int:
        """What the first row of a case holds in this column; nothing for a case without a row."""
        rows = self._place(case)
        return self[name][rows.start] if rows.start < rows.stop else 0

    def _place(self, case: int) -> slice:
        keys = self[self._keys]
        return slice(bisect_left(keys, case), bisect_right(keys, case))


def join_columns(old: Columns, cases: Collection[int], part: Columns) -> Columns:
    """What `casework.core.kept.Kept` takes to join columns."""
    return old.with_cases(cases, part)
