"""What a victim or a group asks for, and what it gets."""

from typing import Any

from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core import clock
from casework.core.constraints import known, known_or_empty
from casework.core.records import Withdrawable
from casework.core.references import ReferenceField, assign_reference
from casework.incidents.models import Incident
from casework.parties.models import Party
from casework.people.models import Person

from ..choices import CLAIM_STEPS, ClaimState, Damage, Form, Scheme

CLAIM_PREFIX = "C"
CURRENCY = RegexValidator(r"\A[A-Z]{3}\Z", _("Three capital letters, such as IQD or USD."))


def amount(label: Any) -> models.DecimalField:
    """A sum of money that may be unknown."""
    return models.DecimalField(
        label, max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )


class CompensationClaim(CaseRecord, Withdrawable):
    """A claim for reparation by one person, known by a code, or by a group: scheme, papers, dates, sums.

    The cause of death as the claim states it is kept apart from our finding: certificates issued for a
    scheme often say what the scheme demands. A claim may name the event and the party on whose account it
    is; one that names neither is about the case as a whole. Forms: UN Basic Principles (2005) paras 19-23;
    categories: Law 20 of 2009.
    """

    confidentiality_paths = ("person__confidentiality", "incident__source__confidentiality")

    reference = ReferenceField(verbose_name=_("code"))
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
        verbose_name=_("victim, by code"),
    )
    group = models.CharField(_("or a group, without names"), max_length=200, blank=True)
    incident = models.ForeignKey(
        Incident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("event"),
    )
    party = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on whose account"),
    )
    form = models.CharField(_("form of reparation"), max_length=16, choices=Form, default=Form.COMPENSATION)
    scheme = models.CharField(_("scheme"), max_length=12, choices=Scheme)
    scheme_name = models.CharField(_("scheme or court, in words"), max_length=300, blank=True)
    damage = models.CharField(_("kind of damage"), max_length=12, choices=Damage, blank=True)
    scheme_reference = models.CharField(_("number of the claim"), max_length=200, blank=True)
    documents_needed = models.TextField(_("documents needed, one a line"), blank=True, max_length=4000)
    documents_held = models.TextField(_("documents held, one a line"), blank=True, max_length=4000)
    stated_cause = models.CharField(
        _("cause of death as the claim states it"),
        max_length=300,
        blank=True,
        help_text=_("Kept apart from our finding: certificates often say what the scheme demands."),
    )
    state = models.CharField(_("state"), max_length=16, choices=ClaimState, default=ClaimState.NOT_SOUGHT)
    filed_on = models.DateField(_("filed on"), null=True, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    appealed_on = models.DateField(_("appealed on"), null=True, blank=True)
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    amount_claimed = amount(_("amount claimed"))
    amount_granted = amount(_("amount granted"))
    amount_paid = amount(_("amount paid"))
    currency = models.CharField(_("currency"), max_length=3, blank=True, validators=[CURRENCY])
    stalled_reason = models.CharField(_("what it is stuck on"), max_length=500, blank=True)
    follow_up_on = models.DateField(_("next follow-up"), null=True, blank=True)

    objects = CaseRecordQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("compensation claim")
        verbose_name_plural = _("compensation claims")
        ordering = ("-id",)
        constraints = [
            known("form", Form, "claim_form_known"),
            known("scheme", Scheme, "claim_scheme_known"),
            known("state", ClaimState, "claim_state_known"),
            known_or_empty("damage", Damage, "claim_damage_known"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, group="") | (Q(person__isnull=True) & ~Q(group="")),
                name="claim_person_or_group",
                violation_error_message=_("Name one person by code, or describe a group."),
            ),
            models.CheckConstraint(
                condition=Q(
                    amount_claimed__isnull=True, amount_granted__isnull=True, amount_paid__isnull=True
                )
                | ~Q(currency=""),
                name="claim_amount_has_currency",
                violation_error_message=_("Give the currency of the amount."),
            ),
            models.CheckConstraint(
                condition=(
                    Q(decided_on__isnull=True) | Q(filed_on__isnull=True) | Q(decided_on__gte=F("filed_on"))
                )
                & (Q(paid_on__isnull=True) | Q(filed_on__isnull=True) | Q(paid_on__gte=F("filed_on"))),
                name="claim_days_in_order",
                violation_error_message=_("Nothing is decided or paid before it was filed."),
            ),
            models.CheckConstraint(
                condition=~Q(scheme=Scheme.NONE) | Q(state__in=(ClaimState.NOT_SOUGHT, ClaimState.UNKNOWN)),
                name="claim_no_scheme_no_procedure",
                violation_error_message=_("Without a scheme, nothing can be filed."),
            ),
        ]
        indexes = [
            models.Index(fields=("case", "state"), name="claim_case_state"),
            models.Index(fields=("state", "filed_on"), name="claim_state_filed"),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, **kwargs: Any) -> None:
        """A claim is known by a code."""
        assign_reference(self, CLAIM_PREFIX)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("redress:claim-detail", args=[self.case.reference, self.uid])

    @property
    def days_since_filed(self) -> int | None:
        """Whole days since it was filed, as long as nobody decided."""
        waits = self.filed_on and self.state in CLAIM_STEPS["waiting"][1]
        return (clock.today() - self.filed_on).days if waits and self.filed_on else None

    @property
    def documents_missing(self) -> list[str]:
        """What is needed and not held, line by line."""
        held = {line.strip().casefold() for line in self.documents_held.splitlines()}
        needed = (line.strip() for line in self.documents_needed.splitlines())
        return [line for line in needed if line and line.casefold() not in held]
