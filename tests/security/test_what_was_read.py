"""Every deciding act asks what was read: a page that does not say it decides nothing, nor does any caller."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Stage
from casework.core.records import StaleRecord
from casework.core.verdict import Refused
from casework.evidence import actions as evidence
from casework.evidence.queries import verification_mark
from casework.investigations import actions as investigations
from casework.investigations.actions import unlock_finding
from casework.investigations.queries import assessment_mark
from casework.ladder.actions import move_case
from casework.publication import actions as publication
from casework.publication.actions import recall_version
from casework.publication.models import PublicVersion
from tests.deciding import mark_on, publish_version
from tests.evidence.conftest import make_item
from tests.factories import join_case, make_case, make_incident, make_user, make_violation, prove
from tests.investigations.test_assessments import propose
from tests.investigations.test_ratings import ALL_MET
from tests.ladder.build import REASON, ready, story_at
from tests.publication.build import answer_all, publish, ready_text, tell_story, write_text

pytestmark = pytest.mark.django_db
UNREAD, CHANGED = "Your page did not say what you had read", "meanwhile"
DECIDING = (
    investigations.approve_assessment,
    investigations.return_assessment,
    investigations.confirm_rating,
    investigations.return_rating,
    investigations.approve_finding,
    investigations.return_finding,
    investigations.give_opinion,
    publication.publish_version,
    publication.return_version,
    publication.withdraw_publication,
    publication.withdraw_outside_ladder,
    evidence.decide_verification,
)


@dataclass
class Waiting:
    """Something that waits for `decider`: on which pages, what they type there, and how it stands."""

    decider: User
    record: Any
    addresses: dict[str, str]
    typed: dict[str, str] = field(default_factory=dict)
    column: str = "state"

    def stands(self) -> Any:
        self.record.refresh_from_db()
        return getattr(self.record, self.column)


def queue(kind: str, record: Any) -> str:
    return reverse("desk:review-item", args=[kind, record.uid])


def assessment() -> Waiting:
    lead, boss = make_user(), make_user("supervisor")
    found = propose(lead, make_violation(lead, make_incident(lead, make_case(lead))))
    pages = {"own": found.get_absolute_url(), "queue": queue("assessment", found)}
    return Waiting(boss, found, pages, {"decision": "return", "comment": REASON})


def rating() -> Waiting:
    lead, boss = make_user(), make_user("supervisor")
    case = make_case(lead)
    inquiry = investigations.add_investigation(actor=lead, case=case, body_kind="military", body="A cell")
    found = investigations.propose_rating(actor=lead, investigation=inquiry, answers=ALL_MET)
    pages = {"own": found.get_absolute_url(), "queue": queue("rating", found)}
    return Waiting(boss, found, pages, {"decision": "approve", "comment": REASON})


def opinion() -> Waiting:
    proposal = assessment()
    asked = make_user("supervisor")
    join_case(proposal.record.case, asked)
    found = investigations.ask_second_review(actor=proposal.decider, target=proposal.record, reviewer=asked)
    own = reverse("investigations:opinion-give", args=[found.case.reference, found.uid])
    typed = {"opinion": "agrees", "opinion_text": REASON}
    return Waiting(asked, found, {"own": own, "queue": queue("second", found)}, typed, "opinion")


def finding() -> Waiting:
    story = ready("approve_findings")
    pages = {
        key: reverse("ladder:move", args=[story.case.reference, f"{key}_findings"])
        for key in ("approve", "return")
    }
    typed = {"reason": REASON, "comment": REASON, "decision": "approve"}
    return Waiting(
        story.team.second, story.finding, pages | {"queue": queue("finding", story.finding)}, typed
    )


def first_text() -> Waiting:
    story = ready("publish")
    pages = {
        "ladder": reverse("ladder:move", args=[story.case.reference, "publish"]),
        "return": reverse("publication:return", args=[story.case.reference, story.version.uid]),
        "queue": queue("public", story.version),
    }
    typed = {"reason": REASON, "comment": REASON, "decision": "approve"}
    return Waiting(story.team.second, story.version, pages, typed)


def public() -> Waiting:
    story = story_at(Stage.PUBLISHED)
    own = reverse("ladder:move", args=[story.case.reference, "withdraw_publication"])
    return Waiting(story.team.first, story.version, {"own": own}, {"reason": REASON, "withdrawal": "safety"})


def verification() -> Waiting:
    lead, boss = make_user(), make_user("supervisor")
    item = make_item(make_case(lead), lead)
    evidence.record_verification(actor=lead, item=item, step="content", result="holds", why="Read in full.")
    own = reverse("evidence:decide", args=[item.case.reference, item.uid])
    typed = {"state": "verified", "why": REASON}
    return Waiting(boss, item, {"own": own}, typed, "verification_state")


WAITING: dict[Callable[[], Waiting], tuple[str, ...]] = {
    assessment: ("own", "queue"),
    rating: ("own", "queue"),
    opinion: ("own", "queue"),
    finding: ("approve", "return", "queue"),
    first_text: ("ladder", "return", "queue"),
    public: ("own",),
    verification: ("own",),
}


@pytest.mark.parametrize("build", WAITING, ids=lambda build: build.__name__)
def test_page_when_it_does_not_say_what_was_read_then_nothing_is_decided(
    build: Callable[[], Waiting],
) -> None:
    waiting = build()
    before, client = waiting.stands(), Client()
    client.force_login(waiting.decider)
    prove(client)
    assert set(waiting.addresses) == set(WAITING[build])
    for address in waiting.addresses.values():
        for data, sentence in (({}, UNREAD), ({"seen": ""}, UNREAD), ({"seen": "another"}, CHANGED)):
            answer = client.post(address, waiting.typed | data)
            page = answer.content.decode()
            assert (answer.status_code, waiting.stands()) == (409, before)
            assert sentence in page and REASON in page
            assert answer.context["form"]["seen"].value() == mark_on(client, address) != ""
    done = client.post(address, waiting.typed | {"seen": answer.context["form"]["seen"].value()})
    assert done.status_code == 302 and waiting.stands() != before


@pytest.mark.parametrize("act", DECIDING, ids=lambda act: act.__name__)
def test_act_when_a_caller_does_not_say_what_was_read_then_it_cannot_be_called(act: Any) -> None:
    seen = inspect.signature(act).parameters["seen"]
    assert seen.kind is seen.KEYWORD_ONLY and seen.default is seen.empty


@pytest.mark.parametrize("key", ["approve_findings", "return_findings", "publish"])
def test_move_when_a_caller_does_not_say_what_was_read_then_refused(key: str) -> None:
    story = ready(key)
    for words in ({}, {"seen": "another"}):
        with pytest.raises(StaleRecord):
            move_case(actor=story.team.second, case=story.case, key=key, reason=REASON, **words)


def test_assessment_when_something_against_it_is_cited_meanwhile_then_it_is_read_again() -> None:
    waiting = assessment()
    found, boss = waiting.record, waiting.decider
    seen = assessment_mark(boss, found)
    lead = found.proposer
    item = make_item(found.case, lead)
    evidence.cite_evidence(actor=lead, item=item, target=found.violation, stance="contradicts")
    for act in (investigations.approve_assessment, investigations.return_assessment):
        with pytest.raises(StaleRecord):
            act(actor=boss, assessment=found, seen=seen, comment="Agreed.")
    with pytest.raises(Refused):  # the rule speaks first: whoever may not decide learns nothing of marks
        investigations.approve_assessment(actor=lead, assessment=found, seen=seen)
    newer = assessment_mark(boss, found)
    assert investigations.approve_assessment(actor=boss, assessment=found, seen=newer).state == "approved"


def test_verification_when_a_step_comes_meanwhile_then_it_is_read_again() -> None:
    waiting = verification()
    item, boss = waiting.record, waiting.decider
    seen = verification_mark(boss, item)
    lead = item.created_by
    evidence.record_verification(actor=lead, item=item, step="content", result="fails", why="Another street.")
    said = {"state": "refuted", "why": "As the steps show."}
    with pytest.raises(StaleRecord):
        evidence.decide_verification(actor=boss, item=item, seen=seen, **said)
    item.refresh_from_db()
    newer = verification_mark(boss, item)
    assert evidence.decide_verification(actor=boss, item=item, seen=newer, **said).verified_by == boss


def test_withdrawal_when_a_correction_came_in_between_then_it_is_read_again() -> None:
    told = tell_story()
    publish(told)
    client = Client()
    client.force_login(told.first)
    prove(client)
    address = reverse("publication:withdraw", args=[told.case.reference])
    typed = {"why": "safety", "reason": REASON, "seen": mark_on(client, address)}
    version = write_text(told, correction_en="The name is left out.")
    answer_all(told, version)
    publication.propose_version(actor=told.first, version=PublicVersion.objects.get(pk=version.pk))
    publish_version(actor=told.second, version=PublicVersion.objects.get(pk=version.pk))
    assert client.post(address, typed).status_code == 409
    assert PublicVersion.objects.filter(state="published").count() == 2


def test_ways_past_the_mark_when_there_is_something_to_decide_then_refused() -> None:
    """What goes back because something else was reopened or closed is not decided on, and only then."""
    told = tell_story()
    version = ready_text(told)
    publication.propose_version(actor=told.first, version=version)
    with pytest.raises(Refused, match="in force"):
        recall_version(actor=told.second, version=version, reason=REASON)
    with pytest.raises(Refused, match="approved or returned"):
        unlock_finding(actor=told.second, finding=told.finding, reason=REASON)
