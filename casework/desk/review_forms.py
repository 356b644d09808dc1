"""Shapes of input of the review queue."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.cases.choices import Confidentiality
from casework.core.forms import DecisionForm, SeenForm, TokenForm
from casework.desk.choices import Kind
from casework.investigations.choices import Opinion
from casework.people.choices import RiskLevel


class QueueFilter(forms.Form):
    """Which entries of the queue are shown."""

    SORTS = {"urgency": _("Risk, then age"), "oldest": _("Longest wait"), "newest": _("Newest")}
    q = forms.CharField(label=_("Case, reference or words"), required=False, max_length=100)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any")), *Kind.choices])
    risk = forms.ChoiceField(label=_("Risk"), required=False, choices=[("", _("Any")), *RiskLevel.choices])
    level = forms.ChoiceField(
        label=_("Level"), required=False, choices=[("", _("Any")), *Confidentiality.choices]
    )
    age = forms.ChoiceField(
        label=_("Waiting"),
        required=False,
        choices=[
            ("", pgettext_lazy("waiting time", "Any time")),
            ("7", _("7 days or more")),
            ("30", _("30 days or more")),
            ("90", _("90 days or more")),
        ],
    )
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=list(SORTS.items()))

    def asked(self) -> dict[str, Any]:
        """What was asked for and understood; the rest is passed over."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ReasonedForm(DecisionForm):
    """As deciding, where approving asks for a reason too: it becomes part of the history of the case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].label = _("What convinces you, or what has to be done")
        self.fields["comment"].help_text = _("It stays in the history of the case.")
        self.fields["comment"].required = True
        self.fields["comment"].error_messages["required"] = _(
            "Write it: nothing is decided without a reason."
        )


class OpinionForm(SeenForm):
    """What a second reviewer says; somebody else decides."""

    opinion = forms.ChoiceField(
        label=_("Your opinion"),
        choices=[(one.value, one.label) for one in Opinion if one != Opinion.WAITING],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you say to it.")},
    )
    opinion_text = forms.CharField(
        label=_("Reasons"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reasons.")},
    )


class AnswerForm(TokenForm):
    """The answer to a question."""

    answer = forms.CharField(
        label=_("Your answer"),
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the answer.")},
    )
