"""Work to be done on a case, notes beside it, and the inbox in which people learn of either."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality, Stage
from casework.cases.models import Case, CaseRecord, CaseRecordQuerySet
from casework.core import clock
from casework.core.constraints import known
from casework.core.records import Withdrawable
from casework.tasks.choices import ASKED, DECISIONS, NoticeKind, TaskState


class TaskQuerySet(CaseRecordQuerySet):
    """Tasks as they are asked for: open ones, and those whose day has passed."""

    def open(self) -> "TaskQuerySet":
        return self.filter(state=TaskState.OPEN)

    def overdue(self) -> "TaskQuerySet":
        return self.open().filter(due_on__lt=clock.today())


class Task(CaseRecord):
    """Something a person should do on a case by a day; it ends as done or as dropped, never as deleted."""

    title = models.CharField(_("what is to be done"), max_length=200)
    details = models.TextField(_("details"), blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=TaskState.choices, default=TaskState.OPEN)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = (F("due_on").asc(nulls_last=True), "pk")
        indexes = (
            models.Index(fields=("assignee", "state", "due_on"), name="task_assignee_open"),
            models.Index(fields=("case", "state", "due_on"), name="task_case_open"),
        )
        constraints = (
            known("state", TaskState, "task_state_known"),
            models.CheckConstraint(condition=~Q(title=""), name="task_title_given"),
            models.CheckConstraint(
                condition=Q(state=TaskState.OPEN, ended_at=None)
                | (~Q(state=TaskState.OPEN) & Q(ended_at__isnull=False)),
                name="task_ended_when_closed",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its line on the page of the case: the form is closed to readers and for ended tasks."""
        return reverse("tasks:case-list", args=(self.case.reference,)) + f"#task-{self.uid}"

    @property
    def is_open(self) -> bool:
        return self.state == TaskState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < clock.today()


class Note(CaseRecord, Withdrawable):
    """A remark on the case: small Markdown, part of the file, withdrawn but never wiped."""

    confidentiality_paths = ("confidentiality",)

    body = models.TextField(_("note"))
    confidentiality = models.CharField(
        _("who may see it"),
        max_length=20,
        choices=Confidentiality.choices,
        default=Confidentiality.RESTRICTED,
    )

    objects = CaseRecordQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ("-created_at", "-pk")
        indexes = (models.Index(fields=("case", "-created_at"), name="note_case_newest"),)
        constraints = (
            models.CheckConstraint(condition=~Q(body=""), name="note_body_given"),
            known("confidentiality", Confidentiality, "note_confidentiality_known"),
        )

    def __str__(self) -> str:
        return self.body[:60]

    def get_absolute_url(self) -> str:
        """Its place on the page of the case: the form is open to its writer only."""
        return reverse("tasks:case-list", args=(self.case.reference,)) + f"#note-{self.uid}"


class NoticeQuerySet(models.QuerySet):
    """The inbox of one person; what has left their sight is not told to them any more."""

    def inbox_of(self, user: Any) -> "NoticeQuerySet":
        seen = Case.objects.visible_to(user).filter(pk=models.OuterRef("case"))
        return self.filter(recipient=user).filter(Q(case=None) | models.Exists(seen))

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)


class Notice(models.Model):
    """One line in one person's inbox. Not a record of the case: it holds no fact that is not held elsewhere,
    so it has no history, and it is marked as read in place."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=40, choices=NoticeKind.choices)
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    words = models.CharField(_("what it is about"), max_length=250, blank=True)
    link = models.CharField(_("where"), max_length=250, blank=True)
    actor_label = models.CharField(_("by"), max_length=200, blank=True)
    at = models.DateTimeField(_("at"), default=clock.now, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, blank=True, editable=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("recipient", "read_at", "-at"), name="notice_recipient_unread"),)
        constraints = (known("kind", NoticeKind, "notice_kind_known"),)

    def __str__(self) -> str:
        return self.words or self.kind

    @property
    def heading(self) -> str:
        """What happened or is wanted, in a few words."""
        return str(ASKED[self.words][0] if self.words in ASKED else self.get_kind_display())

    @property
    def said(self) -> str:
        """What it is about, in the language of the one who reads it."""
        if self.words in ASKED:
            return str(ASKED[self.words][1])
        if self.kind == NoticeKind.STAGE_MOVED and self.words in Stage.values:
            return str(Stage(self.words).label)
        if self.kind in (NoticeKind.DECISION_MADE, NoticeKind.RATING_ANSWERED):
            return str(DECISIONS.get(self.words, self.words))
        if self.kind == NoticeKind.ATTENTION:
            return gettext(self.words)  # kept in English: a sentence of ours, translated when it is read
        return self.words
