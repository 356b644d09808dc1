"""The number of statements of each page of these rooms, the same for few rows and for many."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from casework.cases.actions import ask_take_over
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.incidents.actions import add_claim, add_incident, add_violation
from casework.incidents.models import ViolationType
from casework.parties.actions import attribute_violation, record_position
from casework.parties.models import Party
from casework.tasks.actions import set_task, write_note
from casework.tasks.choices import NoticeKind
from casework.tasks.models import Notice
from tests.factories import join_case, make_case, make_user
from tests.ladder.build import ready_case
from tests.query_counts import MOST, check, statements

OF_THE_OFFICE = {
    "case-list": "/cases/",
    "case-list-filtered": "/cases/?q=strike&party=COA&place=Mosul&period=2017&stage=open&mine=on",
    "case-list-attention": "/cases/?attention=no_lead&lacks=verified_item&age=30",
    "case-list-ageing": "/cases/?stage=open&sort=since",
    "home-supervisor": "/",
    "inbox": "/inbox/",
    "my-tasks": "/tasks/",
    "ladder": "/ladder/",
}
OF_A_CASE = {"case-overview": "", "case-access": "access/", "case-status": "status/", "case-tasks": "tasks/"}


def fill(case: Case, lead: User, times: int) -> None:
    """Put as many of everything into the case."""
    party, kind = Party.objects.get(code="COA-US"), ViolationType.objects.get(code="ATT-04")
    source = case.sources.first()
    for at in range(times):
        incident = add_incident(actor=lead, case=case, title=f"Event {at}", source=source, narrative="Told.")
        violation = add_violation(actor=lead, incident=incident, type=kind)
        attribution = attribute_violation(actor=lead, violation=violation, party=party)
        record_position(actor=lead, attribution=attribution, kind="denies", explanation="No.")
        add_claim(actor=lead, incident=incident, source=source, killed_min=at + 1)
        set_task(actor=lead, case=case, title=f"Task {at}", assignee=lead)
        write_note(actor=lead, case=case, body=f"Note {at}")
        join_case(case, make_user())
        Notice(recipient=lead, kind=NoticeKind.TASK_DONE, case=case, words=str(at)).save()


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    return ready_case(investigator, supervisor)


def test_case_pages_when_the_case_grows_then_no_statement_more(
    client: Client, case: Case, supervisor: User, investigator: User
) -> None:
    pages = {name: f"/cases/{case.reference}/{tab}" for name, tab in OF_A_CASE.items()}
    client.force_login(supervisor)
    fill(case, investigator, 1)
    few = {name: statements(client, address) for name, address in pages.items()}
    fill(case, investigator, 4)
    for name, address in pages.items():
        many = statements(client, address)
        assert many <= few[name], f"{address}: {few[name]} statements with few rows, {many} with many"
        check(name, many)
        assert many <= MOST


def test_pages_of_the_office_when_there_are_more_cases_then_no_statement_more(
    case: Case, supervisor: User, investigator: User
) -> None:
    readers = {name: investigator if name in ("inbox", "my-tasks") else supervisor for name in OF_THE_OFFICE}
    clients = {person: Client() for person in (investigator, supervisor)}
    for person, client in clients.items():
        client.force_login(person)
    fill(case, investigator, 1)
    few = {name: statements(clients[readers[name]], address) for name, address in OF_THE_OFFICE.items()}
    for _turn in range(3):
        fill(ready_case(investigator, supervisor), investigator, 2)
    for name, address in OF_THE_OFFICE.items():
        many = statements(clients[readers[name]], address)
        assert many <= few[name], f"{name}: {few[name]} statements with few rows, {many} with many"
        check(name, many)
        assert many <= MOST


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("home-supervisor-anew", "/"),
        ("reports-anew", "/reports/"),
        ("disagreements-anew", "/disagreements/"),
        ("scorecard-anew", "/scorecard/"),
    ],
)
def test_figures_when_nothing_is_kept_yet_then_no_more_statements_than_a_page_may_make(
    client: Client, case: Case, supervisor: User, investigator: User, name: str, address: str
) -> None:
    client.force_login(supervisor)
    fill(case, investigator, 1)
    few = statements(client, address, anew=True)
    fill(ready_case(investigator, supervisor), investigator, 2)
    many = statements(client, address, anew=True)
    assert many <= few and many <= MOST
    check(name, many)
    set_task(actor=investigator, case=case, title="Something is written", assignee=investigator)
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    assert len(captured) <= MOST, "after a write"


def test_take_overs_when_more_cases_lost_their_keepers_then_no_statement_more(
    client: Client, investigator: User, supervisor: User
) -> None:
    client.force_login(supervisor)
    for number in (1, 4):
        for _turn in range(number):
            case = make_case(investigator, confidentiality=Confidentiality.HIGHLY_RESTRICTED)
            ask_take_over(actor=make_user("supervisor"), case=case, reason="Its only keeper is on leave.")
        counted = statements(client, "/take-overs/")
        if number == 1:
            few = counted
    assert counted <= few
    check("take-overs", counted)
