"""File names are data: kept as they came, shown with hidden characters written out, sent safely."""

import re
import unicodedata
from urllib.parse import quote

HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}
# Joiners that Arabic and Persian names need; they do not reorder or hide anything.
HARMLESS = {"\u200c", "\u200d"}
LONGEST_SENT = 120
LONGEST_EXTENSION = 12
_UNSAFE = re.compile(r'[\\/:*?"<>|%;]')
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


def keep_name(name: str) -> str:
    """The name as text the database can hold: NUL and lone surrogates become U+FFFD."""
    return "".join("\ufffd" if char == "\x00" or "\ud800" <= char <= "\udfff" else char for char in name)


def is_hidden(char: str) -> bool:
    """Whether a character cannot be seen, or turns the reading direction around."""
    return unicodedata.category(char) in HIDDEN and char not in HARMLESS


def show_name(name: str) -> str:
    """The name for people: controls and bidi marks written out, so that no name poses as another."""
    return "".join(f"[U+{ord(char):04X}]" if is_hidden(char) else char for char in name)


def _sendable(name: str, fallback: str) -> str:
    """A name that every system can save: no paths, no controls, no leading dot, the extension kept."""
    clean = "".join(" " if is_hidden(char) else char for char in name)
    clean = " ".join(_UNSAFE.sub("_", clean).split()).strip(". ")
    if len(clean) > LONGEST_SENT:
        stem, dot, extension = clean.rpartition(".")
        tail = dot + extension if stem and len(extension) <= LONGEST_EXTENSION else ""
        clean = clean[: LONGEST_SENT - len(tail)] + tail
    return clean or fallback


def disposition(reference: str, name: str, kind: str = "attachment") -> str:
    """A Content-Disposition header (RFC 6266): plain name for old software, the true one beside it.

    The reference stands first: a folder of downloads can then be joined with the records again.
    """
    sent = _sendable(f"{reference} {name}" if name else reference, reference)
    plain = _NOT_PLAIN.sub("_", unicodedata.normalize("NFKD", sent).encode("ascii", "ignore").decode())
    plain = plain.strip("._ ") or reference
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(sent, safe='')}"
