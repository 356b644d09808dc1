"""Pages of the tasks room: one's own tasks and inbox; tasks and notes of a case."""

import copy
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import CaseScope, may
from casework.cases.pages import RecordOfCase, WithdrawRecord
from casework.core.access import case_right, right
from casework.core.form_words import FormWords
from casework.core.forms import TokenForm
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, EditPage, Page
from casework.tasks import actions, rules
from casework.tasks.filters import (
    MY_TASK_SORT_WORDS,
    NOTE_SORT_WORDS,
    NOTE_SORTS,
    NOTICE_SORT_WORDS,
    NOTICE_SORTS,
    TASK_SORT_WORDS,
    TASK_SORTS,
    NoteFilter,
    NoticeFilter,
    OwnTaskFilter,
    TaskFilter,
)
from casework.tasks.forms import NoteForm, TaskEndForm, TaskForm
from casework.tasks.queries import (
    inbox,
    notes_of_case,
    tasks_of_case,
    tasks_of_person,
    visible_notes,
    visible_tasks,
)


class MyTasks(Page):
    """Open tasks of the reader in all their cases."""

    access = right("case.view")
    template_name = "casework/tasks/my_tasks.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        tasks = Listing(
            request,
            tasks_of_person(self.request.user),
            filterset_class=OwnTaskFilter,
            sorts=TASK_SORTS,
            sort_words=MY_TASK_SORT_WORDS,
        )
        return self.render(tasks=tasks)


class Inbox(Page):
    """What happened for the reader; opening it changes nothing, marking as read is a button."""

    access = right("case.view")
    template_name = "casework/tasks/inbox.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = inbox(request.user)
        listing = Listing(
            request,
            rows,
            filterset_class=NoticeFilter,
            sorts=NOTICE_SORTS,
            sort_words=NOTICE_SORT_WORDS,
            default_sort="-at",
        )
        unread = any(notice.read_at is None for notice in listing.page) or rows.unread().exists()
        return self.render(listing=listing, form=TokenForm(), unread=unread)

    def post(self, request: HttpRequest) -> HttpResponse:
        uid = request.POST.get("notice", "")
        mine = inbox(request.user)
        named = [notice.uid for notice in mine[:1000] if str(notice.uid) == uid] if uid else None
        if named == []:
            raise Http404
        actions.mark_read(actor=request.user, uids=named)
        return redirect("tasks:inbox")


class CaseTasks(CaseScope, Page):
    """Tasks and notes of a case, side by side."""

    access = case_right("case.view")
    template_name = "casework/tasks/case_tasks.html"
    tab = "tasks"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        user, case = request.user, self.case
        notes = self.notes()
        work = may(user, "case.work", case)
        return self.render(
            tasks=self.tasks(),
            notes=notes,
            note_rows=[
                {
                    "note": note,
                    "edit": rules.may_edit_note(user, note),
                    "withdraw": rules.may_withdraw_note(user, note),
                }
                for note in self.with_case(notes.page)
            ],
            may_work=work,
            note_form=NoteForm() if work else None,
        )

    def tasks(self) -> Listing:
        """What is to be done, and what was."""
        return Listing(
            self.request,
            tasks_of_case(self.request.user, self.case),
            filterset_class=TaskFilter,
            sorts=TASK_SORTS,
            sort_words=TASK_SORT_WORDS,
        )

    def notes(self) -> Listing:
        """What was remarked."""
        return Listing(
            self.request,
            notes_of_case(self.request.user, self.case),
            filterset_class=NoteFilter,
            sorts=NOTE_SORTS,
            sort_words=NOTE_SORT_WORDS,
            name="notes",
        )

    def with_case(self, notes: Any) -> Any:
        """The case is known: do not fetch it again for each note."""
        for note in notes:
            note.case = self.case
        return notes


class TaskFormPage(FormWords, RecordOfCase):
    """A page with a form of this room; readers see why it is closed to them."""

    access = case_right("case.view")
    tab = "tasks"
    template_name = "casework/tasks/form.html"

    def verdict(self) -> Verdict:
        return may(self.request.user, "case.work", self.case)

    def cancel_url(self) -> str:
        return reverse("tasks:case-list", args=[self.case.reference])


class TaskCreate(TaskFormPage, CreatePage):
    """Set a task."""

    form_class = TaskForm
    heading, submit, said = _("Set a task"), _("Set the task"), _("The task was set.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case}

    def perform(self, form: TaskForm) -> str:
        actions.set_task(actor=self.request.user, case=self.case, **form.changed_values())
        return self.cancel_url()


class TaskEdit(TaskFormPage, EditPage):
    """Change a task."""

    form_class = TaskForm
    rows = visible_tasks
    heading, submit, said = _("Change a task"), _("Save the task"), _("The task was changed.")

    def verdict(self) -> Verdict:
        return rules.may_work_on_task(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case, "instance": copy.copy(self.object)}

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        end_url = reverse("tasks:task-end", args=[self.case.reference, self.object.uid])
        return super().render(status, end_url=end_url, **context)

    def perform(self, form: TaskForm) -> str:
        task = self.get_object()
        task.version = form.instance.version
        changes, reason = form.changed_values(), form.change_reason
        actions.change_task(actor=self.request.user, task=task, changes=changes, reason=reason)
        return self.cancel_url()


class TaskEnd(TaskFormPage, ActPage):
    """Done, or no longer needed."""

    form_class = TaskEndForm
    rows = visible_tasks
    heading, submit, said = _("End a task"), _("End the task"), _("The task has ended.")

    def verdict(self) -> Verdict:
        return rules.may_work_on_task(self.request.user, self.object)

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        return super().render(status, lede=self.object.title, **context)

    def perform(self, form: TaskEndForm) -> str:
        data = form.cleaned_data
        actions.end_task(
            actor=self.request.user, task=self.object, state=data["state"], reason=data["reason"]
        )
        return self.cancel_url()


class NoteCreate(TaskFormPage, CreatePage):
    """Write a note."""

    form_class = NoteForm
    heading, submit, said = _("Write a note"), _("Add the note"), _("The note was added.")

    def perform(self, form: NoteForm) -> str:
        actions.write_note(actor=self.request.user, case=self.case, **form.changed_values())
        return self.cancel_url()


class NoteEdit(TaskFormPage, EditPage):
    """Put other words into one's own note."""

    form_class = NoteForm
    rows = visible_notes
    heading, submit, said = _("Change a note"), _("Save the note"), _("The note was changed.")

    def verdict(self) -> Verdict:
        return rules.may_edit_note(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": copy.copy(self.object)}

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        withdraw_url = reverse("tasks:note-withdraw", args=[self.case.reference, self.object.uid])
        return super().render(status, withdraw_url=withdraw_url, **context)

    def perform(self, form: NoteForm) -> str:
        note = self.get_object()
        note.version = form.instance.version
        actions.change_note(
            actor=self.request.user, note=note, body=form.cleaned_data["body"], reason=form.change_reason
        )
        return self.cancel_url()


class NoteWithdraw(WithdrawRecord, TaskFormPage):
    """Mark a note as entered by mistake."""

    access = case_right("case.view")
    rows = visible_notes
    heading, submit, said = _("Withdraw a note"), _("Withdraw the note"), _("The note was withdrawn.")
    consequence = _("The note stays in the file, marked as withdrawn, with your reason.")

    def verdict(self) -> Verdict:
        return rules.may_withdraw_note(self.request.user, self.object)

    def perform(self, form: Any) -> str:
        actions.withdraw_note(actor=self.request.user, note=self.object, reason=form.cleaned_data["reason"])
        return self.cancel_url()
