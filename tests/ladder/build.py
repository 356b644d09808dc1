"""Cases at any stage, made through the real actions by four people, or lacking exactly one thing.

`case_at(stage)` for a case; `ready(key)` for one that can make the move `key`; `without` names guards that
shall not hold. The lead works and submits, the first supervisor decides and proposes the public
text, the second approves and publishes.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import MemberRole, Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.evidence.actions import (
    record_verification,
    register_evidence,
    set_item_level,
)
from casework.evidence.models import EvidenceItem
from casework.evidence.uploads import store_bytes
from casework.incidents.actions import add_incident, add_violation, adopt_casualty_range
from casework.incidents.models import Incident, Violation, ViolationType
from casework.investigations.actions import (
    add_investigation,
    ask_party,
    conclude,
    propose_assessment,
    propose_rating,
    record_answer,
    record_not_asked,
    withdraw_reply,
    write_finding,
)
from casework.investigations.choices import Criterion
from casework.investigations.models import Finding, Investigation, PartyReply
from casework.ladder.actions import record_duplicate_check
from casework.ladder.table import BY_KEY, FORWARD
from casework.parties.actions import attribute_violation
from casework.parties.models import Attribution, Party
from casework.people.actions import (
    add_person,
    add_person_source,
    assess_risk,
    record_consent,
    revoke_consent,
)
from casework.people.models import Consent, Person, Source
from casework.places.models import Place
from casework.publication.actions import (
    choose_evidence,
    mention_person,
    prepare_version,
    propose_version,
)
from casework.publication.models import PublicVersion
from casework.redress.actions import set_redress
from tests.deciding import answer_points, approve_assessment, confirm_rating, decide_verification, move_case
from tests.factories import join_case, make_case, make_user
from tests.ladder.losing import Losing
from tests.ladder.saying import PUBLIC_TEXT, REASON, said
from tests.ladder.team import Team, make_team
from tests.remembered import remembered

ASIDE = {Stage.INSUFFICIENT: "shelve", Stage.SUSPENDED: "suspend", Stage.CLOSED: "close"}
UP = {stage: key for stage, key in FORWARD.items() if stage not in ASIDE}
"""The way up, stage by stage."""


@dataclasses.dataclass
class Story(Losing):
    """A case in the making. `give_…` does what one part of the table asks for, save what is left out."""

    team: Team
    without: Collection[str] = ()
    proposer: User | None = None
    author: User | None = None
    case: Case = dataclasses.field(init=False)
    incident: Incident = dataclasses.field(init=False)
    violation: Violation = dataclasses.field(init=False)
    attribution: Attribution = dataclasses.field(init=False)
    investigation: Investigation = dataclasses.field(init=False)
    finding: Finding = dataclasses.field(init=False)
    person: Person = dataclasses.field(init=False)
    consent: Consent = dataclasses.field(init=False)
    version: PublicVersion = dataclasses.field(init=False)
    reply: PartyReply = dataclasses.field(init=False)
    items: list[EvidenceItem] = dataclasses.field(default_factory=list)
    sources: list[Source] = dataclasses.field(default_factory=list)

    @remembered
    def __post_init__(self) -> None:
        self.case = make_case(self.team.lead)
        join_case(self.case, self.team.first, role=MemberRole.REVIEWER)
        for person in {self.proposer, self.author} - {None, self.team.lead, self.team.first}:
            join_case(self.case, person)  # type: ignore[arg-type]
        self.incident = add_incident(
            actor=self.team.lead, case=self.case, title="Strike on a house", place=Place.objects.first()
        )

    def give_assess(self) -> None:
        """Material and a search for duplicates."""
        lead, case = self.team.lead, self.case
        if not self.lacks("material_linked"):
            self.person = add_person(actor=lead, case=case, values={"is_witness": True})
            self.sources = [
                add_person_source(actor=lead, case=case, connection="witness", person=person)
                for person in (self.person, None)
            ]
            self.items = [self.register(source) for source in self.sources]
        if not self.lacks("duplicates_checked"):
            record_duplicate_check(actor=lead, case=case, outcome="none")
        if self.lacks("lead_assigned"):
            self.take_lead_off()

    def register(self, source: Source) -> EvidenceItem:
        """A document with a file of its own."""
        name = f"Account of {source.reference}"
        return register_evidence(
            actor=self.team.lead,
            case=self.case,
            values={"title": name, "kind": "document", "source": source},
            file=store_bytes(name.encode(), "account.txt"),
        )

    def give_credit(self) -> None:
        """Verified items of two sources, a violation, an assessment that a second person approved."""
        lead, first = self.team.lead, self.team.first
        for item in [] if self.lacks("verified_item") else self.items:
            record_verification(actor=lead, item=item, step="content", result="holds", why="Read in full.")
            decide_verification(actor=first, item=item, state="verified", why="Agreed.")
        if self.lacks("violation_named"):
            return
        self.violation = self.violate()
        if not self.lacks("threshold_reached"):
            self.assess(self.proposer or lead, first)

    def violate(self, code: str = "ATT-04") -> Violation:
        """An alleged act of the incident."""
        kind = ViolationType.objects.get(code=code)
        return add_violation(actor=self.team.lead, incident=self.incident, type=kind)

    def assess(self, proposer: User, decider: User, **words: Any) -> None:
        """One proposes, another approves."""
        proposal = propose_assessment(
            actor=proposer,
            violation=self.violation,
            **{"standard": "reasonable_suspicion"} | words,
            rationale=REASON,
            source_count=2,
            origin_count=2,
        )
        approve_assessment(actor=decider, assessment=proposal)

    def give_investigate(self) -> None:
        """A party, the plan, the day, the risk."""
        lead = self.team.lead
        if not self.lacks("attributed"):
            party = Party.objects.get(code="COA-US")
            self.attribution = attribute_violation(actor=lead, violation=self.violation, party=party)
        if not self.lacks("plan"):
            opened = {} if self.lacks("start_date") else {"opened": "2 November 2026"}
            self.investigation = add_investigation(
                actor=lead,
                case=self.case,
                body_kind="ours",
                plan="Visit the place, hear the family.",
                **opened,
            )
        if not self.lacks("risk_assessed"):
            words = {"threat": "Armed men nearby", "mitigation": "Meetings elsewhere"}
            assess_risk(actor=lead, case=self.case, likelihood="low", severity="high", **words)
        if self.lacks("lead_assigned"):
            self.take_lead_off()
        self.lose_credit()

    def give_submit_findings(self) -> None:
        """Findings with their conclusions, the casualty range, a confirmed rating of our own work."""
        lead, first = self.team.lead, self.team.first
        self.lose_credit()
        if not self.lacks("casualties_adopted"):
            adopt_casualty_range(actor=lead, incident=self.incident, killed_min=105, rationale=REASON)
        rating = propose_rating(
            actor=lead,
            investigation=self.investigation,
            answers=dict.fromkeys(Criterion.values, ("met", "Seen by both.")),
        )
        if not self.lacks("criteria_rated"):
            confirm_rating(actor=first, rating=rating)
        if not self.lacks("findings_written"):
            self.write(self.author or lead)
        if self.lacks("custody_explained"):
            self.break_custody()

    def write(self, author: User) -> None:
        """The findings, and what they conclude."""
        families = "" if self.lacks("families_informed") else "informed"
        self.finding = write_finding(
            actor=author, case=self.case, text="The house was struck from the air.", families=families
        )
        if not self.lacks("conclusions_drawn"):
            conclude(
                actor=author,
                finding=self.finding,
                violation=self.violation,
                text="The strike was disproportionate.",
                standard="reasonable_grounds",
                confidences={} if self.lacks("attribution_rated") else {self.attribution: "balance"},
            )

    def give_approve_findings(self) -> None:
        """All is there: only what must not be is added where it is asked for."""
        self.finding.refresh_from_db()
        self.lose_credit()
        self.unsettle()

    def give_publish(self) -> None:
        """A reply, consent, and a public text that the first supervisor proposes."""
        lead = self.team.lead
        self.finding.refresh_from_db()
        if self.lacks("replies_told"):
            self.ask()
        else:
            facts = {"party": self.attribution.party, "not_asked_reason": "Witnesses would be in danger."}
            self.reply = record_not_asked(actor=lead, finding=self.finding, **facts)
        self.consent = record_consent(
            actor=lead,
            person=self.person,
            purpose="publish_anonymised",
            answer="yes",
            means="written",
            given_on=clock.today(),
        )
        self.prepare(self.proposer or self.team.first)
        if self.lacks("replies_told"):
            self.answer()
        if self.lacks("party_heard"):
            withdraw_reply(actor=lead, reply=self.reply, reason="It could be asked after all.")
        if self.lacks("consent_covers"):
            revoke_consent(actor=lead, consent=self.consent, said="No longer.")
        if self.lacks("nothing_restricted"):
            item = EvidenceItem.objects.get(pk=self.items[0].pk)
            set_item_level(actor=lead, item=item, level="highly_restricted")
        self.lose_credit()
        self.unsettle()
        if self.lacks("redaction_done"):
            with audit_context(actor=lead):
                self.version.open_hits = 1
                self.version.save()

    def ask(self) -> None:
        """The party was asked a while ago, and its time to answer is over."""
        asked_on = clock.today() - dt.timedelta(days=40)
        self.reply = ask_party(
            actor=self.team.lead,
            finding=self.finding,
            party=self.attribution.party,
            asked_on=asked_on,
            answer_by=asked_on + dt.timedelta(days=30),
            sent_to="The press office",
        )

    def answer(self) -> None:
        """Its answer comes late."""
        record_answer(
            actor=self.team.lead, reply=self.reply, answered_on=clock.today(), answer="We were not there."
        )

    def prepare(self, proposer: User) -> None:
        """A text, its evidence list, the person in it, the whole checklist."""
        case = Case.objects.get(pk=self.case.pk)
        version = prepare_version(actor=proposer, case=case, values=PUBLIC_TEXT)
        texts = {"title_en": "An account", "note_en": "What the witness saw"}
        shown: dict[str, Any] = {"stance": "supports", "showing": "shown", "texts": texts}
        choose_evidence(actor=proposer, version=version, item=self.items[0], **shown)
        mention_person(actor=proposer, version=version, person=self.person)
        answer_points(actor=proposer, version=version)
        self.version = version
        if not self.lacks("public_version"):
            propose_version(actor=proposer, version=version)

    def give_complete(self) -> None:
        """What became of redress, and when it is looked at again."""
        state = "unknown" if self.lacks("redress_known") else "sought"
        day = None if self.lacks("follow_up_set") else clock.today() + dt.timedelta(days=90)
        values = {"state": state, "note": "A claim was filed.", "follow_up_on": day}
        set_redress(actor=self.team.lead, case=self.case, values=values)

    @remembered
    def ready(self, key: str) -> None:
        """Do what the move asks for; moves that ask for nothing are ready."""
        prepare: Callable[[], None] = getattr(self, f"give_{key}", lambda: None)
        prepare()

    @remembered
    def move(self, key: str, **words: Any) -> None:
        """Make the move by somebody who may make it."""
        team = self.team
        actor = {"submit_findings": team.lead, "approve_findings": team.second, "publish": team.second}
        self.case = Case.objects.select_related("lead").get(pk=self.case.pk)
        move_case(actor=actor.get(key, team.first), case=self.case, key=key, **(said(key) | words))
        self.case = Case.objects.select_related("lead").get(pk=self.case.pk)

    def climb_to(self, stage: str) -> None:
        """Go up, step by step; each step has all it needs."""
        while self.case.stage != stage:
            key = UP[Stage(self.case.stage)]
            self.ready(key)
            self.move(key)


def story_at(
    stage: str,
    team: Team | None = None,
    *,
    without: Collection[str] = (),
    proposer: User | None = None,
    author: User | None = None,
    before: str = Stage.ASSESSMENT,
) -> Story:
    """A case at `stage` with all that was made on the way.

    Args:
        without: guards of the next move that shall not hold; what led here is complete.
        proposer: who proposes the assessment and the public text, instead of lead and first supervisor.
        author: who writes the findings, instead of the lead.
        before: from where a case went aside, for the three stages beside the way up.
    """
    story = Story(team or make_team(), proposer=proposer, author=author)
    if stage in ASIDE:
        story.climb_to(Stage.ASSESSMENT if stage == Stage.INSUFFICIENT else before)
        story.move(ASIDE[Stage(stage)])
    else:
        story.climb_to(stage)
    story.without = without
    return story


def case_at(stage: str, team: Team | None = None, **options: Any) -> Case:
    """A case at `stage`, made through the real actions."""
    return story_at(stage, team, **options).case


def ready(
    key: str, team: Team | None = None, *, stage: str = "", without: Collection[str] = (), **people: Any
) -> Story:
    """A case that can make the move `key` from `stage`, save for the guards in `without`."""
    stage = stage or BY_KEY[key].sources[0]
    before = Stage.PUBLISHED if "not_public" in without else Stage.ASSESSMENT
    story = story_at(
        Stage.SUSPENDED if "not_public" in without else stage, team, without=without, before=before, **people
    )
    story.ready(key)
    story.case = Case.objects.select_related("lead").get(pk=story.case.pk)
    return story


def ready_case(
    lead: User,
    supervisor: User,
    stage: str = Stage.REPORTED,
    without: Collection[str] = (),
    proposer: User | None = None,
) -> Case:
    """A case at `stage` that is ready for the way up, save for what is named in `without`."""
    team = Team(lead, supervisor, make_user(Role.SUPERVISOR))
    if Stage(stage) not in UP:
        return case_at(stage, team)
    return ready(UP[Stage(stage)], team, stage=stage, without=without, proposer=proposer).case
