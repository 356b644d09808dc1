"""Inserting many audited records at once: rows, versions and leaves, in a handful of statements."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import models, transaction

from casework.core import clock
from casework.core.context import current
from casework.core.history import HistoryStamp
from casework.core.records import Record

R = TypeVar("R", bound=Record)
BATCH = 500


def create_many(records: Sequence[R]) -> tuple[list[R], list[HistoryStamp]]:
    """Insert new records of one model with their first versions.

    Writes no leaves: core does not know the ledger. Call `casework.audited_bulk.create_audited`.

    Returns:
        The stored records, and their history rows in the same order.
    """
    if not records:
        return [], []
    model, context, moment = type(records[0]), current(), clock.now()
    for record in records:
        record.version = 1
        record.created_at = record.updated_at = moment
        record.created_by = record.updated_by = context.user
    with transaction.atomic():
        rows: models.QuerySet[Any] = models.QuerySet(model)
        stored: list[R] = rows.bulk_create(records, batch_size=BATCH)
        history_model = model.history.model  # type: ignore[attr-defined]
        versions = [_first_version(history_model, record) for record in stored]
        models.QuerySet[models.Model](history_model).bulk_create(versions, batch_size=BATCH)
    return stored, versions


def _first_version(history_model: type[models.Model], record: Record) -> HistoryStamp:
    context = current()
    values = {field.attname: getattr(record, field.attname) for field in history_model.tracked_fields}  # type: ignore[attr-defined]
    return history_model(  # type: ignore[return-value]
        **values,
        history_date=record.updated_at,
        history_type="+",
        history_change_reason=context.reason,
        history_user=context.user,
        actor_label=context.actor_label[:200],
        actor_role=context.actor_role,
        channel=context.channel,
        request_id=context.request_id,
        txn_id=context.txn_id,
    )
