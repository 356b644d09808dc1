"""Releasing the figures of the recommendation to the public."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.core.actions import action
from casework.core.proof import want_proof

from ..models import PublishedFigures
from ..rules import may_release_figures

RUNGS: Final = ("alleged", "credible", "investigated", "effectively", "public", "redress")
"""What is counted for the public, from the allegation to redress."""

PARTY_KEYS: Final = {"code", "en", "ar", *RUNGS}


@action
def release_figures(*, actor: User, figures: dict[str, Any], reason: str = "") -> PublishedFigures:
    """Put the counts of this day before the public: totals by party, nothing finer.

    Args:
        figures: `incidents` (a number), `all` (a number for each rung), `parties` (a list: code, en, ar and
            a number for each rung). `casework.insight.queries.public_figures` makes it.

    Raises:
        Refused: the actor is no supervisor.
        ValidationError: something else than these numbers is in it.
    """
    want_proof()
    may_release_figures(actor).require()
    rows = [figures.get("all", {}), *figures.get("parties", [])]
    known = set(figures) == {"incidents", "all", "parties"} and set(figures["all"]) == set(RUNGS)
    counted = all(isinstance(row.get(rung), int) for row in rows for rung in RUNGS)
    if not known or not counted or any(set(row) != PARTY_KEYS for row in rows[1:]):
        raise ValidationError(_("These are not the figures of the recommendation."))
    released = PublishedFigures(figures=figures)
    released.save()
    return released
