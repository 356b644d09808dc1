"""The people and the case that the tests of this room share."""

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import MemberRole
from casework.cases.models import Case
from casework.incidents.models import Incident, Violation
from tests.factories import join_case, make_case, make_incident, make_user, make_violation


@pytest.fixture
def case(investigator: User) -> Case:
    """A case led by the investigator, who is cleared."""
    return make_case(investigator, membership={"cleared": True})


@pytest.fixture
def member(case: Case) -> User:
    """A member of the case who is not cleared."""
    user = make_user(Role.INVESTIGATOR, "Mona Member")
    join_case(case, user)
    return user


@pytest.fixture
def reader(case: Case) -> User:
    """A member who may look and not change."""
    user = make_user(Role.INVESTIGATOR, "Rami Reader")
    join_case(case, user, role=MemberRole.READER)
    return user


@pytest.fixture
def incident(investigator: User, case: Case) -> Incident:
    """An event of a non-international conflict."""
    return make_incident(investigator, case)


@pytest.fixture
def violation(investigator: User, incident: Incident) -> Violation:
    """A disproportionate attack, alleged."""
    return make_violation(investigator, incident)


@pytest.fixture
def as_user(client: Client):
    """Sign somebody in and hand the client over."""

    def sign_in(user: User) -> Client:
        client.force_login(user)
        return client

    return sign_in
