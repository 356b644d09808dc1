"""The boards of redress: each figure counts what the reader sees and opens a list of as many."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.core.figures import Figure
from casework.parties.models import Party
from casework.people.actions import add_person
from casework.redress import actions, queries
from casework.redress.choices import CLAIM_STEPS, ClaimState, Grade, Scheme
from tests.factories import join_case, make_user
from tests.redress.samples import ADVICE, CLAIM, PAID, signed_in

pytestmark = pytest.mark.django_db


def test_claim_of_a_child_when_not_cleared_then_absent_from_tab_and_board(
    case: Case, supervisor: User
) -> None:
    cleared = make_user("investigator")
    join_case(case, cleared, cleared=True)
    child = add_person(actor=cleared, case=case, values={"is_victim": True, "age_band": "5_17"})
    claim = actions.file_claim(
        actor=cleared, case=case, values={"person": child, "scheme": Scheme.LAW_20, "state": "eligible"}
    )
    client = signed_in(supervisor)
    tab = client.get(reverse("redress:case-list", args=[case.reference])).text
    board = client.get(reverse("redress:claim-board"))
    assert claim.reference not in tab and claim.reference not in board.text
    assert board.context["figures"][0]["number"] == 0
    assert client.get(claim.get_absolute_url()).status_code == 404
    assert signed_in(cleared).get(claim.get_absolute_url()).status_code == 200


def test_claim_board_when_a_figure_is_opened_then_its_list_has_that_many(
    case: Case, investigator: User
) -> None:
    for values in (
        PAID,
        {"stalled_reason": "Waits for the police report", "filed_on": dt.date(2018, 2, 1)},
        {"state": ClaimState.ELIGIBLE, "filed_on": None, "follow_up_on": dt.date(2020, 1, 1)},
    ):
        actions.file_claim(actor=investigator, case=case, values=CLAIM | values)
    client = signed_in(investigator)
    for figure in client.get(reverse("redress:claim-board")).context["figures"]:
        page = client.get(figure["url"])
        assert page.context["page_obj"].paginator.count == figure["number"], figure
    assert [figure["number"] for figure in client.get(reverse("redress:claim-board")).context["figures"]] == [
        3, 2, 1, 1, 1, 1,
    ]  # fmt: skip


def figures_of(board: queries.Board) -> list[Figure]:
    """Every number of a board that opens a list of as many rows."""
    return [
        one for row in (*board.rows, board.total) for one in (row.total, *(two for _name, two in row.figures))
    ]


def counted(client: Client, url: str) -> int:
    page = client.get(url)
    assert page.status_code == 200
    return page.context["page_obj"].paginator.count


def test_claims_by_scheme_when_a_figure_is_opened_then_its_list_has_that_many(
    case: Case, investigator: User, outsider: User
) -> None:
    for values in (
        PAID,
        {"filed_on": clock.today() - dt.timedelta(days=40)},
        {"filed_on": clock.today() - dt.timedelta(days=3)},
        {"state": ClaimState.GRANTED, "decided_on": dt.date(2019, 1, 1)},
        {"state": ClaimState.REJECTED, "decided_on": dt.date(2019, 1, 1)},
        {"state": ClaimState.ELIGIBLE, "filed_on": None},
        {"state": ClaimState.NOT_SOUGHT, "filed_on": None, "scheme": Scheme.NONE},
    ):
        actions.file_claim(actor=investigator, case=case, values=CLAIM | values)
    client = signed_in(investigator)
    page = client.get(reverse("redress:claim-board"))
    board = page.context["board"]
    assert [(row.name, row.total.number) for row in board.rows] == [
        (Scheme.LAW_20.label, 6), (Scheme.NONE.label, 1),
    ]  # fmt: skip
    assert [figure.number for _words, figure in board.total.figures] == [2, 2, 1, 1, 1]
    for figure in figures_of(board):
        assert counted(client, figure.url) == figure.number, figure
    law = board.rows[0]
    assert law.last.number == 40 and "40 days" in page.text
    assert client.get(law.last.url).context["object_list"][0].days_since_filed == 40
    assert '<rect class="b-w"' in page.text and "data-print" in page.text
    assert signed_in(outsider).get(reverse("redress:claim-board")).context["board"].rows == []


def test_steps_of_claims_when_read_then_every_state_is_in_one() -> None:
    states = [state for _words, states in CLAIM_STEPS.values() for state in states]
    assert sorted(states) == sorted(ClaimState)


def test_sums_when_in_two_currencies_then_never_added(case: Case, investigator: User) -> None:
    dollars = {"currency": "USD", "amount_claimed": Decimal("100")}
    for values in (PAID, PAID | {"amount_paid": Decimal("500000")}, dollars):
        actions.file_claim(actor=investigator, case=case, values=CLAIM | values)
    client = signed_in(investigator)
    rows = client.get(reverse("redress:claim-board")).context["currencies"]
    assert [(row.currency, row.number.number, row.sums) for row in rows] == [
        ("IQD", 2, [None, None, Decimal("3000000")]),
        ("USD", 1, [Decimal("100"), None, None]),
    ]
    for row in rows:
        assert counted(client, row.number.url) == row.number.number


def test_recommendations_by_addressee_when_a_figure_is_opened_then_its_list_has_that_many(
    investigator: User, supervisor: User
) -> None:
    to = {"addressee": Party.objects.get(code="COA"), "addressee_name": ""}
    first = actions.make_recommendation(actor=investigator, values=ADVICE | to)
    actions.make_recommendation(actor=investigator, values=ADVICE | to | {"due_on": None})
    actions.make_recommendation(actor=investigator, values=ADVICE)
    actions.grade_recommendation(actor=supervisor, recommendation=first, grade="A", grade_reason="Done.")
    client = signed_in(investigator)
    board = client.get(reverse("redress:recommendation-board")).context["board"]
    assert [(row.name, row.total.number, row.last.number) for row in board.rows] == [
        (to["addressee"].name, 2, 0), ("Ministry of Defence", 1, 1),
    ]  # fmt: skip
    assert [figure.number for _words, figure in board.total.figures] == [1, 0, 0, 0, 0, 2]
    for figure in [*figures_of(board), *(row.last for row in (*board.rows, board.total))]:
        assert counted(client, figure.url) == figure.number, figure


def test_recommendations_when_to_many_bodies_then_the_rest_are_in_the_total(investigator: User) -> None:
    for number in range(22):
        actions.make_recommendation(
            actor=investigator, values=ADVICE | {"addressee_name": f"Office {number:02}"}
        )
    page = signed_in(investigator).get(reverse("redress:recommendation-board"))
    board = page.context["board"]
    assert (len(board.rows), board.left_out, board.total.total.number) == (20, 2, 22)
    assert "2 more lines are left out" in page.text


def test_referral_board_when_over_cases_then_what_the_reader_sees_and_each_figure_its_list(
    case: Case, investigator: User, supervisor: User, outsider: User
) -> None:
    values = {"kind": "prosecutor", "body": "Court in Ninewa", "referred_on": dt.date(2019, 3, 1)}
    for more in (
        {"follow_up_on": dt.date(2020, 1, 1)},
        {"follow_up_on": dt.date(2020, 1, 1), "outcome": "declined", "outcome_on": dt.date(2020, 1, 1)},
        {"kind": "mechanism", "body": "Team", "outcome": "taken_up", "outcome_on": dt.date(2020, 1, 1)},
    ):
        actions.refer_case(actor=supervisor, case=case, values=values | more)
    address, client = reverse("redress:referral-board"), signed_in(investigator)
    page = client.get(address)
    figures = page.context["figures"]
    assert [figure["number"] for figure in figures] == [3, 1, 1, 1, 1]
    for figure in figures:
        assert counted(client, figure["url"]) == figure["number"], figure
    assert "Court in Ninewa" in page.text and "overdue" in page.text
    assert counted(client, address + "?q=team") == counted(client, address + "?kind=mechanism") == 1
    hidden = signed_in(outsider).get(address)
    assert "Court in Ninewa" not in hidden.text and hidden.context["figures"][0]["number"] == 0
    assert address in client.get(reverse("insight:reports")).text


def test_recommendation_board_when_overdue_then_in_its_figure(investigator: User, supervisor: User) -> None:
    actions.make_recommendation(actor=investigator, values=ADVICE)
    actions.make_recommendation(actor=investigator, values=ADVICE | {"due_on": None, "title": "No day"})
    follow_up = {"due_on": None, "follow_up_on": dt.date(2020, 1, 1), "title": "Look again"}
    actions.make_recommendation(actor=investigator, values=ADVICE | follow_up)
    done = actions.make_recommendation(actor=investigator, values=ADVICE | follow_up)
    facts: dict[str, Any] = {
        "recommendation": done,
        "grade": Grade.A,
        "grade_reason": "An inquiry was opened.",
    }
    actions.grade_recommendation(actor=supervisor, **facts)
    client = signed_in(investigator)
    board = client.get(reverse("redress:recommendation-board"))
    overdue = next(one for one in board.context["figures"] if "overdue" in one["url"])
    assert overdue["number"] == 2
    for figure in board.context["figures"]:
        assert client.get(figure["url"]).context["page_obj"].paginator.count == figure["number"], figure


@pytest.mark.parametrize(
    "query", ["q=%00%27", "state=Banana&to=party:&currency=XX&kind=x", "show=x&sort=Banana", "page=-1&size=9"]
)
@pytest.mark.parametrize(
    "name", ["redress:claim-board", "redress:recommendation-board", "redress:referral-board"]
)
def test_boards_when_asked_oddly_then_answer(investigator: User, name: str, query: str) -> None:
    assert signed_in(investigator).get(f"{reverse(name)}?{query}").status_code == 200
