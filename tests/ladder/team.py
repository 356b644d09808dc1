"""Who climbs the ladder in the tests."""

import dataclasses

from accounts.models import User
from accounts.roles import Role
from tests.factories import make_user


@dataclasses.dataclass
class Team:
    """Who takes part. Nobody of the three supervisors leads or writes, unless a test says so."""

    lead: User
    first: User
    second: User


def make_team() -> Team:
    """An investigator and two supervisors."""
    return Team(
        make_user(Role.INVESTIGATOR, "Lead Investigator"),
        make_user(Role.SUPERVISOR, "First Supervisor"),
        make_user(Role.SUPERVISOR, "Second Supervisor"),
    )
