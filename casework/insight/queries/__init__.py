"""Figures over all cases, and the rows behind them."""

from .allegations import NEWEST_FIRST, SORTS, Allegations, events, in_order
from .pairs import Allegation, Listed
from .public import public_figures
from .scorecard import COLUMNS, Scorecard, scorecard
from .tree import NOBODY, PartyTree
from .workload import RECENT_DAYS, decisions, lead_loads, reviewer_loads

__all__ = [
    "COLUMNS",
    "NEWEST_FIRST",
    "NOBODY",
    "RECENT_DAYS",
    "SORTS",
    "Allegation",
    "Allegations",
    "Listed",
    "PartyTree",
    "Scorecard",
    "decisions",
    "events",
    "in_order",
    "lead_loads",
    "public_figures",
    "reviewer_loads",
    "scorecard",
]
