"""What goes on in a case beside its moves: the daily acts of the state machine."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.evidence.actions import record_integrity
from casework.evidence.models import EvidenceItem
from casework.investigations.actions import (
    answer_challenge,
    change_finding,
    propose_rating,
    raise_challenge,
    withdraw_conclusion,
)
from casework.investigations.models import (
    Assessment,
    Challenge,
    Conclusion,
    EffectivenessRating,
    Finding,
    Investigation,
)
from casework.people.actions import record_consent, revoke_consent, withdraw_risk
from casework.people.models import Consent, Person, RiskAssessment
from casework.publication.models import PublicVersion
from casework.redress.actions import set_redress
from tests.deciding import approve_assessment, confirm_rating, decide_verification, return_version


def acts_of(kind: type) -> list[str]:
    """The names of all acts of a mixin, so that none is written and never walked."""
    return [name for name in vars(kind) if not name.startswith("_")]


class Beside:
    """Mixin of the state machine: `attempt` an act by one of the `people` of its `case`."""

    people: dict[str, User]
    case: Case
    attempt: Callable[..., bool]

    def refute_an_item(self, who: str) -> None:
        item = EvidenceItem.objects.filter(case=self.case).select_related("case").last()
        if item is not None:
            actor = self.people[who]
            self.attempt(decide_verification, actor=actor, item=item, state="refuted", why="Looked at again.")

    def lose_a_file(self, who: str) -> None:
        item = EvidenceItem.objects.filter(case=self.case).select_related("case").first()
        if item is not None:
            self.attempt(record_integrity, actor=self.people[who], item=item, found=None)

    def approve_an_assessment(self, who: str) -> None:
        waiting = Assessment.objects.filter(case=self.case, state="proposed").select_related("case").first()
        if waiting is not None:
            self.attempt(approve_assessment, actor=self.people[who], assessment=waiting)

    def rewrite_the_findings(self, who: str) -> None:
        finding = Finding.objects.filter(case=self.case).select_related("case").first()
        if finding is not None:
            changes = {"text": f"The house was struck, says {who}."}
            self.attempt(change_finding, actor=self.people[who], finding=finding, changes=changes)

    def take_a_conclusion_out(self, who: str) -> None:
        drawn = Conclusion.objects.filter(case=self.case, withdrawn_at=None).select_related("finding__case")
        if conclusion := drawn.last():
            actor = self.people[who]
            self.attempt(withdraw_conclusion, actor=actor, conclusion=conclusion, reason="Too early.")

    def take_the_risk_assessment_back(self, who: str) -> None:
        risk = RiskAssessment.objects.filter(case=self.case, withdrawn_at=None).select_related("case").first()
        if risk is not None:
            self.attempt(withdraw_risk, actor=self.people[who], risk=risk, reason="Of another case.")

    def challenge(self, who: str) -> None:
        finding = Finding.objects.filter(case=self.case).select_related("case").first()
        if finding is not None:
            question = "Who saw the aircraft?"
            self.attempt(raise_challenge, actor=self.people[who], target=finding, question=question)

    def answer(self, who: str) -> None:
        challenge = Challenge.objects.filter(case=self.case, answered_at=None).select_related("case").first()
        if challenge is not None:
            self.attempt(answer_challenge, actor=self.people[who], challenge=challenge, answer="Two people.")

    def rate_our_own_work(self, who: str) -> None:
        ours = Investigation.objects.filter(case=self.case).select_related("case").first()
        if ours is not None:
            answers = {"prompt": ("partly", "Two weeks late.")}
            self.attempt(propose_rating, actor=self.people[who], investigation=ours, answers=answers)

    def confirm_a_rating(self, who: str) -> None:
        waiting = EffectivenessRating.objects.filter(case=self.case, state="proposed")
        if rating := waiting.select_related("case", "investigation").first():
            self.attempt(confirm_rating, actor=self.people[who], rating=rating)

    def take_consent_back(self, who: str) -> None:
        given = (
            Consent.objects.filter(case=self.case, revoked_on=None).select_related("case", "person").first()
        )
        if given is not None:
            self.attempt(revoke_consent, actor=self.people[who], consent=given, said="No longer.")

    def give_consent(self, who: str) -> None:
        person = Person.objects.filter(case=self.case).select_related("case").first()
        if person is not None:
            words: dict[str, Any] = {"answer": "yes", "means": "written", "given_on": clock.today()}
            actor = self.people[who]
            self.attempt(record_consent, actor=actor, person=person, purpose="publish_named", **words)

    def return_a_text(self, who: str) -> None:
        version = (
            PublicVersion.objects.filter(case=self.case, state="proposed").select_related("case").first()
        )
        if version is not None:
            self.attempt(return_version, actor=self.people[who], version=version, comment="Too long.")

    def say_that_redress_is_unknown(self, who: str) -> None:
        values = {"state": "unknown", "note": "", "follow_up_on": clock.today() + dt.timedelta(days=9)}
        self.attempt(set_redress, actor=self.people[who], case=self.case, values=values)
