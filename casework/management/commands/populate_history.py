"""The history library would write first versions without an actor: here the first save writes them."""

from casework.core.commands import RefusedCommand


class Command(RefusedCommand):
    """Stands in front of the command of the same name in django-simple-history."""
