"""The filters of the case list: what they find, what they must not tell, and that no address breaks it."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Confidentiality, Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.core.dates import parse
from casework.desk.filters import CaseFilter
from casework.incidents.actions import add_incident, add_violation
from casework.incidents.models import Incident, ViolationType
from casework.parties.actions import attribute_violation
from casework.parties.models import Party
from casework.places.models import Place
from tests.factories import join_case, make_case, make_user

NAMES = (
    "q",
    "stage",
    "party",
    "violation",
    "place",
    "period",
    "lead",
    "level",
    "age",
    "attention",
    "lacks",
    "overdue",
    "mine",
    "sort",
    "page",
    "size",
)


class Asker:
    """Carries the reader to the filter, as a request does."""

    def __init__(self, user: User) -> None:
        self.user = user


def found(user: User, **asked: Any) -> list[Case]:
    rows = Case.objects.visible_to(user)
    filterset = CaseFilter(asked, queryset=rows, request=Asker(user))
    assert filterset.form.is_valid(), filterset.form.errors
    return list(filterset.qs)


def told(lead: User, place: str, when: str, code: str, party: str, **values: Any) -> Case:
    case = make_case(lead, **values)
    tell(case, lead, place, when, code, party)
    return case


def tell(case: Case, lead: User, place: str, when: str, code: str, party: str) -> Incident:
    incident = add_incident(
        actor=lead, case=case, title="Event", when=parse(when), place=Place.objects.get(name_en=place)
    )
    violation = add_violation(actor=lead, incident=incident, type=ViolationType.objects.get(code=code))
    attribute_violation(actor=lead, violation=violation, party=Party.objects.get(code=party))
    return incident


@pytest.fixture
def cases(investigator: User) -> tuple[Case, Case]:
    return (
        told(investigator, "al-Shifa", "13 Jun 2017", "ATT-04", "COA-US", title="Air strike on a house"),
        told(investigator, "Zanjili", "mid-March 2017", "LIF-02", "IS", title="People fleeing shot"),
    )


@pytest.mark.parametrize(
    ("asked", "which"),
    [
        ({}, {0, 1}),
        ({"q": "strike house"}, {0}),
        ({"q": "STRIKE"}, {0}),
        ({"q": "الزنجيلي"}, {1}),
        ({"q": "shifaa"}, {0}),
        ({"q": "nothing like it"}, set()),
        ({"party": "COA"}, {0}),
        ({"party": "COA-US"}, {0}),
        ({"party": "COA-UK"}, set()),
        ({"party": "none"}, set()),
        ({"violation": "ATT"}, {0}),
        ({"violation": "LIF-02"}, {1}),
        ({"place": "Zanjili"}, {1}),
        ({"place": "West Mosul (right bank)"}, {0, 1}),
        ({"place": "Atlantis Xyzzy"}, set()),
        ({"period": "June 2017"}, {0}),
        ({"period": "2017"}, {0, 1}),
        ({"period": "18 March 2017"}, {1}),
        ({"period": "1901"}, set()),
        ({"party": "COA", "place": "al-Shifa", "period": "2017"}, {0}),
        ({"party": "IS", "place": "al-Shifa"}, set()),
        ({"stage": ["reported"]}, {0, 1}),
        ({"stage": ["open"]}, {0, 1}),
        ({"stage": ["closed", "credible"]}, set()),
        ({"level": ["restricted"]}, {0, 1}),
        ({"lead": "none"}, set()),
        ({"mine": "on"}, {0, 1}),
        ({"overdue": "on"}, set()),
        ({"age": "30"}, {0, 1}),
        ({"age": "more"}, set()),
        ({"lacks": "duplicates_checked"}, {0, 1}),
        ({"lacks": "lead_assigned"}, set()),
        ({"attention": "no_lead"}, set()),
    ],
)
def test_filter_when_asked_then_what_fits(
    investigator: User, cases: tuple[Case, Case], asked: dict[str, Any], which: set[int]
) -> None:
    assert set(found(investigator, **asked)) == {cases[at] for at in which}


def test_filter_when_two_things_are_asked_of_an_event_then_one_event_is_both(
    investigator: User, cases: tuple[Case, Case]
) -> None:
    tell(cases[0], investigator, "Zanjili", "4 May 2017", "ATT-03", "IS")
    assert found(investigator, party="IS", place="al-Shifa") == []
    assert found(investigator, party="IS", period="4 May 2017") == [cases[0]]


def test_filter_when_the_reader_may_not_see_the_record_then_it_finds_nothing(
    investigator: User, cases: tuple[Case, Case]
) -> None:
    reader = make_user(Role.INVESTIGATOR)
    join_case(cases[0], reader)
    with audit_context(actor=investigator):
        for violation in Incident.objects.get(case=cases[0]).violations.all():
            violation.confidentiality = Confidentiality.HIGHLY_RESTRICTED
            violation.save()
    assert found(reader, q="strike") == [cases[0]]
    for asked in ({"violation": "ATT-04"}, {"party": "COA"}):
        assert found(reader, **asked) == []
    assert found(reader, party="none") == [cases[0]]
    assert found(reader, lacks="violation_named") == [cases[0]]


def test_filter_when_the_lead_the_day_and_the_age_are_asked_then_they_count(investigator: User) -> None:
    old = make_case(investigator, stage_since=clock.now() - dt.timedelta(days=400))
    late = make_case(
        investigator, lead=None, next_action="Ask", next_action_due=clock.today() - dt.timedelta(days=1)
    )
    assert found(investigator, age="more") == [old] and found(investigator, age="30") == [late]
    assert found(investigator, overdue="on") == [late] and found(investigator, attention="overdue") == [late]
    assert found(investigator, lead=str(investigator.uid)) == [old]
    assert found(investigator, lead="none") == [late] and found(investigator, attention="no_lead") == [late]


def test_chips_when_filters_are_in_force_then_each_can_be_taken_off(
    client: Client, investigator: User
) -> None:
    make_case(investigator)
    client.force_login(investigator)
    answer = client.get("/cases/?stage=open&stage=credible&party=COA&mine=on&sort=title&page=1")
    left = [chip.remove_url for chip in answer.context["chips"]]
    assert left == [
        "?stage=credible&party=COA&mine=on&sort=title",
        "?stage=open&party=COA&mine=on&sort=title",
        "?stage=open&stage=credible&mine=on&sort=title",
        "?stage=open&stage=credible&party=COA&sort=title",
    ] or set(left) == {
        "?stage=credible&party=COA&mine=on&sort=title",
        "?stage=open&party=COA&mine=on&sort=title",
        "?stage=open&stage=credible&mine=on&sort=title",
        "?stage=open&stage=credible&party=COA&sort=title",
    }


@pytest.mark.parametrize("sort", ["title", "stage", "since", "lead", "opened", "due", "updated"])
def test_list_when_sorted_both_ways_then_all_rows_stay(client: Client, investigator: User, sort: str) -> None:
    make_case(investigator, title="B", lead=None)
    make_case(investigator, title="A", next_action_due=clock.today())
    client.force_login(investigator)
    there = [row.case.pk for row in client.get(f"/cases/?sort={sort}").context["rows"]]
    back = [row.case.pk for row in client.get(f"/cases/?sort=-{sort}").context["rows"]]
    assert len(there) == 2 and set(there) == set(back)


@pytest.mark.parametrize(
    "query",
    [
        "period=99999",
        "period=31+Feb+2017",
        "stage=Banana",
        "party=%00",
        "lead=abc",
        "age=-1",
        "page=0",
        "page=999999999999",
        "page=banana",
        "size=100000",
        "sort=-banana",
        "sort=password",
        "q=%00%00",
        "q=" + "x" * 5000,
        "q=%25%5F%27%22",
        "place=" + "%D8%A7" * 3000,
        "lacks=told",
        "attention=banana",
        "level=public",
        "mine=banana",
        "period=" + "9" * 400,
        "q=%F0%9F%92%A3",
        "period=0001",
        "period=9999",
        "period=-5",
    ],
)
def test_list_when_the_address_is_odd_then_still_a_page(client: Client, supervisor: User, query: str) -> None:
    make_case(supervisor)
    client.force_login(supervisor)
    assert client.get(f"/cases/?{query}").status_code == 200


@pytest.fixture
def reader(transactional_db: None) -> Iterator[Client]:
    user = make_user(Role.SUPERVISOR)
    make_case(user, stage=Stage.REPORTED)
    client = Client()
    client.force_login(user)
    yield client


ODD = st.one_of(
    st.text(max_size=300),
    st.sampled_from(
        ["none", "open", "COA", "reported", "2017", "mid-March 2017", "on", "-1", "\x00", "٢٠١٧", "'", "%"]
    ),
    st.integers().map(str),
    st.dates().map(str),
    st.uuids().map(str),
)


@pytest.mark.django_db(transaction=True)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.dictionaries(st.sampled_from(NAMES), st.lists(ODD, min_size=1, max_size=3), max_size=6))
def test_list_when_asked_anything_at_all_then_never_a_server_error(
    reader: Client, asked: dict[str, list[str]]
) -> None:
    answer = reader.get(reverse("desk:case-list"), asked)
    assert answer.status_code == 200
