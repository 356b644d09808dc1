"""Pages of findings, replies, questions and second opinions: what they show, refuse and keep."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.core.records import StaleRecord
from casework.evidence.actions import cite_evidence
from casework.evidence.models import Citation
from casework.investigations import actions as investigations
from casework.investigations.actions import (
    ask_party,
    ask_second_review,
    change_finding,
    raise_challenge,
    reopen_finding,
)
from casework.investigations.models import (
    Challenge,
    Conclusion,
    ContraryAnswer,
    Finding,
    InvestigationCitation,
    PartyReply,
    SecondReview,
)
from casework.ladder.rules import may_move
from casework.ladder.table import BY_KEY
from casework.ledger.models import LedgerLeaf
from casework.parties.models import Attribution
from tests.deciding import answer_contrary, approve_finding, send
from tests.evidence.conftest import make_item
from tests.factories import make_attribution, make_violation
from tests.investigations.findings_world import *  # noqa: F403
from tests.investigations.findings_world import TEXT, concluded, submitted, written
from tests.query_counts import check, statements

pytestmark = pytest.mark.django_db


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, case: Case, *args: Any) -> str:
    return reverse(f"investigations:{name}", args=[case.reference, *args])


@pytest.fixture
def finding(case: Case, investigator: User, attribution: Attribution) -> Finding:
    finding = written(investigator, case, families="informed")
    concluded(investigator, finding, attribution)
    finding.refresh_from_db()
    return finding


def test_tab_when_nothing_is_written_then_it_says_how_to_begin(
    case: Case, investigator: User, supervisor: User, second: User
) -> None:
    page = browser(investigator).get(at("findings", case)).content.decode()
    assert "No findings yet" in page and at("finding-new", case) in page
    page = browser(second).get(at("findings", case)).content.decode()
    assert "Only members of this case" in page and at("finding-new", case) not in page


def test_form_when_words_are_missing_then_said_and_kept_else_written_once(
    case: Case, investigator: User
) -> None:
    client, url = browser(investigator), at("finding-new", case)
    facts = {
        "text": "",
        "families": "not_informed",
        "custody_note": "kept words",
        "form_token": str(uuid.uuid4()),
    }
    answer = client.post(url, facts)
    page = answer.content.decode()
    assert answer.status_code == 422 and "kept words" in page
    assert "Write what this organisation finds" in page and "Say why they were not informed" in page
    facts |= {"text": TEXT, "families_note": "Nobody could be reached."}
    for _twice in range(2):
        assert client.post(url, facts).status_code == 302
    assert Finding.objects.get().text == TEXT
    assert client.get(url).status_code == 403


def test_document_when_written_then_text_conclusions_and_what_is_lacking_are_shown(
    finding: Finding, case: Case, investigator: User
) -> None:
    make_violation(investigator, finding.conclusions.get().violation.incident, "ATT-05")
    page = browser(investigator).get(at("findings", case)).content.decode()
    for words in (
        TEXT,
        "The strike was disproportionate.",
        "More likely than not",
        "Reasonable grounds to believe",
        "No conclusion yet",
        "1 of 2",
        "Not asked yet",
    ):
        assert words in page, words


def test_document_when_printed_then_names_the_ledger_entry_of_each_part_as_it_stands(
    finding: Finding, case: Case, investigator: User
) -> None:
    change_finding(actor=investigator, finding=finding, changes={"text": f"{TEXT} In other words."})
    conclusion = finding.conclusions.get()
    records = [Finding.objects.get(), conclusion, *conclusion.parties.all()]
    page = browser(investigator).get(at("findings", case)).content.decode()
    for record in records:
        label = type(record).history.model._meta.label
        newest = LedgerLeaf.objects.filter(model=label, object_uid=record.uid).latest("id")
        assert newest.leaf_hash in page and f"<bdi>{newest.pk}</bdi>" in page, record
    former = LedgerLeaf.objects.filter(object_uid=finding.uid).earliest("id")
    assert former.leaf_hash not in page, "only the version that is shown"


def test_edit_when_a_colleague_was_faster_then_conflict_page_and_nothing_lost(
    finding: Finding, case: Case, investigator: User, supervisor: User
) -> None:
    url, version = at("finding-edit", case, finding.uid), finding.version
    first = {"text": f"{TEXT} One.", "families": "informed", "version": version}
    assert browser(supervisor).post(url, first).status_code == 302
    answer = browser(investigator).post(
        url, {"text": f"{TEXT} Two.", "families": "informed", "version": version}
    )
    assert answer.status_code == 409 and "Two." in answer.content.decode()
    finding.refresh_from_db()
    assert finding.text == f"{TEXT} One." and finding.author == supervisor


def test_pages_when_locked_then_button_disabled_with_reason_and_forms_refuse(
    finding: Finding, case: Case, investigator: User, attribution: Attribution
) -> None:
    submitted(investigator, finding)
    client = browser(investigator)
    page = client.get(at("findings", case)).content.decode()
    assert "under review and locked" in page and at("finding-edit", case, finding.uid) not in page
    conclusion = Conclusion.objects.get()
    for url in (
        at("finding-edit", case, finding.uid),
        at("conclude", case, finding.uid, attribution.violation.uid),
        at("conclusion-withdraw", case, conclusion.uid),
    ):
        for answer in (client.get(url), client.post(url, {"text": "x", "reason": "x"})):
            assert answer.status_code == 403 and "under review and locked" in answer.content.decode()


def test_conclude_when_posted_then_conclusion_and_confidence_are_kept(
    finding: Finding, case: Case, investigator: User, attribution: Attribution
) -> None:
    client = browser(investigator)
    url = at("conclude", case, finding.uid, attribution.violation.uid)
    conclusion = Conclusion.objects.get()
    facts = {
        "text": "Put in other words.",
        "standard": "clear_convincing",
        f"party-{attribution.uid}": "reasonable_grounds",
        f"note-{attribution.uid}": "Its own statement",
        "version": conclusion.version,
        "reason": "second reading",
    }
    wrong = client.post(url, facts | {"standard": "beyond_doubt"})
    assert wrong.status_code == 422 and "Put in other words." in wrong.content.decode()
    assert client.post(url, facts).status_code == 302
    conclusion.refresh_from_db()
    assert (conclusion.text, conclusion.standard) == ("Put in other words.", "clear_convincing")
    assert conclusion.parties.get().confidence == "reasonable_grounds"
    assert client.post(url, facts).status_code == 409, "over a version that is gone"
    other = make_violation(investigator, attribution.violation.incident, "ATT-05")
    new = at("conclude", case, finding.uid, other.uid)
    assert client.get(new).status_code == 200
    assert client.post(new, {"text": "It was not verified.", "standard": "balance"}).status_code == 302
    withdraw = at("conclusion-withdraw", case, Conclusion.objects.get(violation=other).uid)
    assert client.post(withdraw, {"reason": ""}).status_code == 422
    assert client.post(withdraw, {"reason": "drawn too early"}).status_code == 302
    assert not Conclusion.objects.standing().filter(violation=other).exists()


def test_conclusion_when_an_item_is_cited_on_its_page_then_shown_and_taken_back(
    case: Case, finding: Finding, investigator: User, second: User
) -> None:
    client, item = browser(investigator), make_item(case, investigator)
    conclusion = finding.conclusions.get()
    address = at("conclusion-cite", case, conclusion.uid)
    assert address in client.get(at("findings", case)).content.decode()
    assert client.get(address).status_code == 200
    assert "Choose an item." in client.post(address, {"stance": "supports"}).content.decode()
    data = {"stance": "contradicts", "other": item.reference, "locator": "p. 14", "note": "A secondary blast"}
    assert client.post(address, data)["Location"] == conclusion.get_absolute_url()
    page = client.get(at("findings", case)).content.decode()
    assert "p. 14" in page and "A secondary blast" in page and item.title in page
    away = at("document-withdraw", case, InvestigationCitation.objects.get().uid)
    assert away in page and client.get(away).status_code == 200
    finding.refresh_from_db()
    submitted(investigator, finding)
    page = client.get(at("findings", case)).content.decode()
    assert "p. 14" in page and address not in page and away not in page
    for locked in (address, away):
        for answer in (client.get(locked), client.post(locked, data | {"reason": "It is wrong."})):
            assert answer.status_code == 403 and "under review and locked" in answer.content.decode()
    assert browser(second).get(address).status_code == 403


def test_former_number_when_reopened_then_still_readable(
    finding: Finding, case: Case, investigator: User, second: User
) -> None:
    approve_finding(actor=second, finding=submitted(investigator, finding))
    again = reopen_finding(actor=second, case=case)
    client = browser(investigator)
    page = client.get(finding.get_absolute_url()).content.decode()
    assert "belong to the past" in page and "The strike was disproportionate." in page
    page = client.get(at("findings", case)).content.decode()
    assert "Findings, number 2" in page and again.get_absolute_url() in page


def test_replies_when_posted_then_asked_answered_and_not_asked(
    finding: Finding, case: Case, investigator: User, second: User, attribution: Attribution
) -> None:
    client, party = browser(investigator), attribution.party
    url, today = at("party-ask", case, finding.uid, party.uid), clock.today()
    wrong = client.post(url, {"asked_on": "", "answer_by": str(today), "sent_to": "kept office"})
    assert wrong.status_code == 422 and "kept office" in wrong.content.decode()
    facts = {"asked_on": str(today), "answer_by": str(today + dt.timedelta(days=30)), "sent_to": "Office"}
    assert client.post(url, facts).status_code == 302
    reply = PartyReply.objects.get()
    assert client.get(at("reply-silence", case, reply.uid)).status_code == 403
    item = make_item(case, investigator)
    answer = at("reply-answer", case, reply.uid)
    assert client.get(answer).status_code == 200
    assert client.post(answer, {"answered_on": str(today), "answer": ""}).status_code == 422
    facts = {"answered_on": str(today), "answer": "نأسف لما حدث", "document": str(item.uid)}
    assert client.post(answer, facts).status_code == 302
    page = client.get(at("findings", case)).content.decode()
    assert "نأسف لما حدث" in page and item.reference in page
    out = at("reply-withdraw", case, reply.uid)
    assert out not in page and client.post(out, {"reason": "wrong party"}).status_code == 403
    of_case = browser(second)
    assert out in of_case.get(at("findings", case)).content.decode()
    assert of_case.post(out, {"reason": "wrong party"}).status_code == 302
    never = at("party-not-asked", case, finding.uid, party.uid)
    assert client.post(never, {"not_asked_reason": ""}).status_code == 422
    assert client.post(never, {"not_asked_reason": "No address is known."}).status_code == 302
    assert "No address is known." in client.get(at("findings", case)).content.decode()


def test_silence_when_time_is_over_then_recorded(
    finding: Finding, case: Case, investigator: User, attribution: Attribution
) -> None:
    today = clock.today()
    reply = ask_party(
        actor=investigator, finding=finding, party=attribution.party, sent_to="Office",
        asked_on=today - dt.timedelta(days=40), answer_by=today - dt.timedelta(days=1),
    )  # fmt: skip
    client, url = browser(investigator), at("reply-silence", case, reply.uid)
    assert client.get(url).status_code == 200 and client.post(url, {}).status_code == 302
    reply.refresh_from_db()
    assert reply.state == "silent"


def test_questions_when_posted_then_asked_answered_and_taken_back(
    finding: Finding, case: Case, investigator: User, second: User
) -> None:
    asker, member = browser(second), browser(investigator)
    new = at("challenge-new", case, "finding", finding.uid)
    assert asker.post(new, {"question": ""}).status_code == 422
    away = asker.post(f"{new}?back=//evil.example/", {"question": "Who says so?"})
    assert away.status_code == 302 and away["Location"].startswith("/cases/")
    question = Challenge.objects.get()
    assert asker.get(at("challenge-answer", case, question.uid)).status_code == 403
    answer = at("challenge-answer", case, question.uid)
    assert member.post(answer, {"answer": ""}).status_code == 422
    back = member.post(answer, {"answer": "Two neighbours.", "back": "/review/"})
    assert back["Location"] == "/review/"
    assert "Two neighbours." in asker.get(at("findings", case)).content.decode()
    again = raise_challenge(actor=second, target=finding, question="And who else?")
    assert member.get(at("challenge-withdraw", case, again.uid)).status_code == 403
    assert asker.post(at("challenge-withdraw", case, again.uid), {"reason": "answered"}).status_code == 302
    for kind in ("banana", "person"):
        assert asker.get(at("challenge-new", case, kind, finding.uid)).status_code == 404


def test_second_review_when_asked_on_the_page_then_opinion_is_given_there(
    finding: Finding, case: Case, investigator: User, supervisor: User, second: User
) -> None:
    submitted(investigator, finding)
    asker, reviewer = browser(second), browser(supervisor)
    url = at("second-review-ask", case, "finding", finding.uid)
    page = asker.get(url).content.decode()
    assert str(supervisor) in page and f'value="{investigator.uid}"' not in page
    assert asker.post(url, {"reviewer": str(second.uid)}).status_code == 422
    assert asker.post(url, {"reviewer": str(supervisor.uid), "question": "The range?"}).status_code == 302
    review = SecondReview.objects.get()
    give = at("opinion-give", case, review.uid)
    assert asker.get(give).status_code == 403
    assert send(reviewer, give, {"opinion": "doubts", "opinion_text": ""}).status_code == 422
    assert send(reviewer, give, {"opinion": "doubts", "opinion_text": "Too thin."}).status_code == 302
    assert "Too thin." in asker.get(at("findings", case)).content.decode()
    again = ask_second_review(actor=second, target=finding, reviewer=supervisor)
    assert (
        asker.post(at("second-review-withdraw", case, again.uid), {"reason": "on leave"}).status_code == 302
    )
    assert browser(investigator).get(url).status_code == 403


def cited_against(case: Case, investigator: User, attribution: Attribution) -> Citation:
    """An item that speaks against the alleged violation."""
    item = make_item(case, investigator)
    return cite_evidence(actor=investigator, item=item, target=attribution.violation, stance="contradicts")


def test_contrary_when_answered_on_its_page_then_shown_in_the_document(
    finding: Finding, case: Case, investigator: User, attribution: Attribution
) -> None:
    citation = cited_against(case, investigator, attribution)
    client = browser(investigator)
    page = client.get(at("findings", case)).content.decode()
    assert "No answer yet. Approval needs one." in page
    url = at("contrary-answer", case, citation.uid)
    assert send(client, url, {"text": ""}).status_code == 422
    assert send(client, url, {"text": "It was rounded."}).status_code == 302
    assert ContraryAnswer.objects.get().text == "It was rounded."
    assert "It was rounded." in client.get(url).content.decode(), "the former answer is taken up"
    assert "No answer yet" not in client.get(at("findings", case)).content.decode()


def test_contrary_when_somebody_else_answered_meanwhile_then_both_answers_are_on_the_page(
    finding: Finding, case: Case, investigator: User, attribution: Attribution
) -> None:
    citation = cited_against(case, investigator, attribution)
    client, url = browser(investigator), at("contrary-answer", case, citation.uid)
    typed = {"text": "Quick words", "seen": client.get(url).context["form"]["seen"].value()}
    answer_contrary(actor=investigator, citation=citation, text="Weighed words")
    for seen in (typed["seen"], ""):
        with pytest.raises(StaleRecord):
            investigations.answer_contrary(actor=investigator, citation=citation, text="Quick", seen=seen)
    page = client.post(url, typed)
    text = page.content.decode()
    assert page.status_code == 409 and "Weighed words" in text and "Quick words" in text
    assert ContraryAnswer.objects.get().text == "Weighed words"
    typed["seen"] = page.context["form"]["seen"].value()
    assert client.post(url, typed).status_code == 302
    assert ContraryAnswer.objects.get().text == "Quick words"


def test_protected_violation_when_not_cleared_then_its_conclusion_is_unseen(
    finding: Finding, case: Case, investigator: User, supervisor: User, attribution: Attribution
) -> None:
    violation = make_violation(
        investigator, attribution.violation.incident, "ATT-05", confidentiality="highly_restricted"
    )
    url = at("conclude", case, finding.uid, violation.uid)
    assert browser(supervisor).get(url).status_code == 404
    page = browser(supervisor).get(at("findings", case)).content.decode()
    assert str(violation.uid) not in page and "1 of 1" in page


def test_document_when_it_grows_then_no_statement_more(
    finding: Finding, case: Case, investigator: User, attribution: Attribution, client: Client
) -> None:
    client.force_login(investigator)
    incident, url = attribution.violation.incident, at("findings", case)

    def more(number: int) -> None:
        violation = make_violation(investigator, incident, "ATT-05")
        concluded(investigator, finding, make_attribution(investigator, violation))
        item = make_item(case, investigator, bytes([number]))
        citation = cite_evidence(actor=investigator, item=item, target=violation, stance="contradicts")
        answer_contrary(actor=investigator, citation=citation, text="Rounded.")
        raise_challenge(actor=investigator, target=item, question="Whose is it?")

    more(0)
    few = statements(client, url)
    for number in range(1, 4):
        more(number)
    many = statements(client, url)
    assert few == many
    check("findings", many)


def test_draft_when_it_cannot_be_submitted_then_the_button_is_closed_and_says_why(
    case: Case, investigator: User, finding: Finding
) -> None:
    page = browser(investigator).get(finding.get_absolute_url()).content.decode()
    assert reverse("ladder:move", args=[case.reference, "submit_findings"]) not in page
    assert "Submit the findings" in page
    assert str(may_move(BY_KEY["submit_findings"], investigator, case).reason) in page
