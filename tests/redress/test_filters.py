"""Three lists on the redress page of a case, each asked without disturbing the others."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.people.actions import add_person
from casework.redress import actions
from casework.redress.choices import Scheme
from tests.factories import join_case, make_user
from tests.redress.samples import ADVICE, CLAIM, PAID, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(case: Case, investigator: User, supervisor: User) -> None:
    """Two claims, two referrals, two recommendations."""
    actions.file_claim(actor=investigator, case=case, values=CLAIM | PAID)
    stuck = {
        "group": "widows",
        "stalled_reason": "The police report is lost",
        "filed_on": dt.date(2019, 1, 1),
    }
    actions.file_claim(actor=investigator, case=case, values=CLAIM | stuck)
    for body, day in (("Court of Ninewa", 3), ("Prosecutor", 1)):
        values = {"kind": "prosecutor", "body": body, "referred_on": dt.date(2018, 1, day)}
        actions.refer_case(actor=supervisor, case=case, values=values)
    for title in ("Investigate", "Pay"):
        advice = actions.make_recommendation(actor=investigator, values=ADVICE | {"title": title})
        actions.link_recommendation(actor=investigator, case=case, recommendation=advice)


@pytest.mark.parametrize(
    ("asked", "claims", "referrals", "links"),
    [
        ({"q": "widows"}, ["widows"], 2, 2),
        ({"state": "paid"}, ["family of eleven"], 2, 2),
        ({"show": "stalled"}, ["widows"], 2, 2),
        ({"currency": "IQD"}, ["family of eleven"], 2, 2),
        ({"currency": "EUR"}, ["family of eleven", "widows"], 2, 2),
        ({"sort": "filed"}, ["family of eleven", "widows"], 2, 2),
        ({"sort": "-filed"}, ["widows", "family of eleven"], 2, 2),
        ({"referrals-q": "ninewa"}, ["family of eleven", "widows"], 1, 2),
        ({"recommendations-q": "pay", "q": "widows"}, ["widows"], 2, 1),
        ({"recommendations-grade": "A"}, ["family of eleven", "widows"], 2, 0),
    ],
)
def test_redress_when_one_list_is_asked_then_the_others_stay(
    filled: None,
    case: Case,
    investigator: User,
    asked: dict[str, str],
    claims: list[str],
    referrals: int,
    links: int,
) -> None:
    page: Any = signed_in(investigator).get(reverse("redress:case-list", args=[case.reference]), asked)
    found = [one.group for one in page.context["claims"].page]
    assert (found if "sort" in asked else sorted(found)) == claims
    assert len(page.context["referrals"].page) == referrals
    assert len(page.context["links"].page) == links


def test_referrals_when_sorted_then_both_ways(filled: None, case: Case, investigator: User) -> None:
    client, address = signed_in(investigator), reverse("redress:case-list", args=[case.reference])
    for sort, first in (
        ("referred", "Prosecutor"),
        ("-referred", "Court of Ninewa"),
        ("body", "Court of Ninewa"),
    ):
        page: Any = client.get(address, {"referrals-sort": sort})
        assert page.context["referrals"].page[0].body == first


def test_claim_of_a_child_when_not_cleared_then_no_question_finds_it(case: Case, supervisor: User) -> None:
    cleared = make_user("investigator")
    join_case(case, cleared, cleared=True)
    child = add_person(actor=cleared, case=case, values={"is_victim": True, "age_band": "5_17"})
    values = {"person": child, "scheme": Scheme.COURT, "state": "paid", **PAID, "currency": "EUR"}
    claim = actions.file_claim(actor=cleared, case=case, values=CLAIM | values | {"group": ""})
    client, address = signed_in(supervisor), reverse("redress:case-list", args=[case.reference])
    for asked in ({"q": claim.reference}, {"scheme": "court"}, {"state": "paid"}, {"currency": "EUR"}):
        page: Any = client.get(address, asked)
        assert list(page.context["claims"].page) == [], asked
    assert [one for one, _words in page.context["claims"].filter.form.fields["currency"].choices] == [""]
