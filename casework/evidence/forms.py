"""Shapes of input of the evidence room."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core.coordinates import CoordinatesField
from casework.core.forms import ReasonForm, RecordForm, SeenForm, TokenForm
from casework.core.whens import UncertainDateField
from casework.people.models import Source
from casework.people.queries import choosable_sources
from casework.places.choices import PlacePrecision
from casework.places.models import Place
from casework.places.queries import active_places

from .choices import (
    DECIDABLE_STATES,
    MANUAL_CUSTODY,
    CopyKind,
    CustodyKind,
    Stance,
    Step,
    StepResult,
    VerificationState,
)
from .fields import AddressField, DayInput, FilesField, MomentField, UidChoice
from .models import CustodyEvent, EvidenceItem
from .queries import choosable_items
from .targets import target_choices

LEVEL_HINTS = {
    Confidentiality.INTERNAL: _("As open as the case itself."),
    Confidentiality.RESTRICTED: _("Members of the case, and supervisors."),
    Confidentiality.HIGHLY_RESTRICTED: _("Members with the flag “cleared”, nobody else."),
}
STATE_HINTS = {
    VerificationState.VERIFIED: _("Needs a second person: not one who recorded a step."),
    VerificationState.PARTLY: _("Needs a second person, too. Say which part."),
    VerificationState.INCONCLUSIVE: _("It can be neither shown nor refuted now."),
    VerificationState.REFUTED: _("It is not what it was said to be."),
    VerificationState.IN_VERIFICATION: _("Open again: more steps are needed."),
    VerificationState.SUPERSEDED: _("A better item takes its place."),
}
ADDING = [(CustodyKind.TRANSFERRED_OUT.value, _("Handed over to somebody"))] + [
    (kind.value, kind.label) for kind in MANUAL_CUSTODY
]


class ItemForm(RecordForm):
    """What is said about an item. On entering one, the files and the level come with it."""

    files = FilesField(  # type: ignore[assignment]
        label=_("Files"),
        required=False,
        help_text=_(
            "Any kind, several at once. Each becomes an item, sealed as it is; nothing in it is changed."
        ),
    )
    when = UncertainDateField(label=_("When it was made"), required=False)
    source = UidChoice(queryset=Source.objects.none(), label=_("Source"))
    place = UidChoice(queryset=Place.objects.none(), label=_("Place shown"), empty_label=_("Not known"))
    obtained_at = MomentField(label=_("Obtained at"), required=False)
    web_address = AddressField(
        label=_("Web address"), help_text=_("Kept as text and never fetched from here.")
    )
    archive_address = AddressField(label=_("Address of an archived copy"))
    coordinates = CoordinatesField()
    captured_at = MomentField(label=_("Time of the request"), required=False)
    groups = [
        (
            _("What it is"),
            ["files", "copy_kind", "title", "kind", "language", "description"],
        ),
        (_("Who may see it"), ["confidentiality", "graphic", "graphic_note"]),
        (
            _("Where it comes from"),
            ["source", "connection", "obtained_from", "obtained_at", "method", "tool", "creator"],
        ),
        (
            _("Where and when it was made"),
            [
                "when", "chronolocation", "place", "place_note", "coordinates", "place_precision",
                "geolocation",
            ],
        ),
        (_("On the web"), ["web_address", "archive_address"]),
        (
            _("How it was captured"),
            ["captured_at", "capture_status", "capture_ip", "capture_redirects", "capture_headers"],
        ),
        (_("Keeping and use"), ["consent_asked", "licence", "storage", "legal_hold", "review_on"]),
        (_("For the history"), ["reason"]),
    ]  # fmt: skip
    folded = (_("How it was captured"),)

    class Meta:
        model = EvidenceItem
        fields = (
            "title", "kind", "language", "description", "source", "connection", "creator",
            "obtained_from", "obtained_at", "method", "tool", "place", "place_note",
            "place_precision", "geolocation", "chronolocation", "web_address", "archive_address",
            "captured_at", "capture_status", "capture_ip", "capture_redirects", "capture_headers",
            "consent_asked", "licence", "confidentiality",
            "graphic", "graphic_note", "storage", "legal_hold", "review_on",
        )  # fmt: skip
        widgets = {
            "confidentiality": forms.RadioSelect,
            "description": forms.Textarea(attrs={"rows": 4}),
            "geolocation": forms.Textarea(attrs={"rows": 3}),
            "chronolocation": forms.Textarea(attrs={"rows": 3}),
            "capture_status": forms.TextInput(
                attrs={"class": "input--s", "inputmode": "numeric", "autocomplete": "off", "dir": "ltr"}
            ),
            "capture_ip": forms.TextInput(
                attrs={"class": "input--m", "autocomplete": "off", "dir": "ltr", "spellcheck": "false"}
            ),
            "capture_redirects": forms.Textarea(attrs={"rows": 2, "dir": "ltr", "spellcheck": "false"}),
            "capture_headers": forms.Textarea(
                attrs={"rows": 5, "dir": "ltr", "spellcheck": "false", "class": "hash"}
            ),
            "review_on": DayInput,
        }
        error_messages = {
            "title": {"required": _("Give the item a title.")},
            "kind": {"required": _("Choose what it is.")},
        }
        labels = {"consent_asked": _("Who handed it over agreed to its use")}
        help_texts = {
            "title": _("Neutral: no name of a person. With several files, a number is added."),
            "obtained_from": _("Organisation or code. No name of a person."),
            "graphic": _("Bodies, wounds, violence. It is hidden from everyone until they ask for it."),
            "storage": _("For an object or a carrier: room, safe, bag number."),
            "geolocation": _("Landmarks, shadows, satellite images: so that another person can repeat it."),
            "chronolocation": _("Shadows, weather, first publication, metadata."),
            "place_precision": _("Of the coordinates, if there are any; of the place otherwise."),
            "capture_redirects": _("One address on each line, in the order in which they came."),
            "capture_headers": _("As the tool gave them. Leave out cookies and passwords of your own."),
        }

    def __init__(
        self,
        *args: Any,
        user: Any,
        case: Case,
        original: EvidenceItem | None = None,
        copy_kind: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if original is not None:
            kinds = forms.ChoiceField(
                label=_("What it is of the original"), choices=CopyKind.choices, initial=copy_kind or None
            )
            self.fields["copy_kind"] = kinds
        self.fields["source"].queryset = choosable_sources(user, case)  # type: ignore[attr-defined]
        self.fields["place"].queryset = active_places()  # type: ignore[attr-defined]
        self.fields["place"].widget.attrs["data-combo-url"] = reverse_lazy("places:suggest")
        self.fields["place_precision"].required = False  # left out, it is not known
        if self.instance._state.adding:
            self.fields["confidentiality"].choice_hints = LEVEL_HINTS  # type: ignore[attr-defined]
        else:
            del self.fields["files"], self.fields["confidentiality"]
            self.initial["when"] = self.instance.when
            self.initial["coordinates"] = self.instance.coordinates

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        where = ("files", "web_address", "archive_address", "storage")
        if "files" in self.fields and not self.errors and not any(data.get(name) for name in where):
            raise ValidationError(
                {"files": _("Choose a file, or give a web address, or say where the object is kept.")}
            )
        return data

    def item_values(self) -> dict[str, Any]:
        """What the action is given."""
        values = self.changed_values() | {
            name: self.cleaned_data.get(name) for name in ("when", "coordinates")
        }
        values["place_precision"] = values["place_precision"] or PlacePrecision.UNKNOWN
        return values


class CustodyForm(TokenForm):
    """One entry written by hand."""

    kind = forms.ChoiceField(label=_("What happened"), choices=ADDING)
    happened_at = MomentField(
        label=_("When it happened"), required=False, help_text=_("The time of writing is kept apart from it.")
    )
    from_custodian = forms.CharField(
        label=_("From"), max_length=200, required=False, help_text=_("Left empty: whoever holds it now.")
    )
    to_custodian = forms.CharField(label=_("To"), max_length=200, required=False)
    place = forms.CharField(label=_("Place"), max_length=300, required=False)
    purpose = forms.CharField(label=_("Purpose"), max_length=500, required=False)
    package = forms.CharField(label=_("Seal or package number"), max_length=120, required=False)
    corrects = UidChoice(
        queryset=CustodyEvent.objects.none(),
        label=_("Entry it is about"),
        empty_label=_("None"),
        help_text=_("For a correction, or to explain a gap."),
    )
    note = forms.CharField(
        label=_("Note"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    groups = [
        ("", ["kind", "happened_at", "corrects"]),
        (_("From hand to hand"), ["from_custodian", "to_custodian", "place", "purpose", "package"]),
        ("", ["note"]),
    ]

    def __init__(self, *args: Any, entries: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["corrects"].queryset = entries  # type: ignore[attr-defined]
        self.fields["corrects"].label_from_instance = _entry_words  # type: ignore[attr-defined]


def _entry_words(event: CustodyEvent) -> str:
    at = date_format(localtime(event.at), "j M Y H:i")
    return f"{event.get_kind_display()} · {at} · {event.actor_label}"


class StepForm(TokenForm):
    """One check of an item."""

    step = forms.ChoiceField(label=_("What you looked at"), choices=Step.choices)
    result = forms.ChoiceField(
        label=_("What it showed"), choices=StepResult.choices, widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("So that another person can repeat it."),
    )
    corroborated_by = UidChoice(
        queryset=EvidenceItem.objects.none(),
        label=_("Item that corroborates it"),
        empty_label=_("None"),
        help_text=_("Only for the step “Corroboration”."),
    )
    independent = forms.BooleanField(
        label=_("Of independent origin"),
        required=False,
        help_text=_("Not a copy of the same post, not the same witness through another outlet."),
    )

    def __init__(self, *args: Any, user: Any, item: EvidenceItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = choosable_items(user, item.case).exclude(pk=item.pk)
        self.fields["corroborated_by"].queryset = others  # type: ignore[attr-defined]
        self.fields["corroborated_by"].label_from_instance = item_words  # type: ignore[attr-defined]


def item_words(item: EvidenceItem) -> str:
    """An item in a list of choices."""
    return f"{item.reference} · {item.title}"


class DecideForm(SeenForm):
    """Where the verification stands now, and what the decision rests on."""

    state = forms.ChoiceField(
        label=_("Decision"), choices=[(s.value, s.label) for s in DECIDABLE_STATES], widget=forms.RadioSelect
    )
    why = forms.CharField(
        label=_("What it rests on"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choice_hints = STATE_HINTS  # type: ignore[attr-defined]


class PassageForm(TokenForm):
    """Which passage, and whether it speaks for or against."""

    stance = forms.ChoiceField(
        label=_("Stance"),
        choices=Stance.choices,
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


class CiteForm(PassageForm):
    """Cite this item for something in the case."""

    target = forms.ChoiceField(label=_("Cited for"))
    field_order = ["target", "stance", "locator", "note"]

    def __init__(self, *args: Any, user: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = target_choices(user, case)  # type: ignore[attr-defined]


class CiteItemForm(PassageForm):
    """Cite an item for one thing that is known already."""

    item = UidChoice(
        queryset=EvidenceItem.objects.none(), label=_("Item of this case"), empty_label=_("None")
    )
    reference = forms.CharField(
        label=_("Or the reference of an item in another case"),
        max_length=24,
        required=False,
        widget=forms.TextInput(attrs={"class": "input--m", "dir": "ltr", "autocomplete": "off"}),
    )
    field_order = ["item", "reference", "stance", "locator", "note"]

    def __init__(self, *args: Any, user: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["item"].queryset = choosable_items(user, case)  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = item_words  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        code = (data.get("reference") or "").strip().upper().replace("\x00", "")
        if not data.get("item") and code:
            data["item"] = (
                EvidenceItem.objects.visible_to(self.user).standing().filter(reference=code).first()
            )
            if data["item"] is None:
                raise ValidationError({"reference": _("There is no such item.")})
        if not data.get("item") and not self.errors:
            raise ValidationError({"item": _("Choose an item.")})
        return data


class LevelForm(ReasonForm):
    """Who may see the item."""

    level = forms.ChoiceField(
        label=_("Who may see it"), choices=Confidentiality.choices, widget=forms.RadioSelect
    )
    field_order = ["level", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _("Needed to lower the level.")
        self.fields["level"].choice_hints = LEVEL_HINTS  # type: ignore[attr-defined]
