"""Builders of test data. They go through the same saves and actions as a user's work: no shortcut rows.

Users come first; each room's builders follow, lowest floor first.
"""

import itertools
from typing import Any

from accounts.models import User
from accounts.roles import Role
from casework.core.context import audit_context, system_actor

PASSWORD = "correct-horse-battery-staple"
_numbers = itertools.count(1)


def make_user(role: str = Role.INVESTIGATOR, name: str = "", **values: Any) -> User:
    """A person who may sign in with PASSWORD."""
    number = next(_numbers)
    name = name or f"{Role(role).label} {number}"
    email = values.pop("email", "") or f"{Role(role).value}{number}@example.org"
    user = User(email=email, name=name, role=role, **values)
    user.set_password(PASSWORD)
    with audit_context(actor=system_actor("tests")):
        user.save()
    return user
