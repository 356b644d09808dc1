"""One text for one value: the canonical form that is hashed (audit.md §2).

The domain is narrow on purpose, so that the standard library's `json` gives the bytes of RFC 8785:
text, booleans, null, integers below 2**53, lists and objects with ASCII keys. Everything else is
turned into text first or refused.
"""

import datetime as dt
import decimal
import json
import uuid
from collections.abc import Callable
from types import NoneType
from typing import Any

LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """The value has no canonical form."""


def plain(value: Any) -> Any:
    """Turn a column's value into canonical JSON data.

    Dates, times, decimals and UUIDs become text; moments are in UTC with microseconds and a Z.

    Raises:
        NotCanonical: a float, an integer of 2**53 or more, a lone surrogate, a key that is not ASCII.
    """
    for kinds, form in FORMS:
        if isinstance(value, kinds):
            return form(value)
    raise NotCanonical(f"A {type(value).__name__} has no canonical form.")


def canon(value: Any) -> bytes:
    """Return the canonical UTF-8 bytes of `value`; raises NotCanonical."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode("utf-8")


def _moment(value: dt.datetime) -> str:
    if value.tzinfo is None:
        raise NotCanonical("A moment needs a time zone.")
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _checked_integer(value: int) -> int:
    if abs(value) > LARGEST:
        raise NotCanonical("Integers of 2**53 and more differ between readers of JSON.")
    return int(value)


def _checked_text(value: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical("A lone surrogate has no UTF-8 form.") from None
    return str(value)


def _checked_key(key: Any) -> str:
    if not isinstance(key, str) or not key.isascii():
        raise NotCanonical("Keys are ASCII text.")
    return key


# In order: a truth value is an integer too, and a moment is a date too.
FORMS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    ((NoneType, bool), lambda value: value),
    (int, _checked_integer),
    (str, _checked_text),
    (dt.datetime, _moment),
    ((dt.date, dt.time), lambda value: value.isoformat()),
    ((decimal.Decimal, uuid.UUID), str),
    ((list, tuple), lambda value: [plain(item) for item in value]),
    (dict, lambda value: {_checked_key(key): plain(item) for key, item in value.items()}),
)
