"""Figures over all cases, and the rows behind them."""

from .allegations import Allegations, events
from .pairs import Allegation, Listed
from .public import public_figures
from .scorecard import COLUMNS, Scorecard, scorecard
from .tree import NOBODY, PartyTree
from .workload import RECENT_DAYS, decisions, lead_loads, reviewer_loads

__all__ = [
    "COLUMNS",
    "NOBODY",
    "RECENT_DAYS",
    "Allegation",
    "Allegations",
    "Listed",
    "PartyTree",
    "Scorecard",
    "decisions",
    "events",
    "lead_loads",
    "public_figures",
    "reviewer_loads",
    "scorecard",
]
