"""The history library would delete old versions: here every version stays."""

from casework.core.commands import RefusedCommand


class Command(RefusedCommand):
    """Stands in front of the command of the same name in django-simple-history."""
