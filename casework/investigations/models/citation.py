"""Passages of items cited for an investigation, a criterion of its rating, or a conclusion."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecordQuerySet
from casework.core.constraints import known, known_or_empty
from casework.evidence.choices import Stance
from casework.evidence.models import CitationBase, EvidenceItem
from casework.evidence.models.citation import exactly_one

from ..choices import Criterion
from .finding import Conclusion
from .investigation import Investigation
from .rating import EffectivenessRating

TARGETS = ("investigation", "rating", "conclusion")


class InvestigationCitationQuerySet(CaseRecordQuerySet):
    """Citations in the scope of a reader: both ends must be theirs to see."""

    def visible_to(self, user: Any) -> Self:
        items = EvidenceItem.objects.visible_to(user).filter(pk=OuterRef("item_id"))
        rows = super().visible_to(user).filter(Exists(items))
        for name in TARGETS:
            model: Any = self.model._meta.get_field(name).related_model
            seen = model.objects.visible_to(user).filter(pk=OuterRef(f"{name}_id"))
            rows = rows.filter(Q(**{f"{name}__isnull": True}) | Exists(seen))
        return rows

    def standing(self) -> Self:
        """Leave out withdrawn citations and those of withdrawn items."""
        return super().standing().filter(item__withdrawn_at__isnull=True)


class InvestigationCitation(CitationBase):
    """An item cited for an investigation, for one criterion of a rating, or for a conclusion."""

    investigation = models.ForeignKey(
        Investigation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("investigation"),
        editable=False,
    )
    rating = models.ForeignKey(
        EffectivenessRating,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("rating"),
        editable=False,
    )
    criterion = models.CharField(_("criterion"), max_length=16, choices=Criterion, blank=True)
    conclusion = models.ForeignKey(
        Conclusion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name=_("conclusion"),
        editable=False,
    )

    objects = InvestigationCitationQuerySet.as_manager()

    class Meta(CitationBase.Meta):
        abstract = False
        verbose_name = _("citation of an investigation")
        verbose_name_plural = _("citations of investigations")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=exactly_one(TARGETS), name="invcitation_exactly_one_target"),
            known("stance", Stance, "invcitation_stance_known"),
            known_or_empty("criterion", Criterion, "invcitation_criterion_known"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True, criterion="") | (Q(rating__isnull=False) & ~Q(criterion="")),
                name="invcitation_rating_names_criterion",
            ),
        ]
        indexes = [models.Index(fields=("case", "id"), name="invcitation_case_order")]

    def __str__(self) -> str:
        return f"{self.item} ({self.get_stance_display()})"

    def get_absolute_url(self) -> str:
        """What the item is cited for."""
        return self.target.get_absolute_url()

    @property
    def target(self) -> Any:
        """The one thing the item is cited for."""
        return next(getattr(self, name) for name in TARGETS if getattr(self, f"{name}_id"))
