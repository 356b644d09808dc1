"""Shapes of input of the desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.cases.queries import possible_leads
from casework.core.forms import PersonChoice, ReasonForm


class LeadChoiceForm(forms.Form):
    """Who shall lead the chosen cases: the first step, which changes nothing."""

    lead = PersonChoice(User.objects.none(), label=_("New lead"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = possible_leads()  # type: ignore[attr-defined]


class ExportForm(forms.Form):
    """For whom the table is; it is written down with the export."""

    recipient = forms.CharField(
        label=_("For whom, and why"),
        max_length=300,
        help_text=_("Written down with your name, the day and the digest of the file."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class ReassignForm(ReasonForm):
    """The second step: the reason, and the button that does it. The choice travels in hidden fields."""

    groups = [("", ["reason"])]
