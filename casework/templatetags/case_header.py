"""What the head of a case page shows: its tabs and its steps of the recommendation.

Glue between the rooms (architecture.md §2.7): each room owns its tab, this file only lists them.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import template
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.cases.access import may
from casework.cases.models import Case, CaseMember
from casework.core.questions import Question
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident
from casework.investigations.models import EffectivenessRating
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
    Tab("publication", pgettext_lazy("tab of a case", "Public"), "publication:case"),
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
NUMBER = "number_of_{}"


def case_header_context(context: template.Context, case: Case, tab: str) -> dict[str, Any]:
    """Everything `_case_head.html` needs, in two or three statements whatever the size of the case."""
    request = context.get("request")
    user = context.get("user")
    said = head_of(case, user, context.get("head_incident"))
    tabs = [
        {
            "label": part.label,
            "href": _href(part, case),
            "here": part.key == tab,
            "n": said.numbers.get(part.key),
        }
        for part in TABS
    ]
    adds = []
    if tab == "summary" and may(user, "case.work", case):
        adds = [{"label": add.label, "icon": add.icon, "href": _href(add, case)} for add in ADDS]
    return {
        "case": case,
        "tabs": tabs,
        "adds": adds,
        "tab": tab,
        "steps": recommendation_steps(case, effective=said.effective),
        "incident": said.incident,
        "request": request,
        "user": user,
    }


def _href(entry: Tab | Add, case: Case) -> str:
    return reverse(entry.url_name, args=[case.reference])


class Head(NamedTuple):
    """What the head says of a case: the numbers on its tabs, whether it is investigated effectively, its
    first event."""

    numbers: dict[str, int]
    effective: bool
    incident: Incident | None


def head_of(case: Case, user: Any, known: Incident | None = None) -> Head:
    """All of it in one statement; in two where the case has no event that the reader sees.

    Args:
        known: the first event, where the page has read it already.
    """
    found = [] if known else _first_incident(user, case=case.pk)
    incident = found[0] if found else known
    said = vars(found[0]) if found else _numbers(user, case=case.pk)[0]
    return Head({key: said[NUMBER.format(key)] for key in COUNTED}, said["effective"], incident)


@Question
def _numbers(reader: Any, case: Any) -> QuerySet:
    return Case.objects.filter(pk=case).order_by().values(**_columns(reader, OuterRef("pk")))


@Question
def _first_incident(reader: Any, case: Any) -> QuerySet:
    """Found by its key first: a database may count for every row that it sorts."""
    first = COUNTED["incidents"](reader).filter(case=case).values("pk")[:1]
    rows = Incident.objects.filter(pk=Subquery(first)).order_by().select_related("place")
    return rows.annotate(**_columns(reader, OuterRef("case_id")))


def _columns(reader: Any, case: OuterRef) -> dict[str, Any]:
    """The number of each tab, and `effective`, as columns of a row that belongs to the case."""
    effective = EffectivenessRating.objects.effective().allowed_to(reader).filter(case=case)
    columns: dict[str, Any] = {"effective": Exists(effective)}
    for key, rows in COUNTED.items():
        column = COUNTED_COLUMN.get(key, "pk")
        number = rows(reader).filter(case=case).order_by().values("case")
        number = number.annotate(number=Count(column, distinct=True)).values("number")
        columns[NUMBER.format(key)] = Coalesce(Subquery(number), 0)
    return columns
