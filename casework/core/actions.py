"""The one write path: an action is one transaction with a named actor.

A function marked `@action` takes a keyword-only `actor`; an optional `reason` is stamped on every
history row it leaves. Rule, row, history and ledger are committed together or not at all.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

from casework.core.context import MissingActor, audit_context

F = TypeVar("F", bound=Callable[..., Any])


def action(function: F) -> F:
    """Run `function` in one transaction and in an audit context of its `actor`.

    Raises:
        MissingActor: `actor` was not given, is None, or is nobody (an anonymous visitor).
    """

    @functools.wraps(function)
    def run(*args: Any, actor: Any = None, **kwargs: Any) -> Any:
        if actor is None or not getattr(actor, "is_authenticated", False):
            raise MissingActor(f"{function.__name__} needs a named actor.")
        with audit_context(actor=actor, reason=str(kwargs.get("reason") or "")):
            with transaction.atomic(savepoint=False):
                return function(*args, actor=actor, **kwargs)

    return run  # type: ignore[return-value]
