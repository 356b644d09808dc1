"""Makes the first administrator. No page does: a fresh server would belong to whoever comes first."""

import getpass
import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from accounts.actions import create_person
from accounts.roles import Role
from casework.core.context import COMMAND, audit_context, system_actor


class Command(BaseCommand):
    """manage.py create_admin name@example.org --name "Full Name"."""

    help = "Make an administrator. The password is asked for, or read from CASEWORK_ADMIN_PASSWORD or a pipe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the person's name; the address when not given")

    def handle(self, *args: Any, **options: Any) -> None:
        actor = system_actor("create_admin")
        email = options["email"]
        try:
            with audit_context(actor=actor, channel=COMMAND):
                user = create_person(
                    actor=actor,
                    email=email,
                    name=options["name"] or email,
                    role=Role.ADMIN,
                    password=self._password(),
                    reason="First administrator, made from the server's console",
                )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(self.style.SUCCESS(f"Administrator {user.email} is ready. Sign in at /admin/."))
        self.stdout.write("At the first sign-in a second factor is set up; nothing else opens before.")

    def _password(self) -> str:
        """From the environment, a pipe, or the keyboard; never an argument that others could list."""
        if given := os.environ.get("CASEWORK_ADMIN_PASSWORD"):
            return given
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        typed = getpass.getpass("Password (at least 12 characters): ")
        if typed != getpass.getpass("The same again: "):
            raise CommandError("The two passwords differ.")
        return typed
