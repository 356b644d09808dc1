"""Setting and ending tasks, writing notes, telling people."""

import datetime as dt
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.access import may
from casework.cases.models import Case
from casework.cases.queries import active_members, may_be_given_work
from casework.core import clock
from casework.core.actions import action
from casework.core.storing import store, withdraw
from casework.tasks.choices import NoticeKind, TaskState
from casework.tasks.models import Note, Notice, Task
from casework.tasks.rules import may_edit_note, may_withdraw_note, may_work_on_task


def tell(
    recipient: User | None, kind: NoticeKind, *, case: Case | None, words: str, link: str, actor: Any
) -> None:
    """Put a line into somebody's inbox, kept or undone with the act; nobody is told of their own act."""
    if recipient is None or recipient == actor or not recipient.is_active:
        return
    label = getattr(actor, "audit_label", "") or str(actor)
    notice = Notice(
        recipient=recipient, kind=kind, case=case, words=words[:250], link=link, actor_label=label
    )
    notice.save()


def tell_about(recipient: User | None, kind: NoticeKind, record: Any, *, words: str, actor: Any) -> None:
    """Tell of a record, if the recipient may see it now: nobody else learns that it exists."""
    if recipient is None or not type(record).objects.visible_to(recipient).filter(pk=record.pk).exists():
        return
    tell(recipient, kind, case=record.case, words=words, link=record.get_absolute_url(), actor=actor)


def _tell_of_task(recipient: User | None, kind: NoticeKind, task: Task, actor: User) -> None:
    tell(recipient, kind, case=task.case, words=task.title, link=task.get_absolute_url(), actor=actor)


def tell_members(case: Case, kind: NoticeKind, *, words: str, link: str, but_not: Any) -> None:
    """Tell all who work on the case now."""
    for member in active_members(case):
        tell(member.user, kind, case=case, words=words, link=link, actor=but_not)


def _check_assignee(case: Case, assignee: User | None) -> None:
    if assignee is not None and not may_be_given_work(assignee, case):
        raise ValidationError({"assignee": _("Tasks are given to people who work on this case.")})


def _check_due(due_on: dt.date | None) -> None:
    if due_on is not None and due_on < clock.today():
        raise ValidationError({"due_on": _("This day has passed. Choose today or a later day.")})


@action
def set_task(
    *,
    actor: User,
    case: Case,
    title: str,
    details: str = "",
    assignee: User | None = None,
    due_on: dt.date | None = None,
    reason: str = "",
) -> Task:
    """Set something to be done on the case."""
    may(actor, "case.work", case).require()
    _check_assignee(case, assignee)
    _check_due(due_on)
    task = Task(case=case, title=title, details=details, assignee=assignee, due_on=due_on)
    store(task)
    _tell_of_task(assignee, NoticeKind.TASK_ASSIGNED, task, actor)
    return task


@action
def change_task(*, actor: User, task: Task, changes: dict[str, Any], reason: str = "") -> Task:
    """Change what is to be done, by whom or by when."""
    may_work_on_task(actor, task).require()
    before = task.assignee_id
    if changes.get("due_on") != task.due_on:
        _check_due(changes.get("due_on"))
    for name in ("title", "details", "assignee", "due_on"):
        if name in changes:
            setattr(task, name, changes[name])
    if task.assignee_id != before:
        _check_assignee(task.case, task.assignee)
    store(task)
    if task.assignee_id != before:
        _tell_of_task(task.assignee, NoticeKind.TASK_ASSIGNED, task, actor)
    return task


@action
def end_task(*, actor: User, task: Task, state: str, reason: str = "") -> Task:
    """Say that a task was done, or that it is no longer needed (with a reason)."""
    may_work_on_task(actor, task).require()
    if state not in (TaskState.DONE, TaskState.DROPPED):
        raise ValidationError({"state": _("A task ends as done or as dropped.")})
    if state == TaskState.DROPPED and not reason.strip():
        raise ValidationError({"reason": _("Say why the task is no longer needed.")})
    task.state, task.ended_at = state, clock.now()
    task.save()
    _tell_of_task(task.created_by, NoticeKind.TASK_DONE, task, actor)
    return task


@action
def write_note(
    *, actor: User, case: Case, body: str, confidentiality: str | None = None, reason: str = ""
) -> Note:
    """Add a note to the file of the case."""
    may(actor, "case.work", case).require()
    note = Note(case=case, body=body.strip())
    if confidentiality:
        note.confidentiality = confidentiality
    return store(note)


@action
def change_note(*, actor: User, note: Note, body: str, reason: str = "") -> Note:
    """Put other words into one's own note; the former ones stay in the history."""
    may_edit_note(actor, note).require()
    note.body = body.strip()
    return store(note)


@action
def withdraw_note(*, actor: User, note: Note, reason: str) -> Note:
    """Mark a note as entered by mistake: kept, marked, out of the way."""
    may_withdraw_note(actor, note).require()
    return withdraw(note, reason)


@action
def mark_read(*, actor: Any, uids: list[uuid.UUID] | None = None, reason: str = "") -> int:
    """Mark lines of one's own inbox as read: the named ones, or all."""
    mine = Notice.objects.filter(recipient=actor, read_at=None)
    if uids is not None:
        mine = mine.filter(uid__in=uids)
    return mine.update(read_at=clock.now())
