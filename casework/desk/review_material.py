"""The evidence beside a proposal: what supports, what speaks against with answers, what the parties say."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from casework.cases.models import Case
from casework.evidence.choices import Stance
from casework.evidence.models import Citation, EvidenceItem
from casework.incidents.models import CasualtyClaim, Incident, Violation
from casework.investigations.models import PartyReply
from casework.investigations.queries import with_answers
from casework.parties.models import PartyPosition
from casework.parties.queries import visible_positions

MOST_ITEMS: Final = 50


@dataclass(frozen=True)
class Passage:
    """One cited item with its places, and the answer to it where it speaks against."""

    citation: Citation
    answer: str = ""
    locators: tuple[str, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """The right-hand side of the page."""

    supports: list[Passage]
    against: list[Passage]
    positions: list[PartyPosition]
    replies: list[PartyReply]
    items: QuerySet[EvidenceItem]
    in_all: int

    @property
    def cited(self) -> int:
        """How many different items are cited."""
        return len({one.citation.item_id for one in (*self.supports, *self.against)})


def evidence_for(
    user: Any,
    case: Case,
    violation: Violation | None = None,
    finding: Any = None,
    positions: Iterable[PartyPosition] | None = None,
) -> Evidence:
    """What is cited for one alleged violation, or for all of the case; and the first items of the case.

    Args:
        positions: what the parties say of it, where it was read already, the newest first.
    """
    about = Q(violation__isnull=False) | Q(attribution__isnull=False)
    said = Q(case=case)
    if violation is not None:
        about = Q(violation=violation) | Q(attribution__violation=violation)
        said = Q(attribution__violation=violation)
    if positions is None:
        positions = visible_positions(user).filter(said).select_related("attribution__party", "source")
    rows = Citation.objects.visible_to(user).standing().filter(about, case=case)
    cited = list(with_answers(rows).select_related("item__case").order_by("id"))
    against = [one for one in cited if one.stance == Stance.CONTRADICTS]
    items = EvidenceItem.objects.visible_to(user).standing().filter(case=case).order_by("reference")
    replies = PartyReply.objects.visible_to(user).standing().filter(finding=finding).select_related("party")
    return Evidence(
        supports=_by_item(one for one in cited if one.stance == Stance.SUPPORTS),
        against=[Passage(one, one.answer_text, (one.locator,)) for one in against],
        positions=_once(positions),
        replies=list(replies) if finding else [],
        items=items.select_related("case")[:MOST_ITEMS],
        in_all=items.count(),
    )


def newest_first(positions: Iterable[PartyPosition]) -> list[PartyPosition]:
    """In the order of `visible_positions`: without a day last, of one day the one recorded later first."""
    return sorted(positions, key=lambda one: (one.when_latest or dt.date.min, one.pk), reverse=True)


def _by_item(citations: Iterable[Citation]) -> list[Passage]:
    """An item is shown once, with all its places, though it is cited for several things."""
    found: dict[int, list[Citation]] = {}
    for one in citations:
        found.setdefault(one.item_id, []).append(one)
    return [
        Passage(some[0], locators=tuple(dict.fromkeys(one.locator for one in some if one.locator)))
        for some in found.values()
    ]


def _once(positions: Iterable[PartyPosition]) -> list[PartyPosition]:
    """A statement is shown once, though it answers several attributions."""
    found: dict[tuple[Any, ...], PartyPosition] = {}
    for one in positions:
        found.setdefault((one.attribution.party_id, one.kind, one.when_text, one.explanation), one)
    return list(found.values())


@dataclass(frozen=True)
class Count:
    """The claims about one event and the range adopted for it."""

    incident: Incident
    claims: list[CasualtyClaim]


def claims_of(user: Any, incident: Incident) -> Count:
    """What each source counts, the lowest first."""
    rows = CasualtyClaim.objects.visible_to(user).standing().filter(incident=incident)
    return Count(incident, list(rows.select_related("source").order_by("killed_min", "id")))
