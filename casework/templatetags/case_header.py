"""What the head of a case page shows: its tabs and its steps of the recommendation.

Glue between the rooms (architecture.md §2.7): each room owns its tab, this file only lists them. A
tab whose address does not exist is left out, so that the head never shows a dead link.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from django import template
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import may
from casework.cases.models import Case, CaseMember
from casework.core.questions import Question
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident
from casework.ladder.queries import recommendation_steps
from casework.parties.models import Attribution
from casework.people.models import Person
from casework.tasks.models import Task


class Tab(NamedTuple):
    """One part of a case: its key, its word, and the name of its address."""

    key: str
    label: Any
    url_name: str


TABS = (
    Tab("summary", _("Summary"), "desk:case-overview"),
    Tab("incidents", _("Events"), "incidents:list"),
    Tab("evidence", _("Evidence"), "evidence:list"),
    Tab("people", _("People"), "people:list"),
    Tab("parties", _("Parties"), "parties:case-list"),
    Tab("investigations", _("Assessment"), "investigations:list"),
    Tab("inquiries", _("Investigation"), "investigations:investigation-list"),
    Tab("findings", _("Findings"), "investigations:findings"),
    Tab("publication", _("Public"), "publication:case"),
    Tab("redress", _("Redress"), "redress:case-list"),
    Tab("ladder", _("Status"), "ladder:detail"),
    Tab("tasks", _("Tasks"), "tasks:case-list"),
    Tab("history", _("History"), "audit:case-history"),
    Tab("access", _("Access"), "cases:access"),
)


class Add(NamedTuple):
    """One kind of record a member may add to a case."""

    label: Any
    icon: str
    url_name: str


ADDS = (
    Add(_("An event"), "calendar", "incidents:new"),
    Add(_("Evidence"), "evidence", "evidence:new"),
    Add(_("A person"), "people", "people:person-new"),
    Add(_("A task"), "review", "tasks:task-new"),
)

# What a tab counts: only what this reader may see, and not what was withdrawn.
COUNTED: dict[str, Callable[[Any], QuerySet]] = {
    "incidents": lambda user: Incident.objects.visible_to(user).standing(),
    "evidence": lambda user: EvidenceItem.objects.visible_to(user).standing(),
    "people": lambda user: Person.objects.visible_to(user).standing(),
    "parties": lambda user: Attribution.objects.visible_to(user).standing(),
    "tasks": lambda user: Task.objects.visible_to(user).open(),
    "access": lambda user: CaseMember.objects.visible_to(user).current(),
}
COUNTED_COLUMN = {"parties": "party_id"}


def case_header_context(context: template.Context, case: Case, tab: str) -> dict[str, Any]:
    """Everything `_case_head.html` needs, in three statements whatever the size of the case."""
    request = context.get("request")
    user = context.get("user")
    numbers = counts(case, user)
    tabs = [
        {"label": part.label, "href": href, "here": part.key == tab, "n": numbers.get(part.key)}
        for part, href in _existing(TABS, case)
    ]
    adds = []
    if tab == "summary" and may(user, "case.work", case):
        adds = [{"label": add.label, "icon": add.icon, "href": href} for add, href in _existing(ADDS, case)]
    incident = context.get("head_incident") or next(iter(_first_incident(user, case=case.pk)), None)
    return {
        "case": case,
        "tabs": tabs,
        "adds": adds,
        "tab": tab,
        "steps": recommendation_steps(case, user),
        "incident": incident,
        "request": request,
        "user": user,
    }


def _existing(entries: Iterable[Any], case: Case) -> Iterator[tuple[Any, str]]:
    """The entries whose address exists, with it."""
    for entry in entries:
        try:
            yield entry, reverse(entry.url_name, args=[case.reference])
        except NoReverseMatch:
            continue


def counts(case: Case, user: Any) -> dict[str, int]:
    """The numbers on the tabs, all in one statement."""
    found: dict[str, int] = _numbers(user, case=case.pk)[0]
    return {name.removeprefix("number_of_"): value for name, value in found.items()}


@Question
def _numbers(reader: Any, case: Any) -> QuerySet:
    columns: dict[str, Any] = {}
    for key, rows in COUNTED.items():
        column = COUNTED_COLUMN.get(key, "pk")
        number = rows(reader).filter(case=OuterRef("pk")).order_by().values("case")
        number = number.annotate(number=Count(column, distinct=True)).values("number")
        columns[f"number_of_{key}"] = Coalesce(Subquery(number), 0)
    return Case.objects.filter(pk=case).order_by().values(**columns)


@Question
def _first_incident(reader: Any, case: Any) -> QuerySet:
    return COUNTED["incidents"](reader).filter(case=case).select_related("place")[:1]
