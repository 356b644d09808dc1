"""One more look at new passwords: Django's list of common ones holds few that reach twelve characters."""

import string

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEWEST_SIGNS = 5
ROWS = (string.digits * 3, string.ascii_lowercase * 2, "qwertyuiopasdfghjklzxcvbnm")


class DisguisedPasswordValidator:
    """Refuses a common password with digits or signs around it, a row of keys, or a few signs repeated.

    Not a rule of composition: any long phrase passes.
    """

    def __init__(self) -> None:
        self.common = CommonPasswordValidator().passwords

    def validate(self, password: str, user: object = None) -> None:
        """Raise ValidationError when the first guesses would find it."""
        plain = password.lower().strip()
        core = plain.strip(string.digits + string.punctuation)
        row = any(plain in line or plain in line[::-1] for line in ROWS)
        if core in self.common or row or len(set(plain)) < FEWEST_SIGNS:
            raise ValidationError(_("This password is too easy to guess."), code="password_disguised")

    def get_help_text(self) -> str:
        """What a person should do instead."""
        return _("Four or five words in a row that only you would put together are good.")
