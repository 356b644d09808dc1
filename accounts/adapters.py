"""What allauth asks us: sign-up is closed, tries are counted by account, secrets are encrypted."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import RateLimited
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import cipher
from accounts.failures import note_failure
from accounts.models import User
from casework.core.context import audit_context
from casework.ledger.actions import record_auth
from casework.ledger.models import AuthEvent

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def authenticated_within(request: HttpRequest, seconds: int) -> bool:
    """Whether this session proved who it is (password, code or key) not longer ago than that."""
    records = get_authentication_records(request, request.user) if request.user.is_authenticated else []
    return any(time.time() - record.get("at", 0) < seconds for record in records)


class AccountAdapter(DefaultAccountAdapter):
    """Passwords and sessions."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "This address and this password do not belong together. Check both."
        ),
        "incorrect_password": gettext_lazy("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account: people are invited."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """A sign-in of a moment ago is proof enough; allauth would ask for the password twice in a row."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        return not authenticated_within(self.request, settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)

    def pre_login(self, request: HttpRequest, user: AbstractBaseUser, **kwargs: Any) -> HttpResponse | None:
        """A passkey does not pass the backend: ask here whether the person may sign in."""
        if not getattr(user, "may_sign_in", False):
            clear_login(request)
            return self.respond_user_inactive(request, user)
        return super().pre_login(request, user, **kwargs)

    def respond_user_inactive(self, request: HttpRequest, user: AbstractBaseUser) -> HttpResponse:
        """Back to the sign-in, with the words for any failure."""
        note_failure(AuthEvent.Kind.FAILED, login=str(user.pk), user=None, request=request, detail="inactive")
        messages.error(request, _("That did not work. Ask an administrator if you should have access."))
        return HttpResponseRedirect(resolve_url("account_login"))

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """A new password is a version of the person (without the hash) and an event."""
        with audit_context(actor=user, reason=_("Password changed by its owner")):
            user.set_password(password)
            user.save()
            record_auth(AuthEvent.Kind.PASSWORD_CHANGED, user=user, request=self.request)

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count by account alone: another spelling of the host must not start the count again."""
        return f"login:{str(credentials.get('email') or '').strip().lower()}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse with 429 once there were too many wrong tries; allauth would answer 200 with a message."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            self._note(AuthEvent.Kind.LOCKED_OUT, request, credentials)
            raise RateLimited from error

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """A wrong password leaves a trace."""
        self._note(AuthEvent.Kind.FAILED, request, credentials)

    def _note(self, kind: AuthEvent.Kind, request: HttpRequest, credentials: dict[str, Any]) -> None:
        login = str(credentials.get("email") or "")
        user = User.objects.filter(email__iexact=login).first()
        note_failure(kind, login=login, user=user, request=request)


class MFAAdapter(DefaultMFAAdapter):
    """Second factors."""

    def encrypt(self, text: str) -> str:
        return cipher.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return cipher.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Where the second factor is compulsory the last one stays; a lost one is reset by two people."""
        if not settings.CASEWORK_SECOND_FACTOR_REQUIRED:
            return True
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=FACTORS)
        return others.exclude(pk=authenticator.pk).exists()


def has_factor(user: AbstractBaseUser) -> bool:
    """Whether a second factor (not only recovery codes) is set up."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS).exists()
