"""Uncertain dates in the database and in forms; the value itself lives in dates.py."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from casework.core.dates import LONGEST_TEXT, Precision, UncertainDate, parse
from casework.core.forms import RecordForm


def overlap_q(earliest: date | None, latest: date | None, prefix: str = "") -> Q:
    """Rows that may lie in the period; rows without any date never match a period that is asked for."""
    found = Q()
    if earliest is not None:
        found &= Q(**{f"{prefix}when_latest__gte": earliest}) | Q(
            **{f"{prefix}when_latest__isnull": True, f"{prefix}when_earliest__isnull": False}
        )
    if latest is not None:
        found &= Q(**{f"{prefix}when_earliest__lte": latest}) | Q(
            **{f"{prefix}when_earliest__isnull": True, f"{prefix}when_latest__isnull": False}
        )
    return found


def when_constraint(name: str) -> models.CheckConstraint:
    """The window never runs backwards and its precision is known. For Meta.constraints of the model."""
    return models.CheckConstraint(
        name=f"{name}_when_order",
        condition=(
            Q(when_earliest__isnull=True)
            | Q(when_latest__isnull=True)
            | Q(when_earliest__lte=F("when_latest"))
        )
        & Q(when_precision__in=Precision.values),
    )


class WhenMixin(models.Model):
    """Columns of one uncertain date: the words of the source, and what was understood."""

    when_text = models.CharField(_("when, as given"), max_length=LONGEST_TEXT, blank=True, default="")
    when_earliest = models.DateField(_("earliest day"), null=True, blank=True)
    when_latest = models.DateField(_("latest day"), null=True, blank=True)
    when_precision = models.CharField(
        _("date known to"), max_length=8, choices=Precision.choices, default=Precision.UNKNOWN
    )
    when_circa = models.BooleanField(_("date is approximate"), default=False)
    when_time = models.TimeField(_("local time"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def when(self) -> UncertainDate:
        return UncertainDate(
            earliest=self.when_earliest,
            latest=self.when_latest,
            precision=self.when_precision,
            circa=self.when_circa,
            time=self.when_time,
            text=self.when_text,
        )

    @when.setter
    def when(self, value: UncertainDate | None) -> None:
        value = value or UncertainDate()
        self.when_text = value.text
        self.when_earliest = value.earliest
        self.when_latest = value.latest
        self.when_precision = value.precision
        self.when_circa = value.circa
        self.when_time = value.time


class UncertainDateInput(forms.TextInput):
    """A plain text box; when.js shows under it what the server understood (data-when-url)."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        base = {
            "class": "input--m",
            "autocomplete": "off",
            "dir": "auto",
            "data-when-url": reverse_lazy("core:when"),
        }
        super().__init__({**base, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, UncertainDate):
            return value.text or (value.words() if value.is_known else "")
        return super().format_value(value)


class UncertainDateField(forms.CharField):
    """One box for a date as people write it; cleaned to an UncertainDate, or None when left empty."""

    widget = UncertainDateInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT)
        kwargs.setdefault("help_text", _("Write it as you know it: “17 Oct 2016”, “mid-March 2017”, “2016?”"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> UncertainDate | None:
        if isinstance(value, UncertainDate):
            return value
        text = super().clean(value)
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as error:
            raise ValidationError(str(error), code="date") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = initial.text if isinstance(initial, UncertainDate) else initial
        return (before or "") != (data or "").strip()


class WhenForm(RecordForm):
    """The form of a record with one box for its uncertain date."""

    when = UncertainDateField(label=_("When"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.when.is_known or self.instance.when_text:
            self.initial["when"] = self.instance.when

    def clean(self) -> dict[str, Any]:
        """Put the date on the record, so that the rules see it."""
        data = super().clean() or self.cleaned_data
        if "when" in data:
            self.instance.when = data["when"]
        return data
