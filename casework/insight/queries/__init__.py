"""Figures over all cases, and the rows behind them."""

from .allegations import NOBODY, Allegation, Allegations, PartyTree, events
from .scorecard import COLUMNS, Scorecard, scorecard
from .workload import RECENT_DAYS, decisions, lead_loads, reviewer_loads

__all__ = [
    "COLUMNS",
    "NOBODY",
    "RECENT_DAYS",
    "Allegation",
    "Allegations",
    "PartyTree",
    "Scorecard",
    "decisions",
    "events",
    "lead_loads",
    "reviewer_loads",
    "scorecard",
]
