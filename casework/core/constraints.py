"""Constraints that many models share."""

from django.db import models
from django.db.models import Q


def known(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database accepts only the listed words.

    Forms check it too, but a server that takes any word as a status is one forgotten form away from nonsense.
    """
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def known_or_empty(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """As `known`, for a column that may be left empty."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": ["", *choices.values]}), name=name)
