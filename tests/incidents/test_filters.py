"""The events of a case as they are asked for: by what is alleged, when, with which figures."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core.dates import parse
from casework.incidents.actions import adopt_casualty_range, withdraw_incident
from tests.factories import make_claim, make_incident, make_source, make_violation

pytestmark = pytest.mark.django_db


def titles(client: Client, case: Case, **asked: str) -> list[str]:
    """The events listed."""
    page = client.get(reverse("incidents:list", args=[case.reference]), asked)
    return [one.title for one in page.context["listing"].page]


@pytest.fixture
def events(case: Case, investigator: User) -> None:
    """A strike in March with figures, a raid in June without, a shelling of which no day is known."""
    strike = make_incident(
        investigator, case, title="Strike", when=parse("17 Mar 2017"), place_text="Zanjili"
    )
    make_violation(investigator, strike, "ATT-04")
    claim = make_claim(investigator, strike, source=make_source(), killed_min=9)
    adopt_casualty_range(
        actor=investigator, incident=strike, killed_min=9, rationale="One careful count.", claims=[claim]
    )
    raid = make_incident(investigator, case, title="Raid", when=parse("June 2017"), narrative="At the dam.")
    make_violation(investigator, raid, "SGB-01")
    make_claim(investigator, raid, source=make_source("Iraq Body Count"), killed_min=2)
    make_incident(investigator, case, title="Shelling")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "zanj"}, ["Strike"]),
        ({"q": "the dam"}, ["Raid"]),
        ({"period": "June 2017"}, ["Raid"]),
        ({"period": "2017"}, ["Strike", "Raid"]),
        ({"violation": "ATT-04"}, ["Strike"]),
        ({"violation": "SGB-01"}, ["Raid"]),
        ({"figures": "adopted"}, ["Strike"]),
        ({"figures": "open"}, ["Raid"]),
        ({"figures": "none"}, ["Shelling"]),
        ({"show": "withdrawn"}, []),
        ({"sort": "when"}, ["Strike", "Raid", "Shelling"]),
        ({"sort": "-when"}, ["Raid", "Strike", "Shelling"]),
        ({"sort": "-title"}, ["Strike", "Shelling", "Raid"]),
        ({"sort": "killed"}, ["Strike", "Shelling", "Raid"]),
        ({"period": "\x00"}, ["Strike", "Raid", "Shelling"]),
    ],
)
def test_events_when_asked_for_then_these(events, case, investigator, as_user, asked, found):
    assert titles(as_user(investigator), case, **asked) == found


def test_events_when_withdrawn_then_apart(events, case, investigator, as_user):
    gone = make_incident(investigator, case, title="Twice")
    withdraw_incident(actor=investigator, incident=gone, reason="Entered twice")
    client = as_user(investigator)
    assert titles(client, case, show="withdrawn") == ["Twice"]
    assert "Twice" not in titles(client, case, show="standing")


def test_violation_when_hidden_then_neither_offered_nor_asked_for(
    events, case, member, investigator, as_user
):
    client, address = as_user(member), reverse("incidents:list", args=[case.reference])
    form = client.get(address).context["listing"].filter.form
    assert [code for code, _words in form.fields["violation"].choices] == ["", "ATT-04"]
    everything = titles(client, case)
    assert (
        titles(client, case, violation="SGB-01") == titles(client, case, violation="none-such") == everything
    )
    assert [
        code
        for code, _words in as_user(investigator)
        .get(address)
        .context["listing"]
        .filter.form.fields["violation"]
        .choices
    ] == ["", "ATT-04", "SGB-01"]
