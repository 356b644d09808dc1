"""What is done with assessments, investigations and findings."""

from .assessments import (
    approve_assessment,
    faults_of,
    propose_assessment,
    return_assessment,
    withdraw_assessment,
)

__all__ = [
    "approve_assessment",
    "faults_of",
    "propose_assessment",
    "return_assessment",
    "withdraw_assessment",
]
