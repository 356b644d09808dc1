"""What is stored beside a record so that a database can find its names in either script.

One line per name: the normalised name, then its skeletons, each behind a sign that no name holds.
A query word is looked for at the beginning of a word or of a skeleton, by LIKE, on both databases;
ranking is then done in Python over the few rows found.
"""

from collections.abc import Iterable

from .normal import normalise, tokens
from .skeleton import word_skeletons

MARK = "~"
_SHORTEST_SKELETON = 2


def search_lines(names: Iterable[str]) -> str:
    """Return the text to store for all names of one record, the same name once."""
    lines: list[str] = []
    for name in names:
        plain = normalise(name)
        if not plain:
            continue
        readings = sorted({MARK + reading for word in tokens(name) for reading in word_skeletons(word)})
        line = " ".join(["", plain, *readings, ""])
        if line not in lines:
            lines.append(line)
    return "\n".join(lines)


def search_terms(typed: str) -> list[list[str]]:
    """Return, for each typed word, the pieces of which one at least should stand in a stored text."""
    terms: list[list[str]] = []
    for word in tokens(typed):
        pieces = [" " + word]
        readings = (reading for reading in word_skeletons(word) if len(reading) >= _SHORTEST_SKELETON)
        pieces += sorted(" " + MARK + reading for reading in readings)
        terms.append(pieces)
    return terms
