"""Shapes of input of the investigations room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.core.forms import DayInput, TokenForm
from casework.incidents.choices import ProofStandard

from ..actions import faults_of
from ..choices import InformationCredibility, SourceReliability
from ..models import RATIONALE_LENGTH
from ..rules import PROPOSABLE

STANDARD_HINTS = {
    ProofStandard.ALLEGATION: _("It is said, and nothing more is known."),
    ProofStandard.REASONABLE_SUSPICION: _(
        "Reliable material that fits with other information and points there, without excluding other "
        "explanations. From here on the evidence is credible."
    ),
    ProofStandard.REASONABLE_GROUNDS: _("A careful person would be satisfied that it happened so."),
    ProofStandard.BALANCE: _("All things weighed, it rather happened than not."),
    ProofStandard.CLEAR_CONVINCING: _("Clearly more than likely; little speaks against it."),
}


class AssessmentForm(TokenForm):
    """A proposal: standard, rating, rationale, what it rests on, what is missing."""

    standard = forms.ChoiceField(
        label=_("Standard of proof"),
        choices=[(standard.value, standard.label) for standard in PROPOSABLE],
        widget=forms.RadioSelect,
    )
    source_reliability = forms.ChoiceField(
        label=_("Reliability of the sources"), choices=SourceReliability.choices, initial="F"
    )
    information_credibility = forms.ChoiceField(
        label=_("Credibility of the information"),
        choices=InformationCredibility.choices,
        initial="6",
        help_text=_("Rated apart from the sources: a good source may be wrong."),
    )
    rationale = forms.CharField(
        label=_("Rationale"),
        min_length=RATIONALE_LENGTH,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("At least 40 characters. Say what it rests on, and what speaks against it."),
        error_messages={
            "required": _("Write the rationale, at least 40 characters."),
            "min_length": _("Write the rationale, at least 40 characters."),
        },
    )
    source_count = forms.IntegerField(label=_("Number of sources"), min_value=0, max_value=9999, initial=0)
    origin_count = forms.IntegerField(
        label=_("Independent origins among them"),
        min_value=0,
        max_value=9999,
        initial=0,
        help_text=_("Ten outlets that quote one witness are one origin."),
    )
    single_source_reason = forms.CharField(
        label=_("If there is one origin: why it is enough"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    missing = forms.CharField(
        label=_("What is missing"),
        required=False,
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Insufficient information is not false. What would settle it?"),
    )
    review_on = forms.DateField(label=_("Look again on"), required=False, widget=DayInput)
    groups = [
        (_("How far it is proved"), ["standard", "rationale"]),
        (_("Rating"), ["source_reliability", "information_credibility"]),
        (_("What it rests on"), ["source_count", "origin_count", "single_source_reason"]),
        (_("What is open"), ["missing", "review_on"]),
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standard"].choice_hints = STANDARD_HINTS  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """All that is wrong at once: what the proposal itself would refuse is asked here as well."""
        data = super().clean() or self.cleaned_data
        for name, problem in faults_of(data).items():
            if name not in self.errors:
                self.add_error(name, problem)
        return data

    def facts(self) -> dict[str, Any]:
        """What the action is given."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_token"}
