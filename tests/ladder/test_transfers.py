"""Merging cases and moving an incident: everything goes along, with its history, and both cases remember."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import CloseReason, Confidentiality, Stage
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.evidence.actions import set_item_level
from casework.evidence.models import CustodyEvent, EvidenceItem, IntegrityCheck
from casework.incidents.models import Incident, Violation
from casework.investigations.actions import withdraw_conclusion
from casework.investigations.models import Conclusion
from casework.ladder.models import Transfer
from casework.ladder.queries import transfers
from casework.ladder.transfers import case_record_models, merge_cases, move_incident
from casework.people.actions import add_published_source
from casework.people.models import Source
from tests.access.world import World
from tests.factories import join_case, make_case, make_user
from tests.ladder.build import case_at, make_team, ready, story_at

REASON = "Both describe the same strike on the same house."


def counted(case: Case) -> dict[str, int]:
    rows = {model.__name__: model.objects.filter(case=case).count() for model in case_record_models()}
    return {name: number for name, number in rows.items() if number}


def test_merge_when_made_then_every_record_moves_with_its_history(world: World) -> None:
    supervisor, case = world.people["supervisor"], world.own.case
    kept = make_case(world.people["lead"], title="The case that is kept")
    before = counted(case)
    assert {"Incident", "Violation", "EvidenceItem", "Task", "Note", "Person", "Citation"} <= set(before)
    versions = {name: world.own.records[name].history.count() for name in ("incident", "item", "task")}
    merge_cases(actor=supervisor, case=case, to_case=kept, reason=REASON)
    assert counted(case) == {} and counted(kept) == before
    assert not Source.objects.filter(case=case).exists()
    for name, number in versions.items():
        record = type(world.own.records[name]).objects.get(pk=world.own.records[name].pk)
        assert record.history.count() == number + 1
        assert record.history.first().history_change_reason == REASON
        assert record.history.first().prev_record.case_id == case.pk
    case.refresh_from_db()
    assert (case.stage, case.close_reason, case.kept_case) == (Stage.CLOSED, CloseReason.MERGED, kept)
    for one in (case, kept):
        assert [transfer.reason for transfer in transfers(supervisor, one)] == [REASON]


@pytest.mark.parametrize("stage", [Stage.FINDINGS_REVIEW, Stage.FINDINGS_APPROVED, Stage.PUBLISHED])
@pytest.mark.parametrize("suspended", [False, True])
@pytest.mark.django_db
def test_case_when_its_findings_are_handed_in_then_nothing_comes_over_from_another(
    stage: str, suspended: bool
) -> None:
    team = make_team()
    kept = story_at(stage, team)
    if suspended:
        kept.move("suspend")
    other = story_at(Stage.ASSESSMENT, team)
    incident = Incident.objects.select_related("case").get(pk=other.incident.pk)
    for act, what in ((merge_cases, {"case": other.case}), (move_incident, {"incident": incident})):
        with pytest.raises(ValidationError, match="handed in"):
            act(actor=team.first, to_case=kept.case, reason=REASON, **what)
    assert Incident.objects.get(pk=other.incident.pk).case_id == other.case.pk


def test_incident_when_moved_then_what_hangs_on_it_goes_and_evidence_stays(world: World) -> None:
    supervisor, case = world.people["supervisor"], world.own.case
    kept = make_case(world.people["lead"])
    incident = Incident.objects.get(pk=world.own.records["incident"].pk)
    published = add_published_source(actor=world.people["lead"], name="Airwars")
    with audit_context(actor=supervisor):
        for name in ("claim", "grade"):
            record = world.own.records[name]
            record.source = published
            record.save()
    for conclusion in Conclusion.objects.filter(case=case):
        withdraw_conclusion(actor=world.people["lead"], conclusion=conclusion, reason="It goes elsewhere")
    move_incident(actor=supervisor, incident=incident, to_case=kept, reason=REASON)
    for name in (
        "incident",
        "violation",
        "attribution",
        "position",
        "claim",
        "citation",
        "characterisation",
        "link",
    ):
        record = world.own.records[name]
        assert type(record).objects.get(pk=record.pk).case_id == kept.pk, name
    assert EvidenceItem.objects.get(pk=world.own.records["item"].pk).case_id == case.pk
    second = Incident.objects.get(case=case)
    assert second.pk != incident.pk
    assert not Violation.objects.filter(case=case).exists()
    assert Transfer.objects.get().incident_id == incident.pk


def test_incident_when_its_source_is_known_in_the_case_only_then_refused(world: World) -> None:
    kept = make_case(world.people["lead"])
    incident = Incident.objects.get(pk=world.own.records["incident"].pk)
    with pytest.raises(ValidationError, match="known in this case only"):
        move_incident(actor=world.people["supervisor"], incident=incident, to_case=kept, reason=REASON)
    assert not Transfer.objects.exists()


def test_merge_when_an_investigator_asks_then_refused(world: World) -> None:
    kept = make_case(world.people["lead"])
    with pytest.raises(Refused, match="supervisor"):
        merge_cases(actor=world.people["lead"], case=world.own.case, to_case=kept, reason=REASON)


def test_merge_when_the_other_case_is_open_to_more_people_then_refused(world: World) -> None:
    kept = make_case(world.people["lead"], confidentiality=Confidentiality.INTERNAL)
    with pytest.raises(ValidationError, match="more people"):
        merge_cases(actor=world.people["supervisor"], case=world.own.case, to_case=kept, reason=REASON)


def test_merge_when_the_other_case_is_out_of_sight_closed_or_the_same_then_refused(world: World) -> None:
    for other, words in (
        (world.other, "no such case"),
        (world.closed, "closed"),
        (world.own, "another case"),
    ):
        with pytest.raises(ValidationError, match=words):
            merge_cases(
                actor=world.people["supervisor"], case=world.own.case, to_case=other.case, reason=REASON
            )


def test_transfer_when_one_end_is_out_of_sight_then_not_shown(world: World, outsider: User) -> None:
    kept = make_case(outsider)
    merge_cases(actor=world.people["supervisor"], case=world.own.case, to_case=kept, reason=REASON)
    assert not transfers(outsider, kept).exists()


def chain_seen_by(user: User | None, world: World) -> tuple[int, int]:
    """How many custody entries and checks of the world's item this person reads."""
    item = world.own.records["item"]
    return tuple(  # type: ignore[return-value]
        model.objects.visible_to(user).filter(item=item).count() for model in (CustodyEvent, IntegrityCheck)
    )


def test_merge_when_made_then_the_chain_of_custody_is_read_with_its_item_and_by_nobody_else(
    world: World, outsider: User
) -> None:
    supervisor, left = world.people["supervisor"], world.people["auditor"]
    item = EvidenceItem.objects.get(pk=world.own.records["item"].pk)
    kept = make_case(outsider, title="The case that is kept")
    whole = chain_seen_by(left, world)
    assert whole[0] >= 1 and whole[1] == 1 and chain_seen_by(outsider, world) == (0, 0)
    merge_cases(actor=supervisor, case=world.own.case, to_case=kept, reason=REASON)
    assert chain_seen_by(outsider, world) == whole
    assert chain_seen_by(left, world) == (0, 0), "a reader of the old case only"
    assert chain_seen_by(world.people["outsider"], world) == (0, 0)
    item.refresh_from_db()
    client = Client()
    client.force_login(outsider)
    page = client.get(f"/cases/{kept.reference}/evidence/{item.uid}/")
    assert page.status_code == 200 and "Registered" in page.content.decode()
    client.force_login(left)
    assert client.get(f"/cases/{kept.reference}/evidence/{item.uid}/").status_code == 404
    past = client.get(f"/cases/{world.own.case.reference}/history/?kind=custodyevent")
    assert past.status_code == 200 and "Registered" not in past.content.decode()


def test_merge_when_item_is_highly_restricted_then_clearance_of_the_new_case_counts(world: World) -> None:
    lead, supervisor = world.people["lead"], world.people["supervisor"]
    item = EvidenceItem.objects.get(pk=world.own.records["item"].pk)
    set_item_level(actor=lead, item=item, level=Confidentiality.HIGHLY_RESTRICTED)
    assert chain_seen_by(lead, world)[0]
    kept = make_case(make_user(Role.INVESTIGATOR, "Keeping Lead"), membership={"cleared": True})
    join_case(kept, lead)
    merge_cases(actor=supervisor, case=world.own.case, to_case=kept, reason=REASON)
    assert chain_seen_by(lead, world) == (0, 0), "cleared in the old case, not in the new one"
    assert chain_seen_by(kept.lead, world)[0]


def test_merge_when_findings_were_handed_in_then_refused(db: None) -> None:
    team = make_team()
    case = case_at(Stage.FINDINGS_REVIEW, team)
    with pytest.raises(ValidationError, match="Findings were handed in"):
        merge_cases(actor=team.first, case=case, to_case=make_case(team.lead), reason=REASON)


def test_merge_when_both_have_findings_then_refused(db: None) -> None:
    team = make_team()
    left, kept = (ready("submit_findings", team).case for _turn in range(2))
    with pytest.raises(ValidationError, match="Both cases have findings"):
        merge_cases(actor=team.first, case=left, to_case=kept, reason=REASON)


def test_incident_when_findings_conclude_on_it_then_it_stays(db: None) -> None:
    team = make_team()
    case = ready("submit_findings", team).case
    incident = Incident.objects.filter(case=case).first()
    with pytest.raises(ValidationError, match="conclude on the event"):
        move_incident(actor=team.first, incident=incident, to_case=make_case(team.lead), reason=REASON)
