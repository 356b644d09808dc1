"""Doubts that must be answered before findings are approved."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.constraints import known_or_empty
from casework.core.records import Withdrawable
from casework.evidence.models import Citation, EvidenceItem
from casework.evidence.models.citation import exactly_one
from casework.incidents.models.incident import WithinQuerySet

from ..choices import Opinion
from .assessment import Assessment
from .finding import Finding


class ChallengeQuerySet(CaseRecordQuerySet):
    """Questions of reviewers."""

    def open(self) -> Self:
        """Those that nobody has answered yet."""
        return self.standing().filter(answered_at__isnull=True)


class Challenge(CaseRecord, Withdrawable):
    """A reviewer's question about an assessment, a finding or an evidence item, and its answer.

    While one is open, findings of the case are not approved (domain.md §4.2).
    """

    TARGETS: ClassVar[tuple[str, ...]] = ("assessment", "finding", "item")
    confidentiality_paths = (
        "assessment__violation__confidentiality",
        "assessment__violation__incident__source__confidentiality",
        "item__confidentiality",
        "item__source__confidentiality",
    )

    assessment = models.ForeignKey(
        Assessment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name=_("assessment"),
        editable=False,
    )
    finding = models.ForeignKey(
        Finding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name=_("finding"),
        editable=False,
    )
    item = models.ForeignKey(
        EvidenceItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="challenges",
        verbose_name=_("evidence item"),
        editable=False,
    )
    question = models.TextField(_("question"), max_length=4000)
    answer = models.TextField(_("answer"), blank=True, max_length=10000)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
        editable=False,
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True, editable=False)

    objects = ChallengeQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=exactly_one(("assessment", "finding", "item")), name="challenge_exactly_one_target"
            ),
            models.CheckConstraint(condition=~Q(question=""), name="challenge_asked"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="challenge_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=("case", "answered_at"), name="challenge_case_open")]

    def __str__(self) -> str:
        return self.question[:60]

    @property
    def target(self) -> models.Model:
        """The one thing it questions."""
        return next(getattr(self, name) for name in self.TARGETS if getattr(self, f"{name}_id"))

    def get_absolute_url(self) -> str:
        """Its place on the page of what it questions."""
        return f"{self.target.get_absolute_url()}#challenge-{self.uid}"  # type: ignore[attr-defined]


class ContraryAnswer(CaseRecord, Withdrawable):
    """Why evidence that speaks against a conclusion does not change it.

    Contrary evidence is answered, not left out: one standing answer for each contradicting citation.
    """

    confidentiality_paths = ("citation__item__confidentiality", "citation__item__source__confidentiality")
    stands_with = ("citation",)

    citation = models.ForeignKey(
        Citation, models.PROTECT, related_name="answers", verbose_name=_("citation"), editable=False
    )
    text = models.TextField(_("answer to the contrary evidence"), max_length=4000)

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("answer to contrary evidence")
        verbose_name_plural = _("answers to contrary evidence")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="contraryanswer_written"),
            models.UniqueConstraint(
                fields=("citation",), condition=Q(withdrawn_at=None), name="contraryanswer_once"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """The item that speaks against."""
        return self.citation.get_absolute_url()


class SecondReviewQuerySet(CaseRecordQuerySet):
    """Second reviews."""

    def waiting(self) -> Self:
        """Asked for, and no opinion given yet."""
        return self.standing().filter(opinion=Opinion.WAITING)


class SecondReview(CaseRecord, Withdrawable):
    """A decider asks another supervisor for an opinion; until it is there, nothing is approved."""

    confidentiality_paths = (
        "assessment__violation__confidentiality",
        "assessment__violation__incident__source__confidentiality",
    )

    assessment = models.ForeignKey(
        Assessment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="second_reviews",
        verbose_name=_("assessment"),
        editable=False,
    )
    finding = models.ForeignKey(
        Finding,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="second_reviews",
        verbose_name=_("finding"),
        editable=False,
    )
    asker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
        editable=False,
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("second reviewer")
    )
    question = models.TextField(_("what should be looked at"), blank=True, max_length=4000)
    opinion = models.CharField(
        _("opinion"), max_length=10, choices=Opinion, blank=True, default=Opinion.WAITING
    )
    opinion_text = models.TextField(_("reasons"), blank=True, max_length=10000)
    given_at = models.DateTimeField(_("given"), null=True, blank=True, editable=False)

    objects = SecondReviewQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("second review")
        verbose_name_plural = _("second reviews")
        ordering = ("-id",)
        constraints = [
            known_or_empty("opinion", Opinion, "secondreview_opinion_known"),
            models.CheckConstraint(
                condition=exactly_one(("assessment", "finding")), name="secondreview_exactly_one_target"
            ),
            models.CheckConstraint(
                condition=~Q(asker=F("reviewer")),
                name="secondreview_two_people",
                violation_error_message=_("Ask somebody else than yourself."),
            ),
            models.CheckConstraint(
                condition=Q(opinion="", given_at__isnull=True)
                | (~Q(opinion="") & Q(given_at__isnull=False) & ~Q(opinion_text="")),
                name="secondreview_given_whole",
            ),
        ]
        indexes = [models.Index(fields=("reviewer", "opinion"), name="secondreview_reviewer")]

    def __str__(self) -> str:
        return str(self.get_opinion_display())

    @property
    def agrees(self) -> bool:
        """Whether the opinion is given and speaks for the proposal."""
        return self.opinion == Opinion.AGREES

    @property
    def target(self) -> models.Model:
        """The proposal it is about."""
        return self.assessment or self.finding  # type: ignore[return-value]

    def get_absolute_url(self) -> str:
        """Its place on the page of the proposal."""
        return f"{self.target.get_absolute_url()}#second-{self.uid}"  # type: ignore[attr-defined]
