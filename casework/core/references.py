"""Codes people can say: `MOS-2017-4F7K2Q`, `E-2017-K3QP7D`, `W-M4TZ6C`.

The six characters are random and never a running number: gaps would tell what is hidden
(architecture.md §5). Letters and digits that are mistaken for one another are left out.
"""

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTVWXYZ"
LENGTH = 6
PATTERN = r"[A-Z]{1,6}(?:-\d{4})?-[2-9A-HJ-NP-TV-Z]{6}"


def new_reference(prefix: str, year: int | None = None) -> str:
    """Return a new random code.

    Args:
        prefix: what kind of record it names, such as "E" for an evidence item.
        year: the year shown in the code, or None for a code without one.
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(part for part in (prefix, str(year) if year else "", code) if part)


class ReferenceField(models.CharField):
    """The public code of a record: unique, never changed, safe to say and to print."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            **{"verbose_name": _("reference"), "max_length": 24, "unique": True, "editable": False} | kwargs  # type: ignore[arg-type]
        )

    def deconstruct(self) -> Any:
        """Say whether it is unique in any case: the copy in a history table is not, and must stay so."""
        name, _path, args, kwargs = super().deconstruct()
        kwargs.pop("unique", None)
        return name, "django.db.models.CharField", args, kwargs | ({"unique": True} if self.unique else {})

    def clone(self) -> "ReferenceField":
        """Copy as it is: without this, the copy of a copy in a history table would be unique again."""
        _name, _path, args, kwargs = self.deconstruct()
        return type(self)(*args, **{"unique": False} | kwargs)


def assign_reference(
    record: models.Model, prefix: str, year: int | None = None, field: str = "reference"
) -> None:
    """Give `record` a code that no other row of its table carries; does nothing when it has one."""
    if getattr(record, field):
        return
    rows: models.QuerySet[models.Model] = models.QuerySet(type(record))
    code = new_reference(prefix, year)
    while rows.filter(**{field: code}).exists():
        code = new_reference(prefix, year)
    setattr(record, field, code)
