"""What happened to an item, entry by entry."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from casework.core.constraints import known, known_or_empty
from casework.core.records import AppendOnly

from ..choices import CopyKind, CustodyKind
from .digest import SHA256
from .items import EvidenceItem
from .scope import OfItemQuerySet


class CustodyEvent(AppendOnly):
    """One thing that happened to an item: who held it, where, for what, and its digest then.

    Never changed, never deleted (triggers, no admin, no form). A mistake is corrected by a new entry that
    names the wrong one. Each entry has a leaf in the ledger, which takes the place of a hash chain. `case` is
    the case of the day; who may read the entry is settled by the item as it stands today.
    """

    leaf = True
    confidentiality_paths = ("item__confidentiality", "item__source__confidentiality")

    case = models.ForeignKey(
        "casework.Case", verbose_name=_("case"), on_delete=models.PROTECT, related_name="custody_events"
    )
    item = models.ForeignKey(
        EvidenceItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="custody_events"
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=CustodyKind)
    happened_at = models.DateTimeField(_("when it happened"), null=True, blank=True)
    from_custodian = models.CharField(_("from"), max_length=200, blank=True)
    to_custodian = models.CharField(_("to"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    purpose = models.CharField(_("purpose"), max_length=500, blank=True)
    method = models.CharField(_("method or tool"), max_length=300, blank=True)
    sha256 = models.CharField(_("SHA-256 then"), max_length=64, blank=True, default="", validators=[SHA256])
    copy_kind = models.CharField(_("kind of copy"), max_length=12, choices=CopyKind, blank=True, default="")
    package = models.CharField(_("seal or package number"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=4000)
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("entry it is about"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )

    objects = OfItemQuerySet.as_manager()  # type: ignore[assignment]

    class Meta(AppendOnly.Meta):
        verbose_name = _("custody entry")
        verbose_name_plural = _("chain of custody")
        ordering = ("id",)
        constraints = [
            known("kind", CustodyKind, "custody_kind_known"),
            known_or_empty("copy_kind", CopyKind, "custody_copy_kind_known"),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(Exact(Length("sha256"), 64)), name="custody_sha256_length"
            ),
        ]
        indexes = [models.Index(fields=("item", "id"), name="custody_item_order")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uid}"
