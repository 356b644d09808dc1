"""Closing a case: redress is not forgotten, and a public case is not closed by a side door."""

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Stage
from casework.redress.choices import RedressState
from casework.redress.models import RedressStatus

from .base import Guard, flag


def _redress_known(_actor: Any) -> Any:
    status = RedressStatus.objects.filter(case=OuterRef("pk"))
    return Exists(status.exclude(state=RedressState.UNKNOWN))


def _follow_up_set(_actor: Any) -> Any:
    status = RedressStatus.objects.filter(case=OuterRef("pk"))
    return Exists(status.filter(Q(follow_up_on__isnull=False) | Q(no_follow_up=True)))


def _not_public(_actor: Any) -> Any:
    """Suspended while its findings are public, a case would slip past what a public case has to answer."""
    return flag(~Q(stage=Stage.SUSPENDED, returns_to=Stage.PUBLISHED))


CLOSING_GUARDS: Final = (
    Guard(
        "redress_known",
        _("What became of redress is known"),
        _("Nobody has recorded what became of redress for the victims."),
        _redress_known,
        "redress",
        short=_("Redress not known"),
    ),
    Guard(
        "follow_up_set",
        _("A day for another look at redress is set, or none is needed"),
        _("Give a day on which redress is looked at again, or say that no further look is needed."),
        _follow_up_set,
        "redress",
        short=_("No follow-up date"),
    ),
    Guard(
        "not_public",
        _("The findings are not public"),
        _("The findings of this suspended case are public. Take the work up again, then close it."),
        _not_public,
    ),
)
