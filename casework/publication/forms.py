"""Shapes of input of the publication room."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from casework.core.forms import DayInput, ReasonForm, RecordForm, SeenForm, TokenForm
from casework.evidence.choices import Stance
from casework.places.choices import PRECISION_METRES, PlacePrecision

from .choices import Redaction, RedactionAnswer, Showing, WithdrawalReason, WordKind
from .models import PublicVersion
from .queries.words import WordEntry

COARSE = [
    (precision.value, precision.label)
    for precision in PlacePrecision
    if (metres := PRECISION_METRES[precision]) is None or metres >= 1000
]


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


class WordsForm(TokenForm):
    """For each record of the case: whether it goes out, and in which words."""

    def __init__(
        self, *args: Any, entries: Iterable[WordEntry], words: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.entries = list(entries)
        for at, entry in enumerate(self.entries):
            said = words.get(entry.key, {})
            self.fields[f"out_{at}"] = forms.BooleanField(
                label=_("Goes out"), required=False, initial=said.get("out", False)
            )
            for language, label in (("en", _("English")), ("ar", _("Arabic"))):
                initial = said.get(language, entry.inside if language == "en" else "")
                self.fields[f"{language}_{at}"] = forms.CharField(
                    label=label, required=False, max_length=60_000, initial=initial, widget=long_text(2)
                )
            if entry.kind == WordKind.REPLY:
                self.fields[f"why_{at}"] = forms.CharField(
                    label=_("If it does not go out whole: why"),
                    help_text=_("It stays inside. The public is promised every reply, whole and unchanged."),
                    required=False,
                    max_length=4000,
                    initial=said.get("why", ""),
                    widget=long_text(2),
                )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Each record with its three boxes."""
        for at, entry in enumerate(self.entries):
            names = {name: self[f"{name}_{at}"] for name in self.boxes(at)}
            yield {"entry": entry, "first": at == 0 or self.entries[at - 1].kind != entry.kind, **names}

    def boxes(self, at: int) -> list[str]:
        """What is asked about one record."""
        return [name for name in ("out", "en", "ar", "why") if f"{name}_{at}" in self.fields]

    def words(self) -> dict[str, dict[str, Any]]:
        """What the action is given."""
        data = self.cleaned_data
        return {
            entry.key: {name: data[f"{name}_{at}"] for name in self.boxes(at)}
            for at, entry in enumerate(self.entries)
        }


class EvidenceRowForm(TokenForm):
    """One row of the public list."""

    item: Any = forms.ModelChoiceField(queryset=None, label=_("Item"), to_field_name="uid")
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance.choices)
    showing = forms.ChoiceField(
        label=_("What the public sees"), choices=Showing.choices, widget=forms.RadioSelect
    )
    title_en = forms.CharField(label=_("Public title, English"), max_length=300)
    title_ar = forms.CharField(label=_("Public title, Arabic"), max_length=300, required=False)
    note_en = forms.CharField(
        label=_("What it shows or why it is withheld, English"),
        max_length=2000,
        required=False,
        widget=long_text(3),
    )
    note_ar = forms.CharField(
        label=_("What it shows or why it is withheld, Arabic"),
        max_length=2000,
        required=False,
        widget=long_text(3),
    )

    def __init__(self, *args: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["item"]
        field.queryset = items
        field.label_from_instance = lambda item: f"{item.reference} · {item.title}"

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


class ChecklistForm(TokenForm):
    """The points of the redaction checklist, all on one page."""

    def __init__(self, *args: Any, answers: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
        """Each point with its answer and its note."""
        for point in Redaction:
            yield {"answer": self[point.value], "note": self[f"{point.value}_note"]}

    def clean(self) -> dict[str, Any]:
        """What stays has a reason."""
        data = super().clean() or self.cleaned_data
        for point in Redaction.values:
            if data.get(point) == RedactionAnswer.KEPT and not data.get(f"{point}_note", "").strip():
                self.add_error(f"{point}_note", _("Say why it stays in the text."))
        return data

    def answered(self) -> Iterator[tuple[str, str, str]]:
        """Point, answer and note of what was answered."""
        for point in Redaction.values:
            if answer := self.cleaned_data.get(point):
                yield point, answer, self.cleaned_data[f"{point}_note"]


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
