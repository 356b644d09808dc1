"""Filters of the evidence lists. Every field is bounded: a long or odd term is an answer, never an error."""

from collections.abc import Callable
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality

from .choices import EvidenceKind, VerificationState
from .models import EvidenceItem
from .queries import has_open_gap, intact_recently

LONGEST_TERM = 200


# What each choice of "Show" asks of an item; conditions with a moment in them are made when they are asked.
_SHOWN: dict[str, Callable[[], Q]] = {
    "graphic": lambda: Q(graphic=True),
    "file": lambda: ~Q(sha256=""),
    "capture": lambda: (
        Q(captured_at__isnull=False) | Q(capture_status__isnull=False) | ~Q(capture_headers="")
    ),
    "located": lambda: Q(latitude__isnull=False),
    "gap": has_open_gap,
    "unchecked": lambda: ~Q(sha256="") & ~intact_recently(),
    "withdrawn": lambda: Q(withdrawn_at__isnull=False),
}


class _Choice(django_filters.ChoiceFilter):
    """One of a closed list, or all of it."""

    def __init__(self, *, everything: Any, **kwargs: Any) -> None:
        super().__init__(empty_label=everything, **kwargs)


class ItemFilter(django_filters.FilterSet):
    """Text, kind, verification, level, and what is shown besides the standing items."""

    q = django_filters.CharFilter(
        label=_("Text"),
        method="with_text",
        max_length=LONGEST_TERM,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = _Choice(label=_("Kind"), everything=_("Any kind"), choices=EvidenceKind.choices)
    verification_state = _Choice(
        label=_("Verification"), everything=_("Any verification"), choices=VerificationState.choices
    )
    confidentiality = _Choice(
        label=_("Who may see it"), everything=_("Any level"), choices=Confidentiality.choices
    )
    show = _Choice(
        label=_("Show"),
        everything=_("All that stand"),
        method="of_standing",
        choices=[
            ("graphic", _("Graphic")),
            ("file", _("With a file")),
            ("capture", _("With a web capture")),
            ("located", _("With coordinates")),
            ("gap", _("With an open gap in custody")),
            ("unchecked", _("File altered, missing or not checked lately")),
            ("withdrawn", _("Withdrawn")),
        ],
    )

    class Meta:
        model = EvidenceItem
        fields: list[str] = []

    def __init__(
        self, data: Any = None, queryset: Any = None, *, request: HttpRequest | None = None, **kw: Any
    ) -> None:
        super().__init__(data, queryset, request=request, **kw)

    @property
    def qs(self) -> QuerySet:
        """Withdrawn items come only when asked for."""
        rows = super().qs
        asked = self.form.cleaned_data.get("show") if self.form.is_valid() else ""
        return rows if asked == "withdrawn" else rows.filter(withdrawn_at__isnull=True)

    def with_text(self, rows: QuerySet, name: str, term: str) -> QuerySet:
        """Reference, title, description, file name, address: any of them holds the term."""
        term = term.replace("\x00", "").strip()
        if not term:
            return rows
        found = Q(reference__iexact=term)
        for column in ("title", "description", "original_name", "web_address"):
            found |= Q(**{f"{column}__icontains": term})
        return rows.filter(found | Q(sha256=term.lower()))

    def of_standing(self, rows: QuerySet, name: str, chosen: str) -> QuerySet:
        """The extra choices under one roof."""
        return rows.filter(_SHOWN[chosen]()) if chosen in _SHOWN else rows

    def chips(self) -> list[dict[str, str]]:
        """The filters in force, each with the address that takes it off."""
        if not self.form.is_valid() or self.request is None:
            return []
        chips = []
        for name, value in self.form.cleaned_data.items():
            if not value:
                continue
            rest = self.request.GET.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            field = self.form.fields[name]
            words = dict(getattr(field, "choices", [])).get(value, value)
            chips.append({"label": field.label, "value": words, "remove_url": f"?{rest.urlencode()}"})
        return chips
