"""Two versions of a finding, passage by passage: what stayed, what went, what came."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.functional import Promise

from casework.core.word_marks import Piece, word_marks

from .passages import PARTS, Page
from .reading import spoken


@dataclass(frozen=True)
class Change:
    """One passage in its former and its later words; one side is empty where it was added or taken out."""

    was: list[Piece]
    now: list[Piece]


@dataclass(frozen=True)
class Section:
    """One part of the page: what changed in it, and how many passages did not."""

    heading: str | Promise
    changes: list[Change]
    same: int


def compared(former: Page, later: Page, language: str) -> list[Section]:
    """The parts of two frozen contents in which something changed, in the order of the public page."""
    before, after = spoken(former, language), spoken(later, language)
    found = [_section(heading, list(say(before)), list(say(after))) for heading, say in PARTS.items()]
    return [section for section in found if section.changes]


def _section(heading: str | Promise, before: list[str], after: list[str]) -> Section:
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changes, same = [], 0
    for tag, i1, i2, j1, j2 in steps:
        if tag == "equal":
            same += i2 - i1
            continue
        for at in range(max(i2 - i1, j2 - j1)):
            was = before[i1 + at] if i1 + at < i2 else ""
            now = after[j1 + at] if j1 + at < j2 else ""
            changes.append(Change(*word_marks(was, now)))
    return Section(heading, changes, same)
