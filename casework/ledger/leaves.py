"""Writes a leaf and its payload beside each history row and each event, in the same transaction.

No lock on a chain head: that deadlocked two ordinary PostgreSQL transactions and cost more (audit.md §2).
Ordering, chaining and signing come afterwards, from the leaves.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models

from casework.ledger.canonical import plain
from casework.ledger.digests import SCHEMA, leaf_hash, new_secret, payload_digests
from casework.ledger.models import LedgerLeaf, LedgerPayload


def make_leaf(
    kind: str, row: models.Model, values: dict[str, Any], **header: Any
) -> tuple[LedgerLeaf, LedgerPayload]:
    """Return the unsaved leaf and payload of one stored row.

    Args:
        kind: a LedgerLeaf.Kind.
        row: the history row or event, already inserted.
        values: its columns as the database returns them.
        header: txn_id, object_uid, scope and recorded_at.
    """
    canonical = {field: plain(value) for field, value in values.items()}
    secret = new_secret()
    leaf = LedgerLeaf(kind=kind, model=row._meta.label, row_id=row.pk, schema=SCHEMA, **header)
    leaf.digests = payload_digests(secret, canonical)
    leaf.leaf_hash = leaf_hash(leaf.header(), leaf.digests)
    return leaf, LedgerPayload(secret=secret, values=canonical)


def stored_values(row: models.Model) -> dict[str, Any]:
    """Read the row back: the hash covers what the database keeps, not what was in memory (trap 16)."""
    return models.QuerySet(type(row)).filter(pk=row.pk).values().get()


def append(leaf: LedgerLeaf, payload: LedgerPayload) -> None:
    """Insert a leaf with its payload."""
    leaf.save(force_insert=True)
    payload.leaf = leaf
    payload.save(force_insert=True)


def append_all(pairs: Iterable[tuple[LedgerLeaf, LedgerPayload]]) -> None:
    """Insert many leaves with their payloads in two statements per thousand."""
    leaves, payloads = [], []
    for leaf, payload in pairs:
        leaves.append(leaf)
        payloads.append(payload)
    LedgerLeaf.objects.bulk_create(leaves, batch_size=1000)
    for leaf, payload in zip(leaves, payloads, strict=True):
        payload.leaf = leaf
    LedgerPayload.objects.bulk_create(payloads, batch_size=1000)


def version_leaf(instance: Any, history_instance: Any) -> tuple[LedgerLeaf, LedgerPayload]:
    """Return the leaf of a history row of `instance`."""
    return make_leaf(
        LedgerLeaf.Kind.VERSION,
        history_instance,
        stored_values(history_instance),
        txn_id=history_instance.txn_id,
        object_uid=instance.uid,
        scope=instance.ledger_scope,
        recorded_at=history_instance.history_date,
    )


def on_version(sender: Any, instance: Any, history_instance: Any, **_kwargs: Any) -> None:
    """Write the leaf of a new history row; listens to the history library's signal."""
    append(*version_leaf(instance, history_instance))


def on_event(sender: Any, instance: Any, **_kwargs: Any) -> None:
    """Write the leaf of a new append-only row, if its model asks for one."""
    if not instance.leaf:
        return
    append(
        *make_leaf(
            LedgerLeaf.Kind.EVENT,
            instance,
            stored_values(instance),
            txn_id=instance.txn_id,
            object_uid=instance.uid,
            scope=instance.ledger_scope,
            recorded_at=instance.at,
        )
    )
