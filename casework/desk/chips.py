"""The filters in force, each with the address of the list without it."""

import dataclasses
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.functional import Promise

from casework.core.dates import UncertainDate


@dataclasses.dataclass(frozen=True)
class Chip:
    """One filter in force."""

    label: str | Promise
    value: str
    remove_url: str


def _without(query: QueryDict, name: str, value: str | None = None) -> str:
    left = query.copy()
    left.pop("page", None)
    rest = [one for one in left.getlist(name) if value is not None and one != value]
    if rest:
        left.setlist(name, rest)
    else:
        left.pop(name, None)
    return f"?{left.urlencode()}"


def chips_of(filterset: Any, request: HttpRequest) -> list[Chip]:
    """A chip for each value asked for that was understood."""
    chips = []
    for name, value in filterset.form.cleaned_data.items():
        field = filterset.form.fields[name]
        if not value or name == "q":
            continue
        words = dict(getattr(field, "choices", []) or [])
        if isinstance(value, list):
            for one in value:
                chips.append(Chip(field.label, str(words.get(one, one)), _without(request.GET, name, one)))
            continue
        said = (
            value.words()
            if isinstance(value, UncertainDate)
            else str(words.get(value, "" if value is True else value))
        )
        chips.append(Chip(field.label, said, _without(request.GET, name)))
    return chips
