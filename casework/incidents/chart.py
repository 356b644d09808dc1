"""The claims of several sources on one axis: numbers for a drawing that flips with the page.

Claims are set beside each other and never added. A closed range is a line between two dots, an open one
is dashed on its open side.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from .models.ranges import range_words

COLUMNS = 11
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Mark:
    """One shape in a row: a dot, a hollow dot, a closed line or a dashed one."""

    kind: str
    start: str
    end: str = ""


@dataclass(frozen=True)
class ChartRow:
    """What one source says, with its shapes."""

    claim: Any
    words: str
    marks: list[Mark]
    parts: str = ""


@dataclass(frozen=True)
class Chart:
    """All claims on one axis, with the adopted range as a band behind them."""

    harm: str
    top: int
    labels: list[str]
    grid: list[str]
    rows: list[ChartRow]
    band_start: str = ""
    band_width: str = ""
    adopted_words: str = ""
    adopted_marks: list[Mark] = field(default_factory=list)

    @property
    def has_band(self) -> bool:
        """Whether a range is adopted."""
        return bool(self.adopted_words)


def claims_chart(
    claims: Iterable[Any], *, harm: str = "killed", adopted: tuple[int | None, int | None] = (None, None)
) -> Chart:
    """Lay the claims out on one axis that begins at zero."""
    shown = [(claim, getattr(claim, f"{harm}_min"), getattr(claim, f"{harm}_max")) for claim in claims]
    known = [end for _claim, low, high in shown for end in (low, high) if end is not None]
    known += [end for end in adopted if end is not None]
    unit = _unit(max(known, default=0))
    top = unit * COLUMNS
    band = _band(adopted, top)
    return Chart(
        harm=harm,
        top=top,
        labels=[str(step * unit) if step % 2 == 0 else "" for step in range(COLUMNS)],
        grid=[_at(step * unit, top) for step in range(0, COLUMNS, 2)],
        rows=[
            ChartRow(claim, range_words(low, high), _marks(low, high, top), claim.parts_words(harm))
            for claim, low, high in shown
        ],
        band_start=band[0],
        band_width=band[1],
        adopted_words=range_words(*adopted) if adopted != (None, None) else "",
        adopted_marks=_adopted_marks(adopted, top),
    )


def _unit(highest: int) -> int:
    """Width of one column: the smallest round number with which the highest figure still fits."""
    for power in count():
        for step in _STEPS:
            unit = step * 10**power
            if unit * (COLUMNS - 0.5) >= highest:
                return unit
    raise AssertionError("unreachable")


def _at(value: int, top: int) -> str:
    """Place of a number on the axis; formatted here, because a decimal comma would break the drawing."""
    return f"{value / top * 100:.2f}%"


def _marks(low: int | None, high: int | None, top: int) -> list[Mark]:
    if low is None and high is None:
        return []
    if low is None:
        return [Mark("open", _at(0, top), _at(high or 0, top)), Mark("hollow", _at(high or 0, top))]
    if high is None:
        return [Mark("open", _at(low, top), "100%"), Mark("dot", _at(low, top))]
    if low == high:
        return [Mark("dot", _at(low, top))]
    ends = [Mark("dot", _at(low, top)), Mark("dot", _at(high, top))]
    return [Mark("line", _at(low, top), _at(high, top)), *ends]


def _band(adopted: tuple[int | None, int | None], top: int) -> tuple[str, str]:
    """The shaded range; one number is drawn as a thin band, an open end reaches to the edge."""
    low, high = adopted
    if low is None and high is None:
        return "", ""
    start, end = low or 0, top if high is None else high
    return _at(start, top), _at(max(end - start, top / 200), top)  # type: ignore[arg-type]


def _adopted_marks(adopted: tuple[int | None, int | None], top: int) -> list[Mark]:
    low, high = adopted
    if low is None and high is None:
        return []
    if low is not None and high is not None and low != high:
        return [Mark("thick", _at(low, top), _at(high, top))]
    return _marks(low, high, top)
