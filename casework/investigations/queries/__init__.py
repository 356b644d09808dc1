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

__all__ = [
    "Material",
    "ViolationRow",
    "assessment_rows",
    "assessments_seen",
    "assessments_waiting_for",
    "material_for",
    "standards_in_force",
]
