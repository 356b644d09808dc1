"""The review queue: what waits for whom, in which order, and deciding entry by entry."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Confidentiality, Priority
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.desk import review_material
from casework.desk.choices import Kind
from casework.desk.review import count_of, queue_of
from casework.evidence.actions import cite_evidence
from casework.incidents.models import Violation
from casework.investigations.actions import (
    ask_second_review,
    propose_assessment,
    raise_challenge,
)
from casework.investigations.models import Assessment, Challenge, SecondReview
from casework.people.actions import assess_risk
from tests.deciding import answer_contrary, return_assessment, send
from tests.evidence.conftest import make_item
from tests.factories import join_case, make_case, make_incident, make_user, make_violation
from tests.ladder.build import REASON, ready
from tests.query_counts import check, statements

pytestmark = pytest.mark.django_db
WHY = "Two independent accounts and a satellite picture agree on the house and the day."


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def proposed(user: User, title: str = "Strike on a house", **case: Any) -> Assessment:
    """A case of its own with one assessment that waits."""
    made = make_case(user, title=title, **case)
    violation = make_violation(user, make_incident(user, made))
    return propose_again(user, violation)


def propose_again(user: User, violation: Violation, why: str = WHY) -> Assessment:
    return propose_assessment(
        actor=user,
        violation=violation,
        standard="reasonable_suspicion",
        rationale=why,
        source_count=3,
        origin_count=2,
    )


def at(kind: str, record: Any) -> str:
    return reverse("desk:review-item", args=[kind, record.uid])


def test_entry_when_the_case_has_more_items_than_fit_then_the_first_and_the_way_to_all(
    investigator: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = proposed(investigator)
    items = [make_item(one.case, investigator, name) for name in (b"one", b"two", b"three")]
    page = browser(supervisor).get(at("assessment", one), {"show": "all"})
    assert all(item.reference in page.text for item in items) and "items. All are under" not in page.text
    monkeypatch.setattr(review_material, "MOST_ITEMS", 2)
    page = browser(supervisor).get(at("assessment", one), {"show": "all"})
    assert sum(item.reference in page.text for item in items) == 2
    assert "The first 2 of 3 items." in page.text
    assert reverse("evidence:list", args=[one.case.reference]) in page.text


def test_queue_when_risk_priority_and_age_differ_then_in_that_order(
    investigator: User, supervisor: User
) -> None:
    plain, urgent, risky = (proposed(investigator, title) for title in ("plain", "urgent", "risky"))
    with audit_context(actor=investigator):
        urgent.case.priority = Priority.URGENT
        urgent.case.save()
    assess_risk(
        actor=investigator, case=risky.case, threat="Neighbours are threatened", likelihood="low",
        severity="high", mitigation="Nobody is named",
    )  # fmt: skip
    older = proposed(investigator, "older")
    order = [one.title for one in queue_of(supervisor)]
    assert order == ["risky", "urgent", "plain", "older"]
    assert queue_of(supervisor)[0].risk == "high" and count_of(supervisor) == 4
    assert queue_of(investigator) == [], "nobody decides on their own proposal"
    assert older.case.title == order[-1] and plain.case.title == order[2]


def test_queue_when_case_is_sealed_then_only_its_members_see_it(
    investigator: User, supervisor: User, second_supervisor: User
) -> None:
    assessment = proposed(investigator, "sealed", confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    join_case(assessment.case, supervisor)
    assert [one.title for one in queue_of(supervisor)] == ["sealed"]
    assert queue_of(second_supervisor) == []
    client = browser(second_supervisor)
    assert client.get(at("assessment", assessment)).status_code == 404
    assert send(client, at("assessment", assessment), {"decision": "approve"}).status_code == 404
    assert "sealed" not in client.get(reverse("desk:review")).content.decode()


def test_list_when_filtered_then_only_what_fits_and_the_filter_goes_along(
    investigator: User, supervisor: User
) -> None:
    house, school = proposed(investigator, "House"), proposed(investigator, "School")
    raise_challenge(actor=investigator, target=house, question="Which house?")
    join_case(school.case, supervisor)
    client, url = browser(supervisor), reverse("desk:review")
    page = client.get(url, {"q": "school"}).content.decode()
    assert "School" in page and at("assessment", house) not in page
    assert f"{at('assessment', school)}?q=school" in page
    for odd in ({"kind": "banana"}, {"age": "x"}, {"sort": "'"}, {"page": "99"}, {"q": "\x00"}):
        assert client.get(url, odd).status_code == 200
    assert "Nothing fits" in client.get(url, {"kind": "rating"}).content.decode()
    assert "Nothing fits" in client.get(url, {"age": "30"}).content.decode()
    newest = client.get(url, {"sort": "newest"}).content.decode()
    assert newest.index("School") < newest.index("House")


def test_deciding_when_done_then_the_next_entry_follows_and_the_last_leads_to_the_list(
    investigator: User, supervisor: User
) -> None:
    first, second = proposed(investigator, "First"), proposed(investigator, "Second")
    client = browser(supervisor)
    page = client.get(at("assessment", first)).content.decode()
    assert "1 of 2" in page and 'data-key="j"' in page and 'data-key="k"' not in page
    done = send(client, at("assessment", first), {"decision": "approve", "comment": ""})
    assert done["Location"] == at("assessment", second)
    empty = send(client, at("assessment", second), {"decision": "return", "comment": " "})
    assert empty.status_code == 422 and "Say what has to be done" in empty.content.decode()
    done = send(client, at("assessment", second), {"decision": "return", "comment": "Weigh the log"})
    assert done["Location"] == reverse("desk:review")
    assert set(Assessment.objects.values_list("state", flat=True)) == {"approved", "returned"}
    gone = client.get(at("assessment", first), follow=True)
    assert gone.redirect_chain and "does not wait for you any more" in gone.content.decode()
    assert send(client, at("assessment", first), {"decision": "approve"}).status_code == 403


def test_own_proposal_when_opened_then_not_decided(supervisor: User) -> None:
    own = proposed(supervisor)
    client = browser(supervisor)
    assert client.get(at("assessment", own)).status_code == 302
    answer = send(client, at("assessment", own), {"decision": "approve"})
    assert answer.status_code == 403 and "You proposed this assessment" in answer.content.decode()


def test_entry_when_proposed_again_then_compared_with_the_returned_one(
    investigator: User, supervisor: User
) -> None:
    former = proposed(investigator)
    return_assessment(actor=supervisor, assessment=former, comment="Say where the picture is from")
    again = propose_again(investigator, former.violation, WHY.replace("satellite", "commercial satellite"))
    page = browser(supervisor).get(at("assessment", again)).content.decode()
    assert "Say where the picture is from" in page and "<ins>commercial" in page


def test_entry_when_evidence_speaks_against_then_shown_with_its_answer_or_the_lack_of_it(
    investigator: User, supervisor: User
) -> None:
    one = proposed(investigator)
    item = make_item(one.case, investigator, title="Strike log")
    other = make_item(one.case, investigator, b"other", title="Not cited at all")
    citation = cite_evidence(actor=investigator, item=item, target=one.violation, stance="contradicts")
    client = browser(supervisor)
    page = client.get(at("assessment", one)).content.decode()
    assert "Strike log" in page and "No answer yet" in page and other.title not in page
    answer_contrary(actor=investigator, citation=citation, text="Coordinates were rounded.")
    assert "Coordinates were rounded." in client.get(at("assessment", one)).content.decode()
    assert other.title in client.get(at("assessment", one), {"show": "all"}).content.decode()


def test_second_opinion_when_asked_then_waits_for_its_reviewer_and_blocks_the_rest(
    investigator: User, supervisor: User, second_supervisor: User
) -> None:
    one = proposed(investigator)
    review = ask_second_review(actor=supervisor, target=one, reviewer=second_supervisor, question="Enough?")
    page = browser(supervisor).get(at("assessment", one)).content.decode()
    assert "has not answered yet" in page and 'value="approve"' not in page
    client = browser(second_supervisor)
    assert {entry.kind for entry in queue_of(second_supervisor)} == {Kind.ASSESSMENT, Kind.SECOND}
    assert client.get(at("second", review)).status_code == 200
    assert browser(supervisor).get(at("second", review)).status_code == 404
    assert send(client, at("second", review), {"opinion": "agrees"}).status_code == 422
    done = send(client, at("second", review), {"opinion": "agrees", "opinion_text": "It is enough."})
    assert done.status_code == 302 and SecondReview.objects.get().opinion == "agrees"
    page = browser(supervisor).get(at("assessment", one)).content.decode()
    assert "It is enough." in page and 'value="approve"' in page


def test_question_when_open_then_waits_for_working_members_only(
    investigator: User, supervisor: User, second_supervisor: User, outsider: User
) -> None:
    one = proposed(investigator)
    question = raise_challenge(actor=supervisor, target=one, question="Which house?")
    assert [entry.kind for entry in queue_of(investigator)] == [Kind.QUESTION]
    assert Kind.QUESTION not in {entry.kind for entry in queue_of(second_supervisor)}
    assert browser(outsider).get(at("question", question)).status_code == 404
    client = browser(investigator)
    assert "Which house?" in client.get(at("question", question)).content.decode()
    assert client.post(at("question", question), {"answer": ""}).status_code == 422
    assert client.post(at("question", question), {"answer": "The one at the corner."}).status_code == 302
    assert Challenge.objects.get().answer == "The one at the corner."


def test_findings_when_approved_here_then_the_case_moves_by_the_ladder() -> None:
    story = ready("approve_findings")
    case, team = story.case, story.team
    approver = next(user for user in (team.second, team.first) if Kind.FINDING in kinds(user))
    client = browser(approver)
    url = at("finding", story.finding)
    page = client.get(url).content.decode()
    assert story.finding.text.splitlines()[0] in page and "Approve findings" in page
    bare = send(client, url, {"decision": "approve", "comment": ""})
    assert bare.status_code == 422 and "nothing is decided without a reason" in bare.content.decode()
    short = send(client, url, {"decision": "approve", "comment": "ok"})
    assert short.status_code == 422 and "at least 10 characters" in short.content.decode()
    assert send(client, url, {"decision": "approve", "comment": REASON}).status_code == 302
    case.refresh_from_db()
    story.finding.refresh_from_db()
    assert (case.stage, story.finding.state) == ("findings_approved", "approved")
    assert story.finding.approver == approver


def test_findings_when_a_guard_fails_then_button_disabled_with_reason_and_action_refuses() -> None:
    story = ready("approve_findings", without=("no_challenge",))
    reader = next(user for user in (story.team.second, story.team.first) if Kind.FINDING in kinds(user))
    client, url = browser(reader), at("finding", story.finding)
    page = client.get(url).content.decode()
    assert 'value="approve"' not in page and 'value="return"' in page
    assert send(client, url, {"decision": "approve", "comment": REASON}).status_code == 403
    assert send(client, url, {"decision": "return", "comment": REASON}).status_code == 302
    story.finding.refresh_from_db()
    assert (story.finding.state, story.finding.comment) == ("draft", REASON)


def test_rating_and_public_text_when_waiting_then_decided_by_their_rooms() -> None:
    story = ready("publish")
    entries = {entry.kind: entry for entry in queue_of(story.team.second)}
    assert Kind.PUBLIC in entries and Kind.PUBLIC not in kinds(story.team.first), (
        "the proposer does not publish"
    )
    client = browser(story.team.second)
    url = entries[Kind.PUBLIC].url
    assert client.get(url).status_code == 200
    assert send(client, url, {"decision": "return", "comment": "The map shows too much."}).status_code == 302
    story.version.refresh_from_db()
    assert (story.version.state, story.version.comment) == ("draft", "The map shows too much.")


def kinds(user: User) -> set[Kind]:
    return {entry.kind for entry in queue_of(user)}


def test_pages_when_reader_never_works_in_cases_then_refused(auditor: User, db: None) -> None:
    admin = make_user("admin", "An Admin")
    for user in (auditor, admin):
        assert browser(user).get(reverse("desk:review")).status_code == 403


def test_pages_when_the_queue_grows_then_no_statement_more(
    investigator: User, supervisor: User, case: Case
) -> None:
    violation = make_violation(investigator, make_incident(investigator, case))
    one = propose_again(investigator, violation)
    client = browser(supervisor)
    addresses = {"review-queue": reverse("desk:review"), "review-assessment": at("assessment", one)}
    few = {name: statements(client, url) for name, url in addresses.items()}
    for number in range(4):
        proposed(investigator, f"Case {number}")
        cite_evidence(
            actor=investigator, item=make_item(case, investigator, bytes([number])), target=violation,
            stance="contradicts",
        )  # fmt: skip
    for name, url in addresses.items():
        many = statements(client, url)
        assert many <= few[name] + 1, f"{name}: {few[name]} with few, {many} with many"
        check(name, many)


@pytest.fixture
def case(investigator: User) -> Case:
    return make_case(investigator)


def test_age_when_it_waited_long_then_found_by_its_days(
    investigator: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed(investigator, "Old one")
    later = clock.now() + dt.timedelta(days=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    page = browser(supervisor).get(reverse("desk:review"), {"age": "30"}).content.decode()
    assert "Old one" in page and "31 days" in page
