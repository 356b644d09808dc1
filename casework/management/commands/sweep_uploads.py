"""Removes what interrupted uploads left in the waiting room of the evidence store; run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from casework.evidence.store import sweep_incoming


class Command(BaseCommand):
    """Nothing that was ever sealed is touched."""

    help = "Remove uploads that were interrupted more than a day ago."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{sweep_incoming()} interrupted uploads removed.")
