"""How actions write a record: named facts only, every rule of the record asked in words, then saved."""

from collections.abc import Collection, Mapping
from typing import Any, TypeVar

from casework.core.records import Record
from casework.core.whens import WhenMixin

R = TypeVar("R", bound=Record)


def fill(record: R, facts: Mapping[str, Any], names: Collection[str] | None = None) -> R:
    """Put the facts on the record, texts without the white space around them.

    Args:
        names: the columns this act may set; without them every column a person may edit, and `when`.

    Raises:
        TypeError: another name; the caller is wrong, not the person at the form.
    """
    if unknown := set(facts) - set(_editable(record) if names is None else names):
        raise TypeError(f"{type(record).__name__} has no {', '.join(sorted(unknown))}.")
    for name, value in facts.items():
        setattr(record, name, value.strip() if isinstance(value, str) else value)
    return record


def _editable(record: Record) -> set[str]:
    columns = {field.name for field in record._meta.concrete_fields if field.editable}
    return columns | {"when"} if isinstance(record, WhenMixin) else columns


def store(record: R) -> R:
    """Ask all rules of the record in words, before the database says them in its own, and save it.

    Raises:
        ValidationError: a rule is broken, field by field.
        StaleRecord: somebody else saved the record since it was read.
    """
    record.full_clean()
    record.save()
    return record


def withdraw(record: Any, reason: str) -> Any:
    """Mark the record as entered by mistake: kept, shown as withdrawn, out of all figures.

    Raises:
        ValidationError: no reason was given, or the record is withdrawn already.
    """
    record.mark_withdrawn(reason)
    record.save()
    return record
