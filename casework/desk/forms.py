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


class ReassignForm(ReasonForm):
    """The second step: the reason, and the button that does it. The choice travels in hidden fields."""

    groups = [("", ["reason"])]
