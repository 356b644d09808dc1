"""What may be asked of the public list: each box is read, bounded and answered in words when it is odd."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from casework.core.dates import parse

LONGEST = 100


class FindingFilter(forms.Form):
    """Words, a period, a violation, a group of parties, a place, disputed or not."""

    q = forms.CharField(label=_("Word, place or reference"), max_length=LONGEST, required=False)
    since = forms.CharField(label=_("From (month, year)"), max_length=LONGEST, required=False)
    until = forms.CharField(label=_("To (month, year)"), max_length=LONGEST, required=False)
    violation = forms.CharField(label=_("Violation"), max_length=12, required=False)
    party = forms.CharField(max_length=40, required=False)
    place = forms.CharField(max_length=200, required=False)
    disputed = forms.CharField(max_length=1, required=False)

    def clean_since(self) -> dt.date | None:
        """The first day of what was typed."""
        return self._day("since", "earliest")

    def clean_until(self) -> dt.date | None:
        """The last day of what was typed."""
        return self._day("until", "latest")

    def _day(self, name: str, end: str) -> dt.date | None:
        text = self.cleaned_data.get(name, "")
        if not text:
            return None
        try:
            day = getattr(parse(text), end)
        except ValueError:
            day = None
        if day is None:
            raise ValidationError(_("Write a month and a year, such as “Oct 2016”."))
        return day

    def asked(self) -> dict[str, Any]:
        """What the list is narrowed by; a box that could not be read narrows nothing."""
        data = self.cleaned_data
        return {
            "group": data.get("party", ""),
            "violation": data.get("violation", ""),
            "place": data.get("place", ""),
            "disputed": data.get("disputed") == "1",
            "typed": data.get("q", ""),
            "earliest": data.get("since"),
            "latest": data.get("until"),
        }
