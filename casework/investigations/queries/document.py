"""Everything the findings of one case rest on, gathered once for their page and for their reviewer."""

from dataclasses import dataclass
from typing import Any

from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident
from casework.incidents.queries import ClaimsChart, charts_of
from casework.ledger.entries import newest_entries
from casework.ledger.models import LedgerLeaf

from ..models import Challenge, Finding, SecondReview
from .challenges import Contrary, challenges_of, contrary_of, reviews_of
from .findings import (
    ConclusionRow,
    Hearing,
    accused_in,
    conclusion_rows,
    counted_incidents,
    hearing,
    items_with_gaps,
)


@dataclass(frozen=True)
class DocumentEntry:
    """A record of the document, in the version that is shown, and its entry in the ledger."""

    record: Any
    leaf: LedgerLeaf

    @property
    def kind(self) -> str:
        """What it is."""
        return str(self.record._meta.verbose_name)


@dataclass(frozen=True)
class FindingDocument:
    """Findings with their conclusions, the claims, what speaks against, who was heard, what was asked."""

    finding: Finding
    rows: list[ConclusionRow]
    incidents: list[Incident]
    contrary: list[Contrary]
    gaps: list[EvidenceItem]
    hearing: Hearing
    challenges: list[Challenge]
    reviews: list[SecondReview]

    @property
    def unanswered(self) -> int:
        """Passages against that nobody has answered."""
        return sum(1 for one in self.contrary if not one.answer)

    @property
    def charts(self) -> list[ClaimsChart]:
        """What each source claims, with the adopted range; claims of two events are never mixed."""
        return [chart for one in self.incidents for chart in charts_of(one, one.shown_claims)]  # type: ignore[attr-defined]

    @property
    def entries(self) -> list[DocumentEntry]:
        """The ledger entry of each record whose words stand in the document, the findings first."""
        parts: list[Any] = [self.finding]
        for row in self.rows:
            parts += [row.conclusion, *(line.said for line in row.parties)] if row.conclusion else []
        records = [part for part in parts if part is not None]
        labels = {type(record).history.model._meta.label for record in records}
        found = newest_entries((record.uid for record in records), labels)
        return [DocumentEntry(record, found[record.uid]) for record in records if record.uid in found]

    @property
    def several(self) -> bool:
        """Whether the charts must say which event they belong to."""
        return len(self.incidents) > 1


def document_of(user: Any, finding: Finding) -> FindingDocument:
    """What this reader may see of it."""
    case, accused = finding.case, accused_in(user, finding)
    return FindingDocument(
        finding=finding,
        rows=conclusion_rows(user, finding, accused),
        incidents=counted_incidents(user, case),
        contrary=contrary_of(user, case),
        gaps=items_with_gaps(user, case),
        hearing=hearing(user, finding, accused),
        challenges=challenges_of(user, case),
        reviews=reviews_of(user, finding) if finding.submitted_at else [],
    )
