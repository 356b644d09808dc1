"""The number of statements of each page of these rooms, the same for few rows and for many."""

import pytest
from django.test import Client

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


@pytest.mark.parametrize("name", OF_A_CASE)
def test_case_pages_when_the_case_grows_then_no_statement_more(
    client: Client, case: Case, supervisor: User, investigator: User, name: str
) -> None:
    address = f"/cases/{case.reference}/{OF_A_CASE[name]}"
    client.force_login(supervisor)
    fill(case, investigator, 1)
    few = statements(client, address)
    fill(case, investigator, 4)
    many = statements(client, address)
    assert many <= few, f"{address}: {few} statements with few rows, {many} with many"
    check(name, many)
    assert many <= MOST


@pytest.mark.parametrize("name", OF_THE_OFFICE)
def test_pages_of_the_office_when_there_are_more_cases_then_no_statement_more(
    client: Client, case: Case, supervisor: User, investigator: User, name: str
) -> None:
    client.force_login(investigator if name in ("inbox", "my-tasks") else supervisor)
    fill(case, investigator, 1)
    few = statements(client, OF_THE_OFFICE[name])
    for _turn in range(3):
        fill(ready_case(investigator, supervisor), investigator, 2)
    many = statements(client, OF_THE_OFFICE[name])
    assert many <= few, f"{name}: {few} statements with few rows, {many} with many"
    check(name, many)
    assert many <= MOST


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
