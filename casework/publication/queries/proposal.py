"""A public text that somebody decides on: all of its words, and the mark of exactly these words."""

import hashlib
from dataclasses import dataclass
from typing import Any

from casework.cases.models import Case
from casework.core.seen import mark_of
from casework.ledger.canonical import canon

from ..choices import VersionState
from ..models import PublicVersion
from .content import content_of
from .passages import Part, read_whole


@dataclass(frozen=True)
class Proposal:
    """What would be frozen if it were published now."""

    parts: list[Part]
    mark: str


def proposal_of(user: Any, version: PublicVersion) -> Proposal:
    """The text as this reader would publish it."""
    content = content_of(user, version)
    return Proposal(read_whole(content), mark_of_content(version, content))


def mark_of_content(version: PublicVersion, content: dict[str, Any]) -> str:
    """Another one for each word that differs, wherever in the case it comes from, and for each round.

    The day is left out: whoever reads in the evening may decide in the morning.
    """
    lasting = {name: said for name, said in content.items() if name != "published_on"}
    return f"{version.version}:{hashlib.sha256(canon(lasting)).hexdigest()}"


def checklist_mark(version: PublicVersion) -> str:
    """The text as it last changed and the answers to its checklist, for whoever answers more of it."""
    return mark_of(str(version.text_changed_at), *version.checks.all())


def public_mark(case: Case) -> str:
    """What is public of a case, for whoever takes it back: a correction may have come in between."""
    return mark_of(*PublicVersion.objects.standing().filter(case=case, state=VersionState.PUBLISHED))
