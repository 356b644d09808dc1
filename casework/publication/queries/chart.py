"""The claims about one event on one axis: positions in per cent of the width, mirrored for Arabic."""

from typing import Any

LEFT, WIDTH = 1.0, 92.65
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000, 100_000, 1_000_000)
MOST_TICKS = 7


def casualty_chart(casualties: dict[str, Any], language: str) -> dict[str, Any] | None:
    """Rows, ticks and the adopted band; None where no claim gives a number."""
    claims = [claim for claim in casualties["claims"] if _ends(claim["killed"]) != (None, None)]
    ends = [
        end
        for one in (casualties["killed"], *(claim["killed"] for claim in claims))
        for end in _ends(one)
        if end
    ]
    if not claims or not ends:
        return None
    place = Axis(max(ends), mirrored=language == "ar")
    adopted = casualties["killed"]
    return {
        "ticks": [{"value": tick, "x": place.at(tick)} for tick in place.ticks()],
        "band": place.bar(*_ends(adopted)),
        "band_label": place.label(*_ends(adopted)),
        "rows": [claim | {"mark": place.mark(claim)} for claim in claims],
    }


def _ends(people: dict[str, Any]) -> tuple[int | None, int | None]:
    return people["min"], people["max"]


class Axis:
    """From nobody to the highest figure."""

    def __init__(self, top: int, *, mirrored: bool) -> None:
        self.top, self.mirrored = top, mirrored

    def at(self, value: int) -> str:
        """Where a number lies."""
        along = LEFT + WIDTH * value / self.top
        return f"{100 - along if self.mirrored else along:.2f}%"

    def bar(self, low: int | None, high: int | None) -> dict[str, str] | None:
        """Start and width of a range; a single number is a thin one."""
        low, high = low if low is not None else high, high if high is not None else low
        if low is None or high is None:
            return None
        width = max(WIDTH * (high - low) / self.top, 0.4)
        return {"x": self.at(high) if self.mirrored else self.at(low), "width": f"{width:.2f}%"}

    def label(self, low: int | None, high: int | None) -> dict[str, Any]:
        """Words beside a range, on the side where there is room for them."""
        ends = [end for end in (low, high) if end is not None]
        if not ends:
            return {}
        before = min(ends) > self.top / 2
        away = -8 if before != self.mirrored else 8
        anchor = "end" if before else "start"
        return {"x": self.at(min(ends) if before else max(ends)), "away": away, "anchor": anchor}

    def mark(self, claim: dict[str, Any]) -> dict[str, Any]:
        """A dot for one figure, a bar for a range, hollow where contested, dotted where an end is open."""
        low, high = _ends(claim["killed"])
        if low is None or high is None:
            open_at = low if low is not None else high or 0
            start, end = (0, open_at) if low is None else (open_at, self.top)
            return {"kind": "open", "start": self.at(start), "end": self.at(end), "cap": self.at(open_at)}
        if low == high:
            return {"kind": "dot", "x": self.at(low)}
        return {"kind": "weak" if claim["grade"] == "contested" else "bar"} | (self.bar(low, high) or {})

    def ticks(self) -> list[int]:
        """Round numbers along the axis, not too many."""
        step = next((step for step in STEPS if self.top / step < MOST_TICKS), STEPS[-1])
        return list(range(0, self.top + 1, step))
