"""Links to the history of a record, and the few words its pages need."""

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.audit.rules import audited_models
from casework.cases.models import Case
from casework.core.context import ADMIN, COMMAND, IMPORT, WEB

register = template.Library()

_MOST_GROUPS = 6

_CHANNELS = {
    WEB: _("This site, in a browser"),
    ADMIN: _("Administration pages"),
    COMMAND: _("A command on the server"),
    IMPORT: _("An import"),
}


@register.simple_tag
def history_url(record: Any) -> str:
    """The address of a record's history; empty for what has none."""
    if isinstance(record, Case):
        return reverse("audit:case-history", args=[record.reference])
    name = record._meta.model_name
    if name not in audited_models():
        return ""
    return reverse("audit:record-history", args=[name, record.uid])


@register.filter
def channel_name(channel: str) -> Any:
    """Which door a change came in by."""
    return _CHANNELS.get(channel, channel)


@register.filter
def digest_words(digest: str) -> str:
    """A digest as people compare it: first and last groups of four."""
    groups = [digest[at : at + 4] for at in range(0, len(digest), 4)]
    return f"{' '.join(groups[:4])} … {' '.join(groups[-2:])}" if len(groups) > _MOST_GROUPS else digest
