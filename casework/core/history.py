"""The one wrapper over django-simple-history; its traps and our demands are audit.md §1."""

import uuid
from typing import Any

from django.apps import apps
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from casework.core import clock
from casework.core.context import current


class HistoryStamp(models.Model):
    """Columns that every history row carries besides the values: who, as what, from where, in which act."""

    actor_label = models.CharField(max_length=200)
    actor_role = models.CharField(max_length=20, blank=True)
    channel = models.CharField(max_length=10)
    request_id = models.CharField(max_length=64, blank=True)
    txn_id = models.UUIDField(default=uuid.uuid4)

    class Meta:
        abstract = True


class UnauditedHistory(RuntimeError):
    """Somebody tried to write or change history other than by saving a record."""


class GuardedHistoryManager(HistoryManager):
    """Reads versions; the library's bulk writers would leave rows without a leaf (trap 24)."""

    def bulk_history_create(self, *args: Any, **kwargs: Any) -> None:
        raise UnauditedHistory("History is written by saving records, or by core.bulk.")


class History(HistoricalRecords):
    """Versions of a record: text reasons, big ids, the right index, the actor stamped on each row.

    Foreign keys of history rows are not indexed, save the case: an index on each would triple the cost
    of a write, and nothing looks histories up by them.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            bases=(HistoryStamp,),
            history_id_field=models.BigAutoField(),
            history_change_reason_field=models.TextField(null=True, verbose_name=_("reason")),
            user_db_constraint=False,
            history_manager=GuardedHistoryManager,
            **kwargs,
        )

    def fields_included(self, model: type[models.Model]) -> list[models.Field]:
        """Leave out what the model names in `history_excluded`: a password hash is no history."""
        hidden = getattr(model, "history_excluded", ())
        return [field for field in super().fields_included(model) if field.name not in hidden]

    def create_history_model(self, model: type[models.Model], inherited: bool) -> type[models.Model]:
        self.excluded_fields = list(getattr(model, "history_excluded", ()))
        return super().create_history_model(model, inherited)

    def copy_fields(self, model: type[models.Model]) -> dict[str, models.Field]:
        fields = super().copy_fields(model)
        for field in fields.values():
            if field.name != model._meta.pk.name:
                field.db_index = False
                field._unique = False
        return fields

    def get_extra_fields(self, model: type[models.Model], fields: dict[str, models.Field]) -> dict[str, Any]:
        extra = super().get_extra_fields(model, fields)
        extra["history_user"].db_index = False
        extra["history_date"].db_index = False
        return extra

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        options = super().get_meta_options(model)
        pk = model._meta.pk.name
        options["ordering"] = ("-history_id",)
        options["get_latest_by"] = "history_id"
        options["indexes"] = [models.Index(fields=(pk, "-history_id"))]
        options["constraints"] = [
            models.CheckConstraint(
                condition=~models.Q(actor_label=""), name=f"hist_{model._meta.model_name}_actor"[:60]
            )
        ]
        return options

    def get_history_user(self, instance: models.Model) -> Any | None:
        return current().user

    def get_change_reason_for_object(
        self, instance: models.Model, history_type: str, using: str | None
    ) -> str:
        return current().reason


def stamp(sender: Any, history_instance: Any, **_kwargs: Any) -> None:
    """Fill the columns of HistoryStamp; connected to the library's signal for every history model."""
    context = current()
    history_instance.history_date = clock.now()
    history_instance.actor_label = context.actor_label[:200]
    history_instance.actor_role = context.actor_role
    history_instance.channel = context.channel
    history_instance.request_id = context.request_id
    history_instance.txn_id = context.txn_id


pre_create_historical_record.connect(stamp, dispatch_uid="casework.core.history.stamp")


def versions_of(record: models.Model) -> models.QuerySet:
    """Return the versions of `record`, newest first.

    Ordered by history id: two versions may carry the same date (trap 9).
    """
    history_model = type(record).history.model  # type: ignore[attr-defined]
    return history_model.objects.filter(**{record._meta.pk.name: record.pk}).order_by("-history_id")


def history_models() -> list[type[models.Model]]:
    """Return every history model of the project."""
    return [model for model in apps.get_models() if issubclass(model, HistoryStamp)]
