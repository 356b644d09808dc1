"""The chart of casualties: words beside the adopted band stay inside the drawing, in both directions."""

import pytest

from casework.publication.queries.chart import Axis


@pytest.mark.parametrize(
    ("low", "high", "mirrored", "expected"),
    [
        (10, 20, False, ("19.53%", 8, "start")),
        (10, 20, True, ("80.47%", -8, "start")),
        (80, 100, False, ("75.12%", -8, "end")),
        (80, 100, True, ("24.88%", 8, "end")),
        (None, 30, False, ("28.80%", 8, "start")),
        (60, None, False, ("56.59%", -8, "end")),
    ],
)
def test_label_stands_where_there_is_room(
    low: int | None, high: int | None, mirrored: bool, expected: tuple[str, int, str]
) -> None:
    label = Axis(100, mirrored=mirrored).label(low, high)
    assert (label["x"], label["away"], label["anchor"]) == expected


def test_label_when_nothing_is_adopted_then_none() -> None:
    assert Axis(100, mirrored=False).label(None, None) == {}
