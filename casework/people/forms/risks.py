"""The form of a risk assessment."""

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.core.forms import DayInput, RecordForm

from ..models import RiskAssessment
from .records import NO_NAMES


class RiskForm(RecordForm):
    """What may happen to people, and what is done against it."""

    groups = [
        (_("What may happen"), ["threat", "likelihood", "severity"]),
        (_("What is done"), ["mitigation", "referrals"]),
        (_("Contact"), ["do_not_contact", "safe_contact"]),
        (_("Looking again"), ["review_on", "reason"]),
    ]

    class Meta:
        model = RiskAssessment
        fields = (
            "threat", "likelihood", "severity", "mitigation", "referrals", "do_not_contact", "safe_contact",
            "review_on",
        )  # fmt: skip
        widgets = {
            "threat": forms.Textarea(attrs={"rows": 4}),
            "mitigation": forms.Textarea(attrs={"rows": 4}),
            "likelihood": forms.RadioSelect,
            "severity": forms.RadioSelect,
            "review_on": DayInput,
        }
        help_texts = {
            "threat": NO_NAMES,
            "mitigation": NO_NAMES,
            "safe_contact": _("Which way and at what time, as a habit: no number, no address, no name."),
            "do_not_contact": _("Shown at the top of the person’s page and in the list of people."),
            "referrals": _("The kind of help and the day; no names."),
        }
        error_messages = {
            "threat": {"required": _("Say who may retaliate, and how.")},
            "mitigation": {"required": _("Say what is done against it, or that nothing can be done yet.")},
        }
