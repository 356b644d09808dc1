"""The people of the demonstration: seven accounts with one password."""

from typing import NamedTuple

from accounts.actions import create_person
from accounts.models import User
from accounts.roles import Role
from casework.core.context import system_actor

DEMO = system_actor("load_demo")


class Member(NamedTuple):
    """One account; `key` is how the stories call it."""

    key: str
    email: str
    name: str
    role: Role


CAST: tuple[Member, ...] = (
    Member("west", "investigator@demo.example", "Investigator West", Role.INVESTIGATOR),
    Member("east", "second.investigator@demo.example", "Investigator East", Role.INVESTIGATOR),
    Member("north", "supervisor@demo.example", "Supervisor North", Role.SUPERVISOR),
    Member("south", "second.supervisor@demo.example", "Supervisor South", Role.SUPERVISOR),
    Member("centre", "third.supervisor@demo.example", "Supervisor Centre", Role.SUPERVISOR),
    Member("auditor", "auditor@demo.example", "Auditor", Role.AUDITOR),
    Member("admin", "admin@demo.example", "Administrator", Role.ADMIN),
)


def make_cast(password: str) -> dict[str, User]:
    """Make the accounts; the console acts for whoever owns the machine."""
    return {
        member.key: create_person(
            actor=DEMO,
            email=member.email,
            name=member.name,
            role=member.role,
            password=password,
            time_zone="Asia/Baghdad",
            reason="Account of the demonstration",
        )
        for member in CAST
    }
