"""Servers run no system checks by themselves; both entries call this, so "refuses to start" is true."""

from django.core.checks import run_checks
from django.core.checks.messages import ERROR
from django.core.exceptions import ImproperlyConfigured


def refuse_when_unsafe() -> None:
    """Run every check, those for deployment too, and stop at the first start on an error."""
    errors = [message for message in run_checks(include_deployment_checks=True) if message.level >= ERROR]
    if errors:
        raise ImproperlyConfigured("Refusing to start:\n" + "\n".join(str(error) for error in errors))
