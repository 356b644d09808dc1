"""Closing a case: redress is not forgotten, and a public case is not closed by a side door."""

from typing import Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion
from casework.redress.choices import RedressState
from casework.redress.models import RedressStatus

from .base import Guard


def _redress_known(_actor: Any) -> Any:
    status = RedressStatus.objects.filter(case=OuterRef("pk"))
    return Exists(status.exclude(state=RedressState.UNKNOWN))


def _follow_up_set(_actor: Any) -> Any:
    status = RedressStatus.objects.filter(case=OuterRef("pk"))
    return Exists(status.filter(Q(follow_up_on__isnull=False) | Q(no_follow_up=True)))


def _not_public(_actor: Any) -> Any:
    """Suspended or reopened, a public case would slip past what a public case has to answer."""
    public = PublicVersion.objects.standing().filter(case=OuterRef("pk"), state=VersionState.PUBLISHED)
    return ~Exists(public)


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
        _(
            "The findings of this case are public. Withdraw the publication, or bring the case back to "
            "“Findings public”, then close it."
        ),
        _not_public,
    ),
)
