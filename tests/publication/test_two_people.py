"""Who may publish: nobody who had a hand in the text or in the findings, whoever touched them last."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework.cases.actions import hand_over_lead
from casework.cases.choices import Stage
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.desk.choices import Kind
from casework.desk.review import queue_of
from casework.ladder.attention import CONCERNS
from casework.ladder.guards import GUARDS, with_guards
from casework.ladder.rules import may_move
from casework.ladder.table import BY_KEY
from casework.publication import actions
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.rules import publishable_by
from tests.deciding import (
    answer_points,
    move_case,
    publish_version,
    return_version,
    withdraw_outside_ladder,
)
from tests.factories import join_case, make_user, prove
from tests.publication.build import Told, answer_all, choose_all, publish, ready_text, tell_story, write_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Told:
    return tell_story()


@pytest.fixture
def third(told: Told) -> User:
    person = make_user(Role.SUPERVISOR, "Third Overseer")
    join_case(told.case, person, cleared=True)
    return person


def at_stage(told: Told, stage: str) -> None:
    told.case.refresh_from_db()
    with audit_context(actor=told.first):
        told.case.stage = stage
        told.case.save()


def refused_everywhere(
    told: Told, person: User, version: PublicVersion, why: str = "You wrote the findings or this text"
) -> None:
    """By the action, the guard, the move, the queue, the list of what needs attention and the page."""
    with pytest.raises(Refused, match=why):
        publish_version(actor=person, version=version)
    client = Client()
    client.force_login(person)
    assert why in client.get(version.get_absolute_url()).content.decode()
    cases = type(told.case).objects.filter(pk=told.case.pk)
    assert not with_guards(cases, ("second_supervisor",), person).get().guard_second_supervisor  # type: ignore[attr-defined]
    assert str(GUARDS["second_supervisor"].lack) == str(may_move(BY_KEY["publish"], person, told.case).reason)
    assert Kind.PUBLIC not in {entry.kind for entry in queue_of(person)}
    assert not cases.filter(CONCERNS["text_waits"].condition(person)).exists()
    assert not PublishedVersion.objects.exists()


def test_text_when_its_writer_lets_another_save_a_trifle_then_the_writer_does_not_publish(
    told: Told, third: User
) -> None:
    version = write_text(told)
    actions.change_version(actor=told.second, version=version, changes={"short_en": "Words of the second."})
    version = finish(told, version)
    assert version.author == told.first, "whoever changes it last"
    actions.propose_version(actor=told.first, version=version)
    refused_everywhere(told, told.second, version)
    assert list(publishable_by(third)) == [version]
    assert publish_version(actor=third, version=version).publisher == third


def finish(told: Told, version: PublicVersion) -> PublicVersion:
    choose_all(told, version)
    answer_all(told, version)
    return version


def test_row_of_evidence_when_written_then_counts_as_writing_the_text(told: Told, third: User) -> None:
    version = ready_text(told)
    row = version.evidence.first()
    actions.choose_evidence(
        actor=told.second,
        version=version,
        item=row.item,
        stance=row.stance,
        showing=row.showing,
        texts={"title_en": "Words of the second", "note_en": row.note_en},
        row=row,
    )
    actions.change_version(actor=told.first, version=version, changes={"weapon_en": "A bomb"})
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    refused_everywhere(told, told.second, version)
    assert publish_version(actor=third, version=version).publisher == third


def test_findings_when_written_once_then_their_writer_neither_proposes_nor_publishes(
    told: Told, third: User
) -> None:
    with audit_context(actor=told.second):
        told.finding.author = told.second
        told.finding.save()
        told.finding.author = told.lead
        told.finding.save()
    version = PublicVersion.objects.select_related("finding", "case").get(pk=ready_text(told).pk)
    with pytest.raises(Refused, match="Another supervisor proposes"):
        actions.propose_version(actor=told.second, version=version)
    actions.propose_version(actor=told.first, version=version)
    refused_everywhere(told, told.second, version)
    assert publish_version(actor=third, version=version).publisher == third


def leads(told: Told, person: User) -> None:
    told.case.refresh_from_db()
    hand_over_lead(actor=told.first, case=told.case, lead=person)


def test_lead_when_a_supervisor_then_does_not_publish(told: Told, third: User) -> None:
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    leads(told, told.second)
    version = PublicVersion.objects.select_related("finding", "case").get(pk=version.pk)
    refused_everywhere(told, told.second, version, "You lead this case or led its investigation")
    assert list(publishable_by(third)) == [version]


def test_lead_of_the_investigation_when_the_lead_was_handed_on_then_still_does_not_publish(
    told: Told, third: User
) -> None:
    at_stage(told, Stage.INVESTIGATION)
    leads(told, told.second)
    leads(told, told.lead)
    at_stage(told, Stage.FINDINGS_APPROVED)
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    version = PublicVersion.objects.select_related("finding", "case").get(pk=version.pk)
    refused_everywhere(told, told.second, version, "You lead this case or led its investigation")
    assert publish_version(actor=third, version=version).publisher == third


def test_approver_of_the_findings_when_no_lead_then_may_publish_their_text(told: Told) -> None:
    with audit_context(actor=told.lead):
        told.finding.approver = told.second
        told.finding.save()
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    assert publish_version(actor=told.second, version=version).publisher == told.second


def test_checklist_when_answered_by_a_second_supervisor_then_a_third_publishes(
    told: Told, third: User
) -> None:
    version = write_text(told)
    choose_all(told, version)
    answer_all(told, version)
    answer_points(actor=told.second, version=version, names=("removed", "The names are gone."))
    actions.propose_version(actor=told.first, version=version)
    refused_everywhere(told, told.second, version)
    assert publish_version(actor=third, version=version).publisher == third


def test_checklist_when_the_proposer_goes_through_it_anew_then_its_first_reader_may_publish(
    told: Told,
) -> None:
    version = write_text(told)
    choose_all(told, version)
    answer_points(actor=told.second, version=version)
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    assert publish_version(actor=told.second, version=version).publisher == told.second


@pytest.mark.parametrize("change", [{"role": Role.INVESTIGATOR}, {"is_active": False}])
def test_proposer_when_no_active_supervisor_any_more_then_another_proposes_first(
    told: Told, third: User, change: dict[str, Any]
) -> None:
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    with audit_context(actor=third):
        for name, value in change.items():
            setattr(told.first, name, value)
        told.first.save()
    version = PublicVersion.objects.select_related("finding", "case").get(pk=version.pk)
    refused_everywhere(told, told.second, version, "no active supervisor any more")
    waiting = type(told.case).objects.filter(CONCERNS["text_waits"].condition(None))
    assert not waiting.exists()
    return_version(actor=told.second, version=version, comment="Somebody else proposes it.")
    actions.propose_version(actor=third, version=version)
    assert waiting.exists()
    assert publish_version(actor=told.second, version=version).publisher == told.second


def test_withdrawal_when_the_case_stands_at_public_then_the_ladder_does_it(told: Told) -> None:
    publish(told)
    at_stage(told, Stage.PUBLISHED)
    client = Client()
    client.force_login(told.first)
    prove(client)
    address = f"/cases/{told.case.reference}/publication/withdraw/"
    assert client.get(address)["Location"].endswith("/withdraw_publication/")
    answer = client.post(address, {"why": "safety", "reason": "A threat."})
    assert answer.status_code == 403
    assert "on the page of its status" in answer.content.decode()
    with pytest.raises(Refused, match="moves this case"):
        withdraw_outside_ladder(actor=told.first, case=told.case, why="safety", reason="A threat.")
    assert PublishedVersion.objects.open().exists()
    told.case.refresh_from_db()
    assert told.case.stage == Stage.PUBLISHED


def test_suspended_case_when_withdrawn_meanwhile_then_it_does_not_come_back_as_public(told: Told) -> None:
    publish(told)
    told.case.refresh_from_db()
    with audit_context(actor=told.first):
        told.case.stage, told.case.returns_to = Stage.SUSPENDED, Stage.PUBLISHED
        told.case.save()
    withdraw_outside_ladder(actor=told.first, case=told.case, why="safety", reason="A threat.")
    move_case(actor=told.first, case=told.case, key="resume", reason="The road is open again.")
    told.case.refresh_from_db()
    assert told.case.stage == Stage.FINDINGS_APPROVED
