"""People and a case for the tests of this room."""

import pytest

from accounts.models import User
from casework.cases.models import Case
from tests.factories import join_case, make_case


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    case = make_case(investigator)
    join_case(case, supervisor)
    return case
