"""Takes a lost second factor off where only one administrator exists; recorded like everything else."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.actions import reset_factor_from_console
from accounts.models import User
from casework.core.context import COMMAND, audit_context, system_actor
from casework.core.verdict import Refused


class Command(BaseCommand):
    """manage.py reset_second_factor name@example.org --reason "Phone lost, spoke to her in person"."""

    help = "Take off the second factor of one person. Only where there is one administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--reason", required=True, help="why; kept in the history")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"]).first()
        if user is None:
            raise CommandError("There is nobody with this e-mail address.")
        actor = system_actor("reset_second_factor")
        try:
            with audit_context(actor=actor, channel=COMMAND):
                reset_factor_from_console(user, actor=actor, reason=options["reason"])
        except Refused as refusal:
            raise CommandError(str(refusal.reason)) from refusal
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(
            self.style.SUCCESS(f"{user.email} has no second factor now; every session is ended.")
        )
