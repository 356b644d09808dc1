"""Mails each person how much waits for them; run it every morning where there is a mail server."""

from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from casework.tasks.queries import digest_of


class Command(BaseCommand):
    """The mail holds numbers only: no reference, no title, no name, no address of a case. A mail server and
    a telephone that is looked at over a shoulder see nothing."""

    help = "Mail people how many notices and tasks wait for them."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CASEWORK_HAS_MAIL:
            raise CommandError("There is no mail server: set EMAIL_URL.")
        sent = 0
        for user in User.objects.active().filter(mail_digest=True):
            if not (digest := digest_of(user)):
                continue
            with override(user.language):
                text = render_to_string("casework/tasks/digest.txt", {"digest": digest})
                send_mail(_("Casework"), text, None, [user.email])
            sent += 1
        self.stdout.write(f"{sent} mails sent.")
