"""Ratings of effectiveness: rated by one person, confirmed by a second, superseded and never overwritten."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import MemberRole
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.investigations.actions import (
    add_investigation,
    change_investigation,
    cite_document,
    propose_rating,
    withdraw_investigation,
    withdraw_rating,
)
from casework.investigations.choices import AT_LEAST_PARTLY, MUST_BE_MET, Criterion, Met, RatingState
from casework.investigations.models import EffectivenessRating, Investigation
from casework.investigations.queries import documents_by_criterion, ratings_waiting_for
from casework.parties.models import Party
from casework.tasks.models import Notice
from tests.deciding import confirm_rating, return_rating, send
from tests.evidence.conftest import make_item, refused
from tests.factories import join_case, make_case, make_incident, make_user
from tests.investigations.findings_world import suspend

pytestmark = pytest.mark.django_db
ALL_MET = {criterion.value: (Met.MET.value, "As its published file shows.") for criterion in Criterion}


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator)
    join_case(case, supervisor)
    return case


@pytest.fixture
def inquiry(case: Case, investigator: User) -> Investigation:
    return add_investigation(actor=investigator, case=case, body_kind="military", body="Inquiry 15-6")


def rate(user: User, inquiry: Investigation, **changed: tuple[str, str]) -> EffectivenessRating:
    return propose_rating(actor=user, investigation=inquiry, answers=ALL_MET | changed)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_rate_when_handed_in_then_waits_and_counts_for_nothing(
    inquiry: Investigation, investigator: User
) -> None:
    rating = rate(investigator, inquiry)
    assert rating.is_waiting and rating.is_effective
    assert not EffectivenessRating.objects.effective().exists()
    with refused(Refused, match="waits for a second person already"):
        rate(investigator, inquiry)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"prompt": ("met", "")}, "prompt_reason"),
        ({"prompt": ("not_met", "   ")}, "prompt_reason"),
        ({"prompt": ("banana", "why")}, "prompt"),
        ({}, "prompt"),
    ],
)
def test_rate_when_an_answer_has_no_reason_then_said_beside_it(
    inquiry: Investigation, investigator: User, answers: dict[str, Any], field: str
) -> None:
    with refused(ValidationError) as info:
        propose_rating(actor=investigator, investigation=inquiry, answers=answers)
    assert field in info.value.message_dict
    assert not EffectivenessRating.objects.exists()


def test_rate_when_not_known_then_no_reason_is_asked(inquiry: Investigation, investigator: User) -> None:
    rating = propose_rating(
        actor=investigator, investigation=inquiry, answers={"capable": ("met", "It can.")}
    )
    assert rating.prompt == Met.NOT_KNOWN and not rating.is_effective


def test_confirm_when_rater_then_refused_in_words(inquiry: Investigation, supervisor: User) -> None:
    rating = rate(supervisor, inquiry)
    with refused(Refused, match="second person"):
        confirm_rating(actor=supervisor, rating=rating)
    with refused(Refused, match="second person"):
        return_rating(actor=supervisor, rating=rating, comment="again")


def test_confirm_when_plain_member_then_refused_and_reviewer_may(
    inquiry: Investigation, case: Case, investigator: User
) -> None:
    member, reviewer = make_user(name="Plain Member"), make_user(name="Rita Reviewer")
    join_case(case, member)
    join_case(case, reviewer, role=MemberRole.REVIEWER)
    rating = rate(investigator, inquiry)
    with refused(Refused, match="supervisor or a reviewer"):
        confirm_rating(actor=member, rating=rating)
    confirm_rating(actor=reviewer, rating=rating)
    assert rating.state == RatingState.CONFIRMED and rating.confirmer == reviewer


def test_confirm_when_outsider_or_reader_then_refused(
    inquiry: Investigation, case: Case, investigator: User, outsider: User, auditor: User
) -> None:
    join_case(case, auditor, role=MemberRole.READER)
    rating = rate(investigator, inquiry)
    for user in (outsider, auditor):
        with refused(Refused):
            confirm_rating(actor=user, rating=rating)


def test_confirm_when_another_was_in_force_then_superseded_and_kept(
    inquiry: Investigation, investigator: User, supervisor: User
) -> None:
    first = confirm_rating(actor=supervisor, rating=rate(investigator, inquiry))
    second = rate(investigator, inquiry, prompt=("not_met", "A year went by."))
    assert list(EffectivenessRating.objects.in_force()) == [first]
    confirm_rating(actor=supervisor, rating=second)
    first.refresh_from_db()
    assert first.state == RatingState.SUPERSEDED and first.history.count() == 3
    assert list(EffectivenessRating.objects.in_force()) == [second]
    assert not EffectivenessRating.objects.effective().exists()


def test_return_when_no_comment_then_refused_and_with_one_it_can_be_rated_anew(
    inquiry: Investigation, investigator: User, supervisor: User
) -> None:
    rating = rate(investigator, inquiry)
    with refused(ValidationError) as info:
        return_rating(actor=supervisor, rating=rating, comment=" ")
    assert "comment" in info.value.message_dict
    return_rating(actor=supervisor, rating=rating, comment="Who was heard?")
    with refused(Refused):
        confirm_rating(actor=supervisor, rating=rating)
    assert rate(investigator, inquiry).is_waiting


def test_withdraw_when_own_and_waiting_only(
    inquiry: Investigation, investigator: User, supervisor: User
) -> None:
    rating = rate(investigator, inquiry)
    with refused(Refused, match="Only the one who rated"):
        withdraw_rating(actor=supervisor, rating=rating, reason="wrong")
    withdraw_rating(actor=investigator, rating=rating, reason="Wrong inquiry.")
    other = confirm_rating(actor=supervisor, rating=rate(investigator, inquiry))
    with refused(Refused, match="Only a rating that waits"):
        withdraw_rating(actor=investigator, rating=other, reason="wrong")


def test_database_when_rater_confirms_or_two_in_force_then_refused(
    inquiry: Investigation, investigator: User, supervisor: User
) -> None:
    rating = rate(investigator, inquiry)
    rating.state, rating.confirmer = RatingState.CONFIRMED, investigator
    with audit_context(actor=investigator), refused(IntegrityError):
        rating.save()
    rating.refresh_from_db()
    confirm_rating(actor=supervisor, rating=rating)
    second = rate(investigator, inquiry)
    second.state, second.confirmer = RatingState.CONFIRMED, supervisor
    with audit_context(actor=supervisor), refused(IntegrityError):
        second.save()


@pytest.mark.parametrize("criterion", list(Criterion))
@pytest.mark.parametrize("answer", ["partly", "not_met", "not_known"])
def test_effective_when_one_answer_is_lower_then_as_the_rule_says(
    inquiry: Investigation, investigator: User, supervisor: User, criterion: Criterion, answer: str
) -> None:
    """The rule of product.md §2 for each criterion and answer: row, method and sentence agree."""
    enough = criterion not in MUST_BE_MET and (criterion not in AT_LEAST_PARTLY or answer == "partly")
    rating = confirm_rating(
        actor=supervisor, rating=rate(investigator, inquiry, **{criterion.value: (answer, "Said so.")})
    )
    assert rating.is_effective is enough
    assert EffectivenessRating.objects.effective().exists() is enough
    assert [one["key"] for one in rating.short_of] == ([] if enough else [criterion.value])


def test_withdrawn_inquiry_when_rated_effective_then_its_rating_no_longer_counts(
    inquiry: Investigation, investigator: User, supervisor: User
) -> None:
    confirm_rating(actor=supervisor, rating=rate(investigator, inquiry))
    assert EffectivenessRating.objects.effective().exists()
    withdraw_investigation(actor=investigator, investigation=inquiry, reason="Entered twice.")
    assert not EffectivenessRating.objects.effective().exists()
    with refused(Refused):
        rate(investigator, inquiry)


def test_documents_when_cited_per_criterion_then_locked_once_answered(
    inquiry: Investigation, case: Case, investigator: User, supervisor: User
) -> None:
    item = make_item(case, investigator)
    rating = propose_rating(
        actor=investigator,
        investigation=inquiry,
        answers={"prompt": ("met", "Opened the next day.")},
        documents={"prompt": [(item, "p. 2")]},
    )
    cited = documents_by_criterion(investigator, rating)
    assert [one.locator for one in cited["prompt"]] == ["p. 2"] and list(cited) == ["prompt"]
    confirm_rating(actor=supervisor, rating=rating)
    with refused(Refused, match="Rate anew"):
        cite_document(actor=investigator, target=rating, item=item, stance="supports", criterion="thorough")


@pytest.mark.django_db(transaction=True)
def test_notices_when_rated_then_those_who_may_confirm_are_told_and_then_the_rater(
    django_db_serialized_rollback: None, db: None
) -> None:
    lead, boss, plain = make_user(), make_user("supervisor"), make_user()
    case = make_case(lead)
    for user in (boss, plain):
        join_case(case, user)
    inquiry = add_investigation(actor=lead, case=case, body_kind="court", body="A court")
    rating = rate(lead, inquiry)
    assert list(Notice.objects.values_list("recipient", "kind")) == [(boss.pk, "rating.waits")]
    confirm_rating(actor=boss, rating=rating)
    answered = Notice.objects.get(recipient=lead)
    assert answered.said == "Confirmed" and answered.link == rating.get_absolute_url()


def test_queue_when_own_rating_then_not_in_it(
    inquiry: Investigation, investigator: User, supervisor: User, second_supervisor: User
) -> None:
    rating = rate(supervisor, inquiry)
    assert list(ratings_waiting_for(second_supervisor)) == [rating]
    assert not ratings_waiting_for(supervisor).exists() and not ratings_waiting_for(investigator).exists()


def posted(**changed: str) -> dict[str, str]:
    data = {one.value: "not_known" for one in Criterion}
    return data | {f"{one.value}_reason": "" for one in Criterion} | changed


def test_rating_page_when_a_reason_is_missing_then_said_there_and_nothing_lost(
    inquiry: Investigation, case: Case, investigator: User
) -> None:
    address = reverse("investigations:rating-new", args=[case.reference, inquiry.uid])
    page = client_of(investigator).post(
        address, posted(prompt="met", thorough="partly", thorough_reason="Few were heard.")
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "an answer without a reason cannot be checked" in text and "Few were heard." in text
    assert page.context["form"]["thorough"].value() == "partly"


def test_rating_page_when_documents_are_ticked_then_cited_and_carried_over(
    inquiry: Investigation, case: Case, investigator: User, supervisor: User
) -> None:
    item = make_item(case, investigator)
    document = cite_document(actor=investigator, target=inquiry, item=item, stance="supports", locator="p. 9")
    address = reverse("investigations:rating-new", args=[case.reference, inquiry.uid])
    client = client_of(investigator)
    data = posted(prompt="met", prompt_reason="Next day.") | {"prompt_documents": [str(document.uid)]}
    answer = client.post(address, data)
    rating = EffectivenessRating.objects.get()
    assert answer.status_code == 302 and answer["Location"] == rating.get_absolute_url()
    assert "p. 9" in client.get(rating.get_absolute_url()).content.decode()
    return_rating(actor=supervisor, rating=rating, comment="Look once more.")
    again = client.get(address)
    assert "Look once more." in again.content.decode()
    assert again.context["form"]["prompt_documents"].value() == [str(document.uid)]
    assert again.context["form"]["prompt_reason"].value() == "Next day."


def test_answer_page_when_rater_then_the_reason_stands_beside_the_closed_button(
    inquiry: Investigation, supervisor: User
) -> None:
    rating = rate(supervisor, inquiry)
    page = client_of(supervisor).get(rating.get_absolute_url()).content.decode()
    assert "You made this rating. A second person has to confirm it." in page and "disabled" in page
    refusal = send(client_of(supervisor), rating.get_absolute_url(), {"decision": "approve"})
    assert refusal.status_code == 403 and "A second person" in refusal.content.decode()


def test_answer_page_when_confirmed_and_returned(
    inquiry: Investigation, investigator: User, supervisor: User
) -> None:
    rating, client = rate(investigator, inquiry), client_of(supervisor)
    bad = send(client, rating.get_absolute_url(), {"decision": "return", "comment": ""})
    assert bad.status_code == 422 and "Say what has to be looked at again." in bad.content.decode()
    assert send(client, rating.get_absolute_url(), {"decision": "approve"}).status_code == 302
    rating.refresh_from_db()
    assert rating.state == RatingState.CONFIRMED
    text = client.get(inquiry.get_absolute_url()).content.decode()
    assert "Effective" in text and "Sara Supervisor" in text


def test_pages_when_outsider_then_absent(inquiry: Investigation, investigator: User, outsider: User) -> None:
    rating, client = rate(investigator, inquiry), client_of(outsider)
    for address in (inquiry.get_absolute_url(), rating.get_absolute_url()):
        assert client.get(address).status_code == 404


def test_relabel_when_rated_then_refused_beside_the_field(
    case: Case, inquiry: Investigation, investigator: User, supervisor: User
) -> None:
    """Somebody else's rating must not become that of our own work."""
    rating = rate(investigator, inquiry)
    confirm_rating(actor=supervisor, rating=rating)
    with refused(ValidationError) as info:
        change_investigation(actor=investigator, investigation=inquiry, body_kind="ours", body="")
    assert "body_kind" in info.value.message_dict
    address = reverse("investigations:investigation-edit", args=[case.reference, inquiry.uid])
    inquiry.refresh_from_db()
    data = {"body_kind": "ours", "body": "", "outcome": "open", "version": inquiry.version, "plan": "Kept"}
    page = client_of(investigator).post(address, data)
    assert page.status_code == 422 and "This investigation is rated." in page.content.decode()
    assert "Kept" in page.content.decode()
    inquiry.refresh_from_db()
    assert inquiry.body_kind == "military" and EffectivenessRating.objects.effective().get() == rating


@pytest.mark.parametrize("what", ["party", "incident", "opened", "body"])
def test_change_when_what_was_rated_changes_then_it_is_to_be_rated_anew(
    case: Case, inquiry: Investigation, investigator: User, supervisor: User, what: str
) -> None:
    facts: dict[str, Any] = {
        "party": Party.objects.get(code="IS"),
        "incident": make_incident(investigator, case),
        "opened": "2025",
        "body": "Another inquiry",
    }
    confirm_rating(actor=supervisor, rating=rate(investigator, inquiry))
    waiting = rate(supervisor, inquiry)
    change_investigation(actor=investigator, investigation=inquiry, outcome="dropped")
    assert EffectivenessRating.objects.effective().exists(), "what came of it is not what was rated"
    change_investigation(actor=investigator, investigation=inquiry, **{what: facts[what]})
    assert not EffectivenessRating.objects.in_force().exists()
    waiting.refresh_from_db()
    assert waiting.is_withdrawn and EffectivenessRating.objects.filter(state="superseded").count() == 1
    third = make_user(Role.SUPERVISOR, "Third Supervisor")
    confirm_rating(actor=third, rating=rate(investigator, inquiry))
    assert EffectivenessRating.objects.effective().exists()


def test_confirm_when_the_case_is_suspended_then_refused_in_words(
    case: Case, inquiry: Investigation, investigator: User, supervisor: User
) -> None:
    rating = rate(investigator, inquiry)
    suspend(case, supervisor)
    rating.refresh_from_db()
    with refused(Refused, match="suspended"):
        confirm_rating(actor=supervisor, rating=rating)
    page = client_of(supervisor).get(rating.get_absolute_url()).content.decode()
    assert "Nothing is decided until its work is taken up again." in page
