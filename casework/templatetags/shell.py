"""The frame around every page: where one can go, and how many notices wait.

An entry that this person may not open is left out. Glue, so it may ask any room.
"""

import functools
from collections.abc import Callable
from typing import Any, NamedTuple

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.desk.review import count_of
from casework.tasks.queries import unread_count

register = template.Library()


class Entry(NamedTuple):
    """One place to go: word, symbol, address, and the right it takes to be let in."""

    label: Any
    icon: str
    url_name: str
    right: str = ""


MAIN = (
    Entry(_("Home"), "home", "desk:home"),
    Entry(_("Cases"), "cases", "desk:case-list", "cases.list"),
    Entry(_("Evidence"), "evidence", "evidence:all", "cases.list"),
    Entry(_("Parties"), "parties", "parties:list", "parties.view"),
    Entry(_("Review"), "review", "desk:review", "case.work"),
    Entry(_("Places"), "map", "places:list", "places.view"),
    Entry(_("Tasks"), "check", "tasks:list", "case.view"),
    Entry(_("Scorecard"), "scale", "insight:scorecard", "cases.list"),
    Entry(_("Reports"), "reports", "insight:reports", "cases.list"),
    Entry(_("Administration"), "key", "admin:index", "admin.site"),
)
QUICK = ("desk:home", "desk:case-list", "intake:log")
# What an entry counts, for those who are let in.
COUNTED: dict[str, Callable[[Any], int]] = {"desk:review": count_of}
ACCOUNT = (
    Entry(_("Your account"), "people", "accounts:profile"),
    Entry(_("Password"), "key", "account_change_password"),
    Entry(_("Second factor"), "lock", "mfa_index"),
    Entry(_("Where you are signed in"), "eye", "usersessions_list"),
)


_href = functools.cache(reverse)


def _entries(context: template.Context, wanted: tuple[Entry, ...]) -> list[dict[str, Any]]:
    request = context.get("request")
    path = getattr(request, "path", "")
    user = context.get("user")
    shown = []
    for entry in wanted:
        if entry.right and not (user and user.has_right(entry.right)):
            continue
        href = _href(entry.url_name)
        here = path == href if href == "/" else path.startswith(href)
        number = COUNTED[entry.url_name](user) if entry.url_name in COUNTED else 0
        shown.append({"label": entry.label, "icon": entry.icon, "href": href, "here": here, "n": number})
    return shown


def _main(context: template.Context) -> list[dict[str, Any]]:
    user = context.get("user")
    return _entries(context, MAIN) if getattr(user, "is_authenticated", False) else []


@register.inclusion_tag("components/_rail.html", takes_context=True)
def main_nav(context: template.Context) -> dict[str, Any]:
    """The rail beside every page."""
    return {"entries": _main(context), "shortcuts_url": _href("core:shortcuts")}


@register.inclusion_tag("components/_bottombar.html", takes_context=True)
def quick_nav(context: template.Context) -> dict[str, Any]:
    """Four places under the thumb, on a phone."""
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return {"entries": []}
    quick = {entry.url_name: entry for entry in MAIN}
    quick["intake:log"] = Entry(pgettext_lazy("allegation", "New"), "plus", "intake:log", "cases.create")
    last = "desk:review" if user.has_right("case.decide") else "tasks:list"
    return {"entries": _entries(context, tuple(quick[name] for name in (*QUICK, last)))}


@register.inclusion_tag("components/_menu_nav.html", takes_context=True)
def menu_nav(context: template.Context) -> dict[str, Any]:
    """On a phone the menu holds what the rail holds; everywhere it holds the person's own pages."""
    return {"entries": _main(context), "request": context.get("request")}


@register.simple_tag(takes_context=True)
def account_links(context: template.Context) -> list[dict[str, Any]]:
    """The pages of one's own account."""
    return _entries(context, ACCOUNT)


@register.inclusion_tag("components/_bell.html", takes_context=True)
def notice_bell(context: template.Context) -> dict[str, Any]:
    """The inbox with its number: one small query, and none where the bell is not shown."""
    user = context.get("user")
    if user is None or not user.has_right("case.view"):
        return {"href": ""}
    return {"href": _href("tasks:inbox"), "count": unread_count(user)}
