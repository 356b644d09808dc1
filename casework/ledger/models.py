"""Tables of the ledger. No foreign key to the domain: the log outlives what it speaks of.

None of them is ever updated or deleted by the application; database triggers refuse it
(`casework.ledger.triggers`).
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class LedgerQuerySet(models.QuerySet):
    """Reads freely; rows are added by `casework.ledger.leaves` and `casework.ledger.actions` only."""

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise TypeError(f"{self.model._meta.label} is append-only.")

    update = delete = bulk_update = _raw_delete = _refuse


class LedgerLeaf(models.Model):
    """The fingerprint of one version or event, written in the transaction of the change."""

    class Kind(models.TextChoices):
        VERSION = "version", _("version of a record")
        EVENT = "event", _("event")
        SIGN_IN = "auth", _("sign-in event")
        EXPORT = "export", _("export")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    txn_id = models.UUIDField()
    model = models.CharField(max_length=80)
    object_uid = models.UUIDField()
    row_id = models.BigIntegerField(help_text="history_id of the version, or primary key of the event")
    scope = models.BigIntegerField(null=True, help_text="the case it belongs to, if any")
    schema = models.PositiveSmallIntegerField()
    digests = models.JSONField()
    leaf_hash = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    objects = LedgerQuerySet.as_manager()

    class Meta:
        app_label = "casework"
        ordering = ("-id",)
        constraints = [models.UniqueConstraint(fields=("model", "row_id"), name="ledger_leaf_once_per_row")]
        indexes = [
            models.Index(fields=("scope", "-id"), name="ledger_leaf_scope"),
            models.Index(fields=("object_uid", "-id"), name="ledger_leaf_object"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.model} {self.object_uid}"

    def header(self) -> dict[str, Any]:
        """Return what the leaf's hash covers besides the field digests."""
        return {
            "kind": self.kind,
            "txn": self.txn_id,
            "model": self.model,
            "object": self.object_uid,
            "row": self.row_id,
            "schema": self.schema,
            "at": self.recorded_at,
        }


class LedgerPayload(models.Model):
    """A leaf's values and the secret of their salts. The only table that lawful erasure touches."""

    leaf = models.OneToOneField(LedgerLeaf, models.PROTECT, primary_key=True, related_name="payload")
    secret = models.CharField(max_length=64)
    values = models.JSONField()

    objects = LedgerQuerySet.as_manager()

    class Meta:
        app_label = "casework"

    def __str__(self) -> str:
        return f"payload of {self.leaf_id}"


class Event(models.Model):
    """What all event tables share: when, who, from which request."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_constraint=False
    )
    actor_label = models.CharField(max_length=200, blank=True)
    actor_role = models.CharField(max_length=20, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    txn_id = models.UUIDField(null=True)

    objects = LedgerQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("-id",)


class AccessEvent(Event):
    """Somebody looked at something confidential, or was refused (audit.md §3)."""

    class Action(models.TextChoices):
        VIEW = "view", _("viewed")
        LIST = "list", _("listed")
        SEARCH = "search", _("searched")
        HISTORY = "history", _("read the history of")
        DOWNLOAD = "download", _("downloaded")
        PRINT = "print", _("printed")
        REVEAL = "reveal", _("revealed")
        DENIED = "denied", _("was refused")

    action = models.CharField(max_length=10, choices=Action.choices)
    model = models.CharField(max_length=80, blank=True)
    object_uid = models.UUIDField(null=True)
    scope = models.BigIntegerField(null=True)
    query = models.CharField(max_length=300, blank=True)
    is_confidential = models.BooleanField(default=False)
    purpose = models.CharField(max_length=300, blank=True)

    class Meta(Event.Meta):
        app_label = "casework"
        indexes = [models.Index(fields=("object_uid", "-id"), name="access_event_object")]


class AuthEvent(Event):
    """A sign-in, a failure, a second factor, a change of role: what happened to an account."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("signed in")
        SIGNED_OUT = "signed_out", _("signed out")
        FAILED = "failed", _("failed to sign in")
        LOCKED_OUT = "locked_out", _("locked out for a while")
        PASSWORD_CHANGED = "password", _("password changed")
        FACTOR_ADDED = "factor_added", _("second factor added")
        FACTOR_REMOVED = "factor_removed", _("second factor removed")
        FACTOR_USED = "factor_used", _("second factor used")
        FACTOR_FAILED = "factor_failed", _("second factor failed")
        INVITED = "invited", _("invited")
        JOINED = "joined", _("accepted the invitation")
        ROLE_CHANGED = "role_changed", _("role changed")
        DEACTIVATED = "deactivated", _("deactivated")
        REACTIVATED = "reactivated", _("activated again")
        SESSIONS_ENDED = "sessions_ended", _("sessions ended")
        RESET_ASKED = "reset_asked", _("reset asked for")
        RESET_DONE = "reset_done", _("reset done")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    user_uid = models.UUIDField(null=True, db_index=True, help_text="the account concerned")
    user_label = models.CharField(max_length=254, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    count = models.PositiveIntegerField(default=1)

    class Meta(Event.Meta):
        app_label = "casework"
        verbose_name = _("sign-in event")
        verbose_name_plural = _("sign-in events")


class ExportEvent(Event):
    """Data left the system: what, how much, to whom, with the hash of the file."""

    model = models.CharField(max_length=80)
    query = models.CharField(max_length=300, blank=True)
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    recipient = models.CharField(max_length=300, blank=True)

    class Meta(Event.Meta):
        app_label = "casework"
