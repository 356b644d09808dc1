"""Range requests for one file: RFC 9110 §14, single ranges only."""

import re
from dataclasses import dataclass

# At most 18 digits: a longer number cannot be a position in a file, and int() must stay cheap.
_RANGE = re.compile(r"\Abytes=[ \t]*(?:(\d{1,18})-(\d{0,18})|-(\d{1,18}))[ \t]*\Z", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """The part of the file to send."""

    start: int
    length: int
    size: int

    @property
    def content_range(self) -> str:
        return f"bytes {self.start}-{self.start + self.length - 1}/{self.size}"


class Unsatisfiable(Exception):
    """No byte of the range lies in the file: 416."""


def parse_range(header: str, size: int) -> Span | None:
    """The span a Range header asks for, or None when the whole file is to be sent.

    A header that cannot be read, or that asks for several ranges, is ignored, as the standard allows.

    Raises:
        Unsatisfiable: the range is well formed and lies outside the file.
    """
    match = _RANGE.match(header or "")
    if not match:
        return None
    first, last, suffix = match.groups()
    if suffix is not None:
        return _suffix(int(suffix), size)
    start = int(first)
    end = int(last) if last else size - 1
    if last and end < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return Span(start, min(end, size - 1) - start + 1, size)


def _suffix(count: int, size: int) -> Span:
    """The last `count` bytes."""
    if count == 0 or size == 0:
        raise Unsatisfiable
    length = min(count, size)
    return Span(size - length, length, size)
