"""What may happen to people because of a case, and what is done about it."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core import clock
from casework.core.constraints import known
from casework.core.records import Withdrawable

from ..choices import RISK_MARKS, RiskLevel
from .person import Person


class RiskQuerySet(CaseRecordQuerySet):
    """Risk assessments of cases and of single people."""

    def of_cases(self) -> Self:
        """Those that look at the case as a whole."""
        return self.filter(person__isnull=True)


class RiskAssessment(CaseRecord, Withdrawable):
    """Who may retaliate, how likely and how grave it is, what is done against it, how to reach people safely.

    Without a person it is about the case as a whole: an investigation does not open without one. Addresses,
    names and telephone numbers do not belong here before the sealed vault exists (domain.md §12.7).
    """

    confidentiality_paths = ("person__confidentiality",)

    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="risk_assessments",
        verbose_name=_("person"),
        help_text=_("Leave empty for the case as a whole."),
    )
    threat = models.TextField(_("who may retaliate, and how"), max_length=4000)
    likelihood = models.CharField(_("how likely"), max_length=8, choices=RiskLevel)
    severity = models.CharField(_("how grave"), max_length=8, choices=RiskLevel)
    mitigation = models.TextField(_("what is done against it"), max_length=4000)
    safe_contact = models.CharField(_("safe way and time of contact"), max_length=500, blank=True)
    do_not_contact = models.BooleanField(_("do not contact"), default=False)
    referrals = models.CharField(
        _("referred to medical, psychological or legal help"), max_length=500, blank=True
    )
    review_on = models.DateField(_("look again on"), null=True, blank=True)

    objects = RiskQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("risk assessment")
        verbose_name_plural = _("risk assessments")
        ordering = ("-id",)
        constraints = [
            known("likelihood", RiskLevel, "risk_likelihood_known"),
            known("severity", RiskLevel, "risk_severity_known"),
            models.CheckConstraint(
                condition=~models.Q(threat="") & ~models.Q(mitigation=""), name="risk_written"
            ),
        ]
        indexes = [models.Index(fields=("case", "-id"), name="risk_case_newest")]

    def __str__(self) -> str:
        return f"{self.get_likelihood_display()} / {self.get_severity_display()}"

    @property
    def weight(self) -> RiskLevel:
        """Likelihood and gravity taken together, coarsely: for the order and the mark of a row."""
        levels = list(RiskLevel)
        both = levels.index(RiskLevel(self.likelihood)) + levels.index(RiskLevel(self.severity))
        return (RiskLevel.LOW, RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH, RiskLevel.HIGH)[both]

    @property
    def tone(self) -> str:
        """Colour class of its mark; never the only mark."""
        return RISK_MARKS[self.weight][0]

    @property
    def symbol(self) -> str:
        """Shape of its mark."""
        return RISK_MARKS[self.weight][1]

    @property
    def is_due(self) -> bool:
        """Whether the day for another look has come."""
        return self.review_on is not None and self.review_on <= clock.today()

    def get_absolute_url(self) -> str:
        """Where it stands: on the page of the person, or on the people tab of the case."""
        if self.person is not None:
            return f"{self.person.get_absolute_url()}#risk"
        return reverse("people:list", args=[self.case.reference]) + "#risk"
