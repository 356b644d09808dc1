"""One act writes an allegation into every room, or nothing anywhere."""

import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from casework.cases.models import Case, CaseMember
from casework.core.dates import parse
from casework.core.verdict import Refused
from casework.evidence.models import CustodyEvent, EvidenceItem
from casework.evidence.uploads import store_bytes
from casework.incidents.models import CasualtyClaim, Incident, Violation, ViolationType
from casework.intake.actions import log_allegation
from casework.intake.allegations import Access, Allegation, AllegedParty, Compared, SaidBy, Where
from casework.intake.models import ReceivedFile
from casework.ladder.models import DuplicateCheck, StageChange
from casework.ledger.models import LedgerLeaf
from casework.parties.models import Attribution, Party
from casework.people.models import Source
from casework.places.models import Place
from tests.factories import join_case, make_case


def allegation(**values: Any) -> Allegation:
    facts: dict[str, Any] = {
        "title": "Air strike on houses",
        "narrative": "A house was hit.",
        "when": parse("17 March 2017 08:24"),
        "where": Where(place=Place.objects.active().first()),
        "said_by": SaidBy(outlet="Airwars", found_at="CI550"),
        "access": Access(),
        "violations": [ViolationType.objects.get(code="ATT-04")],
        "parties": [AllegedParty(Party.objects.get(code="COA"), "carried_out")],
        "casualties": {"killed_min": 105, "killed_max": None},
    }
    return Allegation(**(facts | values))


def received(
    user: User, draft: uuid.UUID, content: bytes = b"\xff\xd8\xff photo", name: str = "north.jpg"
) -> None:
    kept = store_bytes(content, name)
    ReceivedFile.objects.create(
        user=user,
        draft=draft,
        sha256=kept.sha256,
        size=kept.size,
        media_type=kept.media_type,
        original_name=kept.original_name,
        at="2026-11-22T12:00:00Z",
    )


def test_allegation_when_logged_is_in_every_room_in_one_transaction(investigator: User) -> None:
    draft = uuid.uuid4()
    received(investigator, draft)
    incident = log_allegation(actor=investigator, allegation=allegation(), draft=draft, compared=Compared())
    case = incident.case
    assert case.reference.startswith("MOS-2017-")
    assert case.lead == investigator
    assert case.stage == "reported"
    assert CaseMember.objects.of(investigator).filter(case=case).exists()
    assert StageChange.objects.get(case=case).to_stage == "reported"
    assert incident.when_text == "17 March 2017 08:24"
    violation = Violation.objects.get(incident=incident)
    assert Attribution.objects.get(violation=violation).party.code == "COA"
    claim = CasualtyClaim.objects.get(incident=incident)
    assert (claim.killed_min, claim.killed_max, claim.source.name) == (105, None, "Airwars")
    item = EvidenceItem.objects.get(case=case)
    assert item.original_name == "north.jpg"
    assert item.obtained_by == investigator
    assert CustodyEvent.objects.filter(item=item).exists()
    assert DuplicateCheck.objects.get(case=case).outcome == "none"
    assert not ReceivedFile.objects.exists()
    leaves = LedgerLeaf.objects.filter(scope=case.pk)
    assert leaves.values("txn_id").distinct().count() == 1
    assert leaves.count() >= 8


def test_allegation_when_something_in_it_is_wrong_leaves_no_trace(investigator: User) -> None:
    before = LedgerLeaf.objects.count()
    draft = uuid.uuid4()
    received(investigator, draft)
    wrong = allegation(casualties={"killed_min": 5, "killed_max": 2})
    with pytest.raises(ValidationError):
        log_allegation(actor=investigator, allegation=wrong, draft=draft)
    assert not Case.objects.exists()
    assert not Incident.objects.exists()
    assert LedgerLeaf.objects.count() == before
    assert ReceivedFile.objects.count() == 1


def test_allegation_when_it_joins_a_case_opens_none(investigator: User) -> None:
    case = make_case(investigator)
    incident = log_allegation(actor=investigator, allegation=allegation(access=Access(case=case)))
    assert incident.case == case
    assert Case.objects.count() == 1


def test_allegation_when_the_case_is_not_theirs_is_refused(investigator: User, outsider: User) -> None:
    case = make_case(investigator, confidentiality="internal")
    with pytest.raises(Refused):
        log_allegation(actor=outsider, allegation=allegation(access=Access(case=case)))
    join_case(case, outsider, role="reader")
    case.__dict__.pop("_memberships_read", None)
    with pytest.raises(Refused):
        log_allegation(actor=outsider, allegation=allegation(access=Access(case=case)))


@pytest.mark.parametrize("who", ["auditor", "administrator"])
def test_allegation_when_the_role_opens_no_cases_is_refused(who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Refused):
        log_allegation(actor=request.getfixturevalue(who), allegation=allegation())


def test_allegation_when_told_by_a_person_gives_a_code_and_no_name(investigator: User) -> None:
    said_by = SaidBy(connection="witness")
    incident = log_allegation(actor=investigator, allegation=allegation(said_by=said_by))
    source = incident.source
    assert (source.kind, source.name, source.connection, source.case) == (
        "person",
        "",
        "witness",
        incident.case,
    )


def test_outlet_when_on_record_is_not_made_twice(investigator: User) -> None:
    log_allegation(actor=investigator, allegation=allegation())
    log_allegation(actor=investigator, allegation=allegation(said_by=SaidBy(outlet=" airwars ")))
    assert Source.objects.filter(name__iexact="airwars").count() == 1


def test_case_when_sealed_at_once_was_never_open(
    investigator: User, supervisor: User, second_supervisor: User
) -> None:
    access = Access(level="highly_restricted", sealed_with=supervisor)
    incident = log_allegation(actor=investigator, allegation=allegation(access=access))
    assert Case.objects.visible_to(supervisor).filter(pk=incident.case_id).exists()
    assert not Case.objects.visible_to(second_supervisor).filter(pk=incident.case_id).exists()


def test_protected_violation_when_logged_is_kept_from_members_who_are_not_cleared(
    investigator: User, outsider: User
) -> None:
    types = [ViolationType.objects.get(code="SGB-01")]
    incident = log_allegation(actor=investigator, allegation=allegation(violations=types))
    join_case(incident.case, outsider)
    assert Violation.objects.visible_to(investigator).count() == 1
    assert not Violation.objects.visible_to(outsider).exists()
    assert not Attribution.objects.visible_to(outsider).exists()
