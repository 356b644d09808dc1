"""Forms of the incidents room: they parse and clean; what is allowed is decided by the actions."""

from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core.choice_fields import choose_by_uid
from casework.core.forms import REASON_MAX, TokenForm
from casework.core.whens import WhenForm
from casework.people.queries import choosable_sources
from casework.places.queries import active_places

from .choices import ExternalGrade, IncidentLinkKind, ProofStandard
from .models import CasualtyClaim, Incident, LegalCharacterisation, LegalProvision, Violation, ViolationType
from .models.claims import GROUPS, HARMS
from .models.ranges import MOST_PEOPLE

ADOPTED_HARMS = ("killed", "injured")
ADOPTED_ENDS = tuple(f"adopted_{harm}_{end}" for harm in ADOPTED_HARMS for end in ("min", "max"))
HARM_WORDS = {"killed": _("Killed"), "injured": _("Injured"), "missing": _("Missing")}
COUNT = {"class": "input--s", "inputmode": "numeric", "min": "0"}


class IncidentForm(WhenForm):
    """What happened, when and where, in which circumstances, and who says so."""

    groups = [
        (_("What happened"), ["title", "narrative"]),
        (
            _("When and where"),
            ["when", "place", "place_text", "place_precision", "latitude", "longitude"],
        ),
        (_("Circumstances"), ["conflict_type", "weapon", "what_was_hit"]),
        (_("How you know"), ["source", "report_reference"]),
    ]

    class Meta:
        model = Incident
        fields = [
            "title",
            "narrative",
            "place",
            "place_text",
            "place_precision",
            "latitude",
            "longitude",
            "conflict_type",
            "weapon",
            "what_was_hit",
            "source",
            "report_reference",
        ]
        widgets = {
            "narrative": forms.Textarea(attrs={"rows": 7}),
            "latitude": forms.TextInput(attrs={"class": "input--m", "inputmode": "decimal", "dir": "ltr"}),
            "longitude": forms.TextInput(attrs={"class": "input--m", "inputmode": "decimal", "dir": "ltr"}),
        }
        help_texts = {
            "title": _("No names of people. It is seen in lists."),
            "place": _("Any spelling, Arabic or Latin."),
            "place_text": _("For a spot that is not on the list: “near al-Rahma hospital”."),
            "latitude": _("Degrees, such as 36.33256. Only when a source gives them."),
            "report_reference": _("Title, number, page or address of the report."),
            "conflict_type": _("Decides which law can apply. It never limits what may be alleged."),
        }

    def __init__(self, *args: Any, case: Case, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(
            self,
            "place",
            active_places(),
            combo_url=reverse_lazy("places:suggest"),
            empty=_("Not on the list"),
        )
        choose_by_uid(self, "source", choosable_sources(user, case), empty=_("Not recorded yet"))


class ViolationForm(WhenForm):
    """An alleged act: its type, the words of the source, and where it differs from the event."""

    groups = [
        ("", ["type", "source_words", "confidentiality"]),
        (_("If it differs from the event"), ["when", "place", "place_text"]),
    ]

    class Meta:
        model = Violation
        fields = ["type", "source_words", "confidentiality", "place", "place_text"]
        widgets = {
            "source_words": forms.Textarea(attrs={"rows": 4}),
            "confidentiality": forms.RadioSelect,
        }
        help_texts = {
            "type": _("By word or code, in English or Arabic. What was done, not what the law calls it."),
            "source_words": _("Quote or close paraphrase. No names of people."),
            "confidentiality": _(
                "An act against a child or of sexual violence is always highly restricted, whatever is "
                "chosen here: only members who are cleared see it."
            ),
        }

    def __init__(self, *args: Any, level_only: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = choose_by_uid(
            self,
            "type",
            ViolationType.objects.active().filter(parent__isnull=False),
            combo_url=reverse_lazy("incidents:type-suggest"),
            empty=_("Choose a violation"),
        )
        types.error_messages["required"] = _("Choose what is alleged.")
        self.fields["when"].label = _("When, if different")
        level: Any = self.fields["confidentiality"]
        level.choices = [
            (Confidentiality.INTERNAL, _("Whoever may see the case")),
            (Confidentiality.RESTRICTED, _("Members of the case, and supervisors")),
            (Confidentiality.HIGHLY_RESTRICTED, _("Only members who are cleared")),
        ]
        choose_by_uid(
            self,
            "place",
            active_places(),
            combo_url=reverse_lazy("places:suggest"),
            empty=_("Same as the event"),
        )
        if level_only:  # what findings rest on stays as it is; who may see it can always be narrowed
            for name in ("type", "source_words", "when", "place", "place_text"):
                del self.fields[name]


class ClaimForm(WhenForm):
    """What one source says about the number of people harmed. Empty is not known; 0 means none."""

    class Meta:
        model = CasualtyClaim
        fields = [
            "source",
            "source_reference",
            "note",
            *(f"{harm}_{end}" for harm in HARMS for end in ("min", "max")),
            *(f"{harm}_{group}" for harm in HARMS for group in GROUPS),
            "civilian_status",
            "includes_combatants",
            "external_grade",
        ]
        widgets = {
            f"{harm}_{part}": forms.NumberInput(attrs=COUNT)
            for harm in HARMS
            for part in ("min", "max", *GROUPS)
        } | {
            "includes_combatants": forms.Select(
                choices=[("", _("Not known")), ("true", _("Yes")), ("false", _("No"))]
            )
        }
        help_texts = {
            "note": _("For the table, such as “101 + 4; 36 more not established”."),
            "source_reference": _("Title, number, page or address."),
        }

    def __init__(self, *args: Any, case: Case, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source = choose_by_uid(self, "source", choosable_sources(user, case), empty=_("Choose a source"))
        source.error_messages["required"] = _("Choose who says so: a figure without a source is no claim.")
        self.fields["when"].label = _("Date of the claim")
        grade: Any = self.fields["external_grade"]
        grade.choices = [("", _("No grade given")), *ExternalGrade.choices]

    def table(self) -> list[tuple[Any, Any, Any]]:
        """Rows of the small table: kind of harm, at least, at most."""
        return [(HARM_WORDS[harm], self[f"{harm}_min"], self[f"{harm}_max"]) for harm in HARMS]

    def parts(self) -> list[tuple[Any, list[Any]]]:
        """Rows of the table by group: men, women, boys, girls, not known."""
        return [(HARM_WORDS[harm], [self[f"{harm}_{group}"] for group in GROUPS]) for harm in HARMS]

    def has_parts(self) -> bool:
        """Whether the table by group should stand open."""
        fields = [self[f"{harm}_{group}"] for harm in HARMS for group in GROUPS]
        return any(field.value() not in (None, "") or field.errors for field in fields)


def _people_count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_PEOPLE,
        widget=forms.NumberInput(attrs=COUNT),
    )


class AdoptRangeForm(TokenForm):
    """The range this incident stands for, with the reason and the claims it rests on."""

    adopted_killed_min = _people_count(_("Killed, at least"))
    adopted_killed_max = _people_count(_("Killed, at most"))
    adopted_injured_min = _people_count(_("Injured, at least"))
    adopted_injured_max = _people_count(_("Injured, at most"))
    relied_claims = forms.ModelMultipleChoiceField(
        label=_("Claims it rests on"),
        queryset=CasualtyClaim.objects.none(),
        to_field_name="uid",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    adopted_rationale = forms.CharField(
        label=_("Why this range"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Which claims are trusted for which end, and why. Claims are never added together."),
        error_messages={"required": _("Say why this range is adopted.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, incident: Incident, claims: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        relied: Any = self.fields["relied_claims"]
        relied.queryset = claims
        if not claims.exists():
            del self.fields["relied_claims"]
        for name in ADOPTED_ENDS:
            self.fields[name].initial = getattr(incident, name)
        self.fields["adopted_rationale"].initial = incident.adopted_rationale
        self.fields["version"].initial = incident.version

    def table(self) -> list[tuple[Any, Any, Any]]:
        """Rows of the small table: kind of harm, at least, at most."""
        return [
            (HARM_WORDS[harm], self[f"adopted_{harm}_min"], self[f"adopted_{harm}_max"])
            for harm in ADOPTED_HARMS
        ]


class CharacteriseForm(TokenForm):
    """What the law calls an act, under which provision, at which standard, and why."""

    kind = LegalCharacterisation._meta.get_field("kind").formfield()
    provision = forms.ModelChoiceField(
        label=_("Provision"),
        queryset=LegalProvision.objects.none(),
        to_field_name="uid",
        required=False,
        empty_label=_("None named"),
    )
    standard = forms.ChoiceField(
        label=_("Standard of proof"),
        choices=ProofStandard.choices,
        initial=ProofStandard.ALLEGATION,
    )
    rationale = forms.CharField(
        label=_("Reasons"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The elements of the act, the context, and what speaks against it."),
        error_messages={"required": _("Give the reasons: a judgement without them is not recorded.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(self, "provision", LegalProvision.objects.active())


class LinkForm(TokenForm):
    """How this event stands to another one the person may see."""

    kind = forms.ChoiceField(label=_("This event is"), choices=IncidentLinkKind.choices)
    other = forms.ModelChoiceField(
        label=_("Other event"),
        queryset=Incident.objects.none(),
        to_field_name="uid",
        empty_label=_("Choose an event"),
        error_messages={"required": _("Choose the other event.")},
    )
    note = forms.CharField(
        label=_("Why"), required=False, max_length=REASON_MAX, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, incidents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_by_uid(
            self, "other", incidents, combo_url=reverse_lazy("incidents:suggest"), label=_label_of_incident
        )


def _label_of_incident(incident: Incident) -> str:
    """An event in a list of choices: its case tells two of the same title apart."""
    return f"{incident.case.reference} · {incident.title} · {incident.when.words()}"
