"""Who keeps the record of redress, and who grades what an authority did."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.access import may
from casework.cases.models import Case
from casework.core.verdict import ALLOWED, Verdict, refuse

from .models import Recommendation


def may_keep(actor: Any, case: Case) -> Verdict:
    """Whoever works in the case, or decides on it."""
    return ALLOWED if may(actor, "case.decide", case) else may(actor, "case.work", case)


def may_change(actor: Any, record: Any) -> Verdict:
    """As `may_keep`, while the record stands."""
    if record.is_withdrawn:
        return refuse(_("This record is withdrawn. It can be read and not changed."))
    return may_keep(actor, record.case)


def may_recommend(actor: Any) -> Verdict:
    """The list of recommendations is common to the office; readers do not write in it."""
    if actor.has_right("recommendations.edit"):
        return ALLOWED
    return refuse(_("Your role does not include this."))


def may_change_recommendation(actor: Any, recommendation: Recommendation) -> Verdict:
    """As `may_recommend`, while the recommendation stands."""
    if recommendation.is_withdrawn:
        return refuse(_("This recommendation is withdrawn. It can be read and not changed."))
    return may_recommend(actor)


def may_grade(actor: Any, recommendation: Recommendation) -> Verdict:
    """A supervisor says how far a recommendation was carried out."""
    if not (verdict := may_change_recommendation(actor, recommendation)):
        return verdict
    return ALLOWED if actor.has_right("case.decide") else refuse(_("A supervisor grades it."))
