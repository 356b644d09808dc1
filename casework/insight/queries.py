"""Figures that other rooms show: the door of this room."""

from .scorecard import Scorecard, scorecard

__all__ = ["Scorecard", "scorecard"]
