"""Nobody decides on a text they never saw: an old page does not approve what was changed behind it."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Stage
from casework.core.context import audit_context
from casework.desk import review_kinds
from casework.investigations.actions import approve_assessment, change_finding
from casework.investigations.models import Assessment, Finding
from casework.publication.actions import change_version, propose_version
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion
from tests.deciding import return_assessment, return_version, send
from tests.factories import make_case, make_incident, make_user, make_violation, prove
from tests.investigations.test_assessments import propose
from tests.ladder.build import REASON, Story, ready
from tests.publication.build import Told, answer_all, publish, tell_story, write_text

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    """Signed in, and lately."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    prove(client)
    return client


def hidden(page: HttpResponse) -> dict[str, str]:
    """The hidden fields of a page's form, as a browser would send them back."""
    found = re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"', page.content.decode())
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def returned_and_changed(story: Story) -> Finding:
    """Another supervisor sends the findings back; the lead changes a word and hands them in again."""
    story.move("return_findings")
    finding = Finding.objects.get(pk=story.finding.pk)
    change_finding(actor=story.team.lead, finding=finding, changes={"text": "Nothing was struck."})
    story.move("submit_findings")
    return Finding.objects.get(pk=finding.pk)


@pytest.mark.parametrize("way", ["ladder", "review"])
def test_findings_when_changed_behind_an_open_page_then_that_page_does_not_approve_them(way: str) -> None:
    story = ready("approve_findings")
    boss = client_of(story.team.second)
    address = {
        "ladder": reverse("ladder:move", args=[story.case.reference, "approve_findings"]),
        "review": reverse("desk:review-item", args=["finding", story.finding.uid]),
    }[way]
    typed = {"reason": REASON, "comment": REASON, "decision": "approve"}
    old = hidden(boss.get(address)) | typed
    returned_and_changed(story)
    answer = boss.post(address, old)
    assert answer.status_code == 409 and REASON in answer.content.decode()
    assert Finding.objects.get(pk=story.finding.pk).state == "under_review"
    again = boss.post(address, hidden(answer) | typed)
    assert again.status_code == 302
    assert Finding.objects.get(pk=story.finding.pk).state == "approved"


def proposed_anew(told: Told, version: PublicVersion) -> None:
    """The text goes back, gets another title, and waits again."""
    stored = PublicVersion.objects.get(pk=version.pk)
    return_version(actor=told.first, version=stored, comment="Not this title.")
    change_version(actor=told.first, version=stored, changes={"title_en": "A title nobody has seen"})
    answer_all(told, stored)
    propose_version(actor=told.first, version=PublicVersion.objects.get(pk=version.pk))


def test_correction_when_changed_behind_an_open_page_then_that_page_does_not_publish_it() -> None:
    told = tell_story()
    publish(told)
    with_stage(told)
    version = write_text(told, correction_en="A number was wrong.")
    answer_all(told, version)
    version.refresh_from_db()
    propose_version(actor=told.first, version=version)
    boss = client_of(told.second)
    address = reverse("publication:publish", args=[told.case.reference, version.uid])
    old = hidden(boss.get(address))
    proposed_anew(told, version)
    answer = boss.post(address, old)
    assert answer.status_code == 409
    assert PublicVersion.objects.get(pk=version.pk).state == VersionState.PROPOSED
    assert boss.post(address, hidden(answer)).status_code == 302


def with_stage(told: Told) -> None:
    """The case stands where a published case stands."""
    told.case.refresh_from_db()
    with audit_context(actor=told.first):
        told.case.stage = Stage.PUBLISHED
        told.case.save()


@pytest.fixture
def waiting(investigator: User, supervisor: User) -> Assessment:
    case = make_case(investigator)
    return propose(investigator, make_violation(investigator, make_incident(investigator, case)))


@pytest.mark.parametrize("page", ["review", "own"])
def test_decision_when_another_decided_at_the_same_moment_then_a_sentence_and_no_second_decision(
    waiting: Assessment, supervisor: User, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_user("supervisor")

    def late(*, actor: User, assessment: Assessment, **said: str) -> Any:
        same = Assessment.objects.select_related("case", "violation").get(pk=assessment.pk)
        return_assessment(actor=other, assessment=same, comment="Faster.")
        return approve_assessment(actor=actor, assessment=assessment, **said)

    monkeypatch.setattr(review_kinds, "approve_assessment", late)
    monkeypatch.setattr("casework.investigations.actions.approve_assessment", late)
    own = waiting.get_absolute_url()
    address = {"review": reverse("desk:review-item", args=["assessment", waiting.uid]), "own": own}[page]
    typed = {"decision": "approve", "comment": "Convincing words."}
    answer = send(client_of(supervisor), address, typed)
    assert answer.status_code in (403, 409) and "Convincing words." in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.state != "approved"
