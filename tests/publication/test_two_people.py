"""Who may publish: nobody who had a hand in the text or in the findings, whoever touched them last."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
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
from tests.deciding import move_case, publish_version, withdraw_outside_ladder
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


def refused_everywhere(told: Told, person: User, version: PublicVersion) -> None:
    """By the action, the guard, the move, the queue and the list of what needs attention."""
    with pytest.raises(Refused, match="You wrote the findings or this text"):
        publish_version(actor=person, version=version)
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
