"""Rows of the ladder for the measuring database: from assessments to what is public, in likely shares.

About 60 of 100 alleged acts are assessed, half of them credible; a fifth of the cases was looked at by
another body; a tenth has approved findings, and half of those are public.
"""

import copy
import datetime as dt
import hashlib
import random
from collections.abc import Callable
from typing import Any

from django.db import models

from accounts.models import User
from casework.cases.choices import Stage
from casework.incidents.choices import ProofStandard
from casework.investigations.choices import (
    AssessmentState,
    BodyKind,
    Criterion,
    FindingState,
    Met,
    Outcome,
    RatingState,
)
from casework.ledger.canonical import canon
from casework.models import (
    Assessment,
    Attribution,
    Case,
    CompensationClaim,
    Conclusion,
    Consent,
    EffectivenessRating,
    Finding,
    Incident,
    Investigation,
    Party,
    PartyPosition,
    Person,
    PublicVersion,
    PublishedAllegation,
    PublishedVersion,
    RedressStatus,
    Violation,
)
from casework.parties.choices import PositionKind
from casework.people.choices import ConsentAnswer, ConsentPurpose
from casework.publication.choices import VersionState
from casework.publication.queries.content import content_of
from casework.redress.choices import ClaimState, Damage, RedressState, Scheme

ASSESSED, WAITING, CREDIBLE = 0.60, 0.005, 0.5
OTHERS_LOOK, WE_LOOK, NAMES_PARTY, NAMES_EVENT = 0.20, 0.15, 0.25, 0.25
RATED, EFFECTIVE = 0.5, 0.3
CLAIMED, ANSWERED, HEARD = 0.05, 0.10, 0.20
FOUND = (Stage.FINDINGS_APPROVED, Stage.PUBLISHED)
MODELS: tuple[type[models.Model], ...] = (
    Assessment,
    Investigation,
    EffectivenessRating,
    Finding,
    Conclusion,
    PublicVersion,
    RedressStatus,
    CompensationClaim,
    Person,
    Consent,
    PartyPosition,
)
PUBLIC: tuple[type[models.Model], ...] = (PublishedVersion, PublishedAllegation)
LONG = "Two sources that do not know of one another tell the same, and the pictures agree. "


class LadderRows:
    """Writes what hangs on one slice of cases; rows are made by `stamp` and put away by `insert`."""

    def __init__(
        self,
        chance: random.Random,
        users: list[User],
        stamp: Callable[[], dict[str, Any]],
        insert: Callable[..., list[Any]],
        code: Callable[[str], str],
    ) -> None:
        self.random, self.users, self.stamp, self.insert, self.code = chance, users, stamp, insert, code
        self.now: dt.datetime = stamp()["created_at"]
        self.pattern: dict[str, Any] | None = None
        tops = {party.pk: party for party in Party.objects.all()}
        self.group = {party.pk: tops.get(party.parent_id or party.pk, party) for party in tops.values()}

    def happens(self, share: float) -> bool:
        return self.random.random() < share

    def pair(self) -> list[User]:
        """Two people: one proposes, the other decides."""
        return self.random.sample(self.users, 2)

    def slice(
        self,
        cases: list[Case],
        incidents: list[Incident],
        violations: list[Violation],
        attributions: list[Attribution],
    ) -> None:
        """All of the ladder for these cases, each of which has one incident and two violations."""
        self.insert(Assessment, [self.assessment(one) for one in violations if self.happens(ASSESSED)])
        self.insert(PartyPosition, [self.position(one) for one in attributions if self.happens(ANSWERED)])
        self.investigations(cases, incidents, attributions)
        of_case = {case.pk: violations[2 * number : 2 * number + 2] for number, case in enumerate(cases)}
        parties = {one.violation_id: one.party for one in attributions}
        self.findings([case for case in cases if case.stage in FOUND], of_case, parties)
        self.redress(cases)
        people = self.insert(Person, [self.person(case) for case in cases if self.happens(HEARD)])
        purposes = (ConsentPurpose.INTERNAL_USE, ConsentPurpose.PUBLISH_ANONYMISED)
        self.insert(Consent, [self.consent(person, one) for person in people for one in purposes])

    def assessment(self, violation: Violation) -> Assessment:
        """Approved, save for the few that wait."""
        proposer, decider = self.pair()
        waits = self.happens(WAITING)
        credible = self.happens(CREDIBLE)
        return Assessment(
            case_id=violation.case_id,
            violation=violation,
            standard=ProofStandard.REASONABLE_GROUNDS if credible else ProofStandard.ALLEGATION,
            rationale=LONG * 3,
            source_count=2,
            origin_count=2,
            state=AssessmentState.PROPOSED if waits else AssessmentState.APPROVED,
            proposer=proposer,
            decider=None if waits else decider,
            decided_at=None if waits else self.now - dt.timedelta(days=self.random.randrange(400)),
            **self.stamp(),
        )

    def position(self, attribution: Attribution) -> PartyPosition:
        """What the party says."""
        kind = self.random.choice((PositionKind.DENIES, PositionKind.INSUFFICIENT, PositionKind.ACCEPTS))
        return PartyPosition(
            case_id=attribution.case_id, attribution=attribution, kind=kind, explanation=LONG, **self.stamp()
        )

    def investigations(
        self, cases: list[Case], incidents: list[Incident], attributions: list[Attribution]
    ) -> None:
        """Other bodies' and ours; half of all are rated."""
        made = []
        for number, case in enumerate(cases):
            if self.happens(OTHERS_LOOK):
                made.append(self.theirs(case, incidents[number], attributions[2 * number].party))
            if self.happens(WE_LOOK):
                made.append(self.investigation(case, body_kind=BodyKind.OURS, plan=LONG))
        self.insert(Investigation, made)
        self.insert(EffectivenessRating, [self.rating(one) for one in made if self.happens(RATED)])

    def theirs(self, case: Case, incident: Incident, party: Party) -> Investigation:
        """Another body's, of everything in the case, of one event or of one party."""
        draw = self.random.random()
        return self.investigation(
            case,
            body_kind=self.random.choice((BodyKind.COALITION_CELL, BodyKind.MILITARY, BodyKind.COURT)),
            body="A body that investigates",
            party=party if draw < NAMES_PARTY else None,
            incident=incident if NAMES_PARTY <= draw < NAMES_PARTY + NAMES_EVENT else None,
        )

    def investigation(self, case: Case, **values: Any) -> Investigation:
        """One that has begun."""
        return Investigation(
            case=case,
            opened_text="2018",
            opened_earliest=dt.date(2018, 1, 1),
            opened_latest=dt.date(2018, 12, 31),
            outcome=Outcome.OPEN,
            **values,
            **self.stamp(),
        )

    def rating(self, investigation: Investigation) -> EffectivenessRating:
        """Confirmed by a second person."""
        rater, confirmer = self.pair()
        met = Met.MET if self.happens(EFFECTIVE) else Met.NOT_MET
        answers = {criterion.value: Met.MET for criterion in Criterion} | {Criterion.INDEPENDENT.value: met}
        return EffectivenessRating(
            case_id=investigation.case_id,
            investigation=investigation,
            state=RatingState.CONFIRMED,
            rater=rater,
            confirmer=confirmer,
            decided_at=self.now,
            **answers,
            **self.stamp(),
        )

    def findings(
        self, cases: list[Case], violations: dict[int, list[Violation]], parties: dict[int, Party]
    ) -> None:
        """Approved findings with a conclusion on each act, and their public text where there is one."""
        made = self.insert(Finding, [self.finding(case) for case in cases])
        self.insert(
            Conclusion, [self.conclusion(one, act) for one in made for act in violations[one.case_id]]
        )
        public = [one for one in made if one.case.stage == Stage.PUBLISHED]
        versions = self.insert(PublicVersion, [self.version(one) for one in public])
        if versions and self.pattern is None:
            self.pattern = content_of(self.users[0], versions[0])
        self.insert(PublishedVersion, [self.frozen(version) for version in versions])
        self.insert(
            PublishedAllegation,
            [
                self.alleged(version, act, parties[act.pk])
                for version in versions
                for act in violations[version.case_id]
            ],
        )

    def finding(self, case: Case) -> Finding:
        author, approver = self.pair()
        return Finding(
            case=case,
            number=1,
            text=LONG * 30,
            state=FindingState.APPROVED,
            author=author,
            submitted_at=self.now,
            approver=approver,
            approved_at=self.now,
            **self.stamp(),
        )

    def conclusion(self, finding: Finding, violation: Violation) -> Conclusion:
        return Conclusion(
            case_id=finding.case_id,
            finding=finding,
            violation=violation,
            text=LONG * 4,
            standard=ProofStandard.REASONABLE_GROUNDS,
            **self.stamp(),
        )

    def version(self, finding: Finding) -> PublicVersion:
        """The first public text, published by two."""
        proposer, publisher = self.pair()
        return PublicVersion(
            case=finding.case,
            finding=finding,
            reference=self.code("F"),
            number=1,
            title_en=finding.case.title,
            short_en=LONG * 3,
            account_en=LONG * 30,
            reasons_en=LONG * 20,
            when_en="In March 2017",
            when_earliest=dt.date(2017, 3, 1),
            when_latest=dt.date(2017, 3, 31),
            place_en="Western Mosul",
            state=VersionState.PUBLISHED,
            author=finding.author,
            proposer=proposer,
            proposed_at=self.now,
            publisher=publisher,
            published_at=self.now,
            **self.stamp(),
        )

    def event(self) -> dict[str, Any]:
        """The bookkeeping of a row that is only added."""
        stamp = self.stamp()
        return {"uid": stamp["uid"], "at": self.now, "actor_label": "Person", "txn_id": stamp["uid"]}

    def frozen(self, version: PublicVersion) -> PublishedVersion:
        """As the public reads it: the first one's content under another name."""
        content = copy.copy(self.pattern) or {}
        content |= {"reference": version.reference, "title": {"en": version.title_en, "ar": ""}}
        text = canon(content)
        return PublishedVersion(
            reference=version.reference,
            number=1,
            title_en=version.title_en,
            place_en=version.place_en,
            when_earliest=version.when_earliest,
            when_latest=version.when_latest,
            search_text=f"{version.reference} {version.title_en} {version.place_en}".casefold(),
            content=text.decode(),
            sha256=hashlib.sha256(text).hexdigest(),
            **self.event(),
        )

    def alleged(self, version: PublicVersion, violation: Violation, party: Party) -> PublishedAllegation:
        """One line of the public figures."""
        top = self.group[party.pk]
        return PublishedAllegation(
            reference=version.reference,
            number=1,
            party_code=party.code,
            party_en=party.name_en,
            group_code=top.code,
            group_en=top.name_en,
            violation_code=violation.type.code,
            violation_en=violation.type.name_en,
            standard=ProofStandard.REASONABLE_GROUNDS,
            investigated=self.happens(OTHERS_LOOK),
            **self.event(),
        )

    def redress(self, cases: list[Case]) -> None:
        """Claims of groups, and what became of redress where something is public."""
        self.insert(CompensationClaim, [self.claim(case) for case in cases if self.happens(CLAIMED)])
        states = (RedressState.NONE_KNOWN, RedressState.NONE_KNOWN, RedressState.SOUGHT, RedressState.PARTLY)
        self.insert(
            RedressStatus,
            [
                RedressStatus(case=case, state=self.random.choice(states), **self.stamp())
                for case in cases
                if case.stage == Stage.PUBLISHED
            ],
        )

    def claim(self, case: Case) -> CompensationClaim:
        return CompensationClaim(
            case=case,
            reference=self.code("C"),
            group="Families of one house",
            scheme=Scheme.LAW_20,
            damage=Damage.DEATH,
            state=self.random.choice((ClaimState.FILED, ClaimState.UNDER_REVIEW, ClaimState.PAID)),
            filed_on=dt.date(2019, 3, 1),
            **self.stamp(),
        )

    def person(self, case: Case) -> Person:
        return Person(case=case, reference=self.code("W"), is_witness=True, **self.stamp())

    def consent(self, person: Person, purpose: str) -> Consent:
        return Consent(
            case_id=person.case_id,
            person=person,
            purpose=purpose,
            answer=ConsentAnswer.YES,
            given_on=dt.date(2018, 5, 1),
            **self.stamp(),
        )
