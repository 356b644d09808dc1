"""Disagreements: credible evidence is held, and the party rejects it or says nothing."""

from typing import Any

import pytest
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.actions import end_membership
from casework.cases.choices import Confidentiality
from casework.cases.models import CaseMember
from casework.core.context import audit_context
from casework.core.dates import parse
from casework.desk.disputes import CREDIBLE, UNANSWERED, disputes
from casework.investigations.actions import propose_assessment
from casework.investigations.models import Assessment
from casework.parties.actions import record_position, withdraw_attribution, withdraw_position
from casework.parties.choices import REJECTING
from casework.parties.models import Attribution, PartyPosition
from casework.people.actions import add_person_source
from tests.deciding import approve_assessment
from tests.factories import (
    join_case,
    make_attribution,
    make_case,
    make_incident,
    make_violation,
)
from tests.query_counts import MOST, check, statements

pytestmark = pytest.mark.django_db
URL = "desk:disagreements"


def disagreements(user: User) -> set[Attribution]:
    """What the page lists for this person."""
    return set(Attribution.objects.filter(pk__in=list(disputes(user)["attribution"])))


def asked_plainly(user: User) -> dict[int, int | None]:
    """The same as one plain question to each attribution, with its last position: the measure."""
    in_force = Assessment.objects.in_force().filter(violation=OuterRef("violation_id"), standard__in=CREDIBLE)
    said = PartyPosition.objects.visible_to(user).standing().filter(attribution=OuterRef("pk"))
    latest = said.order_by(F("when_latest").desc(nulls_last=True), "-id")
    rows = Attribution.objects.visible_to(user).standing().exclude(claim_status="rejected")
    rows = rows.filter(Exists(in_force)).annotate(
        last=Subquery(latest.values("pk")[:1]), kind=Subquery(latest.values("kind")[:1])
    )
    rows = rows.filter(Q(kind__in=(*REJECTING, *UNANSWERED)) | Q(kind__isnull=True))
    return dict(rows.values_list("pk", "last"))


def alleged(
    user: User, decider: User, title: str = "Strike on a house", *, credible: bool = True,
    party: str = "COA-US", when: str = "13 June 2017", **case: Any,
) -> Attribution:  # fmt: skip
    """An attribution in a case of its own, with an approved assessment at the threshold or below it."""
    made = make_case(user, title=title, **case)
    join_case(made, decider)
    violation = make_violation(user, make_incident(user, made, title=title, when=parse(when)))
    facts = {"standard": "reasonable_suspicion"} if credible else {"standard": "allegation", "missing": "All"}
    if not credible:
        facts |= {"review_on": parse("1 Jan 2099").earliest}
    assessment = propose_assessment(
        actor=user, violation=violation, rationale="Two independent accounts and a picture agree.",
        source_count=2, origin_count=2, **facts,
    )  # fmt: skip
    approve_assessment(actor=decider, assessment=assessment)
    return make_attribution(user, violation, party)


def says(user: User, attribution: Attribution, kind: str, when: str = "") -> None:
    facts = {"when": parse(when)} if when else {}
    record_position(actor=user, attribution=attribution, kind=kind, explanation=f"It says {kind}", **facts)


def page(user: User, **query: str) -> str:
    client = Client()
    client.force_login(user)
    answer = client.get(reverse(URL), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_list_when_the_party_rejects_or_is_silent_then_listed_and_else_not(
    investigator: User, supervisor: User
) -> None:
    said = {kind: alleged(investigator, supervisor, f"Event {kind}") for kind in (
        "denies", "insufficient", "other_explanation", "acknowledges_act", "no_response", "not_asked",
        "accepts", "accepts_in_part", "under_assessment",
    )}  # fmt: skip
    for kind, one in said.items():
        says(investigator, one, kind)
    silent = alleged(investigator, supervisor, "Event nothing")
    weak = alleged(investigator, supervisor, "Event weak", credible=False)
    says(investigator, weak, "denies")
    found = disagreements(supervisor)
    assert found == {silent, *(one for kind, one in said.items() if kind not in (
        "accepts", "accepts_in_part", "under_assessment"
    ))}  # fmt: skip


def test_list_when_the_party_changed_its_mind_then_its_last_word_counts(
    investigator: User, supervisor: User
) -> None:
    one, other = alleged(investigator, supervisor), alleged(investigator, supervisor)
    says(investigator, one, "accepts", "2 Nov 2019")
    says(investigator, one, "denies", "May 2017")
    says(investigator, other, "denies", "2 Nov 2019")
    says(investigator, other, "accepts", "May 2017")
    assert disagreements(supervisor) == {other}


def test_list_when_the_last_word_is_hidden_from_the_reader_then_the_one_before_counts(
    investigator: User, supervisor: User
) -> None:
    one = alleged(investigator, supervisor)
    says(investigator, one, "denies", "May 2017")
    hidden = add_person_source(actor=investigator, case=one.case, connection="witness")
    with audit_context(actor=investigator):
        hidden.confidentiality = Confidentiality.HIGHLY_RESTRICTED
        hidden.save()
    when = parse("2 Nov 2019")
    record_position(actor=investigator, attribution=one, kind="accepts", when=when, source=hidden)
    assert disagreements(supervisor) == {one}


def test_list_when_written_in_again_and_again_then_it_says_what_the_plain_question_says(
    investigator: User, supervisor: User, second_supervisor: User
) -> None:
    def agree() -> None:
        for reader in (investigator, supervisor, second_supervisor):
            rows = disputes(reader)
            kept = {
                key: said or None for key, said in zip(rows["attribution"], rows["position"], strict=True)
            }
            assert kept == asked_plainly(reader)
            seen.append(kept)

    seen: list[Any] = []
    sealed = alleged(investigator, supervisor, "Sealed", confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    told = [alleged(investigator, supervisor, f"Event {at}") for at in range(5)] + [sealed]
    agree()
    for at, one in enumerate(told):
        says(investigator, one, "denies", "2 Nov 2019")
        says(investigator, one, ("accepts", "no_response")[at % 2], ("May 2017", "")[at % 2])
        agree()
    says(investigator, told[1], "accepts", "1 Jan 2020")
    agree()
    spoken = PartyPosition.objects.filter(attribution=told[1]).order_by("-id")[0]
    withdraw_position(actor=investigator, position=spoken, reason="It was said of another event.")
    agree()
    withdraw_attribution(actor=investigator, attribution=told[2], reason="Another party did it.")
    agree()
    with audit_context(actor=supervisor):
        case = told[3].case
        case.confidentiality = Confidentiality.HIGHLY_RESTRICTED
        case.save()
    agree()
    leave = CaseMember.objects.of(supervisor).get(case=told[4].case)
    end_membership(actor=investigator, member=leave, reason="Her part is done.")
    agree()
    assert len({str(kept) for kept in seen}) > 8


def test_filters_when_asked_then_party_with_those_below_position_period_and_words(
    investigator: User, supervisor: User
) -> None:
    us = alleged(investigator, supervisor, "Alpha", when="13 June 2017")
    says(investigator, us, "denies")
    alleged(investigator, supervisor, "Beta", party="IQ-CTS", when="2 Feb 2017")
    for query, shown in (
        ({}, {"Alpha", "Beta"}),
        ({"party": "COA"}, {"Alpha"}),
        ({"party": "IQ-CTS"}, {"Beta"}),
        ({"position": "rejected"}, {"Alpha"}),
        ({"position": "unanswered"}, {"Beta"}),
        ({"position": "nothing"}, {"Beta"}),
        ({"position": "denies"}, {"Alpha"}),
        ({"period": "June 2017"}, {"Alpha"}),
        ({"q": "beta"}, {"Beta"}),
        ({"party": "banana"}, {"Alpha", "Beta"}),
        ({"sort": "-party"}, {"Alpha", "Beta"}),
        ({"sort": "banana", "page": "99"}, {"Alpha", "Beta"}),
    ):
        body = page(supervisor, **query)
        assert {title for title in ("Alpha", "Beta") if f">{title}<" in body} == shown, query


def test_period_when_not_understood_then_said_in_words(investigator: User, supervisor: User) -> None:
    alleged(investigator, supervisor, "Alpha")
    assert "error" in page(supervisor, period="the day of the fish")


def test_list_when_case_is_sealed_then_nobody_else_learns_of_it(
    investigator: User, supervisor: User, second_supervisor: User
) -> None:
    alleged(investigator, supervisor, "Sealed event", confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    assert "Sealed event" in page(supervisor)
    assert "Sealed event" not in page(second_supervisor) and "No disagreement" in page(second_supervisor)


def test_list_when_it_grows_then_no_statement_more(
    investigator: User, supervisor: User, client: Client
) -> None:
    client.force_login(supervisor)
    says(investigator, alleged(investigator, supervisor), "denies")
    few = statements(client, reverse(URL))
    for number in range(4):
        says(investigator, alleged(investigator, supervisor, f"Event {number}"), "denies")
    many = statements(client, reverse(URL))
    assert few == many <= MOST
    check("disagreements", many)
