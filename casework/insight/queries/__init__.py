"""Figures over all cases, and the rows behind them."""

from .allegations import NEWEST_FIRST, SORTS, Allegations, events, in_order
from .decided import RECENT_DAYS, DecisionRow, decisions
from .pairs import Allegation, Listed
from .public import public_figures
from .scorecard import COLUMNS, Scorecard, scorecard
from .tree import NOBODY, PartyTree
from .workload import COLOURS, lead_loads, reviewer_board, waiting_board

__all__ = [
    "COLOURS",
    "COLUMNS",
    "NEWEST_FIRST",
    "NOBODY",
    "RECENT_DAYS",
    "SORTS",
    "Allegation",
    "Allegations",
    "DecisionRow",
    "Listed",
    "PartyTree",
    "Scorecard",
    "decisions",
    "events",
    "in_order",
    "lead_loads",
    "public_figures",
    "reviewer_board",
    "scorecard",
    "waiting_board",
]
