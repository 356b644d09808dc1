"""Constraints that many models share."""

from django.db import models
from django.db.models import F, Q


def known(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database accepts only the listed words.

    Forms check it too, but a server that takes any word as a status is one forgotten form away from nonsense.
    """
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def known_or_empty(field: str, choices: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """As `known`, for a column that may be left empty."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": ["", *choices.values]}), name=name)


def in_order(first: str, last: str, name: str) -> models.CheckConstraint:
    """The column `first` is not above the column `last`, where both are known."""
    return models.CheckConstraint(
        condition=Q(**{f"{first}__isnull": True})
        | Q(**{f"{last}__isnull": True})
        | Q(**{f"{first}__lte": F(last)}),
        name=name,
    )


def not_own_parent(name: str) -> models.CheckConstraint:
    """A row does not lie in itself; longer circles are refused in words, by `clean`."""
    return models.CheckConstraint(condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name=name)
