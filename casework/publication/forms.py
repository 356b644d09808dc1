"""Shapes of input of the publication room."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.core.forms import DayInput, ReasonForm, RecordForm, SeenForm, TokenForm
from casework.evidence.choices import Stance
from casework.places.choices import PRECISION_METRES, PlacePrecision

from .choices import Redaction, RedactionAnswer, Showing, WithdrawalReason, WordKind
from .models import PublicEvidence, PublicVersion
from .queries.words import WordEntry

COARSE = [
    (precision.value, precision.label)
    for precision in PlacePrecision
    if (metres := PRECISION_METRES[precision]) is None or metres >= 1000
]
NAMES = ("out", "en", "ar", "why")


def long_text(rows: int) -> forms.Textarea:
    """A box for paragraphs."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class VersionForm(RecordForm):
    """The public text, in English and Arabic."""

    place_precision = forms.ChoiceField(
        label=_("Shown as exactly as"), choices=COARSE, help_text=_("Never finer than a neighbourhood.")
    )
    groups = [
        (_("Title"), ["title_en", "title_ar"]),
        (_("When and where"), [
            "when_en", "when_ar", "when_earliest", "when_latest", "place_en", "place_ar", "place_precision",
            "weapon_en", "weapon_ar",
        ]),
        (_("In short"), ["short_en", "short_ar"]),
        (_("What happened"), ["account_en", "account_ar"]),
        (_("How many people"), [
            "killed_min", "killed_max", "injured_min", "injured_max", "range_reason_en", "range_reason_ar",
        ]),
        (_("How we know"), ["reasons_en", "reasons_ar"]),
        (_("Correction"), ["correction_en", "correction_ar"]),
    ]  # fmt: skip

    class Meta:
        model = PublicVersion
        fields = [
            "title_en", "title_ar", "when_en", "when_ar", "when_earliest", "when_latest",
            "place_en", "place_ar", "place_precision", "weapon_en", "weapon_ar", "short_en", "short_ar",
            "account_en", "account_ar",
            "killed_min", "killed_max", "injured_min", "injured_max", "range_reason_en", "range_reason_ar",
            "reasons_en", "reasons_ar", "correction_en", "correction_ar",
        ]  # fmt: skip
        widgets = {
            "when_earliest": DayInput,
            "when_latest": DayInput,
            "short_en": long_text(6),
            "short_ar": long_text(6),
            "account_en": long_text(12),
            "account_ar": long_text(12),
            "range_reason_en": long_text(4),
            "range_reason_ar": long_text(4),
            "reasons_en": long_text(8),
            "reasons_ar": long_text(8),
            "correction_en": long_text(3),
            "correction_ar": long_text(3),
        }
        help_texts = {
            "short_en": _("Two or three short paragraphs that anybody can read."),
            "account_en": _(
                "An empty line parts paragraphs. Name shown items in square brackets: [E-2017-K3QP7D]."
            ),
            "correction_en": _("From the second version on. It is published with the text."),
        }

    def __init__(self, *args: Any, corrects: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not corrects:
            for name in ("correction_en", "correction_ar"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Days and people in order."""
        data = super().clean() or self.cleaned_data
        for low, high, sentence in (
            ("when_earliest", "when_latest", _("The last day lies before the first.")),
            ("killed_min", "killed_max", _("“At most” is below “at least”.")),
            ("injured_min", "injured_max", _("“At most” is below “at least”.")),
        ):
            first, last = data.get(low), data.get(high)
            if first is not None and last is not None and first > last:
                self.add_error(high, sentence)
        return data


class WordsForm(RecordForm):
    """For each record of the case: whether it goes out, and in which words.

    The boxes are named by the record, not by its place: another one may have come meanwhile.
    """

    class Meta:
        model = PublicVersion
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, entries: Iterable[WordEntry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("reason", None)
        self.entries = list(entries)
        initial = self.values_of(self.instance)
        for entry in self.entries:
            for name, field in self.boxes(entry).items():
                field.initial, field.whole_label = initial[name], f"{entry.about}: {field.label}"
                self.fields[name] = field

    @staticmethod
    def boxes(entry: WordEntry) -> dict[str, Any]:
        """What is asked about one record."""
        found: dict[str, Any] = {"out": forms.BooleanField(label=_("Goes out"), required=False)}
        for language, label in (("en", _("English")), ("ar", _("Arabic"))):
            found[language] = forms.CharField(
                label=label, required=False, max_length=60_000, widget=long_text(2)
            )
        if entry.kind == WordKind.REPLY:
            found["why"] = forms.CharField(
                label=_("If it does not go out whole: why"),
                help_text=_("It stays inside. The public is promised every reply, whole and unchanged."),
                required=False,
                max_length=4000,
                widget=long_text(2),
            )
        return {f"{name}_{entry.slug}": field for name, field in found.items()}

    def values_of(self, record: Any) -> dict[str, Any]:
        """The words of a version; where nothing was said yet, those the record has inside."""
        found: dict[str, Any] = {}
        for entry in self.entries:
            said = {"out": False, "en": entry.inside, "ar": "", "why": ""} | record.words.get(entry.key, {})
            found |= {f"{name}_{entry.slug}": said[name] for name in NAMES}
        return found

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each record with its boxes."""
        former = None
        for entry in self.entries:
            boxes = {name: self[f"{name}_{entry.slug}"] for name in self.asked(entry)}
            yield {"entry": entry, "first": entry.kind != former, **boxes}
            former = entry.kind

    def asked(self, entry: WordEntry) -> list[str]:
        """The names of its boxes."""
        return [name for name in NAMES if f"{name}_{entry.slug}" in self.fields]

    def words(self) -> dict[str, dict[str, Any]]:
        """What the action is given."""
        return {
            entry.key: {name: self.cleaned_data[f"{name}_{entry.slug}"] for name in self.asked(entry)}
            for entry in self.entries
        }


class EvidenceRowForm(RecordForm):
    """One row of the public list."""

    item: Any = forms.ModelChoiceField(queryset=None, label=_("Item"), to_field_name="uid")
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance.choices)
    showing = forms.ChoiceField(
        label=_("What the public sees"), choices=Showing.choices, widget=forms.RadioSelect
    )
    field_order = ("item",)
    beside = {"publicevidence_withheld_has_reason": "note_en"}

    class Meta:
        model = PublicEvidence
        fields = ("stance", "showing", "title_en", "title_ar", "note_en", "note_ar")
        widgets = {"note_en": long_text(3), "note_ar": long_text(3)}

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("reason", None)
        field: Any = self.fields["item"]
        field.queryset = items
        field.label_from_instance = lambda item: f"{item.reference} · {item.title}"
        if self.instance.pk:
            field.initial = self.instance.item

    def texts(self) -> dict[str, str]:
        """The four texts."""
        return {name: self.cleaned_data[name] for name in ("title_en", "title_ar", "note_en", "note_ar")}


class MentionForm(TokenForm):
    """A person the text speaks of."""

    person: Any = forms.ModelChoiceField(queryset=None, label=_("Person, by code"), to_field_name="uid")
    quoted = forms.BooleanField(label=_("Their words are quoted"), required=False)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = people


class ChecklistForm(SeenForm):
    """The points of the redaction checklist, all on one page."""

    def __init__(self, *args: Any, answers: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = answers
        for point in Redaction:
            known = answers.get(point)
            self.fields[point.value] = forms.ChoiceField(
                label=point.label,
                choices=RedactionAnswer.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=known.answer if known else None,
            )
            self.fields[f"{point.value}_note"] = forms.CharField(
                label=_("Note, or why it stays"),
                max_length=2000,
                required=False,
                initial=known.note if known else "",
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each point with its answer and its note; what was sent stands beside what is kept."""
        for point in Redaction:
            kept = self.answers.get(point) if self.is_bound else None
            yield {"answer": self[point.value], "note": self[f"{point.value}_note"], "kept": kept}

    def clean(self) -> dict[str, Any]:
        """What stays has a reason."""
        data = super().clean() or self.cleaned_data
        for point in Redaction.values:
            if data.get(point) == RedactionAnswer.KEPT and not data.get(f"{point}_note", "").strip():
                self.add_error(f"{point}_note", _("Say why it stays in the text."))
        return data

    def answered(self) -> dict[str, tuple[str, str]]:
        """Answer and note of each point that was answered."""
        data = self.cleaned_data
        return {point: (data[point], data[f"{point}_note"]) for point in Redaction.values if data.get(point)}


class HitForm(TokenForm):
    """Why something that the search found stays in the text."""

    why = forms.CharField(label=_("Why it stays"), max_length=2000, widget=long_text(3))


class ReturnForm(SeenForm):
    """What has to be done before it can be published."""

    comment = forms.CharField(label=_("Comment"), max_length=4000, widget=long_text(4))


class WithdrawForm(ReasonForm, SeenForm):
    """What the public is told, and what the history keeps."""

    why = forms.ChoiceField(
        label=_("What the public is told"), choices=WithdrawalReason.choices, widget=forms.RadioSelect
    )
    field_order = ("why", "reason")
