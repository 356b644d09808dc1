"""An inquiry into what happened, by us or by anybody else."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord
from casework.core.constraints import known
from casework.core.dates import UncertainDate, parse
from casework.core.records import Withdrawable
from casework.incidents.models import Incident
from casework.incidents.models.incident import WithinQuerySet
from casework.parties.models import Party

from ..choices import BodyKind, Outcome


class InvestigationQuerySet(WithinQuerySet):
    """Investigations by whose they are."""

    def ours(self) -> Self:
        """Those of this organisation."""
        return self.filter(body_kind=BodyKind.OURS)

    def begun(self) -> Self:
        """Those that count: another body's as soon as it is known, ours from its first day."""
        return self.standing().filter(~Q(body_kind=BodyKind.OURS) | ~Q(opened_text=""))


class Investigation(CaseRecord, Withdrawable):
    """One body's inquiry into one case, or into one incident or one party of it.

    Ours carries the plan that opens the stage of the ladder. Those of a coalition cell, a court or a
    commission stand beside it, because the recommendation asks whether *anybody* investigated, and how well.
    """

    confidentiality_paths = ("incident__source__confidentiality",)
    stands_with = ("incident",)

    body_kind = models.CharField(_("whose investigation"), max_length=20, choices=BodyKind)
    body = models.CharField(_("name of the body"), max_length=300, blank=True)
    incident = models.ForeignKey(
        Incident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="investigations",
        verbose_name=_("event"),
        help_text=_("Leave empty when it covers all events of the case."),
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="investigations",
        verbose_name=_("responsible party concerned"),
        help_text=_("Leave empty when it looks at every party."),
    )
    reference = models.CharField(_("its reference"), max_length=200, blank=True)
    plan = models.TextField(_("plan of the investigation"), blank=True, max_length=20000)
    opened_text = models.CharField(_("opened"), max_length=200, blank=True)
    opened_earliest = models.DateField(null=True, blank=True, editable=False)
    opened_latest = models.DateField(null=True, blank=True, editable=False)
    closed_text = models.CharField(_("closed"), max_length=200, blank=True)
    closed_earliest = models.DateField(null=True, blank=True, editable=False)
    closed_latest = models.DateField(null=True, blank=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, default=Outcome.OPEN)
    outcome_note = models.TextField(_("what it found, in its words"), blank=True, max_length=10000)
    illustrative = models.BooleanField(default=False, editable=False)

    objects = InvestigationQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("investigation")
        verbose_name_plural = _("investigations")
        ordering = ("opened_earliest", "id")
        constraints = [
            known("body_kind", BodyKind, "investigation_body_known"),
            known("outcome", Outcome, "investigation_outcome_known"),
            models.CheckConstraint(
                condition=Q(body_kind=BodyKind.OURS) | ~Q(body=""),
                name="investigation_body_named",
                violation_error_message=_("Name the body that investigates."),
            ),
            models.CheckConstraint(
                condition=Q(opened_earliest__isnull=True)
                | Q(closed_latest__isnull=True)
                | Q(opened_earliest__lte=models.F("closed_latest")),
                name="investigation_period",
                violation_error_message=_("It cannot close before it was opened."),
            ),
        ]
        indexes = [models.Index(fields=("case", "body_kind"), name="investigation_case_body")]

    def __str__(self) -> str:
        return self.body or str(self.get_body_kind_display())

    def get_absolute_url(self) -> str:
        """Its page inside the case."""
        return reverse("investigations:investigation-detail", args=[self.case.reference, self.uid])

    @property
    def is_ours(self) -> bool:
        return self.body_kind == BodyKind.OURS

    @property
    def has_begun(self) -> bool:
        """Whether it counts as an investigation: the rule of `begun` for one record."""
        return not self.is_withdrawn and not (self.is_ours and not self.opened_text)

    @property
    def opened(self) -> UncertainDate:
        """When it was opened, as understood from the words."""
        return parse(self.opened_text) if self.opened_text else UncertainDate()

    @opened.setter
    def opened(self, value: UncertainDate | None) -> None:
        value = value or UncertainDate()
        self.opened_text, self.opened_earliest, self.opened_latest = value.text, value.earliest, value.latest

    @property
    def closed(self) -> UncertainDate:
        """When it was closed, as understood from the words."""
        return parse(self.closed_text) if self.closed_text else UncertainDate()

    @closed.setter
    def closed(self, value: UncertainDate | None) -> None:
        value = value or UncertainDate()
        self.closed_text, self.closed_earliest, self.closed_latest = value.text, value.earliest, value.latest
