"""Shapes of input of findings and their conclusions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.core.forms import RecordForm
from casework.parties.models import Attribution

from ..actions import faults_of_finding
from ..models import Conclusion, Finding
from ..rules import PROPOSABLE
from .assessments import STANDARD_HINTS

STANDARDS = [(standard.value, standard.label) for standard in PROPOSABLE]


class FindingForm(RecordForm):
    """The text, the gaps in custody, what victims and families know."""

    class Meta:
        model = Finding
        fields = ("text", "custody_note", "families", "families_note")
        widgets = {
            "text": forms.Textarea(attrs={"rows": 18}),
            "custody_note": forms.Textarea(attrs={"rows": 4}),
            "families": forms.RadioSelect,
            "families_note": forms.Textarea(attrs={"rows": 3}),
        }
        labels = {"custody_note": _("Gaps in custody, summed up")}
        help_texts = {
            "text": _("What happened, how it is known, what is not known. Codes of people, never names."),
            "custody_note": _(
                "What the gaps mean for the findings, summed up. Each gap is explained at its item, in "
                "its chain of custody."
            ),
            "families_note": _("Needed when they were not informed, or only some of them."),
        }
        error_messages = {"text": {"required": _("Write what this organisation finds.")}}

    groups = [
        (_("Findings"), ["text", "custody_note"]),
        (_("Victims and families"), ["families", "families_note"]),
    ]

    def clean(self) -> dict[str, Any]:
        """What the action would refuse is said beside its field as well."""
        data = super().clean() or self.cleaned_data
        for name, problem in faults_of_finding(data).items():
            if name not in self.errors:
                self.add_error(name, problem)
        return data


class ConclusionForm(RecordForm):
    """A conclusion with its standard, and below it how sure it is of each alleged party."""

    class Meta:
        model = Conclusion
        fields = ("text", "standard", "characterisation")
        widgets = {"text": forms.Textarea(attrs={"rows": 8})}
        error_messages = {"text": {"required": _("Write what is concluded.")}}

    def __init__(
        self, *args: Any, attributions: list[tuple[Attribution, Any]], law: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.attributions = [attribution for attribution, _said in attributions]
        self.fields["standard"] = forms.ChoiceField(
            label=_("Standard of proof reached"),
            choices=STANDARDS,
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose a standard.")},
        )
        self.fields["standard"].choice_hints = STANDARD_HINTS  # type: ignore[attr-defined]
        self.fields["characterisation"] = forms.ModelChoiceField(
            law,
            label=_("Legal characterisation"),
            to_field_name="uid",
            required=False,
            empty_label=_("None"),
            help_text=_("What the law calls the act is a judgement of its own, kept with the event."),
        )
        if self.instance.characterisation_id:
            self.initial["characterisation"] = self.instance.characterisation.uid
        for attribution, said in attributions:
            self._add_party(attribution, said)
        self.groups = self._groups()

    def _add_party(self, attribution: Attribution, said: Any) -> None:
        name = f"party-{attribution.uid}"
        self.fields[name] = forms.ChoiceField(
            label=_("How sure the findings are"),
            choices=[("", _("Not said yet")), *STANDARDS],
            required=False,
            initial=said.confidence if said else "",
        )
        self.fields[f"note-{attribution.uid}"] = forms.CharField(
            label=_("On what it rests"),
            required=False,
            max_length=4000,
            initial=said.note if said else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    def _groups(self) -> list[tuple[Any, list[str]]]:
        parties = [
            (
                _("%(party)s: %(role)s") % {"party": one.party, "role": one.get_role_display()},
                [f"party-{one.uid}", f"note-{one.uid}"],
            )
            for one in self.attributions
        ]
        rest = [(_("Why this change"), ["reason"])] if "reason" in self.fields else []
        return [(_("Conclusion"), ["text", "standard", "characterisation"]), *parties, *rest]

    def confidences(self) -> dict[Attribution, str]:
        """What was chosen for each party; those without a choice are left as they are."""
        chosen = ((one, self.cleaned_data.get(f"party-{one.uid}", "")) for one in self.attributions)
        return {one: confidence for one, confidence in chosen if confidence}

    def notes(self) -> dict[Attribution, str]:
        """On what each rests."""
        return {one: self.cleaned_data.get(f"note-{one.uid}", "") for one in self.attributions}
