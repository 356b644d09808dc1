"""Words and addresses of the public pages. Nothing here knows a request or a user."""

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.core.named import in_language, reads_arabic
from casework.publication.choices import WithdrawalReason
from casework.redress.choices import RedressState

register = template.Library()


@register.filter
def withdrawal_words(reason: str) -> str:
    """The reason in a few words."""
    return str(WithdrawalReason(reason).label)


@register.filter
def why_withdrawn(reason: str) -> str:
    """The reason as a reader should understand it; nothing about anybody."""
    sentences = {
        WithdrawalReason.CONSENT: _(
            "A person who had agreed to its publication no longer agrees. Their safety and their wish come "
            "before the completeness of this site."
        ),
        WithdrawalReason.SAFETY: _(
            "It could put somebody at risk. Their safety comes before the completeness of this site."
        ),
        WithdrawalReason.ERROR: _("It held an error that could not be corrected in place."),
        WithdrawalReason.REOPENED: _("The investigation was opened again, and its result may change."),
    }
    return sentences[WithdrawalReason(reason)]


@register.filter
def redress_means(state: str) -> str:
    """What became of compensation, as somebody who waits for it should read it."""
    sentences = {
        RedressState.UNKNOWN: _("We do not know whether compensation was asked for or paid."),
        RedressState.NONE_KNOWN: _("We looked and know of no compensation or other reparation."),
        RedressState.SOUGHT: _("Compensation or other reparation was asked for and has not been granted."),
        RedressState.PARTLY: _("Compensation or other reparation was granted in part, as we could confirm."),
        RedressState.GRANTED: _("Compensation or other reparation was granted, as we could confirm."),
        RedressState.NOT_DUE: _("On what is known, no reparation is due."),
    }
    return sentences[RedressState(state)]


@register.filter
def as_day(text: str) -> dt.date:
    """A day that was kept as text."""
    return dt.date.fromisoformat(text)


@register.filter
def moment(at: dt.datetime) -> str:
    """A moment as a feed writes it."""
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@register.simple_tag
def asking(kept: dict[str, str], **changes: Any) -> str:
    """The address of the same list with something changed; going back to the first page unless asked."""
    asked = {name: value for name, value in kept.items() if name != "page"} | changes
    asked = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(asked)}" if asked else "?"


@register.simple_tag
def rungs(figures: dict[str, Any]) -> list[dict[str, Any]]:
    """The rungs of the recommendation with their numbers and words; each party's numbers with the first."""
    words = _rung_words()
    most = max(figures["all"]["alleged"], 1)
    parties = [
        {"name": in_language(row["en"], row["ar"]), "numbers": [row[key] for key in words]}
        for row in figures["parties"]
    ]
    found = []
    for at, (key, (name, short, means)) in enumerate(words.items()):
        width = 100 * figures["all"][key] / most
        found.append(
            {
                "mark": pgettext("letter that marks redress", "R") if key == "redress" else str(at),
                "number": figures["all"][key],
                "words": name,
                "short": short,
                "means": means,
                "width": f"{width:.1f}",
                "start": f"{100 - width if reads_arabic() else 0:.1f}",
                "beside": key == "redress",
                "parties": parties,
            }
        )
    return found


def _rung_words() -> dict[str, tuple[str, str, str]]:
    """Name, short name and meaning of each rung, in order."""
    return {
        "alleged": (_("Alleged"), _("Alleged"), _("One incident alleged against one party.")),
        "credible": (
            _("Credible evidence"),
            _("Credible"),
            _("A reasoned assessment reached “reasonable grounds to suspect”, decided by a second person."),
        ),
        "investigated": (
            _("Investigated by anybody"),
            _("Investigated"),
            _("Any authority: a court, a committee, the force itself."),
        ),
        "effectively": (
            _("Effectively investigated"),
            _("Effectively"),
            _(
                "Prompt, independent, impartial, thorough and capable; open and with the families at least "
                "in part."
            ),
        ),
        "public": (_("Findings public"), _("Public"), _("Published here, with reasons and evidence.")),
        "redress": (
            _("Redress known"),
            _("Redress"),
            _("Compensation or other reparation that we could confirm. Runs beside the rungs above."),
        ),
    }


@register.filter
def row_means(kind: str) -> str:
    """What one row of a file is."""
    meanings = {
        "findings": _("a published finding"),
        "allegations": _("a violation alleged against one party"),
        "positions": _("what a party itself says"),
        "casualty-claims": _("one source’s figures"),
        "investigations": _("a criterion of one investigation"),
        "evidence": _("an item, shown or withheld"),
        "versions": _("a version of a finding"),
        "ladder": _("party, rung and count"),
        "columns": _("a column of a file and what it means"),
        "codes": _("a code in a column and its words"),
        "whole": _("a finding with everything in it"),
    }
    return meanings[kind]
