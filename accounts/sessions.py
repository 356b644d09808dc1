"""Sessions: how long they live, how they end, and that they take a new key when their standing changes."""

from typing import Final

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from accounts.models import User
from accounts.roles import Role
from casework.core import clock
from casework.core.context import audit_context

SIGNED_IN_AT: Final = "casework_signed_in_at"
SEEN_AT: Final = "casework_seen_at"
HAS_FACTOR: Final = "casework_has_factor"
RENEW_SECONDS: Final = 60


def idle_seconds(user: User) -> int:
    """After how long without use this person is signed out."""
    minutes = (
        settings.CASEWORK_IDLE_MINUTES_ADMIN if user.role == Role.ADMIN else settings.CASEWORK_IDLE_MINUTES
    )
    return int(minutes) * 60


def begin(session: SessionBase) -> None:
    """Note when the session began and was last used."""
    moment = int(clock.now().timestamp())
    session[SIGNED_IN_AT] = moment
    session[SEEN_AT] = moment


def is_over(session: SessionBase, user: User) -> bool:
    """Whether the session was idle for too long, is too old, or never began properly."""
    moment = clock.now().timestamp()
    started, seen = session.get(SIGNED_IN_AT), session.get(SEEN_AT)
    if not isinstance(started, int) or not isinstance(seen, int):
        return True
    return moment - started >= settings.CASEWORK_SESSION_HOURS * 3600 or moment - seen >= idle_seconds(user)


def touch(session: SessionBase) -> None:
    """Renew the idle stamp, at most once a minute: each renewal is a write that waits for SQLite's lock."""
    moment = int(clock.now().timestamp())
    if moment - session.get(SEEN_AT, 0) >= RENEW_SECONDS:
        session[SEEN_AT] = moment


def renew_key(request: HttpRequest) -> None:
    """Give the session a new key; the old one is dead at once."""
    before = request.session.session_key
    request.session.cycle_key()
    UserSession.objects.filter(session_key=before).update(session_key=request.session.session_key)


def end_all(user: User, *, keep: HttpRequest | None = None) -> None:
    """End the sessions of a person; with `keep`, all but that request's.

    The epoch is part of what every session proves at each request, so even a session that no list knows
    dies; the rows are deleted as well. The caller names the reason in the audit context.
    """
    user.session_epoch += 1
    user.save()
    current = keep.session.session_key if keep is not None else None
    for listed in UserSession.objects.filter(user_id=user.pk).exclude(session_key=current):
        listed.end()
    if keep is not None:
        update_session_auth_hash(keep, user)
        UserSession.objects.filter(session_key=current).update(session_key=keep.session.session_key)


def end_others_as_owner(request: HttpRequest, reason: str) -> None:
    """The signed-in person's other sessions end, recorded as their own act."""
    user = User.objects.get(pk=request.user.pk)  # type: ignore[misc]
    with audit_context(actor=user, reason=reason):
        end_all(user, keep=request)
