"""What a person agreed to, purpose by purpose."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core import clock
from casework.core.constraints import known, known_or_empty
from casework.core.records import Withdrawable

from ..choices import ConsentAnswer, ConsentMeans, ConsentPurpose
from .person import Person


class ConsentQuerySet(CaseRecordQuerySet):
    """Answers of people, and which of them hold today."""

    def standing(self) -> Self:
        """Leave out answers of people who were entered by mistake."""
        return super().standing().filter(person__withdrawn_at__isnull=True)

    def in_force(self) -> Self:
        """Answers that allow their purpose today: yes, not taken back, not expired."""
        lasting = Q(expires_on__isnull=True) | Q(expires_on__gte=clock.today())
        return self.standing().filter(lasting, answer=ConsentAnswer.YES, revoked_on__isnull=True)

    def for_purpose(self, *purposes: str) -> Self:
        """Answers about any of these purposes."""
        return self.filter(purpose__in=purposes)


class Consent(CaseRecord, Withdrawable):
    """One person's answer about one purpose: how it was given, how long it holds, when it was taken back.

    No row is no consent. Taking it back (`revoked_on`) is the person's act and blocks new sharing and
    publication at once; withdrawing the row says that we entered it by mistake. Source: domain.md §12.1,
    after the Murad Code §3 and the OHCHR Manual on Human Rights Monitoring, chapter 7.
    """

    confidentiality_paths = ("person__confidentiality",)

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="consents", verbose_name=_("person"), editable=False
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=ConsentPurpose)
    answer = models.CharField(
        _("answer"), max_length=10, choices=ConsentAnswer, default=ConsentAnswer.NOT_ASKED
    )
    recipient = models.CharField(_("shared with"), max_length=300, blank=True)
    means = models.CharField(_("how it was given"), max_length=10, choices=ConsentMeans, blank=True)
    language = models.CharField(_("language it was explained in"), max_length=60, blank=True)
    interpreter = models.BooleanField(_("an interpreter helped"), default=False)
    explained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("explained by"),
    )
    given_on = models.DateField(_("given on"), null=True, blank=True)
    expires_on = models.DateField(_("holds until"), null=True, blank=True)
    guardian = models.BooleanField(_("a guardian answered"), default=False)
    capacity_note = models.TextField(_("note on understanding and free will"), blank=True, max_length=2000)
    revoked_on = models.DateField(_("taken back on"), null=True, blank=True, editable=False)
    revoked_reason = models.TextField(_("what the person said"), blank=True, max_length=2000, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("person_id", "id")
        constraints = [
            known("purpose", ConsentPurpose, "consent_purpose_known"),
            known("answer", ConsentAnswer, "consent_answer_known"),
            known_or_empty("means", ConsentMeans, "consent_means_known"),
            models.UniqueConstraint(
                fields=("person", "purpose"),
                condition=Q(withdrawn_at__isnull=True),
                name="consent_once_a_purpose",
                violation_error_message=_("There is an answer about this purpose already. Change that one."),
            ),
            models.CheckConstraint(
                condition=~Q(answer=ConsentAnswer.YES) | Q(given_on__isnull=False),
                name="consent_yes_has_a_day",
                violation_error_message=_("Say on which day the person agreed."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(given_on__isnull=True)
                | Q(expires_on__gte=F("given_on")),
                name="consent_period",
                violation_error_message=_("It cannot end before it was given."),
            ),
        ]
        indexes = [models.Index(fields=("case", "purpose"), name="consent_case_purpose")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_purpose_display()}"

    def get_absolute_url(self) -> str:
        """Its line on the page of the person."""
        return reverse("people:person-detail", args=[self.case.reference, self.person.uid]) + "#consent"

    @property
    def agrees(self) -> bool:
        """Whether the person said yes, be it in force today or not."""
        return self.answer == ConsentAnswer.YES

    @property
    def refuses(self) -> bool:
        """Whether the person said no; not being asked counts as no and is none."""
        return self.answer == ConsentAnswer.NO

    @property
    def holds(self) -> bool:
        """Whether it allows its purpose today."""
        expired = self.expires_on is not None and self.expires_on < clock.today()
        taken_back = self.revoked_on is not None or self.is_withdrawn
        return self.agrees and not expired and not taken_back
