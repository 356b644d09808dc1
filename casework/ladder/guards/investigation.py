"""Opening our own investigation: somebody is named, a plan is written, the risk to people is known."""

from typing import Any, Final

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext_lazy as _

from casework.investigations.models import Investigation
from casework.parties.models import Attribution
from casework.people.models import RiskAssessment

from .base import Guard, seen


def planned(actor: Any) -> QuerySet:
    """Our own investigations of the outer case that have a plan."""
    return seen(Investigation, actor).ours().exclude(plan="")


def _attributed(actor: Any) -> Any:
    return Exists(seen(Attribution, actor))


def _plan(actor: Any) -> Any:
    return Exists(planned(actor))


def _start_date(actor: Any) -> Any:
    return Exists(planned(actor).filter(opened_earliest__isnull=False))


def _risk_assessed(actor: Any) -> Any:
    return Exists(seen(RiskAssessment, actor).of_cases())


INVESTIGATION_GUARDS: Final = (
    Guard(
        "attributed",
        _("At least one attribution, which may be to an unknown party"),
        _("No party is linked. Link one, or record that it is not known."),
        _attributed,
        "parties",
        short=_("No party linked"),
    ),
    Guard(
        "plan",
        _("Our own investigation has a written plan"),
        _("Record our own investigation and write its plan."),
        _plan,
        "investigation",
        short=_("No plan"),
    ),
    Guard(
        "start_date",
        _("The day on which our investigation starts"),
        _("Say when our own investigation starts: how prompt it was is judged by that day."),
        _start_date,
        "investigation",
        short=_("No start date"),
    ),
    Guard(
        "risk_assessed",
        _("The risk to people is assessed for the case as a whole"),
        _("Nobody has assessed what may happen to people because of this case."),
        _risk_assessed,
        "risk",
        short=_("Risk not assessed"),
    ),
)
