"""Tables that leave the system as CSV: harmless in a spreadsheet, readable in Arabic, with a digest.

A cell that begins with a sign of a formula would be carried out by the reader's spreadsheet; a quote in
front makes it plain text. The mark at the beginning of the file lets Excel read it as UTF-8.
"""

import csv
import hashlib
import io
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
UNSEEN = " \u00a0\u200e\u200f\u2066\u2067\u2068\ufeff"
IN_MEMORY = 2 * 1024**2
PIECE = 64 * 1024


@dataclass(frozen=True)
class TableFile:
    """A table written out: its bytes, how many rows, and the digest of the whole."""

    file: BinaryIO
    rows: int
    sha256: str

    def pieces(self) -> Iterator[bytes]:
        """The file bit by bit; it is closed at the end."""
        with self.file:
            while piece := self.file.read(PIECE):
                yield piece


def safe_cell(value: Any) -> str:
    """A value as text that no spreadsheet carries out."""
    text = "" if value is None else str(value).replace("\x00", "")
    return f"'{text}" if text.lstrip(UNSEEN).startswith(FORMULA_SIGNS) else text


def write_table(head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> TableFile:
    """Write a table to a temporary file row by row, so that its size costs no memory."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  # closed when it has been sent
    digest, count = hashlib.sha256(), 0
    _write(file, digest, head, first=True)
    for row in rows:
        _write(file, digest, row)
        count += 1
    file.seek(0)
    return TableFile(file, count, digest.hexdigest())  # type: ignore[arg-type]


def _write(file: Any, digest: Any, row: Iterable[Any], *, first: bool = False) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerow([safe_cell(value) for value in row])
    line = text.getvalue().encode("utf-8-sig" if first else "utf-8")
    digest.update(line)
    file.write(line)
