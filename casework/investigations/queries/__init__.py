"""Data for the pages of the investigations room."""

from .assessments import (
    Material,
    ViolationRow,
    assessment_rows,
    assessments_seen,
    assessments_waiting_for,
    material_for,
    standards_in_force,
)
from .challenges import Contrary, answers_to, challenges_of, challenges_seen, contrary_of, reviews_of
from .findings import (
    ConclusionRow,
    Hearing,
    PartyLine,
    conclusion_rows,
    counted_incidents,
    findings_seen,
    hearing,
    items_with_gaps,
)

__all__ = [
    "ConclusionRow",
    "Contrary",
    "Hearing",
    "Material",
    "PartyLine",
    "ViolationRow",
    "answers_to",
    "assessment_rows",
    "assessments_seen",
    "assessments_waiting_for",
    "challenges_of",
    "challenges_seen",
    "conclusion_rows",
    "contrary_of",
    "counted_incidents",
    "findings_seen",
    "hearing",
    "items_with_gaps",
    "material_for",
    "reviews_of",
    "standards_in_force",
]
