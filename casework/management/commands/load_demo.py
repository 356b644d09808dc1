"""Loads the demonstration. What `make demo` calls once."""

import os
import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.demo.cast import CAST
from casework.demo.facts import LABEL
from casework.demo.load import NotEmpty, RealOffice, load


class Command(BaseCommand):
    """manage.py load_demo. The password of all accounts is CASEWORK_DEMO_PASSWORD, or made and printed."""

    help = "Load the demonstration cases into an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="do not print the accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        given = os.environ.get("CASEWORK_DEMO_PASSWORD", "")
        password = given or f"demo-{secrets.token_hex(6)}"
        try:
            loaded = load(password)
        except RealOffice:
            raise CommandError(
                "This is an office for real cases: demonstration data does not belong here."
            ) from None
        except NotEmpty:
            raise CommandError(
                "There are people or cases in this database already: the demonstration goes into an empty "
                "one only."
            ) from None
        if options["quiet"]:
            return
        self.stdout.write(f"{LABEL}")
        self.stdout.write(f"{loaded['cases']} cases, built by {loaded['played']} acts.")
        if not given:
            for member in CAST:
                self.stdout.write(f"  {member.email}")
            self.stdout.write(f"Password of all accounts: {password}")
