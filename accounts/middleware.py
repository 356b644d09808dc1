"""What happens to a request of somebody who signs in: session policy, second factor, language, exit."""

import zoneinfo
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from allauth.core.exceptions import RateLimited
from allauth.core.internal.ratelimit import respond_429
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import sessions
from accounts.adapters import has_factor
from accounts.models import User
from accounts.stepup import ask_and_keep, find_kept_form, forget_kept_form, is_proven
from casework.core.proof import ProofWanted, proven_by

GetResponse = Callable[[HttpRequest], HttpResponse]

# What a signed-in person without a second factor may still reach: the way to one, and the way out.
WITHOUT_FACTOR: Final = frozenset(
    {
        "account_logout",
        "account_reauthenticate",
        "accounts:exit",
        "accounts:gone",
        "healthz",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "set_language",
    }
)


def signed_in_user(request: HttpRequest) -> User | None:
    """The person behind the request; a request without a session cookie costs no query."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.user if request.user.is_authenticated else None  # type: ignore[return-value]


def is_background(request: HttpRequest, view: Any) -> bool:
    """A poll or an autosave: nobody need be sitting there, so it does not keep a session alive.

    The page's scripts say so by a header, a view by `background = True`.
    """
    marked = getattr(getattr(view, "view_class", view), "background", False)
    return bool(marked) or request.headers.get("X-Casework-Background") == "1"


class SessionPolicyMiddleware:
    """Ends sessions that are idle or old, and tells the browser to forget what it saw on the way out."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = signed_in_user(request)
        if user is not None and sessions.is_over(request.session, user):
            self._end(request, user)
        response = self.get_response(request)
        left = getattr(request, "casework_signed_out", False)
        if left and not getattr(request, "casework_signed_in", False):
            # The cookies stay: one of them may carry the message why. The exit page clears them too.
            response.setdefault("Clear-Site-Data", '"cache", "storage"')
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Renew the idle stamp, unless nobody need be sitting there."""
        if signed_in_user(request) is not None and not is_background(request, view):
            sessions.touch(request.session)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Too many tries: 429."""
        return respond_429(request) if isinstance(exception, RateLimited) else None

    @staticmethod
    def _end(request: HttpRequest, user: User) -> None:
        minutes = sessions.idle_seconds(user) // 60
        request.casework_why_signed_out = "idle or old"  # type: ignore[attr-defined]
        logout(request)
        said = ngettext(
            "Your session ended after %(minutes)d minute without use. Drafts are kept.",
            "Your session ended after %(minutes)d minutes without use. Drafts are kept.",
            minutes,
        )
        messages.info(request, said % {"minutes": minutes})


class SignInMiddleware(LoginRequiredMiddleware):
    """As Django's, and whoever sent a form after the session was over reads that it was not saved."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        if request.method == "POST" and not is_background(request, view_func):
            messages.warning(request, _("What you just sent was not saved: you were signed out before."))
        return super().handle_no_permission(request, view_func)


class SecondFactorMiddleware:
    """Where the second factor is compulsory, a person without one reaches only its set-up page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Send a person without a second factor to set one up."""
        if not settings.CASEWORK_SECOND_FACTOR_REQUIRED:
            return None
        user = signed_in_user(request)
        match = request.resolver_match
        if user is None or (match is not None and match.view_name in WITHOUT_FACTOR):
            return None
        if request.session.get(sessions.HAS_FACTOR):
            return None
        if has_factor(user):
            request.session[sessions.HAS_FACTOR] = True
            return None
        messages.info(request, _("Set up a second factor first. Nothing else opens without one."))
        return HttpResponseRedirect(resolve_url("mfa_activate_totp"))


class ProofMiddleware:
    """Answers acts that ask who one is: goes on when that is known, else asks and keeps what was typed."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.kept_form = lambda: find_kept_form(request)  # type: ignore[attr-defined]
        with proven_by(lambda: is_proven(request)):
            response = self.get_response(request)
        went_through = request.method == "POST" and response.status_code == HTTPStatus.FOUND
        if went_through and not getattr(request, "casework_asked_for_proof", False):
            forget_kept_form(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The way to the proof, and back."""
        if not isinstance(exception, ProofWanted):
            return None
        request.casework_asked_for_proof = True  # type: ignore[attr-defined]
        return ask_and_keep(request)


class PreferencesMiddleware:
    """Speaks the person's language and shows times in their zone.

    The cookie of the language switch wins, so that the switch works; signing in and saving the
    preferences set that cookie, so that the last person's choice on a shared computer does not stay.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = signed_in_user(request)
        if user is not None:
            self._activate(request, user)
        response = self.get_response(request)
        timezone.deactivate()
        if getattr(request, "casework_signed_in", False):
            keep_language(response, request.user.language)  # type: ignore[union-attr]
        return response

    @staticmethod
    def _activate(request: HttpRequest, user: User) -> None:
        chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
        if not chosen and translation.check_for_language(user.language):
            translation.activate(user.language)
            request.LANGUAGE_CODE = translation.get_language()  # type: ignore[attr-defined]
        try:
            timezone.activate(zoneinfo.ZoneInfo(user.time_zone))
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            timezone.deactivate()


def keep_language(response: HttpResponse, language: str) -> None:
    """Set the cookie that Django's language switch sets."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE or settings.SESSION_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )
