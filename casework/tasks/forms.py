"""Shapes of input of the tasks room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.cases.choices import LEVEL_HINTS, Confidentiality
from casework.cases.models import Case
from casework.cases.queries import workers
from casework.core.forms import DayInput, PersonChoice, ReasonForm, RecordForm
from casework.tasks.choices import TaskState
from casework.tasks.models import Note, Task

NOTE_LENGTH = 20_000


class TaskForm(RecordForm):
    """What is to be done, by whom, by when."""

    assignee = PersonChoice(
        User.objects.none(), label=_("Who"), required=False, help_text=_("People who work on this case.")
    )
    groups = [("", ["title", "details", "assignee", "due_on"]), (_("For the history"), ["reason"])]

    class Meta:
        model = Task
        fields = ("title", "details", "assignee", "due_on")
        widgets = {"due_on": DayInput, "details": forms.Textarea(attrs={"rows": 4, "maxlength": 5000})}

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = workers(case)  # type: ignore[attr-defined]
        if self.instance.assignee_id:
            self.initial["assignee"] = self.instance.assignee.uid


class TaskEndForm(ReasonForm):
    """Done, or no longer needed."""

    state = forms.ChoiceField(
        label=_("How does it end"),
        choices=[(TaskState.DONE, TaskState.DONE.label), (TaskState.DROPPED, TaskState.DROPPED.label)],
        widget=forms.RadioSelect,
        initial=TaskState.DONE,
    )
    groups = [("", ["state", "reason"])]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].label = _("What came out of it, or why it is no longer needed")


class NoteForm(RecordForm):
    """A remark, and who may read it."""

    groups = [("", ["body", "confidentiality"]), (_("For the history"), ["reason"])]

    class Meta:
        model = Note
        fields = ("body", "confidentiality")
        widgets = {
            "body": forms.Textarea(attrs={"rows": 6, "maxlength": NOTE_LENGTH}),
            "confidentiality": forms.RadioSelect,
        }
        help_texts = {
            "body": _("*emphasis*, **strong**, lists with -, quotes with >. No names of people at risk.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["confidentiality"]
        level.choice_hints = LEVEL_HINTS | {  # type: ignore[attr-defined]
            Confidentiality.HIGHLY_RESTRICTED: _("Members of the case who are cleared.")
        }
        if not self.instance._state.adding:
            del self.fields["confidentiality"]
