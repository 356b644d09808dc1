"""Commands of other packages that must not be run here stand behind one of these."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError


class RefusedCommand(BaseCommand):
    """Refuses whatever it is asked: history is written by saving records and is never taken away."""

    help = "Not used here: history is written by saving records, and is never taken away."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take any arguments, so that the answer is the reason and not a complaint about an option."""
        parser.add_argument("rest", nargs="*")

    def run_from_argv(self, argv: list[str]) -> None:
        """Leave unknown options out: whatever was meant, the answer is the same."""
        super().run_from_argv([word for word in argv if not word.startswith("-")])

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("History is written by saving records, and is never taken away.")
