"""Shapes of input of the right of reply."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.core.forms import DayInput, TokenForm

from ..actions import faults_of_asking


class AskPartyForm(TokenForm):
    """When a party was asked, until when it can answer, where it was sent."""

    asked_on = forms.DateField(label=_("Asked on"), widget=DayInput)
    answer_by = forms.DateField(
        label=_("Answer expected by"), widget=DayInput, help_text=_("Thirty days are usual.")
    )
    sent_to = forms.CharField(
        label=_("Sent to"),
        max_length=300,
        help_text=_("An office and its address. Nothing that tells who a witness is."),
    )

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is said beside its field as well."""
        data = super().clean() or self.cleaned_data
        wrong = faults_of_asking(data.get("asked_on"), data.get("answer_by"), data.get("sent_to"))
        for name, problem in wrong.items():
            if name not in self.errors:
                self.add_error(name, problem)
        return data


class AnswerForm(TokenForm):
    """What a party answered."""

    answered_on = forms.DateField(label=_("Answered on"), widget=DayInput)
    answer = forms.CharField(
        label=_("Its answer, whole and unchanged"),
        max_length=60000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("It is published beside the findings."),
        error_messages={"required": _("Write down the answer, whole and unchanged.")},
    )
    document: Any = forms.ModelChoiceField(
        None,
        label=_("Document of the answer"),
        to_field_name="uid",
        required=False,
        empty_label=_("None"),
        help_text=_("An item of this case. Add it under Evidence first."),
    )

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]


class NotAskedForm(TokenForm):
    """Why a party could not be asked."""

    not_asked_reason = forms.CharField(
        label=_("Why the party could not be asked"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Such as: no address is known, or asking would put witnesses in danger."),
        error_messages={"required": _("Say why the party could not be asked.")},
    )
