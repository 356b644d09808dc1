"""Forms of investigations, of what they rest on, and of the grades of other bodies."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.core.choice_fields import choose_by_uid
from casework.core.forms import RecordForm, TokenForm
from casework.core.whens import UncertainDateField
from casework.evidence.choices import Stance
from casework.evidence.models import EvidenceItem
from casework.evidence.queries import choosable_items
from casework.incidents.models import Incident
from casework.parties.models import Party
from casework.people.models import Source
from casework.people.queries import choosable_sources

from ..choices import SCHEME_OF, BodyGrade, BodyKind, GradeScheme
from ..models import Investigation


class InvestigationForm(RecordForm):
    """Who investigates what, from when until when, and what came of it."""

    opened = UncertainDateField(label=_("Opened"), required=False)
    closed = UncertainDateField(label=_("Closed"), required=False, help_text="")
    groups = [
        (_("Who investigates"), ["body_kind", "body", "reference"]),
        (_("What it looks into"), ["incident", "party"]),
        (_("Course and outcome"), ["opened", "closed", "outcome", "outcome_note"]),
        (_("Plan"), ["plan"]),
        (_("For the history"), ["reason"]),
    ]

    class Meta:
        model = Investigation
        fields = ("body_kind", "body", "reference", "incident", "party", "outcome", "outcome_note", "plan")
        widgets = {
            "outcome_note": forms.Textarea(attrs={"rows": 4}),
            "plan": forms.Textarea(attrs={"rows": 7}),
        }
        help_texts = {
            "body": _("As it calls itself. Leave empty for this organisation."),
            "reference": _("Its own file number, if it has one."),
            "party": _("Leave empty when it looks at every party. Any name or spelling, Arabic or Latin."),
            "outcome_note": _("Quote it or sum it up; our own judgement stands in the rating."),
            "plan": _(
                "For an investigation of this organisation: what is asked, how it is answered, by whom. The "
                "case moves to “Investigation under way” only when a plan and the opening day are written."
            ),
        }

    def __init__(self, *args: Any, user: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        for name in ("opened", "closed"):
            if getattr(self.instance, f"{name}_text"):
                self.initial[name] = getattr(self.instance, name)

    def clean(self) -> dict[str, Any]:
        """What the record itself would refuse, beside the field it belongs to."""
        data = super().clean() or self.cleaned_data
        is_ours = data.get("body_kind") == BodyKind.OURS
        if data.get("body_kind") and not is_ours and not data.get("body"):
            self.add_error("body", _("Name the body that investigates."))
        if is_ours and data.get("body"):
            self.add_error("body", _("Leave the name empty for an investigation of this organisation."))
        opened, closed = data.get("opened"), data.get("closed")
        if opened and closed and opened.earliest and closed.latest and opened.earliest > closed.latest:
            self.add_error("closed", _("It cannot close before it was opened."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the action is given."""
        dates = {name: self.cleaned_data.get(name) for name in ("opened", "closed")}
        return self.changed_values() | dates


class DocumentForm(TokenForm):
    """Cite an item: which, for or against, where in it."""

    item = forms.ModelChoiceField(
        queryset=EvidenceItem.objects.none(), label=_("Item of this case"), required=False
    )
    other = forms.CharField(
        label=_("Or the reference of an item in another case"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"class": "input--m", "dir": "ltr", "autocomplete": "off"}),
    )
    stance = forms.ChoiceField(
        label=_("Stance"),
        choices=Stance.choices,
        initial=Stance.SUPPORTS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether it supports or speaks against.")},
    )
    locator = forms.CharField(
        label=_("Page, clip or time code"),
        max_length=200,
        required=False,
        help_text=_("For example: p. 14, or 00:12–00:41."),
    )
    note = forms.CharField(
        label=_("What it shows"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, user: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        choose_by_uid(
            self,
            "item",
            choosable_items(user, case),
            empty=_("None of them"),
            label=lambda one: f"{one.reference} · {one.title}",
        )

    def clean(self) -> dict[str, Any]:
        """An item of the case, or any other the person may see, by its reference."""
        data = super().clean() or self.cleaned_data
        code = (data.get("other") or "").strip().upper().replace("\x00", "")
        if not data.get("item") and code:
            seen = EvidenceItem.objects.visible_to(self.user).standing()
            data["item"] = seen.filter(reference=code).first()
            if data["item"] is None:
                raise ValidationError({"other": _("There is no such item.")})
        if not data.get("item") and not self.errors:
            raise ValidationError({"item": _("Choose an item.")})
        return data

    def facts(self) -> dict[str, Any]:
        """What the action is given."""
        return {name: self.cleaned_data[name] for name in ("item", "stance", "locator", "note")}


class GradeForm(TokenForm):
    """What another body called the event, in its own words."""

    source = forms.ModelChoiceField(
        queryset=Source.objects.none(),
        label=_("Who graded it"),
        error_messages={"required": _("Choose who graded it.")},
    )
    grade = forms.ChoiceField(
        label=_("Its word"),
        choices=[
            ("", _("Choose a word")),
            *(
                (scheme.label, [(one.value, one.label) for one in BodyGrade if SCHEME_OF[one] == scheme])
                for scheme in GradeScheme
            ),
        ],
        help_text=_("Quoted as it stands. It is never taken over as our standard of proof."),
        error_messages={"required": _("Choose one of the words of the list.")},
    )
    when = UncertainDateField(label=_("When it said so"), required=False)
    its_reason = forms.CharField(
        label=_("Its reason"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reference = forms.CharField(
        label=_("Where it can be found"),
        required=False,
        max_length=500,
        help_text=_("A web address, a page, an incident number of its own."),
    )

    def __init__(self, *args: Any, user: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(
            self,
            "source",
            choosable_sources(user, case),
            combo_url=reverse_lazy("people:source-suggest"),
            empty=_("Choose a source"),
        )

    def facts(self) -> dict[str, Any]:
        """What the action is given."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_token"}
