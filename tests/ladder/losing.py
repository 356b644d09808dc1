"""What takes the ground from under a case in the making: each guard that shall not hold is made not to."""

import datetime as dt
from collections.abc import Callable, Collection

from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.evidence.actions import cite_evidence, record_integrity, transfer_custody
from casework.evidence.models import EvidenceItem
from casework.incidents.actions import add_incident
from casework.incidents.models import Violation
from casework.investigations.actions import raise_challenge, withdraw_investigation
from casework.investigations.models import Finding, Investigation
from casework.parties.actions import attribute_violation
from casework.parties.models import Party
from tests.deciding import decide_verification
from tests.ladder.team import Team


class Losing:
    """Mixin of a story: what is lost where a guard is named in `without`."""

    team: Team
    without: Collection[str]
    case: Case
    violation: Violation
    investigation: Investigation
    finding: Finding
    items: list[EvidenceItem]
    assess: Callable[..., None]
    violate: Callable[..., Violation]

    def lacks(self, guard: str) -> bool:
        """Whether this guard shall not hold."""
        return guard in self.without

    def lose_credit(self) -> None:
        """What called the evidence credible does not hold any more."""
        if self.lacks("verified_item"):
            for item in EvidenceItem.objects.filter(case=self.case).select_related("case"):
                decide_verification(actor=self.team.first, item=item, state="refuted", why="Of another day.")
        if self.lacks("threshold_reached"):
            words = {
                "standard": "allegation",
                "missing": "A second account.",
                "review_on": clock.today() + dt.timedelta(days=30),
            }
            self.assess(self.team.lead, self.team.first, **words)

    def unsettle(self) -> None:
        """What may come after findings were handed in, and has to be settled before they go further."""
        lead = self.team.lead
        if self.lacks("criteria_rated"):
            mistake = "Entered in the wrong case."
            withdraw_investigation(actor=lead, investigation=self.investigation, reason=mistake)
        if self.lacks("hashes_intact"):
            record_integrity(actor=lead, item=self.items[0], found=None)
        if self.lacks("no_challenge"):
            raise_challenge(actor=self.team.first, target=self.finding, question="Who saw the aircraft?")
        if self.lacks("contrary_answered"):
            cite_evidence(actor=lead, item=self.items[1], target=self.violation, stance="contradicts")
        if self.lacks("conclusions_drawn"):
            self.violate("LIF-02")
        if self.lacks("casualties_adopted"):
            add_incident(actor=lead, case=self.case, title="A second strike")
        if self.lacks("attribution_rated"):
            party = Party.objects.get(code="UNK")
            attribute_violation(actor=lead, violation=self.violation, party=party)
        if self.lacks("custody_explained"):
            self.break_custody()

    def take_lead_off(self) -> None:
        """No action leaves a case without a lead; old data may."""
        with audit_context(actor=self.team.first):
            self.case.lead = None
            self.case.save()

    def break_custody(self) -> None:
        """The item comes back from somebody who never had it."""
        item = EvidenceItem.objects.get(pk=self.items[0].pk)
        giver, holder = "A neighbour", "The archive"
        transfer_custody(actor=self.team.lead, item=item, from_custodian=giver, to_custodian=holder)
