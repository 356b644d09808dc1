"""Figures of the supervisor's home: every number is a count of cases, and opens the list of just these cases.

All is counted over the cases the reader may see, with the same conditions the list filters by.
"""

import dataclasses
import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.cases.queries import count_each
from casework.core import clock
from casework.desk.filters import AGES, age_condition
from casework.ladder.queries import CLIMBS, CONCERNS, GUARDS, Concern, with_guards

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


def stage_rows(cases: QuerySet[Case]) -> list[StageRow]:
    """The board: each stage that holds a case, in the order of the ladder."""
    ages = {f"age_{name}": Count("pk", filter=age_condition(name)) for name in AGES}
    counted: dict[str, Any] = {
        row["stage"]: row
        for row in cases.order_by()
        .values("stage")
        .annotate(total=Count("pk"), oldest=Min("stage_since"), **ages)
    }
    longest = max((row["total"] for row in counted.values()), default=1)
    return [_stage_row(stage, counted[stage], longest) for stage in Stage.values if stage in counted]


def _stage_row(stage: str, row: dict[str, Any], longest: int) -> StageRow:
    ages = [Figure(row[f"age_{name}"], list_url(stage=stage, age=name)) for name in AGES]
    return StageRow(
        stage=stage,
        total=Figure(row["total"], list_url(stage=stage)),
        ages=ages,
        bars=_bars([figure.number for figure in ages], longest),
        oldest_days=_days_since(row["oldest"]),
        oldest_url=list_url(stage=stage, sort="since"),
    )


def _bars(numbers: list[int], longest: int) -> list[Bar]:
    bars, start = [], 0.0
    for at, number in enumerate(numbers, start=1):
        if number:
            width = 100 * number / longest
            bars.append(Bar(f"q-{at}", f"{start:.2f}%", f"{max(width - 0.5, 0.5):.2f}%"))
            start += width
    return bars


def _days_since(moment: dt.datetime) -> int:
    return (clock.now() - moment).days


def with_blockers(rows: list[StageRow], cases: QuerySet[Case], user: Any) -> list[StageRow]:
    """Add to each row the guard that most of its cases lack, or what most of them need looked after."""
    held = _held([Stage(row.stage) for row in rows], cases, user)
    return [_blocked(row, cases, held, user) for row in rows]


def _blocked(row: StageRow, cases: QuerySet[Case], held: dict[Stage, dict[str, int]], user: Any) -> StageRow:
    stage = Stage(row.stage)
    if stage in BLOCKERS:
        counts = _lacking(cases.filter(stage=stage).order_by(), BLOCKERS[stage], user)
        name, words = "lacks", {key: str(GUARDS[key].short) for key in counts}
    else:
        counts = held.get(stage, {})
        name, words = "attention", {key: str(CONCERNS[key].words) for key in counts}
    key = max(counts, key=lambda one: counts[one], default="")
    if not key or not counts[key]:
        return row
    figure = Figure(counts[key], list_url(**{"stage": row.stage, name: key}))
    return dataclasses.replace(row, blocked_by=words[key], blocked=figure)


def _lacking(here: QuerySet[Case], keys: tuple[str, ...], user: Any) -> dict[str, int]:
    held = with_guards(here, keys, user)
    return held.aggregate(**{key: Count("pk", filter=Q(**{f"guard_{key}": False})) for key in keys})


def _held(stages: list[Stage], cases: QuerySet[Case], user: Any) -> dict[Stage, dict[str, int]]:
    """How many cases of each of these stages need what HELD names, in one statement."""
    asked = {
        f"{stage} {key}": Q(stage=stage) & CONCERNS[key].condition(user)
        for stage in stages
        for key in HELD.get(stage, ())
    }
    found: dict[Stage, dict[str, int]] = {}
    for name, number in count_each(cases, asked).items():
        stage, key = name.split()
        found.setdefault(Stage(stage), {})[key] = number
    return found


def concerns(cases: QuerySet[Case], user: Any) -> list[tuple[Concern, Figure]]:
    """What needs attention, with how many cases it holds for; what holds for none is left out."""
    numbers = count_each(cases, {key: concern.condition(user) for key, concern in CONCERNS.items()})
    return [
        (concern, Figure(numbers[key], list_url(attention=key)))
        for key, concern in CONCERNS.items()
        if numbers.get(key)
    ]
