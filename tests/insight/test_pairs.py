"""Acts put together to allegations: the quick way says what the rule says, whatever the acts are."""

import random
from itertools import product
from typing import Any

import pytest

from casework.insight.queries.allegations import Act, Facts, _pairs
from casework.insight.queries.pairs import Pair, event_at, place_of
from casework.insight.queries.tree import NOBODY, Coverage, Look, PartyTree

EVENTS, CASES, PARTIES = range(1, 9), range(1, 4), range(1, 6)
TREE = PartyTree({}, tops={1: 1, 2: 1, 3: 1, 4: 4, 5: NOBODY}, branches={1: 1, 2: 2, 3: 2, 4: 4, 5: NOBODY})


def drawn(draw: random.Random) -> tuple[list[Act], Facts]:
    """Acts of some events, with what is known of them, their groups and their cases."""
    acts: list[Act] = []
    for event in EVENTS:
        place, case = place_of(event, None), draw.choice(CASES)
        for number in range(draw.randrange(4)):
            parties: Any = draw.sample(PARTIES, draw.randrange(3)) or [None]
            acts += [(place, case, 10 * event + number, 0, party) for party in parties]

    def looks() -> dict[int, list[Look]]:
        return {
            case: [
                Look(draw.choice((None, *EVENTS)), draw.choice((None, *PARTIES)), draw.choice((4, 12)))
                for _number in range(draw.randrange(1, 3))
            ]
            for case in CASES
            if draw.random() < 0.5
        }

    of_acts = {act[2]: draw.choice((1, 3)) for act in acts if draw.random() < 0.5}
    of_groups = {pair: 64 for pair in product(CASES, (NOBODY, 1, 2, 4)) if draw.random() < 0.3}
    return sorted(acts, key=lambda act: act[0]), Facts(of_acts, of_groups, looks(), looks())


def told(acts: list[Act], facts: Facts, coverage: Coverage) -> set[Pair]:
    """The rule, said plainly of each event and each group."""
    found = set()
    for place, group in product({act[0] for act in acts}, {NOBODY, *coverage.groups.values()}):
        of_event = [act for act in acts if act[0] == place]
        named = [act for act in of_event if act[4] is not None]
        laid = [act for act in named if coverage.groups[act[4] or 0] == group]
        if not named and group == NOBODY:
            laid = of_event
        if laid:
            case, event, reached = of_event[0][1], event_at(place), 0
            for act in laid:
                reached |= facts.of_acts.get(act[2], 0)
            reached |= facts.of_groups.get((case, group), 0)
            reached |= coverage.of(case, event, group, named=bool(named))
            found.add(Pair(place, case, group, reached | coverage.granted(case, event, group)))
    return found


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("branch", [False, True])
def test_pairs_when_put_together_then_as_the_rule_says(seed: int, branch: bool) -> None:
    acts, facts = drawn(random.Random(seed))  # noqa: S311 - a fixed sample
    coverage = Coverage(facts.looks, facts.grants, TREE, branch=branch)
    named = {act[0] for act in acts if act[4] is not None}
    pairs = list(_pairs(acts, named, facts, coverage))
    assert set(pairs) == told(acts, facts, coverage) and len(set(pairs)) == len(pairs)
    assert [pair.place for pair in pairs] == sorted(pair.place for pair in pairs)
