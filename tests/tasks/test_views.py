"""Tasks and notes in the browser."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.tasks.actions import end_task, set_task, write_note
from casework.tasks.choices import NoticeKind, TaskState
from casework.tasks.models import Note, Notice, Task
from tests.factories import join_case, make_case


def at(name: str, case: Case, *more: object) -> str:
    return reverse(f"tasks:{name}", args=[case.reference, *more])


def test_task_pages_when_used_then_set_changed_and_ended(
    client: Client, investigator: User, outsider: User
) -> None:
    case = make_case(investigator)
    join_case(case, outsider)
    client.force_login(investigator)
    due = (clock.today() + dt.timedelta(days=9)).isoformat()
    client.post(at("task-new", case), {"title": "Compare", "assignee": str(outsider.uid), "due_on": due})
    task = Task.objects.get(case=case)
    data = {"title": "Compare both", "details": "", "due_on": "", "version": task.version}
    assert client.post(at("task-edit", case, task.uid), data).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.assignee, task.due_on) == ("Compare both", None, None)
    assert client.post(at("task-edit", case, task.uid), data | {"title": "Late"}).status_code == 409
    client.post(at("task-end", case, task.uid), {"state": "done"})
    task.refresh_from_db()
    assert task.state == TaskState.DONE


def test_task_page_when_the_day_has_passed_then_said_beside_it_and_nothing_lost(
    client: Client, investigator: User
) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    yesterday = (clock.today() - dt.timedelta(days=1)).isoformat()
    answer = client.post(at("task-new", case), {"title": "Call the clinic", "due_on": yesterday})
    page = answer.content.decode()
    assert answer.status_code == 422 and "This day has passed. Choose today or a later day." in page
    assert "due_on" in answer.context["form"].errors
    assert "Call the clinic" in page and yesterday in page and not Task.objects.exists()
    client.post(at("task-new", case), {"title": "Call the clinic", "due_on": clock.today().isoformat()})
    assert Task.objects.get(case=case).due_on == clock.today()


def test_task_page_when_it_is_overdue_then_its_words_can_still_be_changed(
    client: Client, investigator: User
) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    with clock.travel(clock.now() - dt.timedelta(days=9)):
        task = set_task(actor=investigator, case=case, title="Compare", due_on=clock.today())
    data = {
        "title": "Compare both",
        "details": "",
        "due_on": task.due_on.isoformat(),
        "version": task.version,
    }
    assert client.post(at("task-edit", case, task.uid), data).status_code == 302
    task.refresh_from_db()
    earlier = (task.due_on - dt.timedelta(days=1)).isoformat()
    data |= {"due_on": earlier, "version": task.version}
    assert client.post(at("task-edit", case, task.uid), data).status_code == 422


def test_note_pages_when_used_then_written_changed_and_withdrawn(client: Client, investigator: User) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    client.post(at("note-new", case), {"body": "شاهدت *الصورة*", "confidentiality": "restricted"})
    note = Note.objects.get(case=case)
    assert "<em>الصورة</em>" in client.get(at("case-list", case)).content.decode()
    client.post(at("note-edit", case, note.uid), {"body": "Quite other words", "version": note.version})
    assert client.post(at("note-withdraw", case, note.uid), {"reason": ""}).status_code == 422
    client.post(at("note-withdraw", case, note.uid), {"reason": "Written in the wrong case."})
    note.refresh_from_db()
    assert note.is_withdrawn
    page = client.get(at("case-list", case)).content.decode()
    assert "Quite other words" not in page and "Written in the wrong case." in page


def test_pages_when_the_row_is_of_another_case_then_not_found(
    client: Client, investigator: User, outsider: User
) -> None:
    case, other = make_case(investigator), make_case(outsider)
    task = set_task(actor=outsider, case=other, title="Theirs")
    note = write_note(actor=outsider, case=other, body="Theirs")
    client.force_login(investigator)
    for case_asked in (case, other):
        for name, row in (
            ("task-edit", task),
            ("task-end", task),
            ("note-edit", note),
            ("note-withdraw", note),
        ):
            assert client.get(at(name, case_asked, row.uid)).status_code == 404
            assert client.post(at(name, case_asked, row.uid), {"reason": "x"}).status_code == 404


def test_pages_when_only_allowed_to_look_then_no_form_and_the_reason(
    client: Client, investigator: User, supervisor: User
) -> None:
    case = make_case(investigator)
    client.force_login(supervisor)
    page = client.get(at("case-list", case)).content.decode()
    assert "Only members of this case may do this." in page and "<textarea" not in page
    assert client.post(at("note-new", case), {"body": "Mine"}).status_code == 403


def test_line_of_a_task_when_it_has_ended_or_one_only_reads_then_leads_to_no_closed_form(
    client: Client, investigator: User, supervisor: User, django_capture_on_commit_callbacks: Any
) -> None:
    case = make_case(investigator)
    join_case(case, supervisor)
    task = set_task(actor=supervisor, case=case, title="Compare", assignee=investigator)
    with django_capture_on_commit_callbacks(execute=True):
        end_task(actor=investigator, task=task, state=TaskState.DONE)
    client.force_login(supervisor)
    assert at("task-edit", case, task.uid) not in client.get(at("case-list", case)).content.decode()
    told = Notice.objects.filter(recipient=supervisor, kind=NoticeKind.TASK_DONE).get()
    page = client.get(told.link)
    assert page.status_code == 200
    assert f'id="task-{task.uid}"' in page.content.decode()


def test_note_of_somebody_else_when_a_supervisor_reads_then_may_be_withdrawn_from_its_place(
    client: Client, investigator: User, supervisor: User, outsider: User
) -> None:
    case = make_case(investigator)
    join_case(case, supervisor)
    join_case(case, outsider)
    note = write_note(actor=investigator, case=case, body="Theirs")
    withdrawal = at("note-withdraw", case, note.uid)
    for reader, offered in ((supervisor, True), (outsider, False)):
        client.force_login(reader)
        assert (withdrawal in client.get(at("case-list", case)).content.decode()) is offered
    client.force_login(supervisor)
    assert client.post(withdrawal, {"reason": "Names a witness by accident."}).status_code == 302
    note.refresh_from_db()
    assert note.is_withdrawn


def test_inbox_when_long_then_paged_and_all_of_it_is_read_at_once(
    client: Client, investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.core.lists.PAGE_SIZE", 25)
    case = make_case(investigator)
    for number in range(26):
        Notice(recipient=investigator, kind=NoticeKind.ATTENTION, case=case, words=str(number)).save()
    client.force_login(investigator)
    page = client.get("/inbox/")
    assert len(page.context["listing"].page) == 25
    client.post("/inbox/", {})
    assert not Notice.objects.filter(recipient=investigator, read_at=None).exists()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["new", "old"]),
        ({"sort": "at"}, ["old", "new"]),
        ({"read": "unread"}, ["new"]),
        ({"read": "read"}, ["old"]),
        ({"kind": NoticeKind.TASK_ASSIGNED}, ["old"]),
        ({"q": "zanjili"}, ["old", "new"]),
        ({"q": "raqqa"}, []),
        ({"read": "x", "sort": "words"}, ["new", "old"]),
    ],
)
def test_inbox_when_asked_then_these(
    client: Client, investigator: User, asked: dict[str, str], found: list[str]
) -> None:
    case = make_case(investigator, title="Strike in Zanjili")
    now = clock.now()
    told = {"recipient": investigator, "case": case}
    Notice(
        **told, kind=NoticeKind.TASK_ASSIGNED, words="old", read_at=now, at=now - dt.timedelta(days=1)
    ).save()
    Notice(**told, kind=NoticeKind.ATTENTION, words="new", at=now).save()
    client.force_login(investigator)
    shown = [one.words for one in client.get("/inbox/", asked).context["listing"].page]
    assert (sorted(shown, reverse=True) if "q" in asked else shown) == found


def test_task_page_when_sent_as_it_stood_then_it_is_said_that_nothing_was_changed(
    client: Client, investigator: User
) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    task = set_task(actor=investigator, case=case, title="Compare")
    said = []
    for title in ("Compare", "Compare both"):
        sent = {"title": title, "details": "", "due_on": "", "version": task.version}
        page = client.post(at("task-edit", case, task.uid), sent, follow=True)
        said.append([str(message) for message in page.context["messages"]])
    assert said == [["Nothing was changed."], ["The task was changed."]]


def test_tasks_when_there_are_none_then_one_button_and_when_there_is_one_then_no_count(
    client: Client, investigator: User
) -> None:
    case = make_case(investigator)
    client.force_login(investigator)
    page = client.get(at("case-list", case)).content.decode()
    assert page.count(f'href="{at("task-new", case)}"') == 1
    for number in range(1, 7):
        set_task(actor=investigator, case=case, title=f"Task {number}")
        page = client.get(at("case-list", case)).content.decode()
        assert "1–" not in page and ("6 entries" in page) is (number == 6)
    assert ">Done<" in page and ">End<" not in page
