"""Setting and ending tasks, writing notes, telling people."""

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import MemberRole
from casework.core import clock
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.tasks import actions
from casework.tasks.choices import NoticeKind, TaskState
from casework.tasks.models import Note, Notice, Task
from casework.tasks.queries import inbox, tasks_of_person, unread_count
from tests.factories import join_case, make_case


def test_task_when_set_then_the_assignee_is_told(
    investigator: User, outsider: User, django_capture_on_commit_callbacks: Any
) -> None:
    case = make_case(investigator)
    join_case(case, outsider)
    with django_capture_on_commit_callbacks(execute=True):
        task = actions.set_task(actor=investigator, case=case, title="Compare", assignee=outsider)
    assert [notice.kind for notice in inbox(outsider)] == [NoticeKind.TASK_ASSIGNED]
    assert list(tasks_of_person(outsider)) == [task]
    assert task.history.count() == 1


def test_notice_about_a_record_when_the_recipient_may_not_see_it_then_not_sent(
    investigator: User, outsider: User
) -> None:
    case = make_case(investigator)
    note = actions.write_note(actor=investigator, case=case, body="Look at the roof.")
    for told in (False, True):
        if told:
            join_case(case, outsider)
        with audit_context(actor=investigator):
            actions.tell_about(outsider, NoticeKind.DECISION_MADE, note, words="returned", actor=investigator)
        assert Notice.objects.filter(recipient=outsider).exists() is told


def test_task_when_given_to_a_stranger_or_a_reader_then_refused(
    investigator: User, outsider: User, auditor: User
) -> None:
    case = make_case(investigator)
    join_case(case, auditor, role=MemberRole.READER)
    for user in (outsider, auditor):
        with pytest.raises(ValidationError, match="people who work on this case"):
            actions.set_task(actor=investigator, case=case, title="Compare", assignee=user)


@pytest.mark.parametrize("who", ["outsider", "auditor", "supervisor"])
def test_task_and_note_when_written_by_who_does_not_work_there_then_refused(
    who: str, investigator: User, request: pytest.FixtureRequest
) -> None:
    case, user = make_case(investigator), request.getfixturevalue(who)
    with pytest.raises(Refused):
        actions.set_task(actor=user, case=case, title="Compare")
    with pytest.raises(Refused):
        actions.write_note(actor=user, case=case, body="Seen")


def test_task_when_ended_then_closed_for_good_and_told(
    investigator: User, outsider: User, django_capture_on_commit_callbacks: Any
) -> None:
    case = make_case(investigator)
    join_case(case, outsider)
    task = actions.set_task(actor=investigator, case=case, title="Compare", assignee=outsider)
    with pytest.raises(ValidationError, match="no longer needed"):
        actions.end_task(actor=outsider, task=task, state=TaskState.DROPPED)
    with pytest.raises(ValidationError):
        actions.end_task(actor=outsider, task=task, state="banana")
    with django_capture_on_commit_callbacks(execute=True):
        actions.end_task(actor=outsider, task=task, state=TaskState.DONE)
    assert task.ended_at is not None and inbox(investigator).get().kind == NoticeKind.TASK_DONE
    with pytest.raises(Refused, match="has ended"):
        actions.change_task(actor=investigator, task=task, changes={"title": "Again"})


def test_task_when_its_day_has_passed_then_overdue(investigator: User) -> None:
    case, yesterday = make_case(investigator), clock.today() - dt.timedelta(days=1)
    with clock.travel(clock.now() - dt.timedelta(days=3)):
        task = actions.set_task(actor=investigator, case=case, title="Compare", due_on=yesterday)
    assert task.is_overdue and Task.objects.overdue().get() == task


def test_note_when_changed_then_only_by_its_writer(investigator: User, outsider: User) -> None:
    case = make_case(investigator)
    join_case(case, outsider)
    note = actions.write_note(actor=investigator, case=case, body="First")
    with pytest.raises(Refused, match="Only the one who wrote"):
        actions.change_note(actor=outsider, note=note, body="Theirs")
    actions.change_note(actor=investigator, note=note, body="Second")
    assert [version.body for version in note.history.all()] == ["Second", "First"]


def test_note_when_withdrawn_then_marked_kept_and_closed(
    investigator: User, outsider: User, supervisor: User
) -> None:
    case = make_case(investigator)
    join_case(case, outsider)
    note = actions.write_note(actor=investigator, case=case, body="First")
    with pytest.raises(Refused):
        actions.withdraw_note(actor=outsider, note=note, reason="Not mine to say.")
    actions.withdraw_note(actor=supervisor, note=note, reason="Written in the wrong case.")
    assert note.is_withdrawn and not Note.objects.standing().exists()
    with pytest.raises(Refused, match="withdrawn"):
        actions.change_note(actor=investigator, note=note, body="Again")


@pytest.mark.parametrize(
    ("typed", "absent"),
    [
        ("<script>alert(1)</script>", "<script"),
        ("[x](javascript:alert(1))", 'javascript:alert(1)"'),
        ("![x](https://elsewhere.example/a.png)", "<img"),
        ("<b onclick=x>bold</b>", "<b "),
        ("[x](data:text/html,hi)", 'href="data:'),
    ],
)
def test_note_when_it_carries_markup_then_harmless_on_the_page(
    client: Client, investigator: User, typed: str, absent: str
) -> None:
    case = make_case(investigator)
    actions.write_note(actor=investigator, case=case, body=f"**strong** {typed}")
    client.force_login(investigator)
    page = client.get(reverse("tasks:case-list", args=[case.reference])).content.decode()
    shown = page[page.index('class="notes') : page.index("</article>")]
    assert "<strong>strong</strong>" in shown and absent not in shown


def test_inbox_when_the_case_is_out_of_sight_then_not_told(investigator: User, outsider: User) -> None:
    case = make_case(investigator)
    notice = Notice(recipient=outsider, kind=NoticeKind.STAGE_MOVED, case=case, words="Moved")
    notice.save()
    assert not inbox(outsider).exists() and unread_count(outsider) == 0
    join_case(case, outsider)
    assert unread_count(outsider) == 1


def test_inbox_when_marked_then_only_the_named_line_of_ones_own(
    client: Client, investigator: User, outsider: User
) -> None:
    mine = [Notice(recipient=investigator, kind=NoticeKind.TASK_DONE, words=str(at)) for at in range(2)]
    theirs = Notice(recipient=outsider, kind=NoticeKind.TASK_DONE, words="x")
    for notice in (*mine, theirs):
        notice.save()
    client.force_login(investigator)
    client.get("/inbox/")
    assert unread_count(investigator) == 2
    assert client.post("/inbox/", {"notice": str(theirs.uid)}).status_code == 404
    assert client.post("/inbox/", {"notice": "banana"}).status_code == 404
    client.post("/inbox/", {"notice": str(mine[0].uid)})
    assert unread_count(investigator) == 1
    client.post("/inbox/")
    assert unread_count(investigator) == 0 and unread_count(outsider) == 1
