"""Forms of consent: the answer about one purpose, and taking it back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.cases.queries import active_members
from casework.core import clock
from casework.core.choice_fields import choose_by_uid
from casework.core.forms import DayInput, RecordForm, TokenForm

from ..actions import consent_faults
from ..choices import SHARING, ConsentAnswer, ConsentMeans
from ..models import Consent
from .records import NO_NAMES

ANSWER_HINTS = {
    ConsentAnswer.YES: _("After it was explained what for, with whom, and that it can be taken back."),
    ConsentAnswer.NOT_ASKED: _("Counts as no."),
}


class ConsentForm(RecordForm):
    """What a person said about one purpose, how and when."""

    groups = [
        (_("Answer"), ["answer", "recipient"]),
        (
            _("How and when"),
            ["means", "given_on", "expires_on", "language", "interpreter", "explained_by"],
        ),
        (_("Understanding and free will"), ["guardian", "capacity_note"]),
        (_("For the history"), ["reason"]),
    ]

    class Meta:
        model = Consent
        fields = (
            "answer", "recipient", "means", "given_on", "expires_on", "language", "interpreter",
            "explained_by", "guardian", "capacity_note",
        )  # fmt: skip
        widgets = {
            "answer": forms.RadioSelect,
            "given_on": DayInput,
            "expires_on": DayInput,
            "language": forms.TextInput(attrs={"class": "input--m"}),
            "capacity_note": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "recipient": _("The body, not a person: for example the prosecutor’s office of a country."),
            "expires_on": _("Leave empty when the person set no end."),
            "guardian": _("For a child, or for somebody who cannot answer alone."),
            "capacity_note": NO_NAMES,
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.purpose not in SHARING:
            del self.fields["recipient"]
        means: Any = self.fields["means"]
        means.choices = [("", _("Not recorded")), *ConsentMeans.choices]
        answer: Any = self.fields["answer"]
        answer.choice_hints = ANSWER_HINTS
        members = active_members(self.instance.case).order_by().values("user")
        choose_by_uid(self, "explained_by", User.objects.filter(pk__in=members), empty=_("Somebody else"))
        if self.instance._state.adding:
            self.initial["explained_by"] = user.uid

    def clean(self) -> dict[str, Any]:
        """What the answer itself would refuse is asked here too, so that all stands on the page at once."""
        data = super().clean() or self.cleaned_data
        for name, problem in consent_faults(self.instance.person, self.instance.purpose, data).items():
            if name not in self.errors:
                self.add_error(name if name in self.fields else None, problem)
        return data


class RevokeForm(TokenForm):
    """What the person said, and on which day."""

    said = forms.CharField(
        label=_("What the person said"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In their words where possible; nothing that tells who it is."),
        error_messages={"required": _("Write down what the person said, or that they gave no reason.")},
    )
    revoked_on = forms.DateField(label=_("On which day"), widget=DayInput, initial=clock.today)
