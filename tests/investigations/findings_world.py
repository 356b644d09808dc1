"""A case with one alleged violation and two accused parties, ready for findings."""

import datetime as dt
from typing import Any

import pytest

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case
from casework.core import clock
from casework.incidents.models import Violation
from casework.investigations.actions import conclude, submit_finding, write_finding
from casework.investigations.models import Finding
from casework.parties.models import Attribution
from tests.deciding import move_case
from tests.factories import join_case, make_attribution, make_case, make_incident, make_user, make_violation
from tests.remembered import remembered

TEXT = "The house was struck from the air on 13 June 2017. Nobody in it took part in the fighting."


@pytest.fixture
def second(db: Any) -> User:
    """Another supervisor, who takes no part in the case."""
    return make_user(Role.SUPERVISOR, "Supervisor South")


@pytest.fixture
def case(investigator: User, supervisor: User) -> Case:
    """Led by the investigator; the supervisor is a working member."""
    case = make_case(investigator)
    join_case(case, supervisor)
    return case


@pytest.fixture
def violation(case: Case, investigator: User) -> Violation:
    return make_violation(investigator, make_incident(investigator, case))


@pytest.fixture
def attribution(violation: Violation, investigator: User) -> Attribution:
    return make_attribution(investigator, violation)


@remembered
def written(user: User, case: Case, **facts: Any) -> Finding:
    return write_finding(actor=user, case=case, **({"text": TEXT} | facts))


@remembered
def concluded(user: User, finding: Finding, attribution: Attribution, **facts: Any) -> Any:
    said: dict[str, Any] = {
        "text": "The strike was disproportionate.",
        "standard": "reasonable_grounds",
        "confidences": {attribution: "balance"},
    } | facts
    return conclude(actor=user, finding=finding, violation=attribution.violation, **said)


@remembered
def submitted(user: User, finding: Finding) -> Finding:
    finding.refresh_from_db()
    return submit_finding(actor=user, finding=finding)


def suspend(case: Case, supervisor: User) -> None:
    """The work on the case stops for a while."""
    words = "Armed men were seen at the house of the lead."
    day = clock.today() + dt.timedelta(days=30)
    stored = Case.objects.get(pk=case.pk)
    move_case(actor=supervisor, case=stored, key="suspend", reason=words, review_on=day)
