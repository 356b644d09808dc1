"""What people try beside the moves, to get past a guard or in good faith: acts on what stages rest on."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.evidence.actions import withdraw_citation
from casework.evidence.models import Citation
from casework.incidents.actions import adopt_casualty_range, withdraw_violation
from casework.incidents.models import Incident, Violation
from casework.investigations.actions import change_investigation
from casework.investigations.models import Conclusion, EffectivenessRating, Finding, Investigation
from tests.ladder.saying import REASON


class Tempting:
    """Mixin of the state machine: `attempt` an act by one of the `people` of its `case`."""

    people: dict[str, User]
    case: Case
    attempt: Callable[..., bool]

    def relabel_an_investigation(self, who: str) -> None:
        """Ours becomes that of an army, and the army's ours."""
        found = Investigation.objects.filter(case=self.case).select_related("case").last()
        if found is not None:
            facts = ("military", "An army") if found.body_kind == "ours" else ("ours", "")
            words: dict[str, Any] = dict(zip(("body_kind", "body"), facts, strict=True))
            self.attempt(change_investigation, actor=self.people[who], investigation=found, **words)

    def adopt_another_range(self, who: str) -> None:
        incident = Incident.objects.select_related("case").filter(case=self.case).first()
        words: dict[str, Any] = {"killed_min": 1, "killed_max": 2, "rationale": REASON}
        self.attempt(adopt_casualty_range, actor=self.people[who], incident=incident, **words)

    def withdraw_the_violation(self, who: str) -> None:
        acts = Violation.objects.select_related("case").filter(case=self.case, withdrawn_at=None)
        if act := acts.first():
            self.attempt(withdraw_violation, actor=self.people[who], violation=act, reason=REASON)

    def withdraw_a_citation(self, who: str) -> None:
        passages = Citation.objects.select_related("case").filter(case=self.case, withdrawn_at=None)
        if passage := passages.first():
            self.attempt(withdraw_citation, actor=self.people[who], citation=passage, reason=REASON)

    def make_the_lead_an_auditor_or_back(self, _who: str) -> None:
        lead = self.people["lead"]
        lead.role = Role.INVESTIGATOR if lead.role == Role.AUDITOR else Role.AUDITOR
        with audit_context(actor=self.people["admin"]):
            lead.save()


def assert_handed_in_is_whole(case: Case) -> None:
    """What findings that were handed in say and count is what it was on that day."""
    for finding in Finding.objects.filter(case=case, state__in=("under_review", "approved")):
        for incident in Incident.objects.filter(case=case):
            assert incident.adopted_at is not None and incident.adopted_at <= finding.submitted_at
        for drawn in Conclusion.objects.filter(finding=finding, withdrawn_at=None):
            assert drawn.violation.withdrawn_at is None and drawn.updated_at <= finding.submitted_at
        for passage in Citation.objects.filter(case=case, created_at__lte=finding.submitted_at):
            assert passage.withdrawn_at is None or passage.withdrawn_at <= finding.submitted_at


def assert_ratings_are_of_what_was_rated(case: Case) -> None:
    """No rating in force is of a body of another kind than on the day it was made."""
    for rating in EffectivenessRating.objects.filter(case=case, state="confirmed", withdrawn_at=None):
        versions = rating.investigation.history.filter(history_date__gte=rating.created_at)
        assert {row.body_kind for row in versions} <= {rating.investigation.body_kind}
