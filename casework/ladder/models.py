"""What the ladder leaves behind: moves of a case, searches for duplicates, transfers. None can be altered."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import CloseReason, Stage
from casework.cases.models import Case
from casework.core.constraints import known, known_or_empty
from casework.core.records import AppendOnly, AppendOnlyQuerySet
from casework.ladder.choices import DuplicateOutcome
from casework.publication.choices import WithdrawalReason


class StageChange(AppendOnly):
    """One step of a case on the ladder: who, when, from where, to where, and why, written in the same
    transaction as the new stage. `from_stage` is empty for the step that opened the case."""

    leaf = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="stage_changes", verbose_name=_("case"))
    from_stage = models.CharField(_("from"), max_length=20, choices=Stage.choices, blank=True)
    to_stage = models.CharField(_("to"), max_length=20, choices=Stage.choices)
    reason = models.TextField(_("reason"), blank=True)
    missing = models.TextField(_("what is missing"), blank=True)
    single_source = models.TextField(_("why a single source is enough"), blank=True)
    review_on = models.DateField(_("date for another look"), null=True, blank=True)
    close_code = models.CharField(_("reason code"), max_length=20, choices=CloseReason.choices, blank=True)
    kept_case = models.ForeignKey(
        Case, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("kept case")
    )
    withdrawal = models.CharField(
        _("reason the public is told"),
        max_length=10,
        choices=WithdrawalReason.choices,
        blank=True,
        default="",
    )

    class Meta(AppendOnly.Meta):
        verbose_name = _("change of stage")
        verbose_name_plural = _("changes of stage")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("case", "-at"), name="stagechange_case_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(from_stage__in=("", *Stage.values)), name="stagechange_from_known"
            ),
            known("to_stage", Stage, "stagechange_to_known"),
            models.CheckConstraint(condition=~Q(from_stage=models.F("to_stage")), name="stagechange_moves"),
            models.CheckConstraint(
                condition=Q(from_stage="") | ~Q(reason=""), name="stagechange_reason_given"
            ),
            models.CheckConstraint(
                condition=Q(close_code__in=("", *CloseReason.values)), name="stagechange_close_code_known"
            ),
            known_or_empty("withdrawal", WithdrawalReason, "stagechange_withdrawal_known"),
        )

    def __str__(self) -> str:
        return f"{self.from_stage or '-'} -> {self.to_stage}"


class DuplicateCheck(AppendOnly):
    """Somebody looked for other cases about the same event and said what they found. How many candidates were
    shown is kept, not which: a later reader may not be allowed to see them. What was found is named by a link
    between two events, which only those see who may see both."""

    leaf = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="duplicate_checks", verbose_name=_("case"))
    outcome = models.CharField(_("outcome"), max_length=12, choices=DuplicateOutcome.choices)
    considered = models.PositiveSmallIntegerField(_("candidates looked at"), default=0)
    note = models.TextField(_("note"), blank=True)
    link = models.ForeignKey(
        "casework.IncidentLink",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("what was found"),
    )

    class Meta(AppendOnly.Meta):
        verbose_name = _("search for duplicates")
        verbose_name_plural = _("searches for duplicates")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("case", "-at"), name="duplicatecheck_case_newest"),)
        constraints = (known("outcome", DuplicateOutcome, "duplicatecheck_outcome_known"),)

    def __str__(self) -> str:
        return self.outcome


class TransferQuerySet(AppendOnlyQuerySet):
    """Transfers in the scope of a reader."""

    def visible_to(self, user: Any) -> Self:
        """Return transfers of which the reader may see both cases: neither end betrays the other."""
        seen = Case.objects.visible_to(user)
        return self.filter(
            Exists(seen.filter(pk=OuterRef("case_id"))), Exists(seen.filter(pk=OuterRef("to_case_id")))
        )


class Transfer(AppendOnly):
    """Records went from one case to another: one incident with all that hangs on it, or everything.

    It stands in the history of both cases, so that neither has a hole: the rows themselves speak of their
    new case from then on, and of the old one in their earlier versions.
    """

    leaf = True

    case = models.ForeignKey(Case, models.PROTECT, related_name="transfers_out", verbose_name=_("from"))
    to_case = models.ForeignKey(Case, models.PROTECT, related_name="transfers_in", verbose_name=_("to"))
    incident = models.ForeignKey(
        "casework.Incident",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="transfers",
        verbose_name=_("incident"),
        help_text=_("Empty when the whole case was merged."),
    )
    records = models.PositiveIntegerField(_("records moved"))
    reason = models.TextField(_("reason"))

    objects = TransferQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("transfer")
        verbose_name_plural = _("transfers")
        ordering = ("-at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(case=models.F("to_case")), name="transfer_two_cases"),
            models.CheckConstraint(condition=~Q(reason=""), name="transfer_reason_given"),
        )

    def __str__(self) -> str:
        return f"{self.case} -> {self.to_case}"


class ConcernChange(AppendOnly):
    """The scheduled job told people of something that needs attention, or saw that it is over.

    The concern itself is never stored: it is asked of the state at every look. This is the memory of the job,
    so that nobody is told twice, and told again when it comes back.
    """

    leaf = False

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("case"))
    concern = models.CharField(_("concern"), max_length=24)
    holds = models.BooleanField(_("needs attention"))

    class Meta(AppendOnly.Meta):
        verbose_name = _("change of a concern")
        verbose_name_plural = _("changes of concerns")
        ordering = ("-pk",)
        indexes = (models.Index(fields=("concern", "case", "-id"), name="concernchange_last"),)
        constraints = (models.CheckConstraint(condition=~Q(concern=""), name="concernchange_named"),)

    def __str__(self) -> str:
        return self.concern
