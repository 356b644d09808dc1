"""A case with approved findings and everything that a public text can be made of."""

import dataclasses
import datetime as dt
from typing import Any

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Stage
from casework.cases.models import Case, CaseMember
from casework.core import clock
from casework.core.context import audit_context
from casework.evidence.actions import cite_evidence, register_evidence
from casework.evidence.models import EvidenceItem
from casework.evidence.uploads import store_bytes
from casework.investigations.choices import BodyKind, FindingState, Met, RatingState
from casework.investigations.models import (
    Assessment,
    AttributionConclusion,
    Conclusion,
    EffectivenessRating,
    Finding,
    Investigation,
    PartyReply,
)
from casework.parties.actions import record_position
from casework.people.actions import add_person
from casework.people.models import Consent, Person
from casework.places.models import Place
from casework.publication import actions
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.queries.checks import lacks_of
from casework.publication.queries.words import word_entries
from casework.redress.models import RedressStatus
from tests.deciding import answer_points, publish_version
from tests.factories import join_case, make_attribution, make_case, make_claim, make_incident, make_user
from tests.factories import make_violation as violate
from tests.remembered import remembered

TEXTS = {
    "title_en": "Air strike on a house in Mosul al-Jadida",
    "title_ar": "غارة جوية على منزل في الموصل الجديدة",
    "short_en": "An aircraft dropped a bomb on a house.\n\nBetween 105 and 141 civilians were killed.",
    "short_ar": "ألقت طائرة قنبلة على منزل.",
    "account_en": "The house fell in.\n\nFamilies had gathered there.",
    "account_ar": "انهار المنزل.",
    "reasons_en": "Nine items from six independent origins.",
    "reasons_ar": "تسعة عناصر.",
    "when_en": "17 March 2017",
    "when_ar": "17 آذار 2017",
    "when_earliest": dt.date(2017, 3, 17),
    "when_latest": dt.date(2017, 3, 17),
    "place_en": "Mosul al-Jadida, west Mosul",
    "place_ar": "الموصل الجديدة",
    "place_precision": "neighbourhood",
    "weapon_en": "One guided bomb",
    "weapon_ar": "قنبلة موجهة",
    "killed_min": 105,
    "killed_max": 141,
    "range_reason_en": "The Coalition established 105 deaths and left 36 open.",
    "range_reason_ar": "أثبت التحالف 105 وفيات.",
}


@dataclasses.dataclass
class Told:
    """The case and the people around it."""

    case: Case
    lead: User
    first: User
    second: User
    finding: Finding
    supporting: EvidenceItem
    contrary: EvidenceItem
    person: Person


@remembered
def tell_story(**case_values: Any) -> Told:
    """A led case whose findings were approved by a supervisor."""
    lead = make_user(Role.INVESTIGATOR, "Layla Leadership")
    first, second = (
        make_user(Role.SUPERVISOR, "First Overseer"),
        make_user(Role.SUPERVISOR, "Second Overseer"),
    )
    case = make_case(lead, **case_values)
    for person in (first, second):
        join_case(case, person, cleared=True)
    incident = make_incident(lead, case, place=Place.objects.filter(kind="neighbourhood").first())
    violation = violate(lead, incident)
    attribution = make_attribution(lead, violation, "COA-US", role="carried_out", basis=["own_admission"])
    record_position(
        actor=lead,
        attribution=attribution,
        kind="acknowledges_act",
        explanation="It says so.",
        conceded_min=105,
    )
    make_claim(lead, incident, killed_min=105, killed_max=141, note="Civilians in the house")
    items = [_item(lead, case, title) for title in ("Summary of the inquiry", "First statement")]
    cite_evidence(actor=lead, item=items[0], target=violation, stance="supports")
    cite_evidence(actor=lead, item=items[1], target=violation, stance="contradicts")
    person = add_person(actor=lead, case=case, values={"is_witness": True})
    with audit_context(actor=lead):
        finding = _finding(case, lead, first, violation, attribution)
    with audit_context(actor=first):
        _surroundings(case, lead, first, violation, attribution, finding)
        case.refresh_from_db()
        case.stage = Stage.FINDINGS_APPROVED
        case.save()
    return Told(case, lead, first, second, finding, items[0], items[1], person)


def _item(lead: User, case: Case, title: str) -> EvidenceItem:
    return register_evidence(
        actor=lead,
        case=case,
        values={"title": title, "kind": "document"},
        file=store_bytes(f"{case.reference} {title}".encode(), f"{title}.txt"),
    )


def _finding(case: Case, lead: User, approver: User, violation: Any, attribution: Any) -> Finding:
    finding = Finding(
        case=case,
        number=1,
        text="The house was struck.",
        author=lead,
        approver=approver,
        approved_at=clock.now(),
        state=FindingState.APPROVED,
    )
    finding.save()
    conclusion = Conclusion(
        case=case,
        finding=finding,
        violation=violation,
        text="Disproportionate.",
        standard="reasonable_grounds",
    )
    conclusion.save()
    AttributionConclusion(
        case=case,
        conclusion=conclusion,
        attribution=attribution,
        confidence="reasonable_grounds",
        note="Admitted.",
    ).save()
    return finding


def _surroundings(
    case: Case, lead: User, first: User, violation: Any, attribution: Any, finding: Finding
) -> None:
    Assessment(
        case=case,
        violation=violation,
        standard="reasonable_suspicion",
        rationale="Several independent sources agree on what happened there.",
        proposer=lead,
        decider=first,
        decided_at=clock.now(),
        state="approved",
    ).save()
    body = Investigation(
        case=case,
        body_kind=BodyKind.MILITARY,
        body="US Central Command",
        outcome="no_wrong",
        outcome_note="Lawful target.",
    )
    body.save()
    answers = {f"{name}_reason": f"Because of {name}." for name in ("prompt", "independent", "transparent")}
    EffectivenessRating(
        case=case,
        investigation=body,
        prompt=Met.MET,
        independent=Met.NOT_MET,
        rater=lead,
        confirmer=first,
        decided_at=clock.now(),
        state=RatingState.CONFIRMED,
        **answers,
    ).save()
    PartyReply(
        case=case,
        finding=finding,
        party=attribution.party,
        state="silent",
        asked_on=dt.date(2026, 2, 2),
        answer_by=dt.date(2026, 3, 16),
        sent_to="The press office",
    ).save()
    RedressStatus(case=case, state="none_known", note="Nothing paid.").save()


@remembered
def write_text(told: Told, **values: Any) -> PublicVersion:
    """A draft of the first supervisor."""
    return actions.prepare_version(actor=told.first, case=told.case, values=TEXTS | values)


@remembered
def choose_all(told: Told, version: PublicVersion) -> None:
    """Show the supporting item, withhold the contrary one, let every record go out in words of its own."""
    for item, stance, showing in (
        (told.supporting, "supports", "shown"),
        (told.contrary, "contradicts", "withheld"),
    ):
        texts = {"title_en": f"Public title of {stance}", "note_en": "Not shown: its owner did not agree."}
        actions.choose_evidence(
            actor=told.first, version=version, item=item, stance=stance, showing=showing, texts=texts
        )
    words = {
        entry.key: {"out": True, "en": f"Said of {entry.kind}", "ar": "قيل"}
        for entry in word_entries(told.first, version)
    }
    actions.choose_words(actor=told.first, version=version, words=words)


@remembered
def answer_all(told: Told, version: PublicVersion) -> None:
    """Go through the checklist."""
    answer_points(actor=told.first, version=version)


@remembered
def agree(told: Told, person: Person) -> Consent:
    """The person agrees to publication."""
    consent = Consent(
        case=told.case, person=person, purpose="publish_anonymised", answer="yes", given_on=clock.today()
    )
    with audit_context(actor=told.lead):
        consent.save()
    return consent


@remembered
def ready_text(told: Told, **values: Any) -> PublicVersion:
    """A draft with nothing left to do."""
    version = write_text(told, **values)
    choose_all(told, version)
    answer_all(told, version)
    return version


@remembered
def publish(told: Told, **values: Any) -> PublishedVersion:
    """Write, propose and publish a text, by two supervisors."""
    version = ready_text(told, **values)
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    return PublishedVersion.objects.get(reference=version.reference, number=version.number)


def stand_at_public(told: Told, user: User) -> None:
    """The case stands where findings are public."""
    told.case.refresh_from_db()
    with audit_context(actor=user):
        told.case.stage = Stage.PUBLISHED
        told.case.save()


def corrected(told: Told) -> PublicVersion:
    """A correction of public findings with nothing left to do in its text."""
    publish(told)
    stand_at_public(told, told.first)
    version = write_text(told, correction_en="A word was wrong.")
    answer_all(told, version)
    assert lacks_of(told.first, version) == []
    return version


def lead_membership(told: Told) -> CaseMember:
    """The lead's part in the case."""
    return CaseMember.objects.get(case=told.case, user=told.lead)
