"""What the head of a case page shows: its tabs and its steps of the recommendation.

Glue between the rooms (architecture.md §2.7): each room owns its tab, this file only lists them. A
tab whose address does not exist yet is left out, so that the head never shows a dead link.
"""

from typing import Any, NamedTuple

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


class Tab(NamedTuple):
    """One part of a case: its key, its word, and the name of its address."""

    key: str
    label: Any
    url_name: str


TABS = (
    Tab("summary", _("Summary"), "desk:case-overview"),
    Tab("incidents", _("Events"), "incidents:list"),
    Tab("evidence", _("Evidence"), "evidence:list"),
    Tab("people", _("People"), "people:list"),
    Tab("parties", _("Parties"), "parties:case-list"),
    Tab("investigations", _("Assessment"), "investigations:list"),
    Tab("ladder", _("Status"), "ladder:detail"),
    Tab("tasks", _("Tasks"), "tasks:case-list"),
    Tab("history", _("History"), "audit:case-history"),
    Tab("access", _("Access"), "cases:access"),
)


def case_header_context(context: template.Context, case: Any, tab: str) -> dict[str, Any]:
    """Everything `_case_head.html` needs; no query for what is not shown."""
    tabs = []
    for part in TABS:
        try:
            href = reverse(part.url_name, args=[case.reference])
        except NoReverseMatch:
            continue
        tabs.append({"label": part.label, "href": href, "current": part.key == tab, "n": None})
    return {"case": case, "tabs": tabs, "tab": tab, "request": context.get("request"), "user": context.get("user")}
