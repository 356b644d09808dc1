"""Shapes of input of the investigations room."""

from .assessments import AssessmentForm, DecisionForm

__all__ = ["AssessmentForm", "DecisionForm"]
