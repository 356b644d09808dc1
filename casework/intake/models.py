"""Files that arrived with an allegation that is not logged yet."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.evidence.names import show_name


class ReceivedFileQuerySet(models.QuerySet):
    """Received files are seen by the one who sent them only."""

    def of_draft(self, user: Any, draft: uuid.UUID) -> Self:
        """The files this person has sent with one draft, in the order they came."""
        return self.filter(user=user, draft=draft).order_by("pk")


class ReceivedFile(models.Model):
    """A file in the evidence store that waits for its allegation to be logged.

    It is not evidence yet: it has no case. When the allegation is logged it becomes an evidence item and this
    row goes. The row, not a digest in the form, says whose file it is: whoever could name a digest freely
    could claim a file they never had.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    draft = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=120)
    original_name = models.TextField()
    at = models.DateTimeField()

    objects = ReceivedFileQuerySet.as_manager()

    class Meta:
        app_label = "casework"
        verbose_name = _("received file")
        verbose_name_plural = _("received files")
        ordering = ("pk",)
        indexes = (models.Index(fields=("user", "draft"), name="receivedfile_of_draft"),)
        constraints = (
            models.UniqueConstraint(fields=("draft", "sha256", "user"), name="receivedfile_once_in_a_draft"),
        )

    def __str__(self) -> str:
        return self.shown_name

    @property
    def shown_name(self) -> str:
        """The name for people, with what cannot be seen in it written out."""
        return show_name(self.original_name)
