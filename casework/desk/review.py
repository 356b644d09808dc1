"""What waits for one person's decision, of every kind, in one queue: by risk and level, then by age.

The queue is a few values per entry; the page of an entry asks for the rest. All is in the reader's scope.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.translation import get_language

from casework.cases.access import WORKING_ROLES
from casework.cases.choices import LEVELS, UNDECIDED, Priority
from casework.cases.models import CaseMember
from casework.core import clock
from casework.core.named import name_column
from casework.core.remember import remembered, remembered_for_all
from casework.desk.choices import Kind
from casework.investigations.models import Challenge
from casework.investigations.queries import (
    assessments_waiting_for,
    findings_waiting_for,
    ratings_waiting_for,
    reviews_waiting_for,
)
from casework.people.choices import RiskLevel
from casework.people.models import RiskAssessment
from casework.publication.queries.office import texts_waiting_for

MOST: Final = 500
CASE: Final = (
    "case_id",
    "case__reference",
    "case__title",
    "case__confidentiality",
    "case__priority",
)
RISKS: Final = tuple(RiskLevel.values)
PRIORITIES: Final = tuple(Priority.values)


@dataclass(frozen=True)
class Waiting:
    """One entry of the queue."""

    kind: Kind
    uid: uuid.UUID
    since: dt.datetime
    person: str
    case_id: int
    reference: str
    title: str
    level: str
    priority: str
    what: str
    risk: str = ""

    @property
    def url(self) -> str:
        """Its page in the queue."""
        return reverse("desk:review-item", args=[self.kind.value, self.uid])

    @property
    def days(self) -> int:
        """Whole days it has waited."""
        return max((clock.now() - self.since).days, 0)

    @property
    def risk_label(self) -> Any:
        """The risk to people in the case, in a word; empty where nobody has assessed it."""
        return RiskLevel(self.risk).label if self.risk else ""

    @property
    def urgency(self) -> tuple[Any, ...]:
        """Sort key: the greatest risk first, then the priority, then the level, then the longest wait."""
        return (
            -(RISKS.index(self.risk) + 1 if self.risk else 0),
            -PRIORITIES.index(self.priority),
            -LEVELS.index(self.level),
            self.since,
        )


def _assessments(user: Any) -> QuerySet:
    rows = assessments_waiting_for(user).annotate(what=name_column("violation__type__name"))
    return rows.annotate(since=F("created_at"), person=F("proposer__name"))


def _findings(user: Any) -> QuerySet:
    rows = findings_waiting_for(user).annotate(what=F("number"))
    return rows.annotate(since=Coalesce("submitted_at", "updated_at"), person=F("author__name"))


def _ratings(user: Any) -> QuerySet:
    rows = ratings_waiting_for(user).annotate(what=F("investigation__body"))
    return rows.annotate(since=F("created_at"), person=F("rater__name"))


def _public(user: Any) -> QuerySet:
    rows = texts_waiting_for(user).annotate(what=F("title_en"))
    return rows.annotate(since=Coalesce("proposed_at", "updated_at"), person=F("proposer__name"))


def _second(user: Any) -> QuerySet:
    rows = reviews_waiting_for(user).annotate(what=F("question"))
    return rows.annotate(since=F("created_at"), person=F("asker__name"))


def _questions(user: Any) -> QuerySet:
    """Open questions of others in the cases this person works on."""
    works = CaseMember.objects.of(user).filter(case=OuterRef("case_id"), role__in=WORKING_ROLES)
    rows = Challenge.objects.visible_to(user).open().exclude(created_by=user).filter(Exists(works))
    rows = rows.annotate(what=F("question"))
    return rows.annotate(since=F("created_at"), person=F("created_by__name"))


SOURCES: Final[dict[Kind, Callable[[Any], QuerySet]]] = {
    Kind.ASSESSMENT: _assessments,
    Kind.FINDING: _findings,
    Kind.RATING: _ratings,
    Kind.PUBLIC: _public,
    Kind.SECOND: _second,
    Kind.QUESTION: _questions,
}


def _rows(user: Any) -> Iterator[Waiting]:
    """The entries of all kinds in one statement, of each kind the oldest; nothing waits in a case at rest."""
    parts = []
    for place, source in enumerate(SOURCES.values()):
        rows = source(user).exclude(case__stage__in=UNDECIDED)
        oldest = rows.filter(pk__in=rows.order_by("since", "pk").values("pk")[:MOST]).order_by()
        told = oldest.annotate(_place=Value(place), _what=Cast("what", TextField()))
        parts.append(told.values_list("_place", "since", "pk", "uid", "person", *CASE, "_what"))
    found = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row[:3])
    kinds = tuple(SOURCES)
    for place, since, _key, uid, person, case, reference, title, level, priority, what in found:
        yield Waiting(
            kinds[place], uid, since, person or "", case, reference, title, level, priority, what or ""
        )


def _risks(user: Any, cases: set[int]) -> dict[int, str]:
    """The newest assessment of the risk in each of these cases: the graver of how likely and how grave."""
    rows = RiskAssessment.objects.visible_to(user).standing().of_cases().filter(case__in=cases)
    found = {}
    for case, likelihood, severity in rows.order_by("id").values_list("case_id", "likelihood", "severity"):
        found[case] = max(likelihood, severity, key=RISKS.index)
    return found


def _queue(user: Any) -> list[Waiting]:
    rows = list(_rows(user))
    risks = _risks(user, {one.case_id for one in rows}) if rows else {}
    return sorted(
        (replace(one, risk=risks.get(one.case_id, "")) for one in rows), key=lambda one: one.urgency
    )


def queue_of(user: Any, state: Hashable = None) -> list[Waiting]:
    """Everything that waits for this person, the most urgent first; asked anew after each write."""
    rows = remembered(user, ("review", get_language()), lambda: _queue(user), state)
    count_of(user, rows)
    return rows


def count_of(user: Any, rows: list[Waiting] | None = None) -> int:
    """The number beside "Review" on every page: at most a minute old, so that no page asks for it anew."""
    minute = clock.now().replace(second=0, microsecond=0)
    box: list[int] = remembered_for_all(("review-count", user.uid, user.role), minute, lambda: [-1])
    if rows is not None or box[0] < 0:
        box[0] = len(_queue(user) if rows is None else rows)
    return box[0]
