"""Who may touch a task or a note, and why not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.access import may
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.tasks.models import Note, Task


def may_work_on_task(actor: Any, task: Task) -> Verdict:
    """Whoever works on the case may change its open tasks."""
    if not (verdict := may(actor, "case.work", task.case)):
        return verdict
    if not task.is_open:
        return refuse(_("This task has ended. Set a new one instead."))
    return ALLOWED


def may_edit_note(actor: Any, note: Note) -> Verdict:
    """A note speaks for the one who wrote it; nobody else puts words into it."""
    if not (verdict := may(actor, "case.work", note.case)):
        return verdict
    if note.is_withdrawn:
        return refuse(_("This note was withdrawn."))
    if note.created_by_id != actor.pk:
        return refuse(_("Only the one who wrote a note changes it."))
    return ALLOWED


def may_withdraw_note(actor: Any, note: Note) -> Verdict:
    """The writer takes a note back; a supervisor may do it for them."""
    if note.is_withdrawn:
        return refuse(_("This note was withdrawn."))
    if note.created_by_id == actor.pk:
        return may(actor, "case.work", note.case)
    return may(actor, "case.decide", note.case)
