"""Mail to people about their own account: sent after the commit, and only where there is a mail server."""

from functools import partial
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User


def send(to: str, language: str, template: str, **context: Any) -> None:
    """Send one plain mail in the person's language. The subject says nothing of its content."""
    with override(language):
        send_mail(_("Casework"), render_to_string(template, context), None, [to])


def tell(user: User, template: str, **context: Any) -> None:
    """Tell a person what was done to their account."""
    if settings.CASEWORK_HAS_MAIL:
        transaction.on_commit(partial(send, user.email, user.language, template, **context))
