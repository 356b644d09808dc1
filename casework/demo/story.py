"""Plays one case from its first day to today: opening, work, decisions, what is left open."""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Any

from .clockwork import Diary, Story
from .facts import Facts
from .opening import Piece, first_pieces, log
from .telling import Telling
from .work import late_pieces, refuting_pieces, take_step, work_pieces
from .world import World

EARLY, WORK, LATE = "early", "work", "late"
# What came after the last decision lies in these days: an office has not forgotten its cases.
RECENT = dt.timedelta(days=40)
Extra = tuple[str, Callable[[Telling], Any]]


def tell(facts: Facts, world: World, extra: dict[str, list[Extra]]) -> Story:
    """Tell the case from its first day to today.

    Args:
        extra: further pieces for this case by window: "early", "work" or "late".
    """
    diary = Diary(world.today, facts.key)
    telling = Telling(facts, world)
    more: dict[str, list[Piece]] = {EARLY: [], WORK: [], LATE: []}
    for window, further in extra.get(facts.key, []):
        more[window].append(partial(further, telling))
    start = diary.day(facts.opened)
    yield start
    log(telling)
    moment = start
    for piece in [*first_pieces(telling), *more[EARLY]]:
        moment += dt.timedelta(minutes=diary.chance.randint(4, 19))
        yield moment
        piece()
    windows = _windows(telling, more)
    for number, pieces in enumerate(windows):
        end = diary.day(facts.steps[number].days_ago) if number < len(facts.steps) else world.today
        last = number == len(windows) - 1
        if last and facts.steps:
            moment = max(moment, world.today - RECENT)
        for at, piece in zip(diary.spread(moment, end, len(pieces)), pieces, strict=True):
            yield at
            piece()
        if not last:
            moment = end
            yield moment
            take_step(telling, facts.steps[number])


def _windows(telling: Telling, more: dict[str, list[Piece]]) -> list[list[Piece]]:
    """The work before, between and after the steps. It is done before the first decision, if there is one."""
    facts = telling.facts
    windows: list[list[Piece]] = [[] for _window in range(len(facts.steps) + 1)]
    work, late = [*work_pieces(telling), *more[WORK]], [*late_pieces(telling), *more[LATE]]
    windows[min(1, len(facts.steps))] += work
    if any(step.key == "reassess" for step in facts.steps):
        windows[2] += refuting_pieces(telling)
    windows[-1] += late
    return windows
