"""How effective an investigation is, criterion by criterion."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord
from casework.core.constraints import known
from casework.core.records import Withdrawable
from casework.incidents.models.incident import WithinQuerySet

from ..choices import (
    AT_LEAST_PARTLY,
    CRITERION_QUESTIONS,
    MET_MARKS,
    MUST_BE_MET,
    Criterion,
    Met,
    RatingState,
)
from .decided import Decided
from .investigation import Investigation

#: "Effective" as a condition on a rating: product.md §2, the one rule behind the figure of that name.
EFFECTIVE = Q(
    state=RatingState.CONFIRMED,
    withdrawn_at__isnull=True,
    **{criterion.value: Met.MET for criterion in MUST_BE_MET},
    **{f"{criterion.value}__in": (Met.MET, Met.PARTLY) for criterion in AT_LEAST_PARTLY},
)


def met(label: Any) -> models.CharField:
    """The answer to one criterion."""
    return models.CharField(label, max_length=10, choices=Met, default=Met.NOT_KNOWN)


def reason(label: Any) -> models.TextField:
    """Why it was answered so."""
    return models.TextField(label, max_length=4000, blank=True)


class RatingQuerySet(WithinQuerySet):
    """Ratings by where they stand."""

    def waiting(self) -> Self:
        """Rated by one person, not yet confirmed by another."""
        return self.standing().filter(state=RatingState.PROPOSED)

    def in_force(self) -> Self:
        """Confirmed and not superseded: what figures count."""
        return self.standing().filter(state=RatingState.CONFIRMED)

    def effective(self) -> Self:
        """Confirmed ratings by which their investigation is effective."""
        return self.standing().filter(EFFECTIVE)


class EffectivenessRating(Decided, CaseRecord, Withdrawable):
    """One person's rating of one investigation on the eight criteria, confirmed by a second person.

    Each answer carries its reason. A later rating supersedes the confirmed one; both stay. Criteria:
    Minnesota Protocol (2016) paras 22-33, UN Human Rights Committee General Comment 36 para 28, and the case
    law named in domain.md §7.
    """

    confidentiality_paths = ("investigation__incident__source__confidentiality",)
    stands_with = ("investigation", "investigation__incident")

    investigation = models.ForeignKey(
        Investigation, models.PROTECT, related_name="ratings", verbose_name=_("investigation"), editable=False
    )
    prompt = met(_("prompt"))
    prompt_reason = reason(_("reason: prompt"))
    independent = met(_("independent"))
    independent_reason = reason(_("reason: independent"))
    impartial = met(_("impartial"))
    impartial_reason = reason(_("reason: impartial"))
    thorough = met(_("thorough"))
    thorough_reason = reason(_("reason: thorough"))
    capable = met(_("capable"))
    capable_reason = reason(_("reason: capable"))
    transparent = met(_("transparent"))
    transparent_reason = reason(_("reason: transparent"))
    participation = met(_("victims and families take part"))
    participation_reason = reason(_("reason: victims and families take part"))
    public_findings = met(_("findings made public"))
    public_findings_reason = reason(_("reason: findings made public"))
    state = models.CharField(
        _("state"), max_length=12, choices=RatingState, default=RatingState.PROPOSED, editable=False
    )
    rater = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("rated by"),
        editable=False,
    )
    confirmer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("second person"),
        editable=False,
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)
    comment = models.TextField(_("comment of the second person"), blank=True, max_length=4000, editable=False)
    illustrative = models.BooleanField(default=False, editable=False)

    objects = RatingQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("rating of effectiveness")
        verbose_name_plural = _("ratings of effectiveness")
        ordering = ("-id",)
        constraints = [
            known("state", RatingState, "rating_state_known"),
            *(known(criterion.value, Met, f"rating_{criterion.value}_known") for criterion in Criterion),
            models.CheckConstraint(
                condition=Q(confirmer=None) | ~Q(confirmer=F("rater")),
                name="rating_two_people",
                violation_error_message=_("A second person confirms the rating."),
            ),
            models.CheckConstraint(
                condition=Q(state=RatingState.PROPOSED, confirmer=None)
                | (~Q(state=RatingState.PROPOSED) & Q(confirmer__isnull=False)),
                name="rating_decided_by_somebody",
            ),
            models.UniqueConstraint(
                fields=("investigation",),
                condition=Q(state=RatingState.PROPOSED, withdrawn_at=None),
                name="rating_one_waiting",
                violation_error_message=_(
                    "A rating of this investigation waits for a second person already."
                ),
            ),
            models.UniqueConstraint(
                fields=("investigation",),
                condition=Q(state=RatingState.CONFIRMED, withdrawn_at=None),
                name="rating_one_in_force",
            ),
        ]
        indexes = [models.Index(fields=("case", "state"), name="rating_case_state")]

    def __str__(self) -> str:
        return str(self.get_state_display())

    def get_absolute_url(self) -> str:
        """Its page, where the second person answers."""
        return reverse("investigations:rating-detail", args=[self.case.reference, self.uid])

    @property
    def answers(self) -> list[dict[str, Any]]:
        """The eight criteria in order: key, words, question, answer with its mark, and reason."""
        return [
            {
                "key": criterion.value,
                "words": criterion.label,
                "question": CRITERION_QUESTIONS[criterion],
                "value": getattr(self, criterion.value),
                "answer": Met(getattr(self, criterion.value)).label,
                "mark": MET_MARKS[getattr(self, criterion.value)],
                "reason": getattr(self, f"{criterion.value}_reason"),
            }
            for criterion in Criterion
        ]

    @property
    def is_effective(self) -> bool:
        """Whether the investigation is effective by this rating, once confirmed: the rule of EFFECTIVE."""
        return not self.short_of

    @property
    def short_of(self) -> list[dict[str, Any]]:
        """The answers that keep the investigation from being effective, in order."""
        enough = dict.fromkeys(MUST_BE_MET, (Met.MET,)) | dict.fromkeys(
            AT_LEAST_PARTLY, (Met.MET, Met.PARTLY)
        )
        return [one for one in self.answers if one["value"] not in enough.get(one["key"], tuple(Met))]

    @property
    def is_returned(self) -> bool:
        """Whether the second person sent it back."""
        return self.state == RatingState.RETURNED

    @property
    def is_waiting(self) -> bool:
        return self.state == RatingState.PROPOSED and self.withdrawn_at is None
