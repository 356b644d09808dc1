"""The forms of second factors, stricter than allauth's: fewer tries, and no code counts twice."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _

from accounts.throttle import count_code, forget_codes


class CountedCode:
    """Five codes a minute for one account, from wherever; a right one ends the count."""

    user: Any

    def clean_code(self) -> str:
        count_code(context.request, self.user.pk)
        code = super().clean_code()  # type: ignore[misc]
        forget_codes(context.request, self.user.pk)
        return str(code)


class OnceActivateTOTPForm(CountedCode, ActivateTOTPForm):
    """Switching TOTP on uses up the code: allauth would accept it once more at the next sign-in."""

    def clean_code(self) -> str:
        code = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        return code


class ThrottledAuthenticateForm(CountedCode, AuthenticateForm):
    """The second factor at sign-in."""


class ThrottledReauthenticateForm(CountedCode, ReauthenticateForm):
    """The second factor where somebody is asked once more who they are."""


class NamedKeyAddForm(AddWebAuthnForm):
    """A new key; allauth's own label has no words in Arabic."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")


class NamedKeyEditForm(EditWebAuthnForm):
    """Another name for a key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name of the key")
