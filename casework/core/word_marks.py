"""Word marks: which words of a text went and which came. Works on any script; nothing here knows a record."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\s+|\w+|[^\w\s]")
_MOST_WORDS = 4_000
_SHARED_AT_LEAST = 0.25


@dataclass(frozen=True)
class Piece:
    """A run of text; `changed` is what <del> or <ins> marks."""

    text: str
    changed: bool


def word_marks(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Split two texts into pieces that are the same in both and pieces that are not.

    Texts with little in common are marked as a whole: a confetti of single words helps nobody. Very long
    texts are compared between their common beginning and end only, so that a page stays quick.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    old_mid, new_mid = old[start : len(old) - end], new[start : len(new) - end]
    head, tail = "".join(old[:start]), "".join(old[len(old) - end :]) if end else ""
    if len(old_mid) + len(new_mid) > _MOST_WORDS:
        return _whole(head, "".join(old_mid), tail), _whole(head, "".join(new_mid), tail)
    steps = SequenceMatcher(None, old_mid, new_mid, autojunk=False).get_opcodes()
    same = [word for tag, i1, i2, _j1, _j2 in steps if tag == "equal" for word in old_mid[i1:i2]]
    if _words([*old[:start], *same, *old[len(old) - end :]]) < _SHARED_AT_LEAST * max(
        _words(old), _words(new)
    ):
        return _whole("", before, ""), _whole("", after, "")
    was, now = [Piece(head, False)], [Piece(head, False)]
    for tag, i1, i2, j1, j2 in steps:
        was.append(Piece("".join(old_mid[i1:i2]), tag != "equal"))
        now.append(Piece("".join(new_mid[j1:j2]), tag != "equal"))
    return _joined([*was, Piece(tail, False)]), _joined([*now, Piece(tail, False)])


def _common(old: list[str], new: list[str]) -> int:
    """How many words both begin with."""
    count = 0
    for mine, theirs in zip(old, new, strict=False):
        if mine != theirs:
            break
        count += 1
    return count


def _words(tokens: list[str]) -> int:
    """How many of the tokens are words: a shared full stop is nothing two texts have in common."""
    return sum(1 for token in tokens if token[0].isalnum())


def _whole(head: str, middle: str, tail: str) -> list[Piece]:
    return [piece for piece in (Piece(head, False), Piece(middle, True), Piece(tail, False)) if piece.text]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; white space alone between two marks is marked with them."""
    out: list[Piece] = []
    for at, piece in enumerate(pieces):
        if not piece.text:
            continue
        bridge = (
            not piece.changed
            and piece.text.isspace()
            and out
            and out[-1].changed
            and any(later.changed and later.text for later in pieces[at + 1 : at + 2])
        )
        changed = piece.changed or bool(bridge)
        if out and out[-1].changed == changed:
            out[-1] = Piece(out[-1].text + piece.text, changed)
        else:
            out.append(Piece(piece.text, changed))
    return out
