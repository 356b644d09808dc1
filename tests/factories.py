"""Builders of test data. They go through the same saves and actions as a user's work: no shortcut rows.

Users come first; each room's builders follow, lowest floor first.
"""

import itertools
import time
from typing import Any

from django.db import transaction
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import MemberRole
from casework.cases.models import Case, CaseMember
from casework.core import clock
from casework.core.context import audit_context, system_actor
from casework.core.references import assign_reference
from casework.incidents.actions import add_claim, add_incident, add_violation
from casework.incidents.choices import ConflictType
from casework.incidents.models import CasualtyClaim, Incident, Violation, ViolationType
from casework.parties.actions import attribute_violation
from casework.parties.models import Attribution, Party
from casework.people.choices import PublisherKind, SourceKind
from casework.people.models import Source
from tests.remembered import remembered

PASSWORD = "correct-horse-battery-staple"
_numbers = itertools.count(1)


@remembered
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


def prove(client: Client) -> None:
    """As if the person had just typed the password: acts that ask for a fresh sign-in go through."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session["account_authentication_methods_user"] = str(session["_auth_user_id"])
    session.save()


@remembered
def make_case(user: User, **values: Any) -> Case:
    """A case led by `user`, who is its first member; made as the lead would."""
    membership = values.pop("membership", {})
    now = clock.now()
    fields: dict[str, Any] = {
        "title": "Strike on a house",
        "opened_on": now.date(),
        "stage_since": now,
        "lead": user,
    } | values
    case = Case(**fields)
    assign_reference(case, "MOS", fields["opened_on"].year)
    with audit_context(actor=user), transaction.atomic():
        case.save()
        join_case(case, user, **({"role": MemberRole.LEAD} | membership))
    return case


@remembered
def join_case(case: Case, user: User, **values: Any) -> CaseMember:
    """A membership of `user` in `case`."""
    member = CaseMember(case=case, user=user, joined_at=clock.now(), **values)
    with audit_context(actor=user):
        member.save()
    return member


@remembered
def make_source(name: str = "Airwars", **values: Any) -> Source:
    """A published source: an organisation named openly."""
    source = Source(kind=SourceKind.PUBLISHED, name=name, publisher_kind=PublisherKind.NGO, **values)
    with audit_context(actor=system_actor("tests")):
        source.save()
    return source


@remembered
def make_incident(user: User, case: Case, **values: Any) -> Incident:
    """An event of the case, recorded by `user`."""
    facts = {"title": "Strike on a house", "conflict_type": ConflictType.NIAC} | values
    return add_incident(actor=user, case=case, **facts)


@remembered
def make_violation(user: User, incident: Incident, code: str = "ATT-04", **values: Any) -> Violation:
    """An alleged act of the shipped list."""
    return add_violation(actor=user, incident=incident, type=ViolationType.objects.get(code=code), **values)


@remembered
def make_claim(user: User, incident: Incident, **values: Any) -> CasualtyClaim:
    """What one source counts."""
    source = values.pop("source", None) or make_source()
    return add_claim(actor=user, incident=incident, source=source, **values)


@remembered
def make_attribution(user: User, violation: Violation, party: str = "COA", **values: Any) -> Attribution:
    """A party of the shipped list, linked to an alleged act."""
    return attribute_violation(actor=user, violation=violation, party=Party.objects.get(code=party), **values)
