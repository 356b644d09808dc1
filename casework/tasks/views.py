"""Pages of the tasks room: one's own tasks and inbox; tasks and notes of a case."""

import copy
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.access import CaseScope, may
from casework.core.access import case_right, right
from casework.core.forms import ReasonForm, TokenForm
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, EditPage, Page
from casework.tasks import actions, rules
from casework.tasks.filters import (
    MY_TASK_SORT_WORDS,
    NOTE_SORT_WORDS,
    NOTE_SORTS,
    TASK_SORT_WORDS,
    TASK_SORTS,
    NoteFilter,
    OwnTaskFilter,
    TaskFilter,
)
from casework.tasks.forms import NoteForm, TaskEndForm, TaskForm
from casework.tasks.models import Note, Task
from casework.tasks.queries import inbox, notes_of_case, tasks_of_case, tasks_of_person

INBOX_PAGE = 25


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
        page = Paginator(rows, INBOX_PAGE).get_page(request.GET.get("page"))
        unread = any(notice.read_at is None for notice in page.object_list) or rows.unread().exists()
        return self.render(page_obj=page, form=TokenForm(), unread=unread)

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


class _CaseForm(CaseScope):
    """What the forms of this room share."""

    access = case_right("case.view")
    tab = "tasks"
    template_name = "casework/tasks/form.html"

    def verdict(self) -> Verdict:
        return may(self.request.user, "case.work", self.case)

    def done(self, sentence: str) -> str:
        messages.success(self.request, sentence)
        return reverse("tasks:case-list", args=[self.case.reference])

    def one_of(self, rows: QuerySet) -> Any:
        """The row named by the address, its case known already."""
        found = rows.filter(case=self.case, uid=self.kwargs["uid"]).first()
        if found is None:
            raise Http404
        found.case = self.case
        return found


class TaskCreate(_CaseForm, CreatePage):
    """Set a task."""

    form_class = TaskForm

    def form_kwargs(self) -> dict[str, Any]:
        self.context |= {"heading": _("Set a task"), "button": _("Set the task")}
        return {"case": self.case}

    def perform(self, form: Any) -> str:
        actions.set_task(actor=self.request.user, case=self.case, **form.changed_values())
        return self.done(_("The task was set."))


class TaskEdit(_CaseForm, EditPage):
    """Change a task."""

    form_class = TaskForm

    def get_object(self) -> Task:
        return self.one_of(Task.objects.visible_to(self.request.user).select_related("assignee"))

    def verdict(self) -> Verdict:
        return rules.may_work_on_task(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        self.context |= {
            "heading": _("Change a task"),
            "button": _("Save the task"),
            "end_url": reverse("tasks:task-end", args=[self.case.reference, self.object.uid]),
        }
        return {"case": self.case, "instance": copy.copy(self.object)}

    def perform(self, form: Any) -> str:
        task = self.get_object()
        task.version = form.instance.version
        changes, reason = form.changed_values(), form.change_reason
        actions.change_task(actor=self.request.user, task=task, changes=changes, reason=reason)
        return self.done(_("The task was changed."))


class TaskEnd(_CaseForm, ActPage):
    """Done, or no longer needed."""

    form_class = TaskEndForm
    get_object = TaskEdit.get_object

    def verdict(self) -> Verdict:
        self.context |= {"heading": _("End a task"), "button": _("End the task"), "about": self.object.title}
        return rules.may_work_on_task(self.request.user, self.object)

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        actions.end_task(
            actor=self.request.user, task=self.object, state=data["state"], reason=data["reason"]
        )
        return self.done(_("The task has ended."))


class NoteCreate(_CaseForm, CreatePage):
    """Write a note."""

    form_class = NoteForm

    def form_kwargs(self) -> dict[str, Any]:
        self.context |= {"heading": _("Write a note"), "button": _("Add the note")}
        return {}

    def perform(self, form: Any) -> str:
        actions.write_note(actor=self.request.user, case=self.case, **form.changed_values())
        return self.done(_("The note was added."))


class NoteEdit(_CaseForm, EditPage):
    """Put other words into one's own note."""

    form_class = NoteForm

    def get_object(self) -> Note:
        return self.one_of(Note.objects.visible_to(self.request.user))

    def verdict(self) -> Verdict:
        return rules.may_edit_note(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        self.context |= {
            "heading": _("Change a note"),
            "button": _("Save the note"),
            "withdraw_url": reverse("tasks:note-withdraw", args=[self.case.reference, self.object.uid]),
        }
        return {"instance": copy.copy(self.object)}

    def perform(self, form: Any) -> str:
        note = self.get_object()
        note.version = form.instance.version
        actions.change_note(
            actor=self.request.user, note=note, body=form.cleaned_data["body"], reason=form.change_reason
        )
        return self.done(_("The note was changed."))


class NoteWithdraw(_CaseForm, ActPage):
    """Mark a note as entered by mistake."""

    form_class = ReasonForm
    get_object = NoteEdit.get_object

    def verdict(self) -> Verdict:
        self.context |= {
            "heading": _("Withdraw a note"),
            "button": _("Withdraw the note"),
            "consequence": _("The note stays in the file, marked as withdrawn, with your reason."),
            "danger": True,
        }
        return rules.may_withdraw_note(self.request.user, self.object)

    def perform(self, form: Any) -> str:
        actions.withdraw_note(actor=self.request.user, note=self.object, reason=form.cleaned_data["reason"])
        return self.done(_("The note was withdrawn."))
