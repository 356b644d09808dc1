"""A case put before somebody else who can act."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.constraints import known
from casework.core.records import Withdrawable

from ..choices import ReferralKind, ReferralOutcome


class Referral(CaseRecord, Withdrawable):
    """The case went to a prosecutor, a mechanism or a committee: when, under which number, with what result.

    A referral is a record beside the ladder, never a stage of it (domain.md §4.2).
    """

    kind = models.CharField(_("kind of body"), max_length=12, choices=ReferralKind)
    body = models.CharField(_("referred to"), max_length=300)
    referred_on = models.DateField(_("referred on"))
    reference = models.CharField(_("its reference"), max_length=200, blank=True)
    what_was_sent = models.TextField(_("what was handed over"), blank=True, max_length=4000)
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=ReferralOutcome, default=ReferralOutcome.WAITING
    )
    outcome_on = models.DateField(_("outcome on"), null=True, blank=True)
    outcome_note = models.TextField(_("what was answered"), blank=True, max_length=4000)
    follow_up_on = models.DateField(_("next follow-up"), null=True, blank=True)

    objects = CaseRecordQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        ordering = ("-referred_on", "-id")
        constraints = [
            known("kind", ReferralKind, "referral_kind_known"),
            known("outcome", ReferralOutcome, "referral_outcome_known"),
            models.CheckConstraint(
                condition=Q(outcome_on__isnull=True) | Q(outcome_on__gte=F("referred_on")),
                name="referral_period",
                violation_error_message=_("The outcome cannot come before the referral."),
            ),
        ]
        indexes = [models.Index(fields=("case", "-referred_on"), name="referral_case_newest")]

    def __str__(self) -> str:
        return self.body

    def get_absolute_url(self) -> str:
        """Its place on the redress tab of the case."""
        return reverse("redress:case-list", args=[self.case.reference]) + f"#referral-{self.uid}"
