"""What a new hash of a stored file showed, check by check."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.core.constraints import known
from casework.core.records import AppendOnly

from ..choices import IntegrityOutcome
from .digest import SHA256
from .items import EvidenceItem
from .scope import OfItemQuerySet


class IntegrityCheck(AppendOnly):
    """Somebody, or the nightly job, hashed the stored file and compared it with the registered digest.

    The first check of an item is its registration: the file is hashed while it arrives. A pointer without a
    file has nothing to check and never has a row here.
    """

    leaf = True
    confidentiality_paths = ("item__confidentiality", "item__source__confidentiality")

    case = models.ForeignKey(
        "casework.Case", verbose_name=_("case"), on_delete=models.PROTECT, related_name="integrity_checks"
    )
    item = models.ForeignKey(
        EvidenceItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="integrity_checks"
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=IntegrityOutcome)
    sha256 = models.CharField(_("SHA-256 found"), max_length=64, blank=True, default="", validators=[SHA256])
    size = models.BigIntegerField(
        _("size in bytes"), null=True, blank=True, validators=[MinValueValidator(0)]
    )

    objects = OfItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnly.Meta):
        verbose_name = _("check of a file")
        verbose_name_plural = _("checks of files")
        ordering = ("id",)
        constraints = [
            known("outcome", IntegrityOutcome, "integrity_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome=IntegrityOutcome.MISSING, sha256="", size=None)
                | (~Q(outcome=IntegrityOutcome.MISSING) & ~Q(sha256="") & Q(size__gte=0)),
                name="integrity_digest_unless_missing",
            ),
        ]
        indexes = [models.Index(fields=("item", "id"), name="integrity_item_order")]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} {self.uid}"
