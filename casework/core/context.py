"""Who acts, from where and why: the context without which no audited row can be written.

A thread, job or command has no request; audit.md §1 (trap 21) demands that a missing actor is an
error and not an empty column. All rows written under one context share its `txn_id` (invariant I9).
"""

import contextlib
import contextvars
import dataclasses
import uuid
from collections.abc import Iterator
from typing import Any

WEB, ADMIN, COMMAND, IMPORT = "web", "admin", "command", "import"


class MissingActor(RuntimeError):
    """An audited row was about to be written and nobody is named as the one who writes."""


@dataclasses.dataclass(frozen=True)
class SystemActor:
    """A job or command that acts by itself, under a name that histories show."""

    name: str
    pk: None = None
    is_authenticated: bool = True
    is_active: bool = True
    role: str = "system"

    @property
    def audit_label(self) -> str:
        return f"system:{self.name}"


def system_actor(name: str) -> SystemActor:
    """Return the actor that stands for the job or command `name`."""
    return SystemActor(name)


@dataclasses.dataclass(frozen=True)
class AuditContext:
    """One request or command, as every history row written by it will name it."""

    actor: Any
    channel: str
    request_id: str
    txn_id: uuid.UUID
    reason: str = ""

    @property
    def actor_label(self) -> str:
        return getattr(self.actor, "audit_label", "") or str(self.actor)

    @property
    def actor_role(self) -> str:
        return getattr(self.actor, "role", "")

    @property
    def user(self) -> Any | None:
        """The actor if it is a row of the user table, None for a job."""
        return self.actor if self.actor.pk is not None else None


_context: contextvars.ContextVar[AuditContext | None] = contextvars.ContextVar("audit", default=None)
_written: contextvars.ContextVar[list[Any] | None] = contextvars.ContextVar("written", default=None)


def current() -> AuditContext:
    """Return the context of this request or command.

    Raises:
        MissingActor: there is none, or nobody is signed in.
    """
    context = _context.get()
    if context is None:
        raise MissingActor("No audit context: wrap the work in audit_context(actor=…).")
    if not getattr(context.actor, "is_authenticated", False):
        raise MissingActor("Nobody is signed in: an audited row needs a named actor.")
    return context


@contextlib.contextmanager
def audit_context(
    *, actor: Any, channel: str = "", request_id: str = "", reason: str = ""
) -> Iterator[AuditContext]:
    """Name the actor of everything written in the block.

    A nested block keeps the channel, request and transaction id of the outer one, so that all rows of
    one request share them; only actor and reason may differ.
    """
    if actor is None:
        raise MissingActor("An actor is needed.")
    outer = _context.get()
    context = AuditContext(
        actor=actor,
        channel=channel or (outer.channel if outer else COMMAND),
        request_id=request_id or (outer.request_id if outer else ""),
        txn_id=outer.txn_id if outer else uuid.uuid4(),
        reason=reason or (outer.reason if outer else ""),
    )
    token = _context.set(context)
    try:
        yield context
    finally:
        _context.reset(token)


@contextlib.contextmanager
def collecting_writes() -> Iterator[list[Any]]:
    """Collect what is written in the block, so that a page can say when that was nothing."""
    found: list[Any] = []
    token = _written.set(found)
    try:
        yield found
    finally:
        _written.reset(token)


def note_write(row: Any) -> None:
    """Called by the record layer for each version and each event that it wrote."""
    if (collected := _written.get()) is not None:
        collected.append(row)


@contextlib.contextmanager
def because(reason: str) -> Iterator[AuditContext]:
    """Give the rows written in the block this reason instead of the one of the outer context."""
    token = _context.set(dataclasses.replace(current(), reason=reason))
    try:
        yield current()
    finally:
        _context.reset(token)
