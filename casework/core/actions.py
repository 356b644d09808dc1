"""The one write path: an action is one transaction with a named actor.

A function marked `@action` takes a keyword-only `actor`; an optional `reason` is stamped on every
history row it leaves. Rule, row, history and ledger are committed together or not at all.
"""

import contextlib
import contextvars
import functools
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import transaction

from casework.core.context import MissingActor, audit_context

F = TypeVar("F", bound=Callable[..., Any])

_depth: contextvars.ContextVar[int] = contextvars.ContextVar("action_depth", default=0)


@contextlib.contextmanager
def _deeper() -> Iterator[None]:
    """Count how many actions are under way in this thread."""
    token = _depth.set(_depth.get() + 1)
    try:
        yield
    finally:
        _depth.reset(token)


def action(function: F) -> F:
    """Run `function` in one transaction and in an audit context of its `actor`.

    An action called by another one shares its fate: only the outermost may be undone on its own inside a
    larger transaction, so that a refusal does not doom what its caller does next.

    Raises:
        MissingActor: `actor` was not given, is None, or is nobody (an anonymous visitor).
    """

    @functools.wraps(function)
    def run(*args: Any, actor: Any = None, **kwargs: Any) -> Any:
        if actor is None or not getattr(actor, "is_authenticated", False):
            raise MissingActor(f"{function.__name__} needs a named actor.")
        reason, outermost = str(kwargs.get("reason") or ""), _depth.get() == 0
        with audit_context(actor=actor, reason=reason), transaction.atomic(savepoint=outermost), _deeper():
            return function(*args, actor=actor, **kwargs)

    return run  # type: ignore[return-value]
