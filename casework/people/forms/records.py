"""Shapes of input of the people room. No field holds a real name: the sealed vault does not exist yet."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core.forms import ReasonForm, RecordForm, TokenForm

from ..choices import CHILD_BANDS, Connection, PublisherKind
from ..models import PERSON_ROLES, Person, Source
from ..queries import people_of_case

LEVEL_HINTS = {
    Confidentiality.INTERNAL: _("As open as the case itself."),
    Confidentiality.RESTRICTED: _("Members of the case, and supervisors."),
    Confidentiality.HIGHLY_RESTRICTED: _("Members with the flag “cleared”, nobody else."),
}
NO_NAMES = _("No name, address, telephone number or anything else that tells who it is.")


class PersonForm(RecordForm):
    """A person of the case, known by a code."""

    groups = [
        (_("Part in the case"), [*PERSON_ROLES]),
        (_("What is known"), ["age_band", "gender", "note"]),
        (_("Who may see it"), ["confidentiality"]),
        (_("For the history"), ["reason"]),
    ]

    class Meta:
        model = Person
        fields = (*PERSON_ROLES, "age_band", "gender", "note", "confidentiality")
        widgets = {
            "confidentiality": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "note": NO_NAMES,
            "age_band": _("A record on a child is highly restricted by itself."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.fields["confidentiality"].choice_hints = LEVEL_HINTS  # type: ignore[attr-defined]
        else:
            del self.fields["confidentiality"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(name) for name in PERSON_ROLES):
            raise ValidationError({"is_victim": _("Tick at least one part, such as “Victim or survivor”.")})
        return data

    def _post_clean(self) -> None:
        """The level of a child's record follows by itself; the form does not complain about it."""
        typed = self.cleaned_data
        if (
            self.instance._state.adding
            and "confidentiality" in typed
            and typed.get("age_band") in CHILD_BANDS
        ):
            typed["confidentiality"] = Confidentiality.HIGHLY_RESTRICTED
        super()._post_clean()


class PublishedSourceForm(TokenForm):
    """An organisation or outlet, under its own name."""

    name = forms.CharField(label=_("Name of the organisation or outlet"), max_length=300)
    publisher_kind = forms.ChoiceField(
        label=_("What it is"), required=False, choices=[("", _("Not recorded")), *PublisherKind.choices]
    )
    website = forms.CharField(
        label=_("Web address"),
        max_length=4000,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"}),
    )
    note = forms.CharField(
        label=_("Note"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class PersonSourceForm(TokenForm):
    """A person who told us, under a new code."""

    connection = forms.ChoiceField(label=_("Connection to the event"), choices=Connection.choices)
    person = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label=_("Their record among the people of the case"),
        required=False,
        to_field_name="uid",
        empty_label=_("None"),
    )
    confidentiality = forms.ChoiceField(
        label=_("Who may see it"),
        choices=Confidentiality.choices,
        widget=forms.RadioSelect,
        initial=Confidentiality.RESTRICTED,
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_NAMES,
    )

    def __init__(self, *args: Any, user: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = people_of_case(user, case).standing()
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["confidentiality"].choice_hints = LEVEL_HINTS  # type: ignore[attr-defined]


class SourceForm(RecordForm):
    """What is known about a source. Its kind, code and level are not on this form."""

    class Meta:
        model = Source
        fields = ("name", "publisher_kind", "website", "connection", "person", "note")
        widgets = {
            "website": forms.TextInput(attrs={"dir": "ltr", "spellcheck": "false"}),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unfit: tuple[str, ...] = ("name", "publisher_kind", "website")
        if self.instance.case is None:
            unfit = ("connection", "person")
            self.fields["name"].required = True
        else:
            person = self.fields["person"]
            person.queryset = people_of_case(user, self.instance.case)  # type: ignore[attr-defined]
            person.to_field_name = "uid"  # type: ignore[attr-defined]
            person.empty_label = _("None")  # type: ignore[attr-defined]
            if self.instance.person is not None:
                self.initial["person"] = self.instance.person.uid
            self.fields["note"].help_text = NO_NAMES
        for name in unfit:
            del self.fields[name]


class LevelForm(ReasonForm):
    """Who may see a person or a source."""

    level = forms.ChoiceField(
        label=_("Who may see it"), choices=Confidentiality.choices, widget=forms.RadioSelect
    )
    field_order = ["level", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _("Needed to lower the level.")
        self.fields["level"].choice_hints = LEVEL_HINTS  # type: ignore[attr-defined]
