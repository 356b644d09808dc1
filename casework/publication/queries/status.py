"""Where one case stands, measured against the recommendation."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from casework.core import clock
from casework.incidents.choices import AT_THRESHOLD
from casework.investigations.models import Assessment
from casework.redress.choices import REDRESS_REACHED, RedressState
from casework.redress.models import RedressStatus

from ..choices import WordKind
from ..models import PublicVersion
from .pairs import Chosen, both

#: States of redress that the figures count.
REDRESSED = tuple(state.value for state in REDRESS_REACHED)
MET, PART, NOT, UNKNOWN = "met", "part", "not", "unk"


def status_of(
    user: Any, version: PublicVersion, chosen: Chosen, bodies: list[dict[str, Any]]
) -> dict[str, Any]:
    """The five steps, each with a mark (met, part, not, unk) and its words."""
    return {
        "credible": _credible(user, chosen),
        "investigated": _investigated(bodies),
        "effectively": _effectively(bodies),
        "public": {"mark": MET, "words": both(lambda: pgettext("public text", "Public"))},
        "redress": _redress(version),
    }


def _credible(user: Any, chosen: Chosen) -> dict[str, Any]:
    """Decided by a person who did not propose it: the first such decision on what is concluded."""
    violations = [entry.record.violation_id for entry in chosen.of(WordKind.CONCLUSION)]
    rows = Assessment.objects.visible_to(user).in_force().filter(violation__in=violations)
    first = rows.filter(standard__in=AT_THRESHOLD).order_by("decided_at").first()
    if first is None:
        return {"mark": NOT, "words": both(lambda: _("Not met")), "on": None}
    day = clock.day_of(first.decided_at).isoformat() if first.decided_at else None
    return {"mark": MET, "words": both(lambda: _("Met")), "on": day}


def _investigated(bodies: list[dict[str, Any]]) -> dict[str, Any]:
    """By anybody else than us: our own inquiry is what the reader holds in hand."""
    others = [body["body"] for body in bodies if not body["ours"]]
    if not others:
        return {"mark": UNKNOWN, "words": both(lambda: _("None known")), "by": []}
    return {"mark": MET, "words": both(lambda: pgettext("investigated", "Yes")), "by": others}


def _effectively(bodies: list[dict[str, Any]]) -> dict[str, Any]:
    ratings = [body["rating"] for body in bodies if body["rating"] and not body["ours"]]
    if any(rating["effective"] for rating in ratings):
        return {"mark": MET, "words": both(lambda: _("Met"))}
    if ratings or not bodies:
        return {"mark": NOT, "words": both(lambda: _("Not met"))}
    return {"mark": UNKNOWN, "words": both(lambda: _("Not rated"))}


def _redress(version: PublicVersion) -> dict[str, Any]:
    """What is known, from the closed list; the notes beside it stay inside."""
    status = RedressStatus.objects.filter(case=version.case_id).first()
    state = RedressState(status.state) if status else RedressState.UNKNOWN
    mark = MET if state == RedressState.GRANTED else PART if state in REDRESS_REACHED else UNKNOWN
    return {"mark": mark, "state": state.value, "words": both(lambda: state.label)}
