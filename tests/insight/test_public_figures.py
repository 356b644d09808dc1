"""The figures for the public: the scorecard's own count, save for what is said beside them."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from casework.cases.actions import set_level
from casework.insight.queries import Scorecard, public_figures, scorecard
from casework.insight.queries.public import COUNTED_AS
from casework.investigations.actions import add_investigation
from casework.investigations.choices import BodyKind
from casework.parties.models import Party
from casework.publication.models import PublishedFigures
from casework.redress.actions import file_claim, set_redress
from tests.deciding import withdraw_publication
from tests.factories import make_attribution, make_case, make_incident, make_violation, prove
from tests.publication.build import Told, publish, tell_story
from tests.query_counts import MOST, check, statements

pytestmark = pytest.mark.django_db
ADDRESS = "/publication/figures/"


@pytest.fixture
def told() -> Told:
    return tell_story()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    prove(client)
    return client


def of_party(card: Scorecard, code: str) -> dict[str, int]:
    """A row of the scorecard, under the names of the public."""
    name = Party.objects.get(code=code).name
    row = next(row for row in card.rows if row.name == name)
    numbers = {figure.rung: figure.number for figure in row.figures}
    return {public: numbers[rung] for public, rung in COUNTED_AS.items()}


def test_figures_when_no_inquiry_is_our_own_then_those_of_the_scorecard(told: Told) -> None:
    publish(told)
    set_redress(actor=told.lead, case=told.case, values={"state": "partly"})
    other = make_case(told.lead)
    for party in ("COA-UK", "IS", "IQ-ISF"):
        violation = make_violation(told.lead, make_incident(told.lead, other))
        make_attribution(told.lead, violation, party)
    add_investigation(actor=told.lead, case=other, body_kind=BodyKind.COURT, body="A court")
    card, figures = scorecard(told.first, {}), public_figures()
    rungs = list(COUNTED_AS)
    assert {row["code"] for row in figures["parties"]} == {"COA", "IS", "IQ"}
    for row in figures["parties"]:
        assert {rung: row[rung] for rung in rungs} == of_party(card, row["code"]), row["code"]
    totals = {figure.rung: figure.number for figure in card.total.figures}
    assert figures["all"] == {public: totals[rung] for public, rung in COUNTED_AS.items()}
    assert figures["all"]["public"] == figures["all"]["redress"] == 1
    assert figures["incidents"] == 4


def test_redress_when_a_claim_names_a_party_then_the_same_on_both(told: Told) -> None:
    event = make_incident(told.lead, told.case)
    for party in ("COA-UK", "IS"):
        make_attribution(told.lead, make_violation(told.lead, event), party)
    values: dict[str, Any] = {"group": "Families", "scheme": "ex_gratia", "state": "granted"}
    values |= {"decided_on": dt.date(2019, 1, 1), "incident": event, "party": Party.objects.get(code="IS")}
    file_claim(actor=told.lead, case=told.case, values=values)
    card, figures = scorecard(told.first, {}), public_figures()
    assert {row["code"]: row["redress"] for row in figures["parties"]} == {"COA": 0, "IS": 1}
    for row in figures["parties"]:
        assert row["redress"] == of_party(card, row["code"])["redress"], row["code"]


def test_figures_when_we_investigate_then_on_the_scorecard_only(told: Told) -> None:
    other = make_case(told.lead)
    make_attribution(told.lead, make_violation(told.lead, make_incident(told.lead, other)), "IS")
    add_investigation(
        actor=told.lead, case=other, body_kind=BodyKind.OURS, body="", opened="2 Jan 2026", plan="Ask."
    )
    row = next(row for row in public_figures()["parties"] if row["code"] == "IS")
    assert row["investigated"] == 0
    assert of_party(scorecard(told.first, {}), "IS")["investigated"] == 1


def test_figures_when_the_public_words_do_not_speak_of_a_party_then_not_public_for_it(told: Told) -> None:
    publish(told)
    violation = make_violation(told.lead, make_incident(told.lead, told.case))
    make_attribution(told.lead, violation, "IS")
    rows = {row["code"]: row["public"] for row in public_figures()["parties"]}
    assert rows == {"COA": 1, "IS": 0}
    withdraw_publication(actor=told.first, case=told.case, why="safety", reason="A threat.")
    assert public_figures()["all"]["public"] == 0


def test_figures_when_laid_at_nobodys_door_then_in_no_row_and_no_total(told: Told) -> None:
    before = public_figures()
    violation = make_violation(told.lead, make_incident(told.lead, told.case))
    make_attribution(told.lead, violation, "UNK")
    make_violation(told.lead, make_incident(told.lead, told.case))
    assert public_figures() == before


def test_release_when_done_then_by_a_supervisor(told: Told) -> None:
    assert signed_in(told.lead).get(ADDRESS).status_code == 403
    client = signed_in(told.first)
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS).status_code == 302
    assert "Released last" in client.get(ADDRESS).content.decode()
    assert PublishedFigures.objects.get().figures == public_figures()


def test_release_when_opened_then_within_its_statements(told: Told) -> None:
    publish(told)
    number = statements(signed_in(told.first), ADDRESS)
    assert number <= MOST
    check("public-figures", number)


def test_figures_when_a_case_is_sealed_then_its_member_does_not_release_it_with_them() -> None:
    told = tell_story()
    before = public_figures()
    assert before["incidents"] == 1
    set_level(actor=told.first, case=told.case, level="highly_restricted", reason="A witness is in danger.")
    assert scorecard(told.first, {}).total.logged == 1
    assert public_figures()["incidents"] == 0
