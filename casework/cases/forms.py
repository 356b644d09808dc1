"""Shapes of input of the cases room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.cases.choices import LEVEL_HINTS, Confidentiality, MemberRole
from casework.cases.models import Case, CaseMember
from casework.cases.queries import possible_leads, possible_members
from casework.core.forms import DayInput, PersonChoice, ReasonForm, RecordForm, TokenForm

ROLE_HINTS = {
    MemberRole.MEMBER: _("Works on the case."),
    MemberRole.REVIEWER: _("Works on the case and reads it with fresh eyes."),
    MemberRole.READER: _("Reads, and changes nothing. For auditors, with an end date."),
}
JOINING_ROLES = [(role.value, role.label) for role in MemberRole if role != MemberRole.LEAD]


class CaseForm(RecordForm):
    """How a case is described and what comes next."""

    groups = [
        ("", ["title", "summary", "priority"]),
        (_("Next action"), ["next_action", "next_action_due"]),
        (_("For the history"), ["reason"]),
    ]

    class Meta:
        model = Case
        fields = ("title", "summary", "priority", "next_action", "next_action_due")
        widgets = {"next_action_due": DayInput, "summary": forms.Textarea(attrs={"rows": 8})}


class FlagsMixin(forms.Form):
    """What a member may do beyond reading and working."""

    cleared = forms.BooleanField(
        label=_("Cleared"), required=False, help_text=_("Sees highly restricted records inside the case.")
    )
    identities = forms.BooleanField(
        label=_("Identities"), required=False, help_text=_("May open sealed identities, once there are any.")
    )
    export = forms.BooleanField(
        label=_("Export"), required=False, help_text=_("May take material out of the case.")
    )
    publish = forms.BooleanField(
        label=_("Publish"), required=False, help_text=_("May prepare public findings.")
    )


class MemberAddForm(FlagsMixin, ReasonForm):
    """Who joins, as what, until when."""

    user = PersonChoice(User.objects.none(), label=_("Person"))
    role = forms.ChoiceField(
        label=_("Role"), choices=JOINING_ROLES, widget=forms.RadioSelect, initial="member"
    )
    ends_on = forms.DateField(
        label=_("Ends on"),
        required=False,
        widget=DayInput,
        help_text=_("Last day. Compulsory for an auditor."),
    )
    groups = [
        ("", ["user", "role", "ends_on"]),
        (_("What else the person may do"), ["cleared", "identities", "export", "publish"]),
        (_("For the history"), ["reason"]),
    ]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = possible_members(case)  # type: ignore[attr-defined]
        self.fields["role"].choice_hints = ROLE_HINTS  # type: ignore[attr-defined]
        self.fields["reason"].required = False


class MemberForm(RecordForm):
    """Role, flags and end date of somebody who takes part."""

    groups = [
        ("", ["role", "ends_on"]),
        (_("What else the person may do"), ["cleared", "identities", "export", "publish"]),
        (_("For the history"), ["reason"]),
    ]

    class Meta:
        model = CaseMember
        fields = ("role", "ends_on", "cleared", "identities", "export", "publish")
        widgets = {"ends_on": DayInput, "role": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        role = self.fields["role"]
        if self.instance.role == MemberRole.LEAD:
            del self.fields["role"], self.fields["ends_on"]
        else:
            role.choices = JOINING_ROLES  # type: ignore[attr-defined]
            role.choice_hints = ROLE_HINTS  # type: ignore[attr-defined]


class LevelForm(ReasonForm):
    """Who may see the case."""

    level = forms.ChoiceField(
        label=_("Who may see it"), choices=Confidentiality.choices, widget=forms.RadioSelect
    )
    groups = [("", ["level", "reason"])]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].choice_hints = LEVEL_HINTS  # type: ignore[attr-defined]


class LeadForm(ReasonForm):
    """Who leads the case from now on."""

    lead = PersonChoice(User.objects.none(), label=_("New lead"))
    groups = [("", ["lead", "reason"])]

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].queryset = possible_leads().exclude(pk=case.lead_id or 0)  # type: ignore[attr-defined]


class JoinForm(TokenForm):
    """A supervisor takes part; the reason is welcome."""

    reason = forms.CharField(
        label=_("Reason"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class EndForm(JoinForm):
    """Somebody leaves."""
