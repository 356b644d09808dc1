"""Django's command, with a named actor, so that the change is in the history."""

from typing import Any

from django.contrib.auth.management.commands import changepassword

from casework.core.context import COMMAND, audit_context, system_actor


class Command(changepassword.Command):
    """manage.py changepassword name@example.org."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        actor = system_actor("changepassword")
        with audit_context(actor=actor, channel=COMMAND, reason="Password set from the server's console"):
            return super().handle(*args, **options)
