"""The audited bulk helper: records, versions and leaves together (glue between core and ledger)."""

from collections.abc import Sequence

from django.db import models, transaction

from casework.core.bulk import BATCH, R, create_many
from casework.ledger.leaves import append_all, make_leaf
from casework.ledger.models import LedgerLeaf


def create_audited(records: Sequence[R]) -> list[R]:
    """Insert new records of one model with history and ledger, in one transaction.

    Args:
        records: unsaved records; needs an audit context.
    """
    with transaction.atomic():
        stored, versions = create_many(records)
        for start in range(0, len(stored), BATCH):
            part = slice(start, start + BATCH)
            _append_leaves(stored[part], versions[part])
    return stored


def _append_leaves(stored: list, versions: list) -> None:
    history_model = type(versions[0])
    values = {row["history_id"]: row for row in _read_back(history_model, versions)}
    append_all(
        make_leaf(
            LedgerLeaf.Kind.VERSION,
            version,
            values[version.pk],
            txn_id=version.txn_id,
            object_uid=record.uid,
            scope=record.ledger_scope,
            recorded_at=version.history_date,
        )
        for record, version in zip(stored, versions, strict=True)
    )


def _read_back(history_model: type[models.Model], versions: list) -> models.QuerySet:
    return models.QuerySet(history_model).filter(pk__in=[version.pk for version in versions]).values()
