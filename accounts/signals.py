"""What accounts hear from Django and allauth: each of it becomes an event, some of it ends sessions."""

import ipaddress
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
    authenticator_used,
)
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts import sessions
from accounts.adapters import FACTORS, has_factor
from accounts.failures import note_failure
from accounts.models import User
from casework.ledger.actions import record_auth
from casework.ledger.models import AuthEvent

IPV4 = 4


@receiver(user_logged_in, dispatch_uid="accounts.on_signed_in")
def on_signed_in(sender: Any, request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """The session begins, and the person's language comes with it."""
    sessions.begin(request.session)
    request.casework_signed_in = True  # type: ignore[attr-defined]
    record_auth(AuthEvent.Kind.SIGNED_IN, user=user, request=request)


@receiver(user_logged_out, dispatch_uid="accounts.on_signed_out")
def on_signed_out(sender: Any, request: HttpRequest, user: User | None, **_kwargs: Any) -> None:
    """The browser is told to forget everything (see middleware)."""
    request.casework_signed_out = True  # type: ignore[attr-defined]
    if user is not None:
        detail = getattr(request, "casework_why_signed_out", "")
        record_auth(AuthEvent.Kind.SIGNED_OUT, user=user, detail=detail, request=request)


@receiver(authentication_step_completed, dispatch_uid="accounts.on_step_completed")
def on_step_completed(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """A session that proved itself anew takes a new key."""
    if kwargs.get("reauthenticated"):
        sessions.renew_key(request)


@receiver(authenticator_added, dispatch_uid="accounts.on_factor_added")
def on_factor_added(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """Sessions that began without the new factor end; the one that set it up stays."""
    record_auth(AuthEvent.Kind.FACTOR_ADDED, user=user, detail=authenticator.type, request=request)
    if authenticator.type in FACTORS:
        sessions.end_others_as_owner(request, _("Second factor added"))
        request.session[sessions.HAS_FACTOR] = True


@receiver(authenticator_removed, dispatch_uid="accounts.on_factor_removed")
def on_factor_removed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """A removed factor is an event, and no session may go on believing in it."""
    record_auth(AuthEvent.Kind.FACTOR_REMOVED, user=user, detail=authenticator.type, request=request)
    if authenticator.type in FACTORS:
        sessions.end_others_as_owner(request, _("Second factor removed"))
        request.session[sessions.HAS_FACTOR] = has_factor(user)


@receiver(authenticator_reset, dispatch_uid="accounts.on_codes_renewed")
def on_codes_renewed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """New recovery codes."""
    record_auth(
        AuthEvent.Kind.FACTOR_ADDED, user=user, detail=f"{authenticator.type} renewed", request=request
    )


@receiver(authenticator_used, dispatch_uid="accounts.on_factor_used")
def on_factor_used(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """A right code, key or recovery code."""
    record_auth(AuthEvent.Kind.FACTOR_USED, user=user, detail=authenticator.type, request=request)


@receiver(authentication_failed, dispatch_uid="accounts.on_factor_failed")
def on_factor_failed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """A wrong code."""
    note_failure(
        AuthEvent.Kind.FACTOR_FAILED, login=user.email, user=user, request=request, detail=authenticator.type
    )


@receiver(pre_save, sender=UserSession, dispatch_uid="accounts.on_session_listed")
def on_session_listed(sender: Any, instance: UserSession, **_kwargs: Any) -> None:
    """Keep where somebody signed in only roughly: a seized database must not tell where people live."""
    instance.ip = coarse_address(instance.ip)


def coarse_address(address: str) -> str:
    """The network an address lies in: /24, or /48 for IPv6."""
    ip = ipaddress.ip_address(address)
    bits = 24 if ip.version == IPV4 else 48
    return str(ipaddress.ip_network(f"{ip}/{bits}", strict=False).network_address)
