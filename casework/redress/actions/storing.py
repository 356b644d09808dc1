"""How the acts of this room write: named facts only, all rules of the record asked in words."""

from collections.abc import Mapping
from typing import Any

#: Set by the record itself; a new record has no code yet.
STAMPED = ("created_at", "updated_at", "reference")

Values = Mapping[str, Any]


def put(record: Any, values: Values, names: tuple[str, ...]) -> Any:
    """Put the facts on the record. Only those an act names can be set: never a stamp, a case or a code.

    Raises:
        TypeError: another name; the caller is wrong, not the person at the form.
    """
    if unknown := set(values) - set(names):
        raise TypeError(f"{type(record).__name__} has no {', '.join(sorted(unknown))}.")
    for name, value in values.items():
        setattr(record, name, value)
    return record


def store(record: Any) -> Any:
    """Ask all rules of the record in words, and save it."""
    record.full_clean(exclude=STAMPED if record._state.adding else STAMPED[:2])
    record.save()
    return record
