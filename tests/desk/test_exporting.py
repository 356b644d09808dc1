"""The list of cases leaves the system: what one may take out, harmless in a spreadsheet, written down."""

import csv
import hashlib
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import CaseMember
from casework.core.context import audit_context
from casework.core.dates import parse
from casework.core.tables import safe_cell
from casework.ledger.models import ExportEvent, LedgerLeaf
from tests.factories import make_case, make_incident, prove

URL = "/cases-export/"
WHY = "For the archive of the office."


@pytest.fixture
def reader(client: Client, investigator: User) -> Client:
    client.force_login(investigator)
    prove(client)
    return client


def taken(answer: Any) -> list[list[str]]:
    """The table as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def send(client: Client, state: str = "", **values: str) -> Any:
    return client.post(URL, {"state": state, "recipient": WHY} | values)


def test_export_when_sent_then_only_cases_with_the_flag_and_in_sight(
    reader: Client, investigator: User, outsider: User
) -> None:
    mine = make_case(investigator, title="May be taken out", membership={"export": True})
    make_case(investigator, title="Mine, not to be taken out")
    make_case(outsider, title="Not in sight at all", confidentiality="restricted")
    make_case(outsider, title="In sight only", confidentiality="internal")
    left = make_case(investigator, title="Left long ago", membership={"export": True})
    with audit_context(actor=investigator):
        member = CaseMember.objects.get(case=left)
        member.left_at = left.stage_since
        member.save()
    table = taken(send(reader))
    assert [row[0] for row in table[1:]] == [mine.reference]
    assert table[0][:3] == ["Reference", "Title", "Stage"]


def test_export_when_filters_are_in_the_address_then_they_hold(reader: Client, investigator: User) -> None:
    make_case(investigator, title="Strike on a school", membership={"export": True})
    make_case(investigator, title="Mass grave", membership={"export": True})
    shown = reader.get(reverse("desk:case-list") + "?q=school").content.decode()
    assert f'href="{URL}?q=school"' in shown
    page = reader.get(f"{URL}?q=school").content.decode()
    assert "1 case goes into the table" in page and 'value="q=school"' in page
    assert [row[1] for row in taken(send(reader, "q=school"))[1:]] == ["Strike on a school"]


def test_export_when_sent_then_written_down_with_its_digest_but_not_with_what_was_searched(
    reader: Client, investigator: User
) -> None:
    make_case(investigator, title="Strike on a school", membership={"export": True})
    answer = send(reader, "q=school&stage=reported")
    body = b"".join(answer.streaming_content)
    event = ExportEvent.objects.get()
    assert (event.rows, event.recipient, event.sha256) == (1, WHY, hashlib.sha256(body).hexdigest())
    assert "school" not in event.query and "stage=reported" in event.query
    assert LedgerLeaf.objects.filter(kind=LedgerLeaf.Kind.EXPORT).count() == 1
    assert body.startswith(b"\xef\xbb\xbf"), "Excel reads Arabic only with the mark"
    assert answer.streaming and "attachment" in answer["Content-Disposition"]


def test_export_when_a_title_is_a_formula_then_plain_text(reader: Client, investigator: User) -> None:
    bad = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", " =1+1", "\u200e=cmd|x"]
    for title in bad:
        make_case(investigator, title=title, membership={"export": True})
    make_case(investigator, title="قصف منزل في الموصل", membership={"export": True})
    titles = {row[1] for row in taken(send(reader))[1:]}
    assert titles == {f"'{title}" for title in bad} | {"قصف منزل في الموصل"}


@pytest.mark.parametrize("value", ["\t=1", "\r=1", "\n=1", "＝1", "=1"])
def test_cell_when_hidden_signs_stand_before_the_formula_then_plain_text(value: str) -> None:
    assert safe_cell(value).startswith("'")


def test_export_when_the_browser_stood_open_then_asked_and_words_kept(
    client: Client, investigator: User
) -> None:
    make_case(investigator, membership={"export": True})
    client.force_login(investigator)
    answer = send(client, "stage=reported")
    assert "/reauthenticate/" in answer["Location"] and not ExportEvent.objects.exists()
    prove(client)
    page = client.get(URL).content.decode()
    assert WHY in page and 'value="stage=reported"' in page


def test_export_when_nothing_may_be_taken_or_nobody_is_named_then_said(
    reader: Client, investigator: User
) -> None:
    make_case(investigator)
    assert "nothing to export" in reader.get(URL).content.decode()
    assert send(reader).status_code == 422
    make_case(investigator, membership={"export": True})
    answer = send(reader, recipient="")
    assert answer.status_code == 422 and "Fill in “For whom, and why”." in answer.content.decode()
    assert not ExportEvent.objects.exists()


def test_export_when_the_role_takes_nothing_out_then_refused(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    assert client.get(URL).status_code == client.post(URL).status_code == 403


def test_list_when_sorted_by_the_day_of_the_event_then_unknown_days_are_last(
    reader: Client, investigator: User
) -> None:
    for title, when in (("Late", "July 2017"), ("Unknown", ""), ("Early", "19 October 2016")):
        case = make_case(investigator, title=title)
        make_incident(investigator, case, when=parse(when)) if when else None
    for sort, order in (("when", ["Early", "Late", "Unknown"]), ("-when", ["Late", "Early", "Unknown"])):
        page = reader.get(reverse("desk:case-list"), {"sort": sort})
        assert [row.case.title for row in page.context["rows"]] == order
