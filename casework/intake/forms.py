"""The one page on which an allegation comes in: typed text, parsed and checked; nothing is written here."""

import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core import clock
from casework.core.coordinates import CoordinatesField
from casework.core.dates import Precision
from casework.core.forms import TokenForm
from casework.core.whens import UncertainDateField
from casework.incidents.models import ViolationType
from casework.incidents.models.ranges import MOST_PEOPLE
from casework.intake.allegations import Access, Allegation, AllegedParty, SaidBy, Where
from casework.intake.queries import joinable_cases, keepers_for
from casework.parties.choices import AttributionRole
from casework.parties.models import Party
from casework.people.choices import Connection
from casework.people.models import Source
from casework.places.choices import PlacePrecision
from casework.places.models import Place
from casework.places.queries import active_places

PUBLISHED = "published"
NEW_CASE, JOIN_CASE = "new", "join"
PARTY_LINES = 6
COUNTS = ("killed_min", "killed_max", "injured_min", "injured_max")
GROUPS = ("killed_women", "killed_men", "killed_girls", "killed_boys")
COUNT_LABELS = {
    "killed_min": _("Killed, at least"),
    "killed_max": _("Killed, at most"),
    "injured_min": _("Injured, at least"),
    "injured_max": _("Injured, at most"),
    "killed_women": _("Women killed"),
    "killed_men": _("Men killed"),
    "killed_girls": _("Girls killed"),
    "killed_boys": _("Boys killed"),
}


def _count(label: Any) -> forms.IntegerField:
    widget = forms.TextInput(attrs={"class": "input--s", "inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_PEOPLE, widget=widget)


class AllegationForm(TokenForm):
    """Everything on the page but the lines of parties, which repeat."""

    draft = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label=_("Short title"), max_length=200, help_text=_("No names of people. It is seen in lists.")
    )
    narrative = forms.CharField(
        label=pgettext_lazy("of what happened", "Account"),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    when = UncertainDateField(label=_("When"))
    place = forms.ModelChoiceField(
        Place.objects.none(),
        label=_("Where"),
        required=False,
        to_field_name="uid",
        empty_label=_("Choose a place"),
        help_text=_("Any spelling, Arabic or Latin."),
        widget=forms.Select(attrs={"data-combo-url": reverse_lazy("places:suggest")}),
    )
    place_text = forms.CharField(
        label=_("A place that is not listed"),
        required=False,
        max_length=300,
        help_text=_("In the words of the source: “house behind al-Rahma hospital”."),
    )
    coordinates = CoordinatesField()
    place_precision = forms.ChoiceField(
        label=_("How exactly is the place known?"),
        required=False,
        choices=[("", _("As exact as the place I chose")), *PlacePrecision.choices],
        widget=forms.Select(attrs={"class": "input--m"}),
    )
    violations = forms.ModelMultipleChoiceField(
        ViolationType.objects.none(),
        label=_("Violations"),
        required=False,
        to_field_name="uid",
        widget=forms.SelectMultiple(
            attrs={
                "data-combo-url": reverse_lazy("incidents:type-suggest"),
                "data-combo-placeholder": _("Add by word or code"),
                "size": 8,
            }
        ),
    )
    source_kind = forms.ChoiceField(label=_("Source of the report"))
    outlet = forms.CharField(
        label=_("Which organisation or outlet"),
        required=False,
        max_length=300,
        widget=forms.TextInput(
            attrs={"data-combo-url": reverse_lazy("intake:outlets"), "autocomplete": "off"}
        ),
    )
    source_code = forms.CharField(
        label=_("Code of the person, if on record"),
        required=False,
        max_length=24,
        help_text=_("Leave it empty and a new code is given. Never write a name."),
        widget=forms.TextInput(attrs={"class": "input--m ref", "dir": "ltr", "autocomplete": "off"}),
    )
    found_at = forms.CharField(label=_("Where it can be found"), required=False, max_length=500)
    files_level = forms.ChoiceField(
        label=_("Who may see these files"), choices=Confidentiality.choices, required=False
    )
    files_graphic = forms.BooleanField(
        label=_("They show something graphic"),
        help_text=_("Hidden until somebody chooses to look."),
        required=False,
    )
    case_choice = forms.ChoiceField(
        label=_("Case"), choices=[(NEW_CASE, _("Open a new case"))], widget=forms.RadioSelect, required=False
    )
    case = forms.ModelChoiceField(
        Case.objects.none(),
        label=_("Which case"),
        required=False,
        to_field_name="reference",
        empty_label=_("Choose a case"),
    )
    level = forms.ChoiceField(
        label=_("Who may see the new case"),
        choices=Confidentiality.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    sealed_with = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who keeps the sealed case with you"),
        required=False,
        to_field_name="uid",
        empty_label=_("Choose a person"),
        help_text=_("A sealed case has two members at least, one of them a supervisor."),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        fields: dict[str, Any] = self.fields
        fields["draft"].initial = uuid.uuid4
        fields["place"].queryset = active_places()
        fields["violations"].queryset = ViolationType.objects.active().filter(parent__isnull=False)
        fields["source_kind"].choices = _source_kinds()
        fields["source_kind"].initial = PUBLISHED
        fields["files_level"].initial = fields["level"].initial = Confidentiality.RESTRICTED
        fields["level"].choice_hints = _level_hints()
        self._offer_cases(joinable_cases(user))
        fields["sealed_with"].queryset = keepers_for(user)
        for name, label in COUNT_LABELS.items():
            fields[name] = _count(label)
        for name in (
            "narrative",
            "place",
            "violations",
            "outlet",
            "case",
            "level",
            "sealed_with",
            "case_choice",
        ):
            fields[name].silent_optional = True  # whether it is needed depends on the rest of the page
        fields["title"].error_messages["required"] = _("Write a short title.")
        fields["when"].error_messages["required"] = _("Write when it happened, as far as it is known.")

    def _offer_cases(self, cases: QuerySet[Case]) -> None:
        """Joining is offered to whoever works in a case."""
        fields: dict[str, Any] = self.fields
        fields["case_choice"].initial = NEW_CASE
        fields["case"].queryset = cases
        fields["case"].label_from_instance = lambda case: f"{case.reference} {case.title}"
        if cases.exists():
            fields["case_choice"].choices = [
                (NEW_CASE, _("Open a new case")),
                (JOIN_CASE, _("Add it to a case of mine")),
            ]

    def clean_when(self) -> Any:
        """A window, however wide, that has begun: the report is about something that happened."""
        when = self.cleaned_data["when"]
        if when is not None and when.precision == Precision.UNKNOWN:
            raise ValidationError(_("Give a day or a period, however wide: “2016 to 2017”, “before 2018”."))
        if when is not None and when.earliest is not None and when.earliest > clock.today():
            raise ValidationError(_("This lies in the future."))
        return when

    def clean(self) -> dict[str, Any]:
        """What belongs together: a place in some form, an act or an account, a source that can be named."""
        data = super().clean() or self.cleaned_data
        self._clean_where(data)
        if not data.get("narrative") and not data.get("violations"):
            self.add_error("narrative", _("Write what happened, or name a violation."))
        self._clean_source(data)
        self._clean_case(data)
        for harm in ("killed", "injured"):
            low, high = data.get(f"{harm}_min"), data.get(f"{harm}_max")
            if low is not None and high is not None and low > high:
                self.add_error(f"{harm}_max", _("“At most” is below “at least”."))
        return data

    def _clean_where(self, data: dict[str, Any]) -> None:
        if not any(data.get(name) or name in self.errors for name in ("place", "place_text", "coordinates")):
            self.add_error("place", _("Choose a place, describe one, or give coordinates."))

    def _clean_source(self, data: dict[str, Any]) -> None:
        if data.get("source_kind") == PUBLISHED:
            if not data.get("outlet"):
                self.add_error("outlet", _("Name the organisation or outlet."))
            return
        code = (data.get("source_code") or "").strip().upper()
        if not code:
            return
        cases = Source.objects.visible_to(self.user).standing()
        case = data.get("case") if data.get("case_choice") == JOIN_CASE else None
        data["source"] = cases.filter(reference=code, case=case).first() if case else None
        if data["source"] is None:
            self.add_error("source_code", _("No person of the chosen case has this code."))

    def _clean_case(self, data: dict[str, Any]) -> None:
        if data.get("case_choice") == JOIN_CASE and not data.get("case") and "case" not in self.errors:
            self.add_error("case", _("Choose the case it belongs to."))
        sealed = (
            data.get("case_choice") != JOIN_CASE and data.get("level") == Confidentiality.HIGHLY_RESTRICTED
        )
        if sealed and not data.get("sealed_with") and "sealed_with" not in self.errors:
            self.add_error("sealed_with", _("Choose who keeps the sealed case with you."))

    def allegation(self, parties: list[AllegedParty]) -> Allegation:
        """The cleaned page as plain values for the action."""
        data = self.cleaned_data
        place = data.get("place")
        north, east = data.get("coordinates") or (None, None)
        precision = data.get("place_precision") or (place.precision if place else PlacePrecision.UNKNOWN)
        published = data["source_kind"] == PUBLISHED
        return Allegation(
            title=data["title"],
            narrative=data.get("narrative", ""),
            when=data["when"],
            where=Where(place, data.get("place_text", ""), precision, north, east),
            said_by=SaidBy(
                source=data.get("source"),
                outlet=data["outlet"] if published else "",
                connection=Connection.UNKNOWN if published else data["source_kind"],
                found_at=data.get("found_at", ""),
            ),
            access=Access(
                case=data["case"] if data.get("case_choice") == JOIN_CASE else None,
                level=data.get("level") or Confidentiality.RESTRICTED,
                sealed_with=data.get("sealed_with"),
                files_level=data.get("files_level") or Confidentiality.RESTRICTED,
                files_graphic=data.get("files_graphic", False),
            ),
            violations=list(data.get("violations") or []),
            parties=parties,
            casualties={name: data.get(name) for name in (*COUNTS, *GROUPS) if data.get(name) is not None},
        )


def _source_kinds() -> list[Any]:
    people = [(value, label) for value, label in Connection.choices if value != Connection.UNKNOWN]
    return [
        (PUBLISHED, _("Published report or statement")),
        (
            _("Told by a person, known by a code only"),
            [*people, (Connection.UNKNOWN, _("A person, connection not known"))],
        ),
    ]


def _level_hints() -> dict[str, Any]:
    return {
        Confidentiality.INTERNAL: _("Everyone in the organisation reads; members work on it."),
        Confidentiality.RESTRICTED: _("Members of the case, and supervisors."),
        Confidentiality.HIGHLY_RESTRICTED: _("Members only; supervisors too must be members."),
    }


class PartyLine(forms.Form):
    """One alleged party and its role; an empty line is no line."""

    party = forms.ModelChoiceField(
        Party.objects.none(),
        label=_("Party"),
        required=False,
        to_field_name="uid",
        empty_label=_("No party"),
        widget=forms.Select(attrs={"data-combo-url": reverse_lazy("parties:suggest")}),
    )
    role = forms.ChoiceField(
        label=_("Alleged role"),
        required=False,
        choices=AttributionRole.choices,
        initial=AttributionRole.SUSPECTED,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].queryset = Party.objects.active()  # type: ignore[attr-defined]


class PartyLines:
    """The lines of alleged parties: a fixed number of forms; a script folds those not needed yet."""

    def __init__(self, data: Any = None) -> None:
        self.lines = [PartyLine(data, prefix=f"party{number}") for number in range(1, PARTY_LINES + 1)]

    def is_valid(self) -> bool:
        """Whether each line stands for a party in use and a role on the list."""
        return not [line for line in self.lines if not line.is_valid()]

    def add_errors_of(self, form: AllegationForm) -> list[AllegedParty]:
        """The filled lines; one that repeats another, or stands without a violation, is told to its form."""
        found: list[AllegedParty] = []
        for line in self.lines:
            party = line.cleaned_data.get("party") if line.is_valid() else None
            if party is None:
                continue
            alleged = AllegedParty(party, line.cleaned_data.get("role") or AttributionRole.SUSPECTED)
            if alleged in found:
                line.add_error("party", _("This party stands here twice in the same role."))
            found.append(alleged)
        if found and "violations" in form.cleaned_data and not form.cleaned_data["violations"]:
            form.add_error("violations", _("Name the violation these parties are linked to."))
        return found
