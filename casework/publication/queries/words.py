"""The records of a case that a public text may carry over, each with the words that would go out.

What people write inside a case is never public by itself. Its author sees it here beside two empty boxes,
and only what is put into the boxes and ticked goes out.
"""

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from casework.incidents.models import CasualtyClaim
from casework.investigations.models import (
    AttributionConclusion,
    Conclusion,
    EffectivenessRating,
    Investigation,
    PartyReply,
)
from casework.parties.models import PartyPosition

from ..choices import WordKind
from ..models import PublicVersion


@dataclasses.dataclass(frozen=True)
class WordEntry:
    """One record that may go out, what it says inside, and about what it is."""

    kind: str
    key: str
    about: str
    inside: str
    record: Any

    @property
    def slug(self) -> str:
        """Its key as the name of a box."""
        return self.key.replace(":", "-")

    @property
    def words(self) -> str:
        """The kind in words."""
        return str(WordKind(self.kind).label)


def word_entries(
    user: Any, version: PublicVersion, replies: Iterable[PartyReply] | None = None
) -> list[WordEntry]:
    """Everything this reader sees that the text may carry over, in the order of the public page.

    Args:
        replies: those of parties that the reader sees, where a page has read them.
    """
    case, finding = version.case_id, version.finding_id
    return [
        *_conclusions(user, finding),
        *_positions(user, case),
        *_claims(user, case),
        *_investigations(user, case),
        *_replies(replies_seen(user, finding) if replies is None else replies),
    ]


def _entry(kind: WordKind, record: Any, about: Any, inside: str) -> WordEntry:
    return WordEntry(kind, f"{kind}:{record.uid}", str(about), inside, record)


def _conclusions(user: Any, finding: int) -> Iterator[WordEntry]:
    rows = Conclusion.objects.visible_to(user).standing().filter(finding=finding)
    for row in rows.select_related("violation__type", "violation__incident"):
        yield _entry(WordKind.CONCLUSION, row, row.violation.type, row.text)
    parties = AttributionConclusion.objects.visible_to(user).standing().filter(conclusion__finding=finding)
    parties = parties.filter(attribution__withdrawn_at__isnull=True)
    chain = "attribution__party__parent__parent__parent__parent"
    for party in parties.select_related(
        chain, "conclusion__violation__type", "conclusion__violation__incident"
    ):
        yield _entry(WordKind.PARTY, party, party.attribution.party, party.note or party.attribution.note)


def _positions(user: Any, case: int) -> Iterator[WordEntry]:
    rows = PartyPosition.objects.visible_to(user).standing().filter(case=case)
    for row in rows.select_related("attribution__party").order_by("when_earliest", "id"):
        yield _entry(WordKind.POSITION, row, row.attribution.party, row.explanation)


def _claims(user: Any, case: int) -> Iterator[WordEntry]:
    rows = CasualtyClaim.objects.visible_to(user).standing().filter(case=case)
    claims = list(rows.select_related("source", "incident").order_by("when_earliest", "id"))
    for row in claims:
        yield _entry(WordKind.CLAIM, row, row.source, row.note)
    for source in {row.source_id: row.source for row in claims if row.source.name}.values():
        yield _entry(WordKind.SOURCE, source, source.name, source.name)


def _investigations(user: Any, case: int) -> Iterator[WordEntry]:
    rows = Investigation.objects.visible_to(user).standing().filter(case=case)
    for row in rows.select_related("party__parent__parent__parent__parent"):
        yield _entry(WordKind.BODY, row, row.get_body_kind_display(), row.body)
        yield _entry(WordKind.OUTCOME, row, row, row.outcome_note)
    ratings = EffectivenessRating.objects.visible_to(user).in_force().filter(case=case)
    for rating in ratings.select_related("investigation"):
        for answer in rating.answers:
            key = f"{WordKind.CRITERION}:{rating.uid}:{answer['key']}"
            about = f"{rating.investigation}: {answer['words']}"
            yield WordEntry(WordKind.CRITERION, key, about, answer["reason"], rating)


def replies_seen(user: Any, finding: int) -> QuerySet[PartyReply]:
    """What the parties answered to these findings, as far as the reader may see it."""
    return PartyReply.objects.visible_to(user).standing().filter(finding=finding).select_related("party")


def _replies(rows: Iterable[PartyReply]) -> Iterator[WordEntry]:
    for row in rows:
        yield _entry(WordKind.REPLY, row, row.party, row.answer or row.not_asked_reason)
