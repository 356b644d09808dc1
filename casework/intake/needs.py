"""What an allegation needs before it can be logged: the list beside the page (domain.md §4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Need:
    """One line of the list, with the field that fulfils it."""

    words: str | Promise
    met: bool
    field: str


def needs_of(data: Mapping[str, Any]) -> list[Need]:
    """The list, answered from what is typed so far; the form itself decides."""
    placed = any(data.get(name) for name in ("place", "place_text", "coordinates"))
    told = bool(data.get("narrative") or data.get("violations"))
    named = data.get("source_kind") not in (None, "", "published") or bool(data.get("outlet"))
    return [
        Need(_("A title"), bool(data.get("title")), "id_title"),
        Need(_("A date, as far as known"), bool(data.get("when")), "id_when"),
        Need(_("A place"), placed, "id_place"),
        Need(_("A violation or an account"), told, "id_narrative"),
        Need(_("The source of the report"), named, "id_source_kind"),
    ]
