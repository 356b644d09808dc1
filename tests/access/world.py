"""Three cases full of records, and eight people: what the access tests walk through.

Every text a person may type carries a canary, a word that appears nowhere else: whoever must not learn of
a case must not meet one of its canaries on any page.
"""

import dataclasses
import datetime as dt
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from casework.cases.actions import set_level
from casework.cases.choices import CloseReason, Confidentiality, MemberRole
from casework.cases.models import Case, CaseMember
from casework.core.context import audit_context
from casework.evidence.actions import cite_evidence, record_verification, register_evidence
from casework.evidence.uploads import store_bytes
from casework.incidents.actions import (
    add_claim,
    add_incident,
    add_violation,
    characterise,
    link_incidents,
)
from casework.incidents.models import ViolationType
from casework.investigations.actions import (
    add_investigation,
    add_outside_grade,
    cite_document,
    propose_assessment,
    propose_rating,
)
from casework.parties.actions import attribute_violation, record_position
from casework.parties.models import Party
from casework.people.actions import add_person, add_person_source, assess_risk, record_consent
from casework.redress.actions import (
    add_response,
    file_claim,
    link_recommendation,
    make_recommendation,
    refer_case,
)
from casework.tasks.actions import set_task, write_note
from tests.access.findings import findings_of
from tests.access.publication import publication_of
from tests.deciding import move_case
from tests.factories import join_case, make_case, make_user
from tests.remembered import remembered

DAY = dt.date(2019, 3, 1)


@dataclasses.dataclass
class FullCase:
    """A case with one record of every kind, by the name the routes give it."""

    case: Case
    canary: str
    records: dict[str, Any]


def canary(name: str, field: str) -> str:
    """A word that stands for one field of one case."""
    return f"zq{name}{field}qz"


@remembered
def fill_case(name: str, lead: User) -> FullCase:
    """Open a case led by `lead` and put one of everything into it."""
    said = {
        field: canary(name, field) for field in ("title", "summary", "narrative", "file", "note", "claim")
    }
    case = make_case(
        lead, title=f"Strike {said['title']}", summary=said["summary"], next_action=canary(name, "next")
    )
    member = CaseMember.objects.get(case=case, user=lead)
    with audit_context(actor=lead):
        member.cleared = member.export = True
        member.save()
    incident = add_incident(
        actor=lead, case=case, title=canary(name, "incident"), narrative=said["narrative"]
    )
    second = add_incident(actor=lead, case=case, title=canary(name, "second"))
    source = add_person_source(actor=lead, case=case, connection="witness", note=canary(name, "source"))
    kind = ViolationType.objects.get(code="ATT-04")
    violation = add_violation(actor=lead, incident=incident, type=kind, source_words=canary(name, "words"))
    attribution = attribute_violation(actor=lead, violation=violation, party=Party.objects.get(code="COA-US"))
    item = register_evidence(
        actor=lead,
        case=case,
        values={"title": canary(name, "item"), "kind": "document", "source": source},
        file=store_bytes(said["file"].encode(), f"{canary(name, 'name')}.txt"),
    )
    records = {
        "incident": incident,
        "violation": violation,
        "source": source,
        "attribution": attribution,
        "item": item,
        "claim": add_claim(actor=lead, incident=incident, source=source, killed_min=3, note=said["claim"]),
        "characterisation": characterise(
            actor=lead, violation=violation, kind="undetermined", rationale=canary(name, "law") * 3
        ),
        "link": link_incidents(actor=lead, incident=incident, other=second, kind="follows"),
        "position": record_position(
            actor=lead, attribution=attribution, kind="denies", explanation=canary(name, "position")
        ),
        "citation": cite_evidence(
            actor=lead, item=item, target=violation, stance="supports", locator=canary(name, "locator")
        ),
        "check": record_verification(
            actor=lead, item=item, step="content", result="holds", why=canary(name, "check") + " seen"
        ),
        "assessment": propose_assessment(
            actor=lead,
            violation=violation,
            standard="allegation",
            rationale=canary(name, "rationale") * 4,
            missing=canary(name, "missing"),
            review_on=timezone.localdate() + dt.timedelta(days=60),
        ),
        "person": add_person(
            actor=lead, case=case, values={"is_victim": True, "note": canary(name, "person")}
        ),
        "task": set_task(actor=lead, case=case, title=canary(name, "task"), assignee=lead),
        "note": write_note(actor=lead, case=case, body=said["note"]),
        "member": member,
    }
    records |= inquiry_of(case, name, lead, records) | protection_of(case, name, lead, records["person"])
    records |= findings_of(case, name, lead, records)
    records |= publication_of(case, name, lead, records)
    return FullCase(case, f"zq{name}", records | redress_of(case, name, lead))


def redress_of(case: Case, name: str, lead: User) -> dict[str, Any]:
    """A claim, a referral, and a recommendation resting on the case, answered in a document of it."""
    advice = make_recommendation(
        actor=lead,
        values={"addressee_name": "Ministry", "title": "Investigate", "text": "All of it.", "issued_on": DAY},
    )
    letter = register_evidence(
        actor=lead, case=case, values={"title": canary(name, "letter"), "kind": "document"}
    )
    return {
        "payment": file_claim(
            actor=lead, case=case, values={"group": canary(name, "group"), "scheme": "law_20"}
        ),
        "referral": refer_case(
            actor=make_user(Role.SUPERVISOR),
            case=case,
            values={"kind": "prosecutor", "body": canary(name, "body"), "referred_on": DAY},
        ),
        "rest": link_recommendation(actor=lead, case=case, recommendation=advice),
        "response": add_response(
            actor=lead,
            recommendation=advice,
            values={
                "responded_on": DAY,
                "attitude": "rejects",
                "text": canary(name, "response"),
                "document": letter,
            },
        ),
    }


def inquiry_of(case: Case, name: str, lead: User, records: dict[str, Any]) -> dict[str, Any]:
    """An investigation with a document, a rating that waits, and the grade of another body."""
    investigation = add_investigation(
        actor=lead,
        case=case,
        body_kind="court",
        body=canary(name, "court"),
        incident=records["incident"],
        outcome_note=canary(name, "outcome"),
    )
    return {
        "investigation": investigation,
        "rating": propose_rating(
            actor=lead, investigation=investigation, answers={"prompt": ("met", canary(name, "prompt"))}
        ),
        "document": cite_document(
            actor=lead,
            target=investigation,
            item=records["item"],
            stance="supports",
            note=canary(name, "document"),
        ),
        "grade": add_outside_grade(
            actor=lead,
            incident=records["incident"],
            source=records["source"],
            grade="fair",
            its_reason=canary(name, "grade"),
        ),
    }


def protection_of(case: Case, name: str, lead: User, person: Any) -> dict[str, Any]:
    """What a person agreed to, and what threatens them."""
    record_consent(
        actor=lead,
        person=person,
        purpose="collect",
        answer="yes",
        means="verbal",
        given_on=DAY,
        capacity_note=canary(name, "consent"),
    )
    risk = assess_risk(
        actor=lead,
        case=case,
        person=person,
        threat=canary(name, "threat"),
        likelihood="low",
        severity="high",
        mitigation=canary(name, "mitigation"),
    )
    return {"risk": risk}


@dataclasses.dataclass
class World:
    """The people and the cases."""

    people: dict[str, User | None]
    own: FullCase
    other: FullCase
    closed: FullCase


@remembered
def build_world() -> World:
    """Make the people, a case of theirs, a sealed one of somebody else's, and a closed one of theirs."""
    lead = make_user(Role.INVESTIGATOR, "Lead Investigator")
    inside = make_user(Role.SUPERVISOR, "Inside Supervisor")
    auditor = make_user(Role.AUDITOR, "Case Auditor")
    gone = make_user(Role.INVESTIGATOR, "Gone Investigator")
    stranger, keeper = make_user(Role.INVESTIGATOR, "Other Lead"), make_user(Role.SUPERVISOR, "Other Keeper")
    own, closed, other = fill_case("own", lead), fill_case("closed", lead), fill_case("other", stranger)
    for full in (own, closed):
        join_case(full.case, inside)
        join_case(full.case, gone)
        join_case(
            full.case, auditor, role=MemberRole.READER, ends_on=timezone.localdate() + dt.timedelta(days=30)
        )
    join_case(other.case, keeper)
    set_level(actor=stranger, case=other.case, level=Confidentiality.HIGHLY_RESTRICTED)
    move_case(
        actor=inside,
        case=closed.case,
        key="close",
        reason="Outside what this organisation documents, as agreed.",
        close_code=CloseReason.OUTSIDE_MANDATE,
    )
    with audit_context(actor=inside):
        gone.is_active = False
        gone.save()
    people = {
        "anonymous": None,
        "auditor": auditor,
        "lead": lead,
        "outsider": make_user(Role.INVESTIGATOR, "Outside Investigator"),
        "supervisor": inside,
        "supervisor_outside": make_user(Role.SUPERVISOR, "Outside Supervisor"),
        "admin": make_user(Role.ADMIN, "Some Admin"),
        "deactivated": gone,
    }
    for full in (own, other, closed):
        full.case.refresh_from_db()
    return World(people, own, other, closed)
