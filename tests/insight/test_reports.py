"""The hub of reports and the workload: each number opens its list, within what the reader sees."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core.dates import parse
from casework.investigations.actions import propose_assessment
from casework.ledger.models import ExportEvent
from tests.deciding import approve_assessment, return_assessment
from tests.factories import join_case, make_attribution, make_case, make_incident, make_violation
from tests.query_counts import check, statements

pytestmark = pytest.mark.django_db
WHY = "Two sources that do not know of one another tell the same."
SORTS = ("decided", "-decided", "decision", "-decision")


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator)
    join_case(case, supervisor)
    return case


def decided(case: Case, investigator: User, supervisor: User, *, approved: bool) -> None:
    """One assessment, approved or sent back."""
    violation = make_violation(investigator, make_incident(investigator, case))
    make_attribution(investigator, violation, "IS")
    found = propose_assessment(
        actor=investigator,
        violation=violation,
        standard="reasonable_grounds",
        rationale=WHY,
        source_count=2,
        origin_count=2,
    )
    if approved:
        approve_assessment(actor=supervisor, assessment=found)
    else:
        return_assessment(actor=supervisor, assessment=found, comment="Name the second source.")


def total(client: Client, url: str) -> int:
    """Rows of a list over all its pages."""
    return client.get(url).context["page_obj"].paginator.count


def test_workload_when_opened_then_each_number_is_its_list(
    case: Case, investigator: User, supervisor: User
) -> None:
    decided(case, investigator, supervisor, approved=True)
    decided(case, investigator, supervisor, approved=False)
    make_case(investigator)
    client = Client()
    client.force_login(supervisor)
    page = client.get(reverse("insight:workload"))
    assert [number for number, _url in page.context["leads"][0].numbers] == [2, 0]
    for load in page.context["leads"]:
        for number, url in load.numbers:
            assert total(client, url) == number, url


def test_workload_when_an_investigator_asks_then_refused(investigator: User) -> None:
    client = Client()
    client.force_login(investigator)
    assert client.get(reverse("insight:workload")).status_code == 403
    assert "insight:workload" not in client.get(reverse("insight:reports")).text


def test_reports_when_a_concern_is_opened_then_its_list(
    case: Case, investigator: User, supervisor: User
) -> None:
    decided(case, investigator, supervisor, approved=True)
    client = Client()
    client.force_login(supervisor)
    page = client.get(reverse("insight:reports"))
    for concern, number in page.context["concerns"]:
        assert total(client, f"{reverse('desk:case-list')}?attention={concern.key}") == number, concern.key
    for gap in page.context["gaps"]:
        assert total(client, gap.url) == gap.number


def test_reports_when_read_then_within_their_statements(
    case: Case, investigator: User, supervisor: User
) -> None:
    decided(case, investigator, supervisor, approved=True)
    client = Client()
    client.force_login(supervisor)
    for name in ("reports", "workload", "decisions"):
        check(name, statements(client, reverse(f"insight:{name}")))


@pytest.mark.parametrize(
    ("page", "asked", "said"),
    [
        ("insight:scorecard", "since=yesterday", "is not a day of the calendar"),
        ("insight:scorecard", "since=2017-03-02&until=2017-03-01", "The end is before the beginning."),
        ("insight:allegations", "violation=ZZZ-99", "not on offer"),
        ("insight:allegations", "party=BANANA", "There is no such party."),
    ],
)
def test_figures_when_the_question_is_wrong_then_none_is_shown(
    client: Client, case: Case, investigator: User, supervisor: User, page: str, asked: str, said: str
) -> None:
    decided(case, investigator, supervisor, approved=True)
    client.force_login(supervisor)
    whole = client.get(reverse(page)).content.decode()
    answer = client.get(f"{reverse(page)}?{asked}").content.decode()
    assert said in answer and "Nothing was counted" in answer
    assert "1 allegation" not in answer and "statement" not in answer
    assert "Nothing was counted" not in whole and "allegation" in whole


def test_file_of_figures_when_the_question_is_wrong_then_no_file_and_no_trace(
    client: Client, case: Case, supervisor: User
) -> None:
    client.force_login(supervisor)
    answer = client.post(reverse("insight:scorecard-file"), {"since": "yesterday"})
    assert "Content-Disposition" not in answer and "Nothing was counted" in answer.content.decode()
    assert not ExportEvent.objects.exists()


def test_decisions_when_sorted_or_asked_of_a_person_then_so_listed(
    case: Case, investigator: User, supervisor: User, second_supervisor: User
) -> None:
    join_case(case, second_supervisor)
    decided(case, investigator, supervisor, approved=True)
    decided(case, investigator, second_supervisor, approved=False)
    client = Client()
    client.force_login(supervisor)
    here = reverse("insight:decisions")
    pages = [client.get(here, {"sort": key}).context["object_list"] for key in SORTS]
    said = [[row.outcome for row in rows] for rows in pages]
    assert said == [["agreed", "returned"], ["returned", "agreed"]] * 2
    page = client.get(here, {"person": str(second_supervisor.uid), "sort": "decided"})
    assert [row.by for row in page.context["object_list"]] == [second_supervisor.uid]
    assert 'aria-sort="ascending"' in page.text and f'value="{second_supervisor.uid}" selected' in page.text


def test_allegations_when_sorted_by_a_column_then_in_its_order_and_all_of_them(
    client: Client, investigator: User, supervisor: User
) -> None:
    for title, day, party in (
        ("Beta", "2 May 2017", "IS"),
        ("alpha", "3 May 2017", "COA"),
        ("Gamma", "not known", "IQ-ISF"),
    ):
        incident = make_incident(investigator, make_case(investigator), title=title, when=parse(day))
        make_attribution(investigator, make_violation(investigator, incident), party)
    client.force_login(supervisor)

    def shown(sort: str) -> list[tuple[str, str, str]]:
        rows = client.get(reverse("insight:allegations"), {"sort": sort}).context["rows"]
        return [
            (row["incident"].title, row["party"].name.casefold(), row["incident"].case.reference)
            for row in rows
        ]

    titles = {sort: [row[0] for row in shown(sort)] for sort in ("-when", "when", "nonsense")}
    assert titles["-when"] == titles["nonsense"] == ["alpha", "Beta", "Gamma"]
    assert titles["when"] == ["Beta", "alpha", "Gamma"]
    assert shown("event") == shown("-event")[::-1] and len(shown("event")) == 3
    for column, key in ((1, "party"), (2, "case")):
        assert shown(key) == sorted(shown(key), key=lambda row: row[column]) == shown(f"-{key}")[::-1]
