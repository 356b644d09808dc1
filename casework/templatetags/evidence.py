"""Words and marks of the evidence pages: `{% load evidence %}`."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casework.evidence.choices import CustodyKind, StepResult, VerificationState
from casework.evidence.models import CustodyEvent
from casework.evidence.queries import custodian_words, method_words
from casework.templatetags.ui import state, status_chip

register = template.Library()

# Kind and shape of each state: none is told by colour alone.
STATES = {
    VerificationState.UNVERIFIED: ("", "reported"),
    VerificationState.IN_VERIFICATION: ("active", "assess"),
    VerificationState.VERIFIED: ("done", "approved"),
    VerificationState.PARTLY: ("review", "part"),
    VerificationState.INCONCLUSIVE: ("", "unknown"),
    VerificationState.REFUTED: ("danger", "not"),
    VerificationState.INTEGRITY_FAILED: ("danger", "warn"),
    VerificationState.SUPERSEDED: ("", "closed"),
}
RESULTS = {
    StepResult.HOLDS: ("done", "ok"),
    StepResult.PARTLY: ("review", "part"),
    StepResult.OPEN: ("", "unknown"),
    StepResult.FAILS: ("danger", "not"),
}


@register.simple_tag
def verification_chip(value: str, decided_by: Any = None) -> SafeString:
    """The state of an item on a ground; with the second person named as such."""
    known = VerificationState(value)
    label: Any = known.label
    if decided_by is not None and known == VerificationState.VERIFIED:
        label = _("Verified by a second person")
    return status_chip(label, *STATES[known])


@register.simple_tag
def verification_state(value: str) -> SafeString:
    """The same in a table row, without a ground."""
    known = VerificationState(value)
    return state(known.label, *STATES[known])


@register.simple_tag
def step_result(value: str) -> SafeString:
    """What a step of verification showed."""
    known = StepResult(value)
    return state(known.label, *RESULTS[known])


@register.filter
def custodian(value: str) -> str:
    """Who holds an item, in the reader's language."""
    return custodian_words(value)


@register.simple_tag
def custody_words(event: CustodyEvent) -> SafeString:
    """From whom, to whom, where, why and how, as one short line."""
    parts = []
    giver, taker = custodian_words(event.from_custodian), custodian_words(event.to_custodian)
    if giver and taker:
        parts.append(_("From %(giver)s to %(taker)s.") % {"giver": giver, "taker": taker})
    elif giver or taker:
        parts.append((_("From %(name)s.") if giver else _("To %(name)s.")) % {"name": giver or taker})
    if event.copy_kind and event.kind != CustodyKind.REDACTED_COPY:
        parts.append(f"{event.get_copy_kind_display()}.")
    parts += [
        f"{text.rstrip('.')}." for text in (method_words(event.method), event.place, event.purpose) if text
    ]
    return format_html('<span dir="auto">{}</span>', " ".join(parts))
