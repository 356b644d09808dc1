"""What the page of findings shows: a document with everything it rests on, in the reader's scope."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from casework.cases.models import Case
from casework.evidence.models import EvidenceItem
from casework.evidence.queries import has_open_gap
from casework.incidents.models import CasualtyClaim, Incident, Violation
from casework.incidents.queries import visible_violations
from casework.parties.models import Attribution, Party

from ..models import AttributionConclusion, Conclusion, Finding, InvestigationCitation, PartyReply
from ..rules import approvable_by, is_to_be_asked
from .investigations import documents_by_conclusion


def findings_seen(user: Any) -> QuerySet[Finding]:
    """Findings in the reader's scope, the newest first."""
    return Finding.objects.visible_to(user).select_related("case", "author", "approver")


def findings_waiting_for(user: Any) -> QuerySet[Finding]:
    """Findings under review that this supervisor may approve."""
    if not user.has_right("case.decide"):
        return Finding.objects.none()
    return findings_seen(user).filter(Exists(approvable_by(user).filter(pk=OuterRef("pk"))))


@dataclass
class PartyLine:
    """An alleged party and how sure the findings are of it."""

    attribution: Attribution
    said: AttributionConclusion | None = None


@dataclass
class ConclusionRow:
    """One alleged violation, what is concluded about it and about each party."""

    violation: Violation
    conclusion: Conclusion | None = None
    parties: list[PartyLine] = field(default_factory=list)
    documents: list[InvestigationCitation] = field(default_factory=list)


def accused_in(user: Any, finding: Finding) -> list[Attribution]:
    """Who stands accused in the case, as far as this reader sees; of the past only who was concluded on."""
    rows = Attribution.objects.visible_to(user).filter(case=finding.case_id).select_related("party")
    if not finding.is_past:
        return list(rows.standing())
    said = AttributionConclusion.objects.filter(conclusion__finding=finding, withdrawn_at__isnull=True)
    return list(rows.filter(pk__in=said.values("attribution")))


def conclusion_rows(user: Any, finding: Finding, accused: list[Attribution]) -> list[ConclusionRow]:
    """Every standing violation this reader sees; in findings of the past only what was concluded then."""
    drawn = Conclusion.objects.visible_to(user).filter(finding=finding, withdrawn_at__isnull=True)
    by_violation = {one.violation_id: one for one in drawn.select_related("characterisation__provision")}
    violations: Any = visible_violations(user).filter(case=finding.case_id)
    violations = violations.filter(pk__in=by_violation) if finding.is_past else violations.standing()
    rows = {one.pk: ConclusionRow(one, by_violation.get(one.pk)) for one in violations}
    cited = documents_by_conclusion(user, finding) if by_violation else {}
    for row in rows.values():
        row.violation.case = row.violation.incident.case = finding.case
        if row.conclusion:
            row.conclusion.finding, row.conclusion.violation = finding, row.violation
            row.documents = cited.get(row.conclusion.pk, [])
    for line in _party_lines(user, finding, accused):
        if line.attribution.violation_id in rows:
            rows[line.attribution.violation_id].parties.append(line)
    return list(rows.values())


def _party_lines(user: Any, finding: Finding, accused: list[Attribution]) -> list[PartyLine]:
    said = AttributionConclusion.objects.visible_to(user).filter(
        conclusion__finding=finding, withdrawn_at__isnull=True, conclusion__withdrawn_at__isnull=True
    )
    by_attribution = {one.attribution_id: one for one in said}
    lines = [PartyLine(one, by_attribution.get(one.pk)) for one in accused]
    return [line for line in lines if line.said or not finding.is_past]


def counted_incidents(user: Any, case: Case) -> list[Incident]:
    """The events of the case with the claims the adopted range was weighed from, in `shown_claims`."""
    found = list(
        Incident.objects.visible_to(user).standing().filter(case=case).select_related("place", "adopted_by")
    )
    claims: dict[int, list[CasualtyClaim]] = defaultdict(list)
    rows = CasualtyClaim.objects.visible_to(user).standing().filter(case=case).select_related("source")
    for claim in rows.order_by("killed_min", "id") if found else ():
        claims[claim.incident_id].append(claim)
    for one in found:
        one.case, one.shown_claims = case, claims[one.pk]  # type: ignore[attr-defined]
        one.relied_claims = [claim for claim in claims[one.pk] if claim.relied_on]  # type: ignore[attr-defined]
    return found


def items_with_gaps(user: Any, case: Case) -> list[EvidenceItem]:
    """Items of the case whose chain of custody has a gap nobody explained."""
    rows = EvidenceItem.objects.visible_to(user).standing().filter(has_open_gap(), case=case)
    return list(rows.select_related("case").order_by("reference"))


@dataclass(frozen=True)
class Hearing:
    """The right of reply in one finding: what came of asking, and who was not asked yet."""

    replies: list[PartyReply]
    lacking: list[Party]

    @property
    def is_complete(self) -> bool:
        """Whether every accused party had its chance."""
        return not self.lacking and not any(reply.is_waited_for for reply in self.replies)


def hearing(user: Any, finding: Finding, accused: list[Attribution]) -> Hearing:
    """The replies to this finding and the accused parties that still lack one."""
    rows = PartyReply.objects.visible_to(user).filter(finding=finding, withdrawn_at__isnull=True)
    replies = list(rows.select_related("party", "document").order_by("id"))
    for reply in replies:
        reply.finding, reply.case = finding, finding.case
        if reply.document:
            reply.document.case = finding.case
    asked = {reply.party_id for reply in replies}
    lacking = [one for one in accused if is_to_be_asked(one) and one.party_id not in asked]
    parties = {one.party_id: one.party for one in lacking}
    return Hearing(replies, sorted(parties.values(), key=str))
