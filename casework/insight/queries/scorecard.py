"""The scorecard: for each party, how many allegations stand at each rung; every number opens its list."""

import dataclasses
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from ..choices import GAPS, Rung
from .allegations import Allegations
from .tree import NOBODY, PartyTree

COLUMNS = tuple(Rung.values)


@dataclasses.dataclass(frozen=True)
class Figure:
    """A number, its share of what was logged, the list it opens, and the bar that draws it."""

    rung: str
    number: int
    share: int | None
    url: str
    width: str
    ground: str

    @property
    def label(self) -> Any:
        return Rung(self.rung).label

    @property
    def css(self) -> str:
        """Class of the cell: a line before each limb of the recommendation, a ground under the strictest."""
        return "" if self.rung == Rung.ASSESSED else "eff" if self.rung == Rung.EFFECTIVE else "gap"

    @property
    def tone(self) -> str:
        """Class of the bar."""
        return {Rung.INVESTIGATED: "b-2", Rung.EFFECTIVE: "b-3"}.get(Rung(self.rung), "b-1")


@dataclasses.dataclass
class Row:
    """One party, or a branch of it: its figures in the order of the rungs."""

    name: str
    figures: list[Figure]
    is_branch: bool = False
    is_total: bool = False
    branches: list["Row"] = dataclasses.field(default_factory=list)

    @property
    def logged(self) -> int:
        return self.figures[0].number


@dataclasses.dataclass(frozen=True)
class Scorecard:
    """Rows by the number of allegations, the total, and the same numbers for a sentence."""

    rows: list[Row]
    total: Row
    gaps: list["Gap"]

    @property
    def sentence(self) -> dict[str, Figure]:
        """The totals by rung, for a sentence."""
        return {figure.rung: figure for figure in self.total.figures}


class _Board:
    """Makes figures out of counts, all bars on one scale."""

    def __init__(self, query: str, longest: int) -> None:
        self.query, self.longest = query, max(longest, 1)

    def address(self, rung: str, **asked: str) -> str:
        """The list behind a figure, under the same question."""
        own = urlencode({"rung": rung} | asked)
        return f"{reverse('insight:allegations')}?{own}{'&' + self.query if self.query else ''}"

    def row(self, name: str, numbers: dict[str, int], asked: dict[str, str], **kind: Any) -> Row:
        """A party's figures."""
        logged = numbers.get(Rung.LOGGED, 0)
        figures = [
            Figure(
                rung=rung,
                number=numbers.get(rung, 0),
                share=round(100 * numbers.get(rung, 0) / logged) if logged and rung != Rung.LOGGED else None,
                url=self.address(rung, **asked),
                width=f"{min(100 * numbers.get(rung, 0) / self.longest, 100):.2f}%",
                ground=f"{min(100 * logged / self.longest, 100):.2f}%",
            )
            for rung in COLUMNS
        ]
        return Row(name, figures, **kind)


def scorecard(user: Any, asked: dict[str, Any], query: str = "") -> Scorecard:
    """Count all rungs for all parties, for this reader and this question.

    Args:
        asked: cleaned data of the question (since, until, places, types).
        query: the same as it stands in the address, to be kept by every link.
    """
    found = Allegations(user, asked)
    tops, branches = found.counts(), found.counts(branch=True)
    board = _Board(query, max((numbers.get(Rung.LOGGED, 0) for numbers in tops.values()), default=0))
    rows = _party_rows(board, found.tree, tops, branches)
    totals = {rung: sum(numbers.get(rung, 0) for numbers in tops.values()) for rung in COLUMNS}
    return Scorecard(rows, board.row(_("All parties"), totals, {}, is_total=True), _gaps(tops, query))


def _party_rows(
    board: _Board, tree: PartyTree, tops: dict[int, dict[str, int]], branches: dict[int, dict[str, int]]
) -> list[Row]:
    rows = []
    for top, numbers in sorted(tops.items(), key=lambda pair: -pair[1].get(Rung.LOGGED, 0)):
        if top == NOBODY:
            continue
        party = tree.parties[top]
        row = board.row(party.name, numbers, {"party": party.code})
        row.branches = _branch_rows(board, tree, top, branches)
        rows.append(row)
    if NOBODY in tops:
        rows.append(board.row(_("Not yet attributed"), tops[NOBODY], {"party": "none"}))
    return rows


def _branch_rows(board: _Board, tree: PartyTree, top: int, branches: dict[int, dict[str, int]]) -> list[Row]:
    """The branches of one top, unless all of it is the top itself."""
    own = [group for group in branches if group and tree.tops[group] == top]
    if own == [top]:
        return []
    own.sort(key=lambda group: (group == top, -branches[group].get(Rung.LOGGED, 0)))
    return [
        board.row(
            _("Unit not established") if group == top else tree.parties[group].name,
            branches[group],
            {"branch": tree.parties[group].code},
            is_branch=True,
        )
        for group in own
    ]


@dataclasses.dataclass(frozen=True)
class Gap:
    """How many allegations reached one rung and not the one that should follow."""

    key: str
    words: Any
    number: int
    url: str


def _gaps(tops: dict[int, dict[str, int]], query: str) -> list[Gap]:
    """The report of gaps, over all parties."""
    kept = "&" + query if query else ""
    return [
        Gap(
            key,
            words,
            sum(numbers[key] for numbers in tops.values()),
            f"{reverse('insight:allegations')}?gap={key}{kept}",
        )
        for key, (_rung, _but_not, words) in GAPS.items()
    ]
