"""Pieces of the ladder that several pages show: the list of guards, with a way to where each is put right."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from casework.cases.access import may
from casework.cases.models import Case
from casework.ladder.models import StageChange
from casework.ladder.rules import GuardAnswer, may_move
from casework.ladder.table import BY_KEY

register = template.Library()

WHERE = {
    "access": ("cases:access", gettext_lazy("Open Access")),
    "evidence": ("evidence:list", gettext_lazy("Open Evidence")),
    "incidents": ("incidents:list", gettext_lazy("Open Events")),
    "parties": ("parties:case-list", gettext_lazy("Open Parties")),
    "investigations": ("investigations:list", gettext_lazy("Open Assessment")),
    "ladder": ("ladder:duplicate-check", gettext_lazy("Record a search")),
    "investigation": ("investigations:investigation-list", gettext_lazy("Open Investigation")),
    "findings": ("investigations:findings", gettext_lazy("Open Findings")),
    "risk": ("people:list", gettext_lazy("Open People")),
    "people": ("people:list", gettext_lazy("Open People")),
    "public": ("publication:case", gettext_lazy("Open Public")),
    "redress": ("redress:case-list", gettext_lazy("Open Redress")),
}


@register.simple_tag
def guard_link(answer: GuardAnswer, case: Case) -> SafeString | str:
    """The place where an unmet guard is put right."""
    name, words = WHERE.get(answer.guard.where, ("", ""))
    return format_html(' <a href="{}">{}</a>', reverse(name, args=[case.reference]), words) if name else ""


@register.inclusion_tag("casework/ladder/_guards.html", takes_context=True)
def guard_list(context: template.Context, answers: Iterable[GuardAnswer], case: Case) -> dict[str, Any]:
    """What must hold before a move: shape, sentence, and for those who may, where to put it right."""
    return {"answers": answers, "case": case, "may_work": may(context.get("user"), "case.work", case)}


@register.inclusion_tag("casework/ladder/_move_button.html", takes_context=True)
def move_button(context: template.Context, case: Case, key: str, primary: bool = False) -> dict[str, Any]:
    """A move as a button: open, or closed with the sentence of what stands against it."""
    move = BY_KEY[key]
    verdict = may_move(move, context["user"], case)
    return {"case": case, "key": key, "act": move.act, "verdict": verdict, "primary": primary}


@register.simple_tag
def kept_case(change: StageChange, user: Any) -> SafeString | str:
    """The case that is kept, for a reader who may see it."""
    kept = Case.objects.visible_to(user).filter(pk__in=[change.kept_case_id]).first()
    if kept is None:
        return ""
    return format_html(
        '<a href="{}"><bdi class="ref" dir="ltr">{}</bdi></a>', kept.get_absolute_url(), kept.reference
    )
