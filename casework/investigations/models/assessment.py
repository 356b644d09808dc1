"""Assessments: how far an alleged violation is proved, in whose judgement, and who agreed."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinLengthValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThanOrEqual
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.constraints import known
from casework.core.records import Withdrawable
from casework.incidents.choices import ProofStandard

from ..choices import AssessmentState, InformationCredibility, SourceReliability
from .decided import Decided

RATIONALE_LENGTH = 40


class AssessmentQuerySet(CaseRecordQuerySet):
    """Assessments by where they stand."""

    def waiting(self) -> "AssessmentQuerySet":
        """Proposed and not decided."""
        return self.filter(state=AssessmentState.PROPOSED, withdrawn_at__isnull=True)

    def in_force(self) -> "AssessmentQuerySet":
        """Approved and not superseded: what figures count."""
        return self.filter(state=AssessmentState.APPROVED, withdrawn_at__isnull=True)


class Assessment(Decided, CaseRecord, Withdrawable):
    """A judgement of one alleged violation: standard of proof, rating of source and information, rationale.

    One person proposes, another decides; a returned or superseded assessment stays. Source and information
    are rated apart, because a good source may be wrong and a bad one right.
    """

    confidentiality_paths = ("violation__confidentiality", "violation__incident__source__confidentiality")

    violation = models.ForeignKey(
        "casework.Violation",
        verbose_name=_("alleged violation"),
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    standard = models.CharField(_("standard of proof"), max_length=20, choices=ProofStandard)
    source_reliability = models.CharField(
        _("reliability of the sources"), max_length=1, choices=SourceReliability, default=SourceReliability.F
    )
    information_credibility = models.CharField(
        _("credibility of the information"),
        max_length=1,
        choices=InformationCredibility,
        default=InformationCredibility.SIX,
    )
    rationale = models.TextField(
        _("rationale"), max_length=20000, validators=[MinLengthValidator(RATIONALE_LENGTH)]
    )
    source_count = models.PositiveIntegerField(
        _("number of sources"), default=0, validators=[MaxValueValidator(9999)]
    )
    origin_count = models.PositiveIntegerField(
        _("independent origins among them"), default=0, validators=[MaxValueValidator(9999)]
    )
    single_source_reason = models.TextField(_("why one origin is enough"), blank=True, max_length=4000)
    missing = models.TextField(_("what is missing"), blank=True, max_length=10000)
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=12, choices=AssessmentState, default=AssessmentState.PROPOSED, editable=False
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("proposed by"),
        on_delete=models.PROTECT,
        related_name="assessments_proposed",
        editable=False,
    )
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="assessments_decided",
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    comment = models.TextField(_("comment on the decision"), blank=True, max_length=10000, editable=False)

    objects = AssessmentQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ("-id",)
        constraints = [
            known("standard", ProofStandard, "assessment_standard_known"),
            known("state", AssessmentState, "assessment_state_known"),
            models.CheckConstraint(
                condition=Q(source_reliability__in=SourceReliability.values)
                & Q(information_credibility__in=InformationCredibility.values),
                name="assessment_rating_known",
            ),
            models.CheckConstraint(
                condition=Q(GreaterThanOrEqual(Length("rationale"), RATIONALE_LENGTH)),
                name="assessment_rationale_length",
                violation_error_message=_("The rationale has at least 40 characters."),
            ),
            models.CheckConstraint(
                condition=Q(origin_count__lte=F("source_count")),
                name="assessment_origins_within_sources",
                violation_error_message=_("There cannot be more independent origins than sources."),
            ),
            models.CheckConstraint(
                condition=Q(decider=None) | ~Q(decider=F("proposer")),
                name="assessment_decider_not_proposer",
                violation_error_message=_("The person who proposed an assessment does not decide on it."),
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.PROPOSED, decider=None, decided_at=None)
                | (~Q(state=AssessmentState.PROPOSED) & Q(decider__isnull=False, decided_at__isnull=False)),
                name="assessment_decided_has_decider",
            ),
            models.UniqueConstraint(
                fields=("violation",),
                condition=Q(state=AssessmentState.PROPOSED, withdrawn_at=None),
                name="assessment_one_waiting",
                violation_error_message=_("An assessment of this violation already waits for a decision."),
            ),
            models.UniqueConstraint(
                fields=("violation",),
                condition=Q(state=AssessmentState.APPROVED, withdrawn_at=None),
                name="assessment_one_in_force",
            ),
        ]
        indexes = [
            models.Index(fields=("case", "state"), name="assessment_case_state"),
            models.Index(fields=("state", "created_at"), name="assessment_state_created"),
        ]

    def __str__(self) -> str:
        return f"{self.get_standard_display()} ({self.rating})"

    def get_absolute_url(self) -> str:
        return reverse("investigations:assessment-detail", args=[self.case.reference, self.uid])

    @property
    def rating(self) -> str:
        """The Admiralty rating as people say it, such as B2."""
        return f"{self.source_reliability}{self.information_credibility}"

    @property
    def standard_pair(self) -> tuple[str, str]:
        """Key and words of the standard, for the symbol and its label."""
        return self.standard, self.get_standard_display()

    @property
    def is_returned(self) -> bool:
        """Whether whoever decided sent it back."""
        return self.state == AssessmentState.RETURNED

    @property
    def is_waiting(self) -> bool:
        return self.state == AssessmentState.PROPOSED and self.withdrawn_at is None
