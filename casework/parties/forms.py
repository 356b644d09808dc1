"""Forms of the parties room: they parse and clean; what is allowed is decided by the actions."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.core.choice_fields import choose_by_uid
from casework.core.forms import DayInput, RecordForm, TokenForm
from casework.core.whens import UncertainDateField, WhenForm
from casework.incidents.choices import ProofStandard
from casework.incidents.models import Violation
from casework.people.queries import choosable_sources

from .choices import AttributionRole, Basis, ClaimStatus, LinkRelation
from .models import Attribution, Party, PartyPosition

#: Beyond reasonable doubt is for criminal courts; what a court found is quoted as a position.
CONFIDENCE_CHOICES = [pair for pair in ProofStandard.choices if pair[0] != ProofStandard.BEYOND_DOUBT]
SUGGEST = reverse_lazy("parties:suggest")


def _confidence() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How sure are we?"),
        choices=CONFIDENCE_CHOICES,
        initial=ProofStandard.ALLEGATION,
        help_text=_("The standard that the material meets now. It can be raised when more is known."),
    )


def _basis() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("What it rests on"),
        choices=Basis.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _note() -> forms.CharField:
    return forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What the party is alleged to have done. No names of people."),
    )


class AttributeForm(TokenForm):
    """Link a party to one or several alleged acts: who, for what, in which role, how sure."""

    party = forms.ModelChoiceField(
        label=_("Party"),
        queryset=Party.objects.none(),
        to_field_name="uid",
        empty_label=_("Choose a party"),
        help_text=_("Any name or spelling, Arabic or Latin. “Unknown” is a party too."),
        error_messages={"required": _("Choose the party, or “Unknown or not yet attributed”.")},
    )
    violations = forms.ModelMultipleChoiceField(
        label=_("For which alleged acts"),
        queryset=Violation.objects.none(),
        to_field_name="uid",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one alleged act.")},
    )
    role = forms.ChoiceField(
        label=_("Alleged role"), choices=AttributionRole.choices, initial=AttributionRole.SUSPECTED
    )
    confidence = _confidence()
    basis = _basis()
    alternative_party = forms.ModelChoiceField(
        label=_("Either this party, or …"),
        queryset=Party.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label=_("No: this party acted, alone or with the others"),
        help_text=_("Only when it was one of two or more and it is not known which."),
    )
    note = _note()

    def __init__(self, *args: Any, violations: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(self, "party", Party.objects.active(), combo_url=SUGGEST)
        acts: Any = self.fields["violations"]
        acts.queryset = violations
        choose_by_uid(self, "alternative_party", parties)
        if not parties.exists():
            del self.fields["alternative_party"]


class AttributionForm(RecordForm):
    """Change role, basis or confidence of one attribution."""

    confidence = _confidence()
    basis = _basis()
    note = _note()
    alternative_to = forms.ModelChoiceField(
        label=_("Either this party, or …"),
        queryset=Attribution.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label=_("No: this party acted, alone or with the others"),
    )

    class Meta:
        model = Attribution
        fields = ["party", "role", "confidence", "basis", "claim_status", "note"]

    def __init__(self, *args: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(self, "party", Party.objects.active(), combo_url=SUGGEST)
        field = choose_by_uid(self, "alternative_to", others, label=lambda one: one.party.name)
        group = self.instance.alternative_group
        field.initial = next((one.uid for one in others if group and one.alternative_group == group), None)
        if not others.exists():
            del self.fields["alternative_to"]
        self.order_fields(
            ["party", "role", "confidence", "basis", "claim_status", "alternative_to", "note", "reason"]
        )


class PositionForm(WhenForm):
    """What the party itself says, when, why, and how many deaths it concedes."""

    groups = [
        ("", ["kind", "explanation", "when"]),
        (_("Deaths it concedes"), ["conceded_min", "conceded_max"]),
        (_("How you know"), ["source", "source_reference", "also", "reason"]),
    ]
    when = UncertainDateField(label=_("When it said so"), required=False)
    also = forms.ModelMultipleChoiceField(
        label=_("The same statement answers"),
        queryset=Attribution.objects.none(),
        to_field_name="uid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Other acts this party is linked to in this case."),
    )

    class Meta:
        model = PartyPosition
        fields = ["kind", "explanation", "conceded_min", "conceded_max", "source", "source_reference"]
        widgets = {
            "explanation": forms.Textarea(attrs={"rows": 4}),
            "conceded_min": forms.NumberInput(attrs={"class": "input--s", "min": "0"}),
            "conceded_max": forms.NumberInput(attrs={"class": "input--s", "min": "0"}),
        }
        help_texts = {
            "explanation": _("For “not asked”: why not."),
            "conceded_min": _("Leave empty when the party gives no number; 0 means that it says none."),
        }

    def __init__(self, *args: Any, case: Case, user: Any, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(self, "source", choosable_sources(user, case), empty=_("Not recorded yet"))
        also: Any = self.fields["also"]
        also.queryset = others
        also.label_from_instance = lambda one: str(one.violation.type)  # type: ignore[attr-defined]
        if not self.instance._state.adding or not others.exists():
            del self.fields["also"]


class PartyForm(RecordForm):
    """A party in both scripts, with its other names and what it belongs to."""

    groups = [
        (_("Names"), ["name_en", "name_ar", "short_name", "aliases", "code"]),
        (_("What it is"), ["kind", "parent", "description", "active_from", "active_to", "source"]),
    ]

    class Meta:
        model = Party
        fields = [
            "name_en",
            "name_ar",
            "short_name",
            "aliases",
            "code",
            "kind",
            "parent",
            "description",
            "active_from",
            "active_to",
            "source",
        ]
        widgets = {
            "aliases": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 3}),
            "active_from": DayInput,
            "active_to": DayInput,
        }
        help_texts = {
            "code": _("Short and for ever, such as IQ-ARMY-9. Letters, figures and hyphens."),
            "short_name": _("For narrow tables."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(self, "parent", Party.objects.active(), combo_url=SUGGEST, empty=_("Nothing above it"))

    def clean_code(self) -> str:
        """Codes are written in one way, so that none comes twice in two spellings."""
        code = self.cleaned_data["code"].strip().upper()
        if not code or not all(part.isalnum() and part.isascii() for part in code.split("-")):
            raise forms.ValidationError(_("Use letters, figures and single hyphens."))
        return code


class CommandLinkForm(TokenForm):
    """Where a party stood, from when until when, and how that is known."""

    parent = forms.ModelChoiceField(
        label=_("The party above"),
        queryset=Party.objects.none(),
        to_field_name="uid",
        empty_label=_("Choose a party"),
        error_messages={"required": _("Choose the party above.")},
    )
    relation = forms.ChoiceField(
        label=_("Relation"), choices=LinkRelation.choices, initial=LinkRelation.COMMANDS
    )
    starts = UncertainDateField(label=_("From"), required=False)
    ends = UncertainDateField(label=_("Until"), required=False, help_text="")
    claim_status = forms.ChoiceField(
        label=_("Standing of this claim"), choices=ClaimStatus.choices, initial=ClaimStatus.NEEDS_WORK
    )
    source = forms.CharField(label=_("Where this is known from"), required=False, max_length=500)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, party: Party, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(self, "parent", Party.objects.active().exclude(pk=party.pk), combo_url=SUGGEST)
