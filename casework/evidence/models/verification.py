"""The checks an item went through."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.constraints import known
from casework.core.records import Withdrawable

from ..choices import Step, StepResult
from .items import EvidenceItem


class Verification(CaseRecord, Withdrawable):
    """One check of an item: what was looked at, what it showed and why. Who did it is `created_by`."""

    confidentiality_paths = ("item__confidentiality", "item__source__confidentiality")

    item = models.ForeignKey(
        EvidenceItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="verifications"
    )
    step = models.CharField(_("step"), max_length=16, choices=Step)
    result = models.CharField(_("result"), max_length=8, choices=StepResult)
    reason = models.TextField(_("why"), max_length=4000)
    corroborated_by = models.ForeignKey(
        EvidenceItem,
        verbose_name=_("corroborated by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corroborates",
    )
    independent = models.BooleanField(_("of independent origin"), default=False)

    objects = CaseRecordQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("verification step")
        verbose_name_plural = _("verification steps")
        ordering = ("id",)
        constraints = [
            known("step", Step, "verification_step_known"),
            known("result", StepResult, "verification_result_known"),
            models.CheckConstraint(
                condition=Q(corroborated_by=None) | ~Q(corroborated_by=F("item")),
                name="verification_not_by_itself",
            ),
        ]
        indexes = [models.Index(fields=("item", "id"), name="verification_item_order")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_result_display()}"

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url() + "#verification"
