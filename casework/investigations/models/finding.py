"""What this organisation finds: one numbered text per case, a conclusion per alleged violation."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.constraints import known, known_or_empty
from casework.core.records import Withdrawable
from casework.incidents.choices import ProofStandard
from casework.incidents.models import LegalCharacterisation, Violation
from casework.incidents.models.incident import WithinQuerySet
from casework.parties.models import Attribution

from ..choices import Families, FindingState
from .decided import Decided


class FindingQuerySet(CaseRecordQuerySet):
    """Findings by where they stand."""

    def current(self) -> Self:
        """The one finding of a case that work goes on with."""
        return self.standing().exclude(state=FindingState.SUPERSEDED)


class Finding(Decided, CaseRecord, Withdrawable):
    """The findings of a case: what happened, how it is known, what is concluded, who was told.

    One person writes, a supervisor who is neither author nor lead approves. Under review and after approval
    the text is locked; reopening the investigation makes a new number, and the former one stays.
    """

    gone_words = _("Withdrawn")

    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    text = models.TextField(_("findings"), max_length=60000)
    custody_note = models.TextField(_("gaps in custody, explained"), blank=True, max_length=10000)
    families = models.CharField(
        _("victims and families"), max_length=12, choices=Families, blank=True, default=Families.NOT_SAID
    )
    families_note = models.TextField(_("how they were informed, or why not"), blank=True, max_length=4000)
    state = models.CharField(
        _("state"), max_length=12, choices=FindingState, default=FindingState.DRAFT, editable=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
        editable=False,
    )
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True, editable=False)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("approved by"),
        editable=False,
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True, editable=False)
    comment = models.TextField(_("comment of the reviewer"), blank=True, max_length=10000, editable=False)

    objects = FindingQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ("-number", "-id")
        constraints = [
            known("state", FindingState, "finding_state_known"),
            known_or_empty("families", Families, "finding_families_known"),
            models.UniqueConstraint(fields=("case", "number"), name="finding_number_once"),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(withdrawn_at=None) & ~Q(state=FindingState.SUPERSEDED),
                name="finding_one_current",
                violation_error_message=_("The case has findings already. Change those."),
            ),
            models.CheckConstraint(
                condition=Q(approver=None) | ~Q(approver=F("author")),
                name="finding_approver_not_author",
                violation_error_message=_("Nobody approves their own findings."),
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.APPROVED)
                | Q(approver__isnull=False, approved_at__isnull=False),
                name="finding_approved_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=("case", "state"), name="finding_case_state")]

    def __str__(self) -> str:
        return str(self.number)

    def get_absolute_url(self) -> str:
        """Its page inside the case."""
        return reverse("investigations:finding-detail", args=[self.case.reference, self.uid])

    @property
    def is_draft(self) -> bool:
        """Whether it is still being written, or was returned to be written again."""
        return self.state == FindingState.DRAFT

    @property
    def is_under_review(self) -> bool:
        """Whether it waits for a supervisor."""
        return self.state == FindingState.UNDER_REVIEW

    @property
    def is_approved(self) -> bool:
        """Whether a supervisor agreed, and no newer number took its place."""
        return self.state == FindingState.APPROVED

    @property
    def is_past(self) -> bool:
        """Whether a newer number took its place."""
        return self.state == FindingState.SUPERSEDED

    @property
    def is_locked(self) -> bool:
        """Whether nobody may edit it: it waits for a decision, was approved, or belongs to the past."""
        return self.state != FindingState.DRAFT or self.is_withdrawn


class Conclusion(CaseRecord, Withdrawable):
    """What the findings conclude about one alleged violation, and to which standard of proof."""

    confidentiality_paths = ("violation__confidentiality", "violation__incident__source__confidentiality")
    stands_with = ("finding", "violation", "violation__incident")

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="conclusions", verbose_name=_("finding"), editable=False
    )
    violation = models.ForeignKey(
        Violation, models.PROTECT, related_name="conclusions", verbose_name=_("alleged violation")
    )
    text = models.TextField(_("conclusion"), max_length=20000)
    standard = models.CharField(_("standard of proof reached"), max_length=24, choices=ProofStandard)
    characterisation = models.ForeignKey(
        LegalCharacterisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("legal characterisation"),
    )

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("conclusion")
        verbose_name_plural = _("conclusions")
        ordering = ("violation_id", "id")
        constraints = [
            known("standard", ProofStandard, "conclusion_standard_known"),
            models.CheckConstraint(condition=~Q(text=""), name="conclusion_written"),
            models.UniqueConstraint(
                fields=("finding", "violation"),
                condition=Q(withdrawn_at=None),
                name="conclusion_once_a_violation",
                violation_error_message=_("This violation has a conclusion already. Change that one."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.violation}: {self.get_standard_display()}"

    def get_absolute_url(self) -> str:
        """Its place on the page of the finding."""
        return f"{self.finding.get_absolute_url()}#c-{self.uid}"


class AttributionConclusion(CaseRecord, Withdrawable):
    """How sure the findings are that one party did what is concluded; fixed with the conclusion."""

    confidentiality_paths = (
        "attribution__violation__confidentiality",
        "attribution__violation__incident__source__confidentiality",
    )
    stands_with = ("conclusion", "attribution")

    conclusion = models.ForeignKey(
        Conclusion, models.PROTECT, related_name="parties", verbose_name=_("conclusion"), editable=False
    )
    attribution = models.ForeignKey(
        Attribution, models.PROTECT, related_name="+", verbose_name=_("alleged party"), editable=False
    )
    confidence = models.CharField(_("confidence"), max_length=24, choices=ProofStandard)
    note = models.TextField(_("on what it rests"), blank=True, max_length=4000)

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("conclusion on a party")
        verbose_name_plural = _("conclusions on parties")
        ordering = ("attribution_id", "id")
        constraints = [
            known("confidence", ProofStandard, "attributionconclusion_confidence_known"),
            models.UniqueConstraint(
                fields=("conclusion", "attribution"),
                condition=Q(withdrawn_at=None),
                name="attributionconclusion_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attribution.party}: {self.get_confidence_display()}"

    def get_absolute_url(self) -> str:
        """Its place on the page of the finding."""
        return self.conclusion.get_absolute_url()
