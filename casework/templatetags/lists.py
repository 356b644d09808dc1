"""Heads, pages and filters of lists: `{% load lists %}`."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casework.core.lists import HANDFUL, Listing
from casework.templatetags.ui import icon

register = template.Library()


@register.simple_tag(takes_context=True)
def sort_head(context: template.Context, label: str, key: str, listed: Listing | str) -> SafeString:
    """The head of a column that sorts: up, then down; the rest of the address stays.

    `listed` is the list, or the sort in force where the page has one list and that is no Listing. A table
    that stands on a page of other things has neither, and plain heads.
    """
    if not listed:
        return format_html('<th role="columnheader" scope="col">{}</th>', label)
    sort, param, page = listed, "sort", "page"
    if isinstance(listed, Listing):
        sort, param, page = listed.sort, listed.sort_param, listed.page_param
    here, down = str(sort).removeprefix("-") == key, sort == f"-{key}"
    query = context["request"].GET.copy()
    query[param] = f"-{key}" if here and not down else key
    query.pop(page, None)
    mark = format_html(' aria-sort="{}"', "descending" if down else "ascending") if here else ""
    arrow = icon("down", "icon--s" if down else "icon--s icon--up") if here else ""
    return format_html(
        '<th role="columnheader" scope="col"{}><a href="?{}" title="{}">{}{}</a></th>',
        mark,
        query.urlencode(),
        _("Sort by this column"),
        label,
        arrow,
    )


@register.filter
def is_handful(number: int) -> bool:
    """Whether as many rows are seen at a glance, so that nobody needs to be told how many there are."""
    return number <= HANDFUL


@register.simple_tag(takes_context=True)
def page_url(context: template.Context, number: int, param: str = "") -> str:
    """The address of another page of a list; `param` where the page has several lists."""
    query: Any = context["request"].GET.copy()
    query[param or "page"] = number
    return f"?{query.urlencode()}"
