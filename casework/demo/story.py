"""Plays one case from its first day to today: opening, work, decisions, what is left open."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from .climb import (
    after_return,
    before_approval,
    before_investigation,
    before_submission,
    grade_pieces,
    law_pieces,
)
from .climbs import CLIMBS
from .clockwork import Diary, Story
from .facts import Facts
from .mending import redress_pieces
from .opening import Piece, first_pieces, log
from .outward import before_publication, correction_pieces
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
        extra: further pieces for this case by window: "early", "work", "late", or the step they come before.
    """
    diary = Diary(world.today, facts.key)
    telling = Telling(facts, world)
    more: dict[str, list[Piece]] = defaultdict(list)
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
    windows[min(1, len(facts.steps))] += [*work, *grade_pieces(telling)]
    if any(step.key == "reassess" for step in facts.steps):
        windows[2] += refuting_pieces(telling)
    for key, nth, pieces in _climbing(telling):
        windows[_before(telling, key, nth)] += pieces
    for key in set(more) - {EARLY, WORK, LATE}:
        windows[_before(telling, key, 0)] += more[key]
    windows[-1] += late
    return windows


def _climbing(telling: Telling) -> Iterator[tuple[str, int, Iterator[Piece]]]:
    """What leads to each higher rung, and the step it comes before: the first of that name, or a later."""
    climb = CLIMBS.get(telling.facts.key)
    yield "submit_findings", 0, law_pieces(telling)
    if climb is None:
        return
    yield "investigate", 0, before_investigation(telling, climb)
    yield "submit_findings", 0, before_submission(telling, climb)
    yield "submit_findings", 1, after_return(telling, climb)
    yield "approve_findings", 0, before_approval(telling, climb)
    yield "publish", 0, before_publication(telling, climb)
    yield "", 0, correction_pieces(telling, climb)
    yield "", 0, redress_pieces(telling, climb)


def _before(telling: Telling, key: str, nth: int) -> int:
    """The window before that step; the last one where the case has not taken it yet."""
    steps = telling.facts.steps
    taken = [number for number, step in enumerate(steps) if step.key == key]
    return taken[nth] if nth < len(taken) else len(steps)
