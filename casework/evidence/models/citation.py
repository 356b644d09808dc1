"""Passages of items, held for or against something."""

from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.constraints import known
from casework.core.records import Withdrawable

from ..choices import Stance
from .items import EvidenceItem

TARGETS = ("violation", "attribution", "position", "casualty_claim")


def exactly_one(names: tuple[str, ...]) -> Q:
    """A condition that holds when exactly one of the named foreign keys is set."""
    condition = Q()
    for chosen in names:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return condition


class CitationBase(CaseRecord, Withdrawable):
    """A passage of an item held for or against something. Concrete citations name their own targets.

    `case` is the case of the thing the item is cited for; the item may stand in another case, where both are
    visible.
    """

    item = models.ForeignKey(
        EvidenceItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    locator = models.CharField(_("page, clip or time code"), max_length=200, blank=True)
    stance = models.CharField(_("stance"), max_length=12, choices=Stance)
    note = models.TextField(_("what it shows"), blank=True, max_length=2000)

    class Meta(CaseRecord.Meta):
        abstract = True


class CitationQuerySet(CaseRecordQuerySet):
    """Citations in the scope of a reader: both ends must be theirs to see."""

    def visible_to(self, user: Any) -> "CitationQuerySet":
        items = EvidenceItem.objects.visible_to(user).filter(pk=OuterRef("item_id"))
        rows = super().visible_to(user).filter(Exists(items))
        for name in TARGETS:
            model: Any = self.model._meta.get_field(name).related_model
            seen = model.objects.visible_to(user).filter(pk=OuterRef(f"{name}_id"))
            rows = rows.filter(Q(**{f"{name}__isnull": True}) | Exists(seen))
        return rows

    def standing(self) -> "CitationQuerySet":
        """Leave out withdrawn citations and those of withdrawn items."""
        return super().standing().filter(item__withdrawn_at__isnull=True)


class Citation(CitationBase):
    """An item cited for an alleged violation, an attribution, a party's position or a casualty claim."""

    violation = models.ForeignKey(
        "casework.Violation",
        verbose_name=_("alleged violation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    attribution = models.ForeignKey(
        "casework.Attribution",
        verbose_name=_("attribution"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    position = models.ForeignKey(
        "casework.PartyPosition",
        verbose_name=_("party's position"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    casualty_claim = models.ForeignKey(
        "casework.CasualtyClaim",
        verbose_name=_("casualty claim"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )

    objects = CitationQuerySet.as_manager()

    class Meta(CitationBase.Meta):
        abstract = False
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=exactly_one(TARGETS), name="citation_exactly_one_target"),
            known("stance", Stance, "citation_stance_known"),
        ]
        indexes = [
            models.Index(fields=("case", "id"), name="citation_case_order"),
            models.Index(fields=("item", "id"), name="citation_item_order"),
            # Most rows leave most targets empty: a whole index looks useless to the planner, and it scans.
            *(
                models.Index(
                    fields=(name,), condition=Q(**{f"{name}__isnull": False}), name=f"citation_{name}"
                )
                for name in TARGETS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.get_stance_display()})"

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url() + "#citations"

    @property
    def target(self) -> models.Model:
        """The one thing the item is cited for."""
        return next(getattr(self, name) for name in TARGETS if getattr(self, f"{name}_id"))
