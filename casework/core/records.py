"""The bases of all models: audited records, withdrawable records, append-only rows.

How guarded manager, history and optimistic lock work together, and why in just this shape, was tried
out beforehand: groundwork.md §1-§3.
"""

import copy
import functools
import uuid
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.signals import pre_save
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

from casework.core import clock
from casework.core.checking import checks_hold
from casework.core.context import current, note_write
from casework.core.history import History

appended = Signal()
"""Sent with `instance` after an append-only row was inserted; the ledger listens and writes its leaf."""

BOOKKEEPING = frozenset({"version", "created_at", "created_by_id", "updated_at", "updated_by_id"})


class UnauditedWrite(RuntimeError):
    """A write was attempted that would leave no history."""


class StaleRecord(RuntimeError):
    """Somebody else saved the record since it was read; nothing was written."""

    def __init__(self, record: "Record") -> None:
        super().__init__(f"{record._meta.label} {record.uid} was changed by somebody else.")
        self.record = record


class AuditedQuerySet(models.QuerySet):
    """A queryset that reads freely and refuses every write that would go past `save()` (trap 1)."""

    def _refuse(self, *args: Any, **kwargs: Any) -> Any:
        raise UnauditedWrite(f"{self.model._meta.label}: save each record, or use casework.core.bulk.")

    update = delete = bulk_create = bulk_update = _raw_delete = _refuse
    update.alters_data = delete.alters_data = True  # type: ignore[attr-defined]


class Record(models.Model):
    """A row whose every version is kept: who made it so, when and why.

    `version` counts the saves and guards against lost updates: the UPDATE carries the version that was
    read, and hits nothing when a colleague was faster.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), editable=False)
    updated_at = models.DateTimeField(_("last changed"), editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )

    history = History(inherit=True)
    objects = AuditedQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"  # `related.add(obj)` goes through the base manager: guard it too

    unstamped_updates: ClassVar[frozenset[str]] = frozenset()
    """Column sets that may be saved alone and without a version; only User's `last_login`."""
    _checks_hold = False

    @property
    def ledger_scope(self) -> int | None:
        """The case a change of this record belongs to, for the history of the case as a whole."""
        return getattr(self, "case_id", None)

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **kwargs: Any) -> Self:
        instance = super().from_db(db, field_names, values, **kwargs)
        # The instance holds just what was read: copying it whole costs a fraction of naming each column.
        stored = instance.__dict__.copy()
        del stored["_state"]
        for name in cls._changeable_in_place():
            if name in stored:
                stored[name] = copy.deepcopy(stored[name])
        instance._stored = stored
        return instance

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self._remember()

    def _remember(self) -> None:
        """Keep the stored values, so that a save without a change leaves no version (trap 13)."""
        loaded = self.__dict__
        self._stored = {
            name: copy.deepcopy(loaded[name]) if isinstance(loaded[name], (list, dict)) else loaded[name]
            for name in self._column_names()
            if name in loaded
        }

    @classmethod
    @functools.cache
    def _changeable_in_place(cls) -> tuple[str, ...]:
        """Columns whose values are lists or mappings."""
        fields = cls._meta.concrete_fields
        return tuple(field.attname for field in fields if isinstance(field, models.JSONField))

    @classmethod
    def _column_names(cls) -> tuple[str, ...]:
        return tuple(field.attname for field in cls._meta.concrete_fields)

    def changed_fields(self) -> set[str]:
        """Return the columns whose value differs from the stored row, bookkeeping left out."""
        stored = getattr(self, "_stored", {})
        return {
            field.attname
            for field in self._meta.concrete_fields
            if field.attname not in BOOKKEEPING
            and field.attname in stored
            and field.to_python(getattr(self, field.attname)) != stored[field.attname]
        }

    def validate_constraints(self, exclude: Any = None) -> None:
        """Ask all check constraints at once, and one by one only to say which of them does not hold."""
        self._checks_hold = checks_hold(self, exclude or ())
        try:
            super().validate_constraints(exclude)
        finally:
            del self._checks_hold

    def get_constraints(self) -> Any:
        """Those still to be asked; Django's validation goes through them."""
        found = super().get_constraints()
        if not self._checks_hold:
            return found
        return [
            (model, [each for each in constraints if not isinstance(each, models.CheckConstraint)])
            for model, constraints in found
        ]

    def save(self, *, force_insert: Any = False, using: str | None = None, **kwargs: Any) -> None:  # type: ignore[override]
        """Write the row, its history and its ledger leaf in one transaction, or none of them.

        A save without a change writes nothing.

        Raises:
            StaleRecord: somebody else saved the record since it was read.
            UnauditedWrite: some columns only were to be saved, or some were never read.
        """
        kwargs.pop("force_update", None)
        update_fields = kwargs.pop("update_fields", None)
        if update_fields is not None and frozenset(update_fields) <= self.unstamped_updates and update_fields:
            self._save_unstamped(update_fields)
            return
        if update_fields is not None:
            raise UnauditedWrite("Saving some columns only would put unsaved values into history (trap 2).")
        if self.get_deferred_fields():
            raise UnauditedWrite("A record with columns that were never read cannot be saved.")
        if not self._state.adding and not self.changed_fields():
            return
        self._save_version(force_insert=force_insert, using=using)

    def _save_unstamped(self, columns: Any) -> None:
        models.QuerySet(type(self)).filter(pk=self.pk).update(
            **{name: getattr(self, name) for name in columns}
        )
        self._remember()

    def _save_version(self, *, force_insert: Any, using: str | None) -> None:
        before = {name: getattr(self, name) for name in BOOKKEEPING}
        context, adding = current(), self._state.adding
        self.version += 1
        self.updated_at, self.updated_by = clock.now(), context.user
        if adding:
            self.created_at, self.created_by = self.updated_at, context.user
        try:
            with transaction.atomic(using=using, savepoint=False):
                super().save(force_insert=force_insert or adding, force_update=not adding, using=using)
        except BaseException:
            for name, value in before.items():
                setattr(self, name, value)
            self._state.adding = adding
            raise
        self._remember()
        note_write(self)

    def _do_update(self, base_qs: models.QuerySet, using: Any, *args: Any, **kwargs: Any) -> Any:
        hit = super()._do_update(base_qs.filter(version=self.version - 1), using, *args, **kwargs)  # type: ignore[misc]
        if not hit:
            raise StaleRecord(self)
        return hit

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: records are withdrawn, merged or closed, never deleted."""
        raise UnauditedWrite(f"{self._meta.label} is never deleted.")


class OfferedQuerySet(AuditedQuerySet):
    """Rows of a list kept by administrators; one out of use stays readable on old records."""

    def active(self) -> Self:
        """Rows that may still be chosen."""
        return self.filter(is_active=True)


class WithdrawableQuerySet(AuditedQuerySet):
    """Records that may have been entered by mistake."""

    def standing(self) -> Self:
        """Leave out what was withdrawn: lists of work and all figures use this."""
        return self.filter(withdrawn_at__isnull=True)


class Withdrawable(models.Model):
    """A record that can be withdrawn with a reason: kept, marked, out of the figures."""

    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        db_index=False,
    )
    withdrawn_reason = models.TextField(_("reason for withdrawing"), blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    def mark_withdrawn(self, reason: str) -> None:
        """Set the mark; the calling action saves.

        Raises:
            ValidationError: no reason was given, or the record is withdrawn already.
        """
        if self.is_withdrawn:
            raise ValidationError(_("This record is withdrawn already."))
        if not reason.strip():
            raise ValidationError({"reason": _("Say why the record is withdrawn.")})
        self.withdrawn_at = clock.now()
        self.withdrawn_by = current().user
        self.withdrawn_reason = reason


class AppendOnlyQuerySet(AuditedQuerySet):
    """Rows that are only ever added."""


class AppendOnly(models.Model):
    """A row that is written once: an event. Database triggers refuse what this class does not see.

    A correction is a new row that names the wrong one. With `leaf = True` the ledger keeps a leaf of it.
    """

    leaf = True

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField(_("when"), editable=False)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )
    actor_label = models.CharField(_("who"), max_length=200, editable=False)
    request_id = models.CharField(max_length=64, blank=True, editable=False)
    txn_id = models.UUIDField(editable=False)

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    @property
    def ledger_scope(self) -> int | None:
        """The case the event belongs to."""
        return getattr(self, "case_id", None)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert the row and its leaf in one transaction.

        Raises:
            UnauditedWrite: the row exists already.
        """
        if not self._state.adding:
            raise UnauditedWrite(f"{self._meta.label} is append-only.")
        context = current()
        self.at, self.actor, self.actor_label = clock.now(), context.user, context.actor_label[:200]
        self.request_id, self.txn_id = context.request_id, context.txn_id
        with transaction.atomic(savepoint=False):
            super().save(force_insert=True)
            appended.send(sender=type(self), instance=self)
        note_write(self)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse: events are never deleted."""
        raise UnauditedWrite(f"{self._meta.label} is append-only.")


def refuse_raw(sender: type, raw: bool, **_kwargs: Any) -> None:
    """`loaddata` would make a row without history: refuse it."""
    if raw and issubclass(sender, (Record, AppendOnly)):
        raise UnauditedWrite(f"{sender.__name__}: fixtures leave no history.")


pre_save.connect(refuse_raw, dispatch_uid="casework.core.records.refuse_raw")
