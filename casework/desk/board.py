"""Figures of the supervisor's home: every number is a count of cases, and opens the list of just these cases.

All is counted over the cases the reader may see, with the same conditions the list filters by.
"""

import dataclasses
from bisect import bisect_right
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse

from casework.cases.choices import Stage
from casework.core import clock
from casework.core.columns import Columns
from casework.core.figures import Bar, Figure, bars
from casework.desk.filters import AGES, age_span
from casework.ladder.queries import (
    CLIMBS,
    CONCERNS,
    GUARDS,
    Concern,
    count_by_stage,
    count_concerns,
    ticks,
)

DAY: Final = 24 * 60 * 60 * 1_000_000
"""A day in the ticks of `since`."""

BLOCKERS = {Stage(stage): keys for stage, keys in CLIMBS.items() if stage != Stage.CREDIBLE}
"""For the stages one usually leaves upwards: the guards of that move."""
HELD = {
    Stage.INSUFFICIENT: ("look_due", "new_evidence"),
    Stage.CREDIBLE: ("evidence_lost", "single_source"),
    Stage.SUSPENDED: ("suspension_due",),
}
"""For the others: what a supervisor can do something about."""


def list_url(**asked: str) -> str:
    """The case list with these filters."""
    return f"{reverse('desk:case-list')}?{urlencode(asked)}"


@dataclasses.dataclass(frozen=True)
class StageRow:
    """One stage of the board: how many stand there, for how long, and what stops most of them."""

    stage: str
    total: Figure
    ages: list[Figure]
    bars: list[Bar]
    oldest_days: int
    oldest_url: str
    blocked_by: str = ""
    blocked: Figure | None = None


def stage_rows(rows: Columns) -> list[StageRow]:
    """The board: each stage that holds a case, in the order of the ladder."""
    found: dict[int, list[int]] = {}
    for stage, since in zip(rows["stage"], rows["since"], strict=True):
        found.setdefault(stage, []).append(since)
    longest = max((len(moments) for moments in found.values()), default=1)
    return [
        _stage_row(stage, sorted(found[at]), longest) for at, stage in enumerate(Stage.values) if at in found
    ]


def _stage_row(stage: str, since: list[int], longest: int) -> StageRow:
    ages = [Figure(_of_age(since, name), list_url(stage=stage, age=name)) for name in AGES]
    return StageRow(
        stage=stage,
        total=Figure(len(since), list_url(stage=stage)),
        ages=ages,
        bars=bars([(f"q-{at}", figure.number) for at, figure in enumerate(ages, start=1)], longest),
        oldest_days=(ticks(clock.now()) - since[0]) // DAY,
        oldest_url=list_url(stage=stage, sort="since"),
    )


def _of_age(since: list[int], age: str) -> int:
    """How many of these moments, which are sorted, lie in the named span."""
    after, until = age_span(age)
    first = bisect_right(since, ticks(after)) if after else 0
    return bisect_right(since, ticks(until)) - first if until else len(since) - first


def with_blockers(board: list[StageRow], rows: Columns) -> list[StageRow]:
    """Add to each row the guard that most of its cases lack, or what most of them need looked after."""
    lacks, held = count_by_stage(rows, "lacks"), count_by_stage(rows, "concerns")
    return [_blocked(row, lacks[row.stage], held[row.stage]) for row in board]


def _blocked(row: StageRow, lacks: dict[str, int], held: dict[str, int]) -> StageRow:
    stage = Stage(row.stage)
    if stage in BLOCKERS:
        name, counts = "lacks", {key: lacks[key] for key in BLOCKERS[stage]}
        words: dict[str, Any] = {key: GUARDS[key].short for key in counts}
    else:
        name, counts = "attention", {key: held[key] for key in HELD.get(stage, ())}
        words = {key: CONCERNS[key].words for key in counts}
    key = max(counts, key=lambda one: counts[one], default="")
    if not key or not counts[key]:
        return row
    figure = Figure(counts[key], list_url(**{"stage": row.stage, name: key}))
    return dataclasses.replace(row, blocked_by=str(words[key]), blocked=figure)


def concerns(rows: Columns) -> list[tuple[Concern, Figure]]:
    """What needs attention, with how many cases it holds for; what holds for none is left out."""
    return [
        (CONCERNS[key], Figure(number, list_url(attention=key)))
        for key, number in count_concerns(rows).items()
        if number
    ]
