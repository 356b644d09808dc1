"""Django's command knows nothing of roles and history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Points to create_admin."""

    help = "Not used here: see create_admin."

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("Nobody is above the rules here. Use: manage.py create_admin name@example.org")
