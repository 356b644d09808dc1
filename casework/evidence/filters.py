"""Filters of the evidence lists. Every field is bounded: a long or odd term is an answer, never an error."""

from collections.abc import Callable
from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.core.lists import Choices, ListFilter, OneOf, Sorts, TextFilter

from .choices import EvidenceKind, VerificationState
from .queries import has_open_gap, intact_recently

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

ITEM_SORTS: Final[Sorts] = {
    "ref": ("reference",),
    "title": ("title",),
    "kind": ("kind",),
    "made": (F("when_earliest"),),
    "state": ("verification_state",),
    "added": ("created_at",),
}
ITEM_SORT_WORDS: Final[Choices] = [
    ("-added", _("Newest first")),
    ("added", _("Oldest first")),
    ("made", _("Earliest material first")),
    ("-made", _("Latest material first")),
    ("title", _("Title")),
    ("kind", _("Kind")),
    ("state", _("Verification")),
]


class ItemFilter(ListFilter):
    """Text, kind, verification, level, and what is shown besides the standing items."""

    q = TextFilter(method="with_text")
    kind = OneOf(label=_("Kind"), everything=_("Any kind"), choices=EvidenceKind.choices)
    verification_state = OneOf(
        label=_("Verification"), everything=_("Any verification"), choices=VerificationState.choices
    )
    confidentiality = OneOf(
        label=_("Who may see it"), everything=_("Any level"), choices=Confidentiality.choices
    )
    show = OneOf(
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

    @property
    def qs(self) -> QuerySet:
        """Withdrawn items come only when asked for."""
        rows = super().qs
        asked = self.form.cleaned_data.get("show") if self.form.is_valid() else ""
        return rows if asked == "withdrawn" else rows.filter(withdrawn_at__isnull=True)

    def with_text(self, rows: QuerySet, name: str, term: str) -> QuerySet:
        """Reference, title, description, file name, address: any of them holds the term."""
        found = Q(reference__iexact=term)
        for column in ("title", "description", "original_name", "web_address"):
            found |= Q(**{f"{column}__icontains": term})
        return rows.filter(found | Q(sha256=term.lower()))

    def of_standing(self, rows: QuerySet, name: str, chosen: str) -> QuerySet:
        """The extra choices under one roof."""
        return rows.filter(_SHOWN[chosen]()) if chosen in _SHOWN else rows
