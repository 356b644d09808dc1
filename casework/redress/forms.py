"""Shapes of input of the redress room."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.core.choice_fields import choose_by_uid
from casework.core.forms import DayInput, RecordForm, TokenForm
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident
from casework.parties.models import Party
from casework.people.models import Person

from .actions import (
    CLAIM_FIELDS,
    RECOMMENDATION_FIELDS,
    REFERRAL_FIELDS,
    STATUS_FIELDS,
    faults_of_claim,
)
from .choices import Attitude, Grade
from .models import CompensationClaim, Recommendation, RedressStatus, Referral

LINES = forms.Textarea(attrs={"rows": 3})


class StatusForm(RecordForm):
    """Where redress stands in the case."""

    beside = {"redressstatus_follow_up_or_none": "follow_up_on"}

    class Meta:
        model = RedressStatus
        fields = STATUS_FIELDS
        widgets = {"state": forms.RadioSelect, "note": LINES, "follow_up_on": DayInput}


class ClaimForm(RecordForm):
    """A claim of one person, by code, or of a group."""

    groups = [
        (_("Who claims"), ["person", "group"]),
        (_("For what"), ["incident", "party"]),
        (_("What is claimed, and where"), ["form", "scheme", "scheme_name", "damage", "scheme_reference"]),
        (_("How it stands"), ["state", "filed_on", "decided_on", "appealed_on", "paid_on", "stalled_reason"]),
        (_("Sums"), ["currency", "amount_claimed", "amount_granted", "amount_paid"]),
        (_("Papers"), ["documents_needed", "documents_held", "stated_cause"]),
        (_("What comes next"), ["follow_up_on", "reason"]),
    ]
    folded = (_("Sums"), _("Papers"))
    beside = {
        "claim_person_or_group": "group",
        "claim_amount_has_currency": "currency",
        "claim_no_scheme_no_procedure": "state",
    }

    class Meta:
        model = CompensationClaim
        fields = CLAIM_FIELDS
        widgets = {
            **dict.fromkeys(("filed_on", "decided_on", "appealed_on", "paid_on", "follow_up_on"), DayInput),
            **dict.fromkeys(("documents_needed", "documents_held"), LINES),
            "currency": forms.TextInput(attrs={"class": "input--s", "dir": "ltr", "list": "currencies"}),
        }
        help_texts = {
            "group": _("No names: “family of eleven”, “residents of the street”."),
            "incident": _("Leave empty when the claim is about all of them."),
            "party": _("Whose acts are made good, whoever pays. Leave empty when it is every party."),
            "currency": _("Three letters: IQD, USD, EUR."),
            "filed_on": _("Needed from the state “Filed” on. What a state pays unasked has none."),
            "decided_on": _("The first decision, where there was an appeal."),
        }

    def __init__(self, *args: Any, user: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.visible_to(user).standing().filter(case=case)
        choose_by_uid(self, "person", people, empty=_("Nobody: it is a group"))
        events = Incident.objects.visible_to(user).standing().filter(case=case)
        choose_by_uid(
            self, "incident", events, empty=_("All events of the case"), label=lambda one: one.title
        )
        choose_by_uid(
            self,
            "party",
            Party.objects.active(),
            combo_url=reverse_lazy("parties:suggest"),
            empty=_("Every party"),
        )

    def clean_currency(self) -> str:
        """Small letters are meant as capitals."""
        return str(self.cleaned_data["currency"]).upper()

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is said beside its field as well."""
        data = super().clean() or self.cleaned_data
        for name, problem in faults_of_claim(data).items():
            if name not in self.errors:
                self.add_error(name, problem)
        return data


class ReferralForm(RecordForm):
    """To whom the case went, and what came of it."""

    groups = [
        (_("Referred"), ["kind", "body", "referred_on", "reference", "what_was_sent"]),
        (_("What came of it"), ["outcome", "outcome_on", "outcome_note", "follow_up_on", "reason"]),
    ]
    beside = {"referral_period": "outcome_on"}

    class Meta:
        model = Referral
        fields = REFERRAL_FIELDS
        widgets = {
            **dict.fromkeys(("referred_on", "outcome_on", "follow_up_on"), DayInput),
            **dict.fromkeys(("what_was_sent", "outcome_note"), LINES),
        }


class RecommendationForm(RecordForm):
    """What is asked of whom, until when."""

    groups = [
        (_("Addressed to"), ["addressee", "addressee_name"]),
        (_("What is recommended"), ["title", "text", "origin"]),
        (_("Days"), ["issued_on", "due_on", "follow_up_on", "reason"]),
    ]
    beside = {"recommendation_addressed": "addressee", "recommendation_period": "due_on"}

    class Meta:
        model = Recommendation
        fields = RECOMMENDATION_FIELDS
        widgets = {
            **dict.fromkeys(("issued_on", "due_on", "follow_up_on"), DayInput),
            "text": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "addressee_name": _("Where the list has no such party, or an office within it is meant."),
            "text": _("It is read by the whole office: nothing of a case, no names of people."),
            "origin": _("Such as a report and its page."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(
            self,
            "addressee",
            Party.objects.active(),
            combo_url=reverse_lazy("parties:suggest"),
            empty=_("Not on the list"),
        )


class GradeForm(RecordForm):
    """How far it was carried out."""

    class Meta:
        model = Recommendation
        fields = ("grade", "grade_reason")
        widgets = {"grade": forms.RadioSelect, "grade_reason": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].required = self.fields["grade_reason"].required = True
        self.fields["grade"].choices = Grade.choices  # type: ignore[attr-defined]
        del self.fields["reason"]


class LinkForm(TokenForm):
    """Which recommendation rests on this case."""

    recommendation = forms.ModelChoiceField(
        label=_("Recommendation"),
        queryset=Recommendation.objects.none(),
        to_field_name="uid",
        empty_label=_("Choose a recommendation"),
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(
            self, "recommendation", choices, label=lambda row: f"{row.reference} · {row.addressed_to}: {row}"
        )


class ResponseForm(TokenForm):
    """What the addressee answered or did."""

    responded_on = forms.DateField(label=_("On"), widget=DayInput)
    attitude = forms.ChoiceField(label=_("What it says"), choices=Attitude.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Answer, or what was done"), max_length=20000, widget=forms.Textarea(attrs={"rows": 6})
    )
    document = forms.CharField(
        label=_("Code of the document"),
        required=False,
        max_length=24,
        help_text=_("An evidence item that you may see. Who may not see it does not see this response."),
        widget=forms.TextInput(attrs={"class": "input--m", "dir": "ltr", "placeholder": "E-2017-…"}),
    )
    web_address = forms.URLField(
        label=_("Web address"), required=False, max_length=4000, assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_document(self) -> EvidenceItem | None:
        """The item with this code, if this person may see it."""
        code = self.cleaned_data["document"].strip().upper()
        if not code:
            return None
        item = EvidenceItem.objects.visible_to(self.user).standing().filter(reference=code).first()
        if item is None:
            raise ValidationError(_("There is no such item among those you may see."))
        return item
