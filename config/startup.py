"""Servers run no system checks by themselves; both entries call this, so "refuses to start" is true."""

from django.core.checks import run_checks
from django.core.checks.messages import ERROR
from django.core.exceptions import ImproperlyConfigured

from casework.wiring import check_triggers


def refuse_when_unsafe() -> None:
    """Run every check, those for deployment too, and stop at the first start on an error."""
    messages = run_checks(include_deployment_checks=True)
    errors = [message for message in messages if message.level >= ERROR]
    # Not a registered check: as one it would stop `migrate`, which is what repairs missing triggers.
    errors += check_triggers()
    if errors:
        raise ImproperlyConfigured("Refusing to start:\n" + "\n".join(str(error) for error in errors))
