"""Records looks, refusals, sign-ins and exports.

These events are written by themselves, outside the write path of records: a look changes nothing.
"""

from typing import Any

from django.db import models, transaction
from django.utils import timezone

from casework.ledger.leaves import append, make_leaf, stored_values
from casework.ledger.models import AccessEvent, AuthEvent, Event, ExportEvent, LedgerLeaf


def _fill(event: Event, actor: Any, request: Any) -> None:
    event.at = timezone.now()
    event.actor = actor if getattr(actor, "pk", None) else None
    event.actor_label = (getattr(actor, "audit_label", "") or str(actor or ""))[:200]
    event.actor_role = getattr(actor, "role", "")
    event.request_id = getattr(request, "request_id", "")
    event.txn_id = getattr(request, "txn_id", None)


def record_access(
    *,
    actor: Any,
    action: str,
    obj: models.Model | None = None,
    query: str = "",
    request: Any = None,
    is_confidential: bool = False,
    purpose: str = "",
) -> AccessEvent:
    """Write down that `actor` looked at `obj`, before the answer's first byte leaves.

    Args:
        actor: the reader.
        action: an AccessEvent.Action.
        obj: the record looked at, if it was one.
        query: what a list or search was asked for, without case text.
    """
    event = AccessEvent(
        action=action,
        model=obj._meta.label if obj is not None else "",
        object_uid=getattr(obj, "uid", None),
        scope=getattr(obj, "ledger_scope", None),
        query=query[:300],
        is_confidential=is_confidential,
        purpose=purpose[:300],
    )
    _fill(event, actor, request)
    event.save(force_insert=True)
    return event


def record_denied(
    *, actor: Any, obj: models.Model | None = None, query: str = "", request: Any = None
) -> AccessEvent:
    """Write down that `actor` was refused."""
    return record_access(
        actor=actor,
        action=AccessEvent.Action.DENIED,
        obj=obj,
        query=query,
        request=request,
        is_confidential=True,
    )


def record_auth(
    kind: str,
    *,
    actor: Any = None,
    user: Any = None,
    label: str = "",
    detail: str = "",
    count: int = 1,
    request: Any = None,
) -> AuthEvent:
    """Write down what happened to an account, with a leaf.

    Args:
        kind: an AuthEvent.Kind.
        actor: who did it; the account itself when not given.
        user: the account concerned, None when the address is unknown.
        label: what was typed as e-mail, for a failure without an account.
        count: how many equal failures this row stands for.
    """
    event = AuthEvent(
        kind=kind,
        user_uid=getattr(user, "uid", None),
        user_label=(label or str(user or ""))[:254],
        detail=detail[:300],
        count=count,
    )
    _fill(event, actor or user, request)
    _append_with_leaf(event, LedgerLeaf.Kind.SIGN_IN)
    return event


def record_export(
    *,
    actor: Any,
    model: str,
    rows: int,
    sha256: str,
    query: str = "",
    recipient: str = "",
    request: Any = None,
) -> ExportEvent:
    """Write down that data left the system, with a leaf."""
    event = ExportEvent(model=model, rows=rows, sha256=sha256, query=query[:300], recipient=recipient[:300])
    _fill(event, actor, request)
    _append_with_leaf(event, LedgerLeaf.Kind.EXPORT)
    return event


def _append_with_leaf(event: Event, kind: str) -> None:
    with transaction.atomic(savepoint=False):
        event.txn_id = event.txn_id or event.uid
        event.save(force_insert=True)
        leaf = make_leaf(
            kind,
            event,
            stored_values(event),
            txn_id=event.txn_id,
            object_uid=event.user_uid or event.uid if isinstance(event, AuthEvent) else event.uid,
            scope=None,
            recorded_at=event.at,
        )
        append(*leaf)
