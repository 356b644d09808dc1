"""All check constraints of a record asked in one question: Django asks the database once for each."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import FieldError
from django.db import router
from django.db.models import BooleanField, CheckConstraint, Model, Q
from django.db.models.functions import Coalesce


def checks_hold(record: Model, exclude: Collection[str]) -> bool:
    """Whether every check constraint holds that names none of the columns in `exclude`; False if in doubt.

    As in the database, a condition that is neither true nor false holds.
    """
    values = record._get_field_expression_map(meta=record._meta, exclude=exclude)  # type: ignore[attr-defined]
    conditions = [Q(each.condition) for each in record._meta.constraints if isinstance(each, CheckConstraint)]
    asked = [each for each in conditions if each.referenced_base_fields <= values.keys()]
    if not asked:
        return True
    named = {name: values[name] for each in asked for name in each.referenced_base_fields}
    together: Any = Q(*(Coalesce(each, True, output_field=BooleanField()) for each in asked))
    try:
        return bool(together.check(named, using=router.db_for_write(type(record), instance=record)))
    except FieldError:
        return False
