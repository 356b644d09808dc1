"""The question asked of all figures: when, where, what."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from casework.core.forms import DayInput
from casework.incidents.models import ViolationType
from casework.parties.models import Party
from casework.places.models import Place
from casework.places.queries import places_like, places_within

from .choices import GAPS, Decided, Decision, Rung

LONGEST = 100


def _deciders() -> list[tuple[str, Any]]:
    """Everybody who works on cases: people who are gone keep their decisions."""
    people = User.objects.exclude(role=Role.ADMIN).order_by("name", "email")
    found = [(str(uid), name or email) for uid, name, email in people.values_list("uid", "name", "email")]
    return [("", _("Anybody")), *found]


class DecisionForm(forms.Form):
    """Which of the decisions are shown: by whom, of what, and how."""

    person = forms.ChoiceField(label=_("Decided by"), required=False, choices=_deciders)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any kind")), *Decided.choices])
    outcome = forms.ChoiceField(
        label=_("Decision"), required=False, choices=[("", _("Any decision")), *Decision.choices]
    )

    def asked(self) -> dict[str, Any]:
        """What was asked for and understood; the rest is passed over."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class QuestionForm(forms.Form):
    """Period, place and kind of violation; everything may be left open. It is sent by GET."""

    since = forms.DateField(label=_("From"), required=False, widget=DayInput)
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput)
    place = forms.CharField(
        label=_("Place"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto"}),
    )
    violation = forms.ChoiceField(label=_("Violation"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.types = list(ViolationType.objects.select_related("parent").order_by("code"))
        self.fields["violation"].choices = [  # type: ignore[attr-defined]
            ("", _("Any violation")),
            *((kind.code, f"{kind.code} {kind.name}") for kind in self.types),
        ]

    def clean_place(self) -> str:
        """What a database refuses is left out."""
        return str(self.cleaned_data["place"]).replace("\x00", "").strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and since > until:
            raise ValidationError({"until": _("The end is before the beginning.")})
        return data

    def asked(self) -> dict[str, Any]:
        """The question for the counts: days, primary keys of places, primary keys of kinds."""
        data = self.cleaned_data if self.is_valid() else {}
        since: dt.date | None = data.get("since")
        return {
            "since": since,
            "until": data.get("until"),
            "places": _places(data["place"]) if data.get("place") else None,
            "types": [
                kind.pk
                for kind in self.types
                if data.get("violation")
                and data["violation"] in (kind.code, kind.parent.code if kind.parent else "")
            ],
        }

    @property
    def query(self) -> str:
        """The same question as it stands in an address."""
        data = self.cleaned_data if self.is_valid() else {}
        named = {name: value for name in self.fields if (value := data.get(name))}
        return urlencode(named)

    @property
    def question(self) -> list[str]:
        """The fields that a reader fills in; the others say which figure was opened."""
        return list(QuestionForm.base_fields)

    @property
    def figure(self) -> str:
        """The figure alone, without the question, as it stands in an address."""
        data = self.cleaned_data if self.is_valid() else {}
        return urlencode({name: data[name] for name in data if name not in self.question and data[name]})

    @property
    def chips(self) -> list[dict[str, Any]]:
        """What is asked, in words."""
        data = self.cleaned_data if self.is_valid() else {}
        return [
            {"label": field.label, "value": data[name]}
            for name, field in QuestionForm.base_fields.items()
            if data.get(name)
        ]


def _places(typed: str) -> set[int]:
    """Places of that name and all within them; a name nobody knows finds nothing."""
    exact = list(Place.objects.filter(Q(name_en__iexact=typed) | Q(name_ar=typed))[:5])
    found: set[int] = set()
    for place in exact or list(places_like(typed, 5)):
        found.update(places_within(place).values_list("pk", flat=True))
    return found


class AllegationForm(QuestionForm):
    """The same question, and which figure is opened: rung or gap, and the party."""

    rung = forms.ChoiceField(label=_("Rung"), required=False, choices=Rung.choices)
    gap = forms.ChoiceField(
        label=_("Gap"), required=False, choices=[("", "—"), *((key, gap[2]) for key, gap in GAPS.items())]
    )
    party = forms.CharField(required=False, max_length=40)
    branch = forms.CharField(required=False, max_length=40)

    def clean_party(self) -> str:
        """A known code, or nobody."""
        return self._code("party", also=("none",))

    def clean_branch(self) -> str:
        """A known code."""
        return self._code("branch")

    def _code(self, name: str, also: tuple[str, ...] = ()) -> str:
        code = str(self.cleaned_data[name]).replace("\x00", "")
        if not code or code in also or Party.objects.filter(code=code).exists():
            return code
        raise ValidationError(_("There is no such party."))
