"""Two people press a button at the same moment, each on a connection of their own: one story comes out."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.records import StaleRecord
from casework.core.verdict import Refused
from casework.investigations.actions import withdraw_conclusion
from casework.investigations.models import Assessment, Conclusion, Finding
from casework.ladder.models import StageChange
from casework.publication import actions as publication
from casework.publication.models import PublicVersion, Tombstone
from tests.deciding import mark_on, move_case, publish_version
from tests.factories import join_case, make_case, make_incident, make_user, make_violation, prove
from tests.investigations.test_assessments import propose
from tests.ladder.build import REASON, ready
from tests.publication.build import answer_all, publish, tell_story, write_text

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time"),
]


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each act returned or raised, all begun at the same moment."""
    start, found = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(10)
            found[place] = act()
        except Exception as error:
            found[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def poster(user: User, address: str, data: dict[str, Any]) -> Callable[[], int]:
    """Somebody signed in who sends a form; errors become answers, as in the house."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    prove(client)
    whole = data | {"seen": mark_on(client, address)}
    return lambda: client.post(address, whole).status_code


def test_assessment_when_two_supervisors_decide_at_once_then_one_decision_and_no_error() -> None:
    lead, one, two = make_user(), make_user("supervisor"), make_user("supervisor")
    waiting = propose(lead, make_violation(lead, make_incident(lead, make_case(lead))))
    address = reverse("desk:review-item", args=["assessment", waiting.uid])
    codes = at_once(
        poster(one, address, {"decision": "approve", "comment": ""}),
        poster(two, address, {"decision": "return", "comment": "Ask the neighbours."}),
    )
    assert codes.count(302) == 1 and set(codes) <= {302, 403, 409}
    assert Assessment.history.model.objects.filter(id=waiting.pk).count() == 2  # type: ignore[attr-defined]


def test_findings_when_two_begin_them_at_once_then_one_number_and_no_error() -> None:
    lead, boss = make_user(), make_user("supervisor")
    case = make_case(lead)
    join_case(case, boss)
    address = reverse("investigations:finding-new", args=[case.reference])
    codes = at_once(*(poster(user, address, {"text": "What happened."}) for user in (lead, boss)))
    assert codes.count(302) == 1 and set(codes) <= {302, 403, 409, 422}
    assert [one.number for one in Finding.objects.filter(case=case)] == [1]


def test_redress_when_two_write_the_first_status_at_once_then_one_is_kept_and_no_error() -> None:
    lead, boss = make_user(), make_user("supervisor")
    case = make_case(lead)
    address = reverse("redress:status-edit", args=[case.reference])
    codes = at_once(
        *(
            poster(user, address, {"state": "sought", "note": user.name, "version": 0})
            for user in (lead, boss)
        )
    )
    assert codes.count(302) >= 1 and set(codes) <= {302, 409, 422}


def test_submission_when_a_conclusion_is_taken_out_meanwhile_then_no_findings_without_it_are_handed_in() -> (
    None
):
    story = ready("submit_findings")
    drawn = Conclusion.objects.get(finding=story.finding)
    taken, moved = threading.Event(), []

    def submit() -> None:
        taken.wait(10)
        case = Case.objects.select_related("lead").get(pk=story.case.pk)
        try:
            move_case(actor=story.team.lead, case=case, key="submit_findings", reason=REASON)
        except (Refused, StaleRecord) as refusal:
            moved.append(refusal)
        finally:
            connections.close_all()

    thread = threading.Thread(target=submit)
    with transaction.atomic():
        withdraw_conclusion(actor=story.team.lead, conclusion=drawn, reason="Drawn too early.")
        thread.start()
        taken.set()
        thread.join(2)
    thread.join(30)
    assert len(moved) == 1
    assert Finding.objects.get(pk=story.finding.pk).state == "draft"


def test_withdrawal_when_a_correction_goes_out_at_once_then_nothing_public_outlives_the_notice() -> None:
    told = tell_story()
    publish(told)
    told.case.refresh_from_db()
    with audit_context(actor=told.first):
        told.case.stage = Stage.PUBLISHED
        told.case.save()
    version = write_text(told, correction_en="A number was wrong.")
    answer_all(told, version)
    publication.propose_version(actor=told.first, version=PublicVersion.objects.get(pk=version.pk))

    def correct() -> Any:
        text = PublicVersion.objects.select_related("case", "finding").get(pk=version.pk)
        return publish_version(actor=told.second, version=text)

    def withdraw() -> Any:
        case = Case.objects.get(pk=told.case.pk)
        words = {"reason": REASON, "withdrawal": "safety"}
        return move_case(actor=told.first, case=case, key="withdraw_publication", **words)

    found = at_once(correct, withdraw)
    assert all(not isinstance(one, Exception) or isinstance(one, (Refused, StaleRecord)) for one in found)
    stage = Case.objects.get(pk=told.case.pk).stage
    public = PublicVersion.objects.filter(case=told.case, state="published")
    assert public.exists() == (stage == Stage.PUBLISHED)
    assert Tombstone.objects.count() == (stage != Stage.PUBLISHED)


def test_move_when_two_make_it_at_once_then_one_step_is_written() -> None:
    story = ready("assess")
    people = (story.team.lead, story.team.first)

    def move(actor: User) -> Any:
        case = Case.objects.select_related("lead").get(pk=story.case.pk)
        return move_case(actor=actor, case=case, key="assess", reason=REASON)

    found = at_once(*(lambda actor=actor: move(actor) for actor in people))
    assert sum(isinstance(one, StageChange) for one in found) == 1
    assert StageChange.objects.filter(case=story.case, to_stage=Stage.ASSESSMENT).count() == 1
