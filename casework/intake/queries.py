"""What the page of an allegation offers to choose from, in the scope of the reader."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Stage
from casework.cases.models import Case, CaseMember
from casework.cases.queries import WORKING_ROLES, possible_leads
from casework.incidents.models import Incident, Violation
from casework.people.models import Source
from casework.people.queries import published_sources

MOST_OUTLETS = 12


def joinable_cases(user: Any) -> QuerySet[Case]:
    """Open cases this person works in."""
    working = CaseMember.objects.of(user).filter(case=OuterRef("pk"), role__in=WORKING_ROLES)
    cases = Case.objects.visible_to(user).exclude(stage=Stage.CLOSED)
    return cases.filter(Exists(working)).order_by("-updated_at")


def keepers_for(user: User) -> QuerySet[User]:
    """Who can keep a sealed case together with this person: one of the two is a supervisor."""
    others = possible_leads().exclude(pk=user.pk).order_by("name")
    return others if user.role == Role.SUPERVISOR else others.filter(role=Role.SUPERVISOR)


def violations_seen(user: Any, incident: Incident) -> int:
    """How many alleged acts of an incident this person may see; a protected one needs a clearance."""
    return Violation.objects.visible_to(user).filter(incident=incident).count()


def outlets_like(user: Any, typed: str) -> list[Source]:
    """Published sources on record whose name holds what was typed."""
    return list(published_sources(user, typed).standing()[:MOST_OUTLETS])
