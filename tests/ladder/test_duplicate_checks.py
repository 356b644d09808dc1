"""Recording what a search for duplicates found: the other event is named by a link, to those who see both."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.incidents.actions import add_incident
from casework.incidents.models import Incident, IncidentLink
from casework.ladder.actions import record_duplicate_check
from casework.ladder.models import DuplicateCheck
from tests.factories import join_case, make_case

pytestmark = pytest.mark.django_db


def make_event(user: User, title: str, case: Case | None = None, **values: Any) -> Incident:
    return add_incident(actor=user, case=case or make_case(user, **values), title=title)


@pytest.fixture
def mine(investigator: User) -> Incident:
    return make_event(investigator, "Strike on a house")


@pytest.fixture
def theirs(investigator: User, outsider: User) -> Incident:
    """An event in another case that the investigator may see."""
    event = make_event(outsider, "Air strike near the station")
    join_case(event.case, investigator)
    return event


def page_of(case: Case) -> str:
    return reverse("ladder:duplicate-check", args=[case.reference])


@pytest.mark.parametrize(("outcome", "kind"), [("linked", "possibly_same"), ("duplicate", "duplicate_of")])
def test_search_when_something_is_found_then_named_by_a_link(
    client: Client, investigator: User, mine: Incident, theirs: Incident, outcome: str, kind: str
) -> None:
    client.force_login(investigator)
    sent = {"outcome": outcome, "other": str(theirs.uid), "note": "Same street"}
    assert client.post(page_of(mine.case), sent).status_code == 302
    link, check = IncidentLink.objects.get(), DuplicateCheck.objects.get()
    assert (link.incident, link.other, link.kind, link.note) == (mine, theirs, kind, "Same street")
    assert check.link == link
    status = client.get(reverse("ladder:detail", args=[mine.case.reference])).content.decode()
    assert theirs.title in status and theirs.case.reference in status
    client.post(page_of(mine.case), sent)
    assert IncidentLink.objects.count() == 1 and DuplicateCheck.objects.count() == 2


def test_search_when_reader_may_not_see_the_other_case_then_never_named(
    client: Client, investigator: User, supervisor: User, mine: Incident
) -> None:
    sealed = make_event(investigator, "Sealed strike", confidentiality="highly_restricted")
    join_case(mine.case, supervisor)
    record_duplicate_check(actor=investigator, case=mine.case, outcome="duplicate", event=mine, other=sealed)
    client.force_login(supervisor)
    for address in (
        reverse("ladder:detail", args=[mine.case.reference]),
        mine.get_absolute_url(),
        reverse("audit:case-history", args=[mine.case.reference]),
        page_of(mine.case),
    ):
        page = client.get(address).content.decode()
        assert sealed.title not in page and sealed.case.reference not in page, address


def test_search_when_other_event_is_out_of_sight_then_answered_like_an_absent_one(
    client: Client, investigator: User, outsider: User, mine: Incident
) -> None:
    hidden = make_event(outsider, "Hidden strike")
    client.force_login(investigator)
    answers = []
    for uid in (hidden.uid, "00000000-0000-4000-8000-00000000dead"):
        answer = client.post(page_of(mine.case), {"outcome": "linked", "other": str(uid)})
        assert answer.status_code == 422
        answers.append(answer.context["form"].errors["other"])
    assert answers[0] == answers[1]
    with pytest.raises(ValidationError):
        record_duplicate_check(actor=investigator, case=mine.case, outcome="linked", event=mine, other=hidden)
    assert not IncidentLink.objects.exists() and not DuplicateCheck.objects.exists()


def test_search_when_answer_does_not_fit_then_said_in_words_and_kept(
    client: Client, investigator: User, mine: Incident, theirs: Incident
) -> None:
    client.force_login(investigator)
    second = make_event(investigator, "Second strike", mine.case)
    for sent, field in (
        ({"outcome": "linked", "event": str(mine.uid)}, "other"),
        ({"outcome": "linked", "other": str(theirs.uid)}, "event"),
        ({"outcome": "none", "other": str(theirs.uid)}, "other"),
        ({"outcome": "linked", "event": str(mine.uid), "other": str(second.uid)}, "other"),
        ({"outcome": "linked", "event": str(theirs.uid), "other": str(theirs.uid)}, "event"),
        ({"outcome": "linked", "event": "banana", "other": "banana"}, "other"),
    ):
        answer = client.post(page_of(mine.case), sent | {"note": "what I typed"})
        assert answer.status_code == 422 and field in answer.context["form"].errors, sent
        assert "what I typed" in answer.content.decode()
    assert not DuplicateCheck.objects.exists()


def test_search_when_nothing_is_found_then_no_link(
    client: Client, investigator: User, mine: Incident
) -> None:
    client.force_login(investigator)
    assert client.post(page_of(mine.case), {"outcome": "none"}).status_code == 302
    assert DuplicateCheck.objects.get().link is None
