"""The forms of second factors, stricter than allauth's: fewer tries, and no code counts twice."""

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP

from accounts.throttle import count_code, forget_codes


class OnceActivateTOTPForm(ActivateTOTPForm):
    """Switching TOTP on uses up the code: allauth would accept it once more at the next sign-in."""

    def clean_code(self) -> str:
        count_code(context.request, self.user.pk)
        code = super().clean_code()
        TOTP(Authenticator(user=self.user))._mark_code_used(code)
        forget_codes(context.request, self.user.pk)
        return code


class ThrottledAuthenticateForm(AuthenticateForm):
    """Five codes a minute for one account, from wherever."""

    def clean_code(self) -> str:
        count_code(context.request, self.user.pk)
        code = super().clean_code()
        forget_codes(context.request, self.user.pk)
        return code


class ThrottledReauthenticateForm(ReauthenticateForm):
    """As at sign-in."""

    def clean_code(self) -> str:
        count_code(context.request, self.user.pk)
        code = super().clean_code()
        forget_codes(context.request, self.user.pk)
        return code
