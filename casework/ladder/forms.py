"""Shapes of input of the ladder room: what a mover must say, drawn from the transition table."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import CloseReason
from casework.cases.models import Case
from casework.core.choice_fields import choose_by_uid
from casework.core.forms import DayInput, ReasonForm, SeenForm, TokenForm
from casework.incidents.models import Incident
from casework.ladder.choices import LINKS_OF_OUTCOMES, Demand, DuplicateOutcome
from casework.ladder.table import Transition
from casework.publication.choices import WithdrawalReason


class CaseReferenceField(forms.CharField):
    """The code of a case the reader may see; a case out of sight is answered like one that does not exist."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 24)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"class": "input--m ref", "dir": "ltr", "autocomplete": "off"})
        )
        super().__init__(**kwargs)
        self.reader: Any = None

    def clean(self, value: Any) -> Case | None:
        code = super().clean(value).strip().upper()
        if not code:
            return None
        found = Case.objects.visible_to(self.reader).filter(reference=code).first()
        if found is None:
            raise ValidationError(_("There is no such case."))
        return found


class MoveForm(ReasonForm, SeenForm):
    """The reason, and what else this row of the table demands."""

    missing = forms.CharField(
        label=_("What is missing"),
        help_text=_("One thing a line: it becomes the list to look at again."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    review_on = forms.DateField(label=_("Look again on"), widget=DayInput)
    single_source = forms.CharField(
        label=_("Why a single source is enough"),
        help_text=_(
            "Asked because all verified evidence comes from one source, or its sources are not named."
        ),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    close_code = forms.ChoiceField(
        label=_("Reason code"), choices=CloseReason.choices, widget=forms.RadioSelect
    )
    kept_case = CaseReferenceField(
        label=_("Case that is kept"),
        required=False,
        help_text=_("For a duplicate or a merged case: its reference."),
    )

    withdrawal = forms.ChoiceField(
        label=_("Reason the public is told"),
        help_text=_("It stands where the findings stood. What you write below stays in the office."),
        choices=WithdrawalReason.choices,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, transition: Transition, reader: Any, single_source: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for demand in Demand:
            if demand not in transition.demands:
                del self.fields[demand]
        if Demand.SINGLE_SOURCE in self.fields and not single_source:
            del self.fields[Demand.SINGLE_SOURCE]
        if Demand.KEPT_CASE in self.fields:
            self.fields[Demand.KEPT_CASE].reader = reader  # type: ignore[attr-defined]
        reason = self.fields["reason"]
        reason.label = str(transition.asked) or reason.label
        reason.widget.attrs |= {"rows": 5, "minlength": transition.reason_length}
        self.order_fields(
            ["withdrawal", "close_code", "kept_case", "reason", "missing", "review_on", "single_source"]
        )


class DuplicateCheckForm(TokenForm):
    """What a search for other cases about the same event found."""

    outcome = forms.ChoiceField(
        label=_("What did you find"), choices=DuplicateOutcome.choices, widget=forms.RadioSelect
    )
    other = forms.ModelChoiceField(
        Incident.objects.none(),
        label=_("Event of the other case"),
        required=False,
        to_field_name="uid",
        help_text=_(
            "Only where you found one. The two events are linked, and only readers of both cases see the "
            "link. For several, record the search again."
        ),
    )
    event = forms.ModelChoiceField(
        Incident.objects.none(), label=_("Event of this case"), required=False, to_field_name="uid"
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=2000,
        help_text=_("Where you looked, which spellings you tried."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, case: Case, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Incident.objects.visible_to(reader).standing().select_related("case")
        choose_by_uid(
            self,
            "other",
            seen.exclude(case=case).order_by("-when_earliest", "-id"),
            combo_url=reverse_lazy("incidents:suggest"),
            empty=_("None found"),
            label=_event_words,
        )
        own = seen.filter(case=case).order_by("id")
        choose_by_uid(self, "event", own, empty=_("Choose an event"), label=lambda event: event.title)
        self.own = list(own[:2])
        if len(self.own) == 1:
            del self.fields["event"]

    def clean(self) -> dict[str, Any]:
        """The only event of the case is the one that is meant."""
        data = super().clean() or {}
        if len(self.own) == 1:
            data["event"] = self.own[0]
        found = data.get("outcome") in LINKS_OF_OUTCOMES
        if found and not data.get("other") and "other" not in self.errors:
            self.add_error("other", _("Choose the event of the other case."))
        if found and not data.get("event") and "event" in self.fields and "event" not in self.errors:
            self.add_error("event", _("Choose the event of this case."))
        return data


def _event_words(event: Incident) -> str:
    """An event in a list of choices: its case tells two of the same title apart."""
    return f"{event.case.reference} · {event.title} · {event.when.words()}"


class TransferForm(ReasonForm):
    """Where records go, and why."""

    to_case = CaseReferenceField(label=_("Case that receives it"))
    groups = [("", ["to_case", "reason"])]

    def __init__(self, *args: Any, reader: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_case"].reader = reader  # type: ignore[attr-defined]
