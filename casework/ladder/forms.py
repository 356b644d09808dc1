"""Shapes of input of the ladder room: what a mover must say, drawn from the transition table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import CloseReason
from casework.cases.models import Case
from casework.core.forms import DayInput, ReasonForm, TokenForm
from casework.ladder.choices import Demand, DuplicateOutcome
from casework.ladder.table import Transition


class CaseReferenceField(forms.CharField):
    """The code of a case the reader may see; a case out of sight is answered like one that does not exist."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "input--m ref", "dir": "ltr", "autocomplete": "off"})
        )
        super().__init__(**kwargs)
        self.reader: Any = None

    def clean(self, value: Any) -> Case | None:
        code = super().clean(value).strip().upper()
        if not code:
            return None
        found = Case.objects.visible_to(self.reader).filter(reference=code).first()
        if found is None:
            raise ValidationError(_("There is no such case."))
        return found


class MoveForm(ReasonForm):
    """The reason, and what else this row of the table demands."""

    missing = forms.CharField(
        label=_("What is missing"),
        help_text=_("One thing a line: it becomes the list to look at again."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    review_on = forms.DateField(label=_("Look again on"), widget=DayInput)
    single_source = forms.CharField(
        label=_("Why a single source is enough"),
        help_text=_(
            "Asked because all verified evidence comes from one source, or its sources are not named."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    close_code = forms.ChoiceField(
        label=_("Reason code"), choices=CloseReason.choices, widget=forms.RadioSelect
    )
    kept_case = CaseReferenceField(
        label=_("Case that is kept"),
        required=False,
        help_text=_("For a duplicate or a merged case: its reference."),
    )

    def __init__(
        self, *args: Any, transition: Transition, reader: Any, single_source: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for demand in Demand:
            if demand not in transition.demands:
                del self.fields[demand]
        if Demand.SINGLE_SOURCE in self.fields and not single_source:
            del self.fields[Demand.SINGLE_SOURCE]
        if Demand.KEPT_CASE in self.fields:
            self.fields[Demand.KEPT_CASE].reader = reader  # type: ignore[attr-defined]
        reason = self.fields["reason"]
        reason.label = str(transition.asked) or reason.label
        reason.widget.attrs |= {"rows": 5, "minlength": transition.reason_length}
        self.order_fields(["close_code", "kept_case", "reason", "missing", "review_on", "single_source"])


class DuplicateCheckForm(TokenForm):
    """What a search for other cases about the same event found."""

    outcome = forms.ChoiceField(
        label=_("What did you find"), choices=DuplicateOutcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        help_text=_("Where you looked, which spellings you tried."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TransferForm(ReasonForm):
    """Where records go, and why."""

    to_case = CaseReferenceField(label=_("Case that receives it"))
    groups = [("", ["to_case", "reason"])]

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_case"].reader = reader  # type: ignore[attr-defined]
