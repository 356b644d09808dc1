"""What is asked of an authority, and what it did."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet, reads_cases
from casework.core.constraints import known, known_or_empty
from casework.core.records import AuditedQuerySet, Record, Withdrawable
from casework.core.references import ReferenceField, assign_reference
from casework.evidence.models import EvidenceItem
from casework.parties.models import Party

from ..choices import Attitude, Grade

RECOMMENDATION_PREFIX = "R"


class RecommendationQuerySet(AuditedQuerySet):
    """Recommendations are the office's common list; the cases behind them follow their own scope."""

    def visible_to(self, user: Any) -> Self:
        """Everybody who reads cases reads recommendations: nothing of a case stands in them."""
        return self if reads_cases(user) else self.none()

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Recommendation(Record, Withdrawable):
    """Something asked of an authority: what, when, until when, and how far it was carried out.

    It is addressed to a party of the common list or to a body named in words. It may rest on many cases;
    those are linked, so that a reader sees the ones within their scope and no count of the others.
    """

    reference = ReferenceField()
    addressee = models.ForeignKey(
        Party,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="recommendations",
        verbose_name=_("addressed to"),
    )
    addressee_name = models.CharField(_("addressed to, in words"), max_length=300, blank=True)
    title = models.CharField(_("in a few words"), max_length=200)
    text = models.TextField(_("what is recommended"), max_length=10000)
    origin = models.CharField(_("where it was first made"), max_length=300, blank=True)
    issued_on = models.DateField(_("issued on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    grade = models.CharField(_("how far carried out"), max_length=1, choices=Grade, blank=True)
    grade_reason = models.TextField(_("why this grade"), blank=True, max_length=4000)
    follow_up_on = models.DateField(_("next follow-up"), null=True, blank=True)

    objects = RecommendationQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering = ("-issued_on", "-id")
        constraints = [
            known_or_empty("grade", Grade, "recommendation_grade_known"),
            models.CheckConstraint(
                condition=Q(addressee__isnull=False) | ~Q(addressee_name=""),
                name="recommendation_addressed",
                violation_error_message=_("Say to whom it is addressed."),
            ),
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("issued_on")),
                name="recommendation_period",
                violation_error_message=_("It cannot be due before it was issued."),
            ),
            models.CheckConstraint(
                condition=Q(grade="") | ~Q(grade_reason=""),
                name="recommendation_grade_reasoned",
                violation_error_message=_("Say why it has this grade."),
            ),
        ]
        indexes = [models.Index(fields=("due_on",), name="recommendation_due")]

    def __str__(self) -> str:
        return self.title

    def save(self, **kwargs: Any) -> None:
        """A recommendation is known by a code."""
        assign_reference(self, RECOMMENDATION_PREFIX, self.issued_on.year)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("redress:recommendation-detail", args=[self.uid])

    @property
    def is_carried_out(self) -> bool:
        """Whether nothing of it is left to follow up."""
        return self.grade == Grade.A

    @property
    def addressed_to(self) -> str:
        """The addressee in words."""
        return self.addressee_name or str(self.addressee)


class RecommendationCaseQuerySet(CaseRecordQuerySet):
    """Links, in the scope of their case."""

    def standing(self) -> Self:
        """Leave out links of withdrawn recommendations."""
        return super().standing().filter(recommendation__withdrawn_at__isnull=True)


class RecommendationCase(CaseRecord, Withdrawable):
    """A recommendation rests on this case."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="links", verbose_name=_("recommendation")
    )

    objects = RecommendationCaseQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("case of a recommendation")
        verbose_name_plural = _("cases of recommendations")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("recommendation", "case"),
                condition=Q(withdrawn_at=None),
                name="recommendationcase_once",
                violation_error_message=_("This case is linked already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation.reference} / {self.case.reference}"

    def get_absolute_url(self) -> str:
        return self.recommendation.get_absolute_url()


class ResponseQuerySet(AuditedQuerySet):
    """Responses, in the scope of the document that carries them."""

    def visible_to(self, user: Any) -> Self:
        """A response is as open as its document: one that hangs on a hidden item is not shown."""
        if not reads_cases(user):
            return self.none()
        seen = EvidenceItem.objects.visible_to(user).filter(pk=OuterRef("document_id"))
        return self.filter(Q(document__isnull=True) | Exists(seen))

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class RecommendationResponse(Record, Withdrawable):
    """What the addressee answered or did, on a day, with the document that shows it."""

    recommendation = models.ForeignKey(
        Recommendation,
        models.PROTECT,
        related_name="responses",
        verbose_name=_("recommendation"),
        editable=False,
    )
    responded_on = models.DateField(_("on"))
    attitude = models.CharField(_("what it says"), max_length=10, choices=Attitude)
    text = models.TextField(_("answer, or what was done"), max_length=20000)
    document = models.ForeignKey(
        EvidenceItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    web_address = models.TextField(_("web address"), blank=True, max_length=4000)

    objects = ResponseQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("response to a recommendation")
        verbose_name_plural = _("responses to recommendations")
        ordering = ("-responded_on", "-id")
        constraints = [known("attitude", Attitude, "recommendationresponse_attitude_known")]

    def __str__(self) -> str:
        return str(self.get_attitude_display())

    def get_absolute_url(self) -> str:
        return f"{self.recommendation.get_absolute_url()}#response-{self.uid}"
