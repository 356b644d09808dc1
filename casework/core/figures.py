"""Numbers that open their list, and the bars that draw them."""

import dataclasses
from collections.abc import Iterable


@dataclasses.dataclass(frozen=True)
class Figure:
    """A number and the list it opens."""

    number: int
    url: str


@dataclasses.dataclass(frozen=True)
class Bar:
    """One piece of a drawn bar, as per cent of the longest one."""

    css: str
    start: str
    width: str


def bars(pieces: Iterable[tuple[str, int]], longest: int) -> list[Bar]:
    """The pieces of one bar, side by side.

    Args:
        pieces: the class that colours a piece, and its number.
        longest: the number that fills the whole width.
    """
    found, start = [], 0.0
    for css, number in pieces:
        if number:
            width = 100 * number / longest
            found.append(Bar(css, f"{start:.2f}%", f"{max(width - 0.5, 0.5):.2f}%"))
            start += width
    return found
