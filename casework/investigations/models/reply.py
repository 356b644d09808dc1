"""The right of reply: a party is asked before findings about it are made public."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord
from casework.core import clock
from casework.core.constraints import known
from casework.core.records import Withdrawable
from casework.evidence.models import EvidenceItem
from casework.incidents.models.incident import WithinQuerySet
from casework.parties.models import Party

from ..choices import ReplyState
from .finding import Finding


class ReplyQuerySet(WithinQuerySet):
    """Replies by whether the party has had its chance."""

    def heard(self) -> Self:
        """The party answered, let its time pass, or could not be asked for a stated reason."""
        overdue = Q(state=ReplyState.ASKED, answer_by__lt=clock.today())
        return self.standing().filter(
            overdue | Q(state__in=(ReplyState.REPLIED, ReplyState.SILENT, ReplyState.NOT_ASKED))
        )


class PartyReply(CaseRecord, Withdrawable):
    """One party asked about one finding: when, until when, and what it answered, whole and unchanged.

    Source: domain.md §12.12; the answer is published beside the finding.
    """

    confidentiality_paths = ("document__confidentiality", "document__source__confidentiality")
    stands_with = ("finding",)

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="replies", verbose_name=_("finding"), editable=False
    )
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("party"))
    state = models.CharField(_("state"), max_length=10, choices=ReplyState, default=ReplyState.ASKED)
    asked_on = models.DateField(_("asked on"), null=True, blank=True)
    answer_by = models.DateField(_("answer expected by"), null=True, blank=True)
    sent_to = models.CharField(_("sent to"), max_length=300, blank=True)
    not_asked_reason = models.TextField(_("why the party could not be asked"), blank=True, max_length=4000)
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    answer = models.TextField(_("its answer, whole and unchanged"), blank=True, max_length=60000)
    document = models.ForeignKey(
        EvidenceItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document of the answer"),
    )

    objects = ReplyQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("reply of a party")
        verbose_name_plural = _("replies of parties")
        ordering = ("id",)
        constraints = [
            known("state", ReplyState, "partyreply_state_known"),
            models.UniqueConstraint(
                fields=("finding", "party"),
                condition=Q(withdrawn_at=None),
                name="partyreply_once",
                violation_error_message=_("This party was asked already. Change that entry."),
            ),
            models.CheckConstraint(
                condition=Q(state=ReplyState.NOT_ASKED) | Q(asked_on__isnull=False, answer_by__isnull=False),
                name="partyreply_asked_has_days",
                violation_error_message=_("Say when the party was asked and until when it can answer."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ReplyState.NOT_ASKED) | ~Q(not_asked_reason=""),
                name="partyreply_not_asked_has_reason",
                violation_error_message=_("Say why the party could not be asked."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ReplyState.REPLIED) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="partyreply_answer_kept",
                violation_error_message=_("Write down the answer and its day."),
            ),
            models.CheckConstraint(
                condition=Q(asked_on__isnull=True)
                | Q(answer_by__isnull=True)
                | Q(answer_by__gt=F("asked_on")),
                name="partyreply_time_to_answer",
                violation_error_message=_("The party needs time to answer: choose a later day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_state_display()}"

    @property
    def is_asked(self) -> bool:
        """Whether nothing is recorded since it was asked."""
        return self.state == ReplyState.ASKED

    @property
    def was_never_asked(self) -> bool:
        """Whether it is said why it could not be asked."""
        return self.state == ReplyState.NOT_ASKED

    @property
    def is_answered(self) -> bool:
        """Whether its answer is kept."""
        return self.state == ReplyState.REPLIED

    @property
    def is_waited_for(self) -> bool:
        """Whether the party still has time to answer."""
        return self.is_asked and self.answer_by is not None and self.answer_by >= clock.today()

    def get_absolute_url(self) -> str:
        """Its place on the page of the finding."""
        return f"{self.finding.get_absolute_url()}#reply-{self.uid}"
