"""What each case needs: the concerns that hold for it, and the guards of its next move that do not.

The conditions are those of `CONCERNS` and `GUARDS`, by which the list of cases is filtered too. They are
asked of all cases once, kept as numbers, and asked again only of the cases that were written in since.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from typing import Any, Final

from django.db.models import Q, QuerySet

from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.cases.queries import marks_of
from casework.core.columns import Columns, join_columns
from casework.core.kept import Kept
from casework.evidence.models import Citation
from casework.ladder.attention import CONCERNS
from casework.ladder.guards import GROUND, GUARDS
from casework.ladder.table import BY_KEY
from casework.publication.models import PublicEvidence

UPWARDS: Final = (
    "assess",
    "credit",
    "investigate",
    "submit_findings",
    "approve_findings",
    "publish",
    "complete",
)
"""The moves of a case that runs well, from the report to the end."""

CLIMBS: Final = {
    stage: tuple(guard for guard in BY_KEY[key].guards if not GUARDS[guard].personal)
    for key in UPWARDS
    for stage in BY_KEY[key].sources
}
"""For each stage one leaves upwards: the guards of that move which say something about the case."""

STAGES: Final = tuple(Stage.values)
ASKED: Final = tuple(CONCERNS)
LACKED: Final = tuple(dict.fromkeys([*(key for keys in CLIMBS.values() for key in keys), *GROUND]))
LOST: Final = "ground_lost"
"""The concern made of guards, which are asked once: for the next move, and for what a stage rests on."""
TOGETHER: Final = 18
"""So many conditions make one statement over all cases. SQLite opens a table anew for each case it looks
into, and goes through all that the statement has open each time: of fifty, that is most of the work."""
COLUMNS: Final = ("case", "stage", "since", "concerns", "lacks")
"""The key of a case; the place of its stage in STAGES; since when, in ticks; one bit for each place in ASKED,
and for each in LACKED that the next move asks for."""

_PLACES: Final = {stage: at for at, stage in enumerate(STAGES)}


def _marks(keys: Collection[str]) -> int:
    """A bit for each of these guards."""
    return sum(1 << LACKED.index(key) for key in keys)


_NEXT: Final = {stage: _marks(CLIMBS.get(stage, ())) for stage in STAGES}
"""What the next move of a case asks for, by its stage."""
_RESTING: Final = {stage: _marks([key for key in GROUND if stage in GROUND[key]]) for stage in STAGES}
"""What must go on to hold, by stage."""
_LOST: Final = 1 << ASKED.index(LOST)

EPOCH: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
TICK: Final = dt.timedelta(microseconds=1)
NOT_ASKED_FOR: Final = (
    "casework.HistoricalPlace",
    "casework.HistoricalViolationType",
    "casework.HistoricalLegalProvision",
    "casework.HistoricalCommandLink",
    "casework.HistoricalRecommendation",
    "casework.HistoricalRecommendationResponse",
    "casework.PublishedAllegation",
    "casework.PublishedVersion",
    "casework.Tombstone",
)
"""Records of no case that no guard and no concern looks at."""


def ticks(moment: dt.datetime) -> int:
    """A moment as the column `since` counts it."""
    return (moment - EPOCH) // TICK


def needs_of_cases(user: Any) -> Columns:
    """Every case the reader may see, with its stage, its concerns and what its next move lacks."""
    return _kept.ask(user, "needs", lambda cases: Columns(COLUMNS, _asked(user, cases)))


def count_concerns(rows: Columns) -> dict[str, int]:
    """For how many of the cases each concern holds."""
    return _counted(Counter(rows["concerns"]), ASKED)


def lacking(rows: Columns, case: int) -> list[str]:
    """The guards that the next move of this case lacks, in the order of the ladder."""
    marks = rows.value_of(case, "lacks")
    return [key for at, key in enumerate(LACKED) if marks >> at & 1]


def cases_needing(rows: Columns, concern: str) -> list[int]:
    """The keys of the cases this concern holds for."""
    mark = 1 << ASKED.index(concern)
    return [case for case, marks in zip(rows["case"], rows["concerns"], strict=True) if marks & mark]


def count_by_stage(rows: Columns, column: str) -> dict[str, dict[str, int]]:
    """The same for the cases of each stage; `column` is `concerns`, or `lacks` for guards not fulfilled."""
    found: dict[str, Counter[int]] = {}
    for (stage, marks), number in Counter(zip(rows["stage"], rows[column], strict=True)).items():
        found.setdefault(STAGES[stage], Counter())[marks] += number
    keys = ASKED if column == "concerns" else LACKED
    return {stage: _counted(numbers, keys) for stage, numbers in found.items()}


def _counted(numbers: Counter[int], keys: tuple[str, ...]) -> dict[str, int]:
    return {
        key: sum(number for marks, number in numbers.items() if marks >> at & 1)
        for at, key in enumerate(keys)
    }


def _asked(user: Any, cases: Collection[int] | None) -> list[tuple[int, ...]]:
    """What these cases need, or all of them, from the database."""
    seen = Case.objects.visible_to(user).order_by()
    seen = seen if cases is None else seen.filter(pk__in=cases)
    known = list(seen.values_list("pk", "stage", "stage_since"))
    conditions = _conditions(user, {stage for _case, stage, _since in known})
    marks = marks_of(seen, conditions, TOGETHER if cases is None else len(conditions))
    rows: list[tuple[int, ...]] = []
    for case, stage, since in known:
        lacking, needing = divmod(marks.get(case, 0), 1 << len(ASKED))
        needing |= _LOST if lacking & _RESTING[stage] else 0
        rows.append((case, _PLACES[stage], ticks(since), needing, lacking & _NEXT[stage]))
    return rows


def _conditions(user: Any, stages: Collection[str]) -> dict[int, Any]:
    """What is asked of cases at these stages, each under its mark: the concerns, and the guards that lack."""
    asked = {1 << at: CONCERNS[key].condition(user) for at, key in enumerate(ASKED) if key != LOST}
    for at, key in enumerate(LACKED):
        here = [stage for stage in STAGES if stage in stages and (_NEXT[stage] | _RESTING[stage]) >> at & 1]
        if here:
            asked[1 << at + len(ASKED)] = Q(stage__in=here) & ~Q(GUARDS[key].holds(user))
    return asked


def _looking_into(cases: set[int]) -> set[int]:
    """Cases that cite or show an item of one of these: what becomes of the item is a matter of theirs too."""
    rows: list[QuerySet] = [
        kind.objects.filter(item__case__in=cases).exclude(case__in=cases).order_by().values_list("case_id")
        for kind in (Citation, PublicEvidence)
    ]
    return {case for (case,) in rows[0].union(rows[1])}


_kept: Kept[Columns] = Kept(join=join_columns, spread=_looking_into, without_influence=NOT_ASKED_FOR)
