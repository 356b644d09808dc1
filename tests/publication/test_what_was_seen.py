"""What is frozen is what the second supervisor read, also where its words stand elsewhere in the case."""

import json

import pytest
from django.test import Client

from accounts.models import User
from casework.core.context import audit_context
from casework.core.records import StaleRecord
from casework.desk.choices import Kind
from casework.desk.review import queue_of
from casework.evidence.choices import EvidenceKind
from casework.evidence.models import EvidenceItem
from casework.ladder.actions import move_case
from casework.parties.models import Party
from casework.publication import actions
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.queries.proposal import proposal_of
from tests.factories import prove
from tests.ladder.build import REASON, ready
from tests.publication.build import Told, corrected, ready_text, tell_story

pytestmark = pytest.mark.django_db
CHANGED = "Somebody whom nobody accused"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    prove(client)
    return client


def rename_party(user: User, code: str) -> None:
    with audit_context(actor=user):
        party = Party.objects.get(code=code)
        party.name_en = CHANGED
        party.save()


def proposed_correction(told: Told) -> PublicVersion:
    version = corrected(told)
    actions.propose_version(actor=told.first, version=version)
    return version


def at(told: Told, version: PublicVersion, place: str) -> str:
    if place == "queue":
        return next(one.url for one in queue_of(told.second) if one.kind == Kind.PUBLIC)
    return f"/cases/{told.case.reference}/publication/{version.uid}/publish/"


@pytest.mark.parametrize("place", ["queue", "its page"])
def test_correction_when_a_name_changes_after_it_was_read_then_it_is_read_again_first(place: str) -> None:
    told = tell_story()
    version = proposed_correction(told)
    client, url = browser(told.second), at(told, version, place)
    page = client.get(url)
    assert "United States" in page.content.decode()
    data = {"seen": page.context["form"]["seen"].value(), "decision": "approve", "comment": REASON}
    rename_party(told.lead, "COA-US")
    again = client.post(url, data)
    assert again.status_code == 409 and CHANGED in again.content.decode()
    assert PublishedVersion.objects.count() == 1
    data["seen"] = again.context["form"]["seen"].value()
    assert client.post(url, data).status_code == 302
    content = json.loads(PublishedVersion.objects.get(number=2).content)
    assert CHANGED in json.dumps(content["parties"])


def test_first_text_when_a_word_changes_after_it_was_read_then_the_move_is_not_made() -> None:
    story = ready("publish")
    client = browser(story.team.second)
    url = f"/cases/{story.case.reference}/status/move/publish/"
    page = client.get(url)
    assert page.status_code == 200 and "Satellite image" not in page.content.decode()
    data = {"seen": page.context["form"]["seen"].value(), "reason": REASON}
    item = EvidenceItem.objects.get(pk=story.items[0].pk)
    with audit_context(actor=story.team.lead):
        item.kind = EvidenceKind.SATELLITE
        item.save()
    again = client.post(url, data)
    assert again.status_code == 409 and "Satellite image" in again.content.decode()
    assert not PublishedVersion.objects.exists()
    data["seen"] = again.context["form"]["seen"].value()
    assert client.post(url, data).status_code == 302
    assert "Satellite image" in PublishedVersion.objects.get().content


def test_actions_when_the_words_changed_in_the_same_moment_then_they_refuse_too() -> None:
    """Between the look of the page and the act nothing is left open: what is compared is what is frozen."""
    told = tell_story()
    version = proposed_correction(told)
    seen = proposal_of(told.second, version).mark
    rename_party(told.lead, "COA-US")
    with pytest.raises(StaleRecord):
        actions.publish_version(actor=told.second, version=version, seen=seen)
    story = ready("publish")
    with pytest.raises(StaleRecord):
        move_case(actor=story.team.second, case=story.case, key="publish", reason=REASON, seen="1:elsewhere")
    assert PublishedVersion.objects.count() == 1


def test_text_when_nothing_changes_overnight_then_its_mark_stays() -> None:
    told = tell_story()
    version = ready_text(told)
    mark = proposal_of(told.second, version).mark
    assert mark == proposal_of(told.second, version).mark and len(mark) < 100
    rename_party(told.lead, "COA-US")
    assert mark != proposal_of(told.second, version).mark
