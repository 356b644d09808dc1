"""Where redress stands in one case."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.constraints import known

from ..choices import RedressState


class RedressStatus(CaseRecord):
    """What became of redress in a case, and when it is looked at again.

    A published case is closed only when this is known.
    """

    state = models.CharField(_("redress"), max_length=12, choices=RedressState, default=RedressState.UNKNOWN)
    note = models.TextField(_("what is known"), blank=True, max_length=4000)
    follow_up_on = models.DateField(_("look again on"), null=True, blank=True)
    no_follow_up = models.BooleanField(_("no further look is needed"), default=False)

    objects = CaseRecordQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("status of redress")
        verbose_name_plural = _("statuses of redress")
        constraints = [
            known("state", RedressState, "redressstatus_state_known"),
            models.UniqueConstraint(fields=("case",), name="redressstatus_one_a_case"),
            models.CheckConstraint(
                condition=Q(follow_up_on__isnull=True) | Q(no_follow_up=False),
                name="redressstatus_follow_up_or_none",
                violation_error_message=_("Give a day for another look, or say that none is needed."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_state_display())

    def get_absolute_url(self) -> str:
        """The redress tab of the case."""
        return reverse("redress:case-list", args=[self.case.reference])
