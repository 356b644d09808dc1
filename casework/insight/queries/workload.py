"""Who carries how much: cases of each lead, decisions of each reviewer, within what the reader may see."""

import dataclasses
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Case as Choose
from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, When
from django.urls import reverse

from accounts.models import User
from accounts.roles import ROLE_RIGHTS
from casework.cases.choices import UNDECIDED, Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.figures import Bar, Figure, bars
from casework.investigations.choices import FindingState
from casework.investigations.models import Assessment, EffectivenessRating, Finding, SecondReview
from casework.investigations.queries import (
    assessments_waiting_for,
    findings_waiting_for,
    ratings_waiting_for,
    reviews_waiting_for,
)
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion
from casework.publication.queries.office import texts_waiting_for

from ..choices import Decided, Decision
from .decided import count_decisions

COLOURS = dict(zip(Decided, ("b-1", "b-2", "b-3", "b-w", "b-n"), strict=True))
DECIDERS = [role for role, rights in ROLE_RIGHTS.items() if "case.decide" in rights]
#: What waits of each kind in the reader's scope, and what of it waits for one person.
WAITING: Final[dict[Decided, tuple[Callable[[Any], QuerySet], Callable[[Any], QuerySet]]]] = {
    Decided.ASSESSMENT: (lambda user: Assessment.objects.visible_to(user).waiting(), assessments_waiting_for),
    Decided.FINDING: (
        lambda user: Finding.objects.visible_to(user).filter(state=FindingState.UNDER_REVIEW),
        findings_waiting_for,
    ),
    Decided.RATING: (
        lambda user: EffectivenessRating.objects.visible_to(user).waiting(),
        ratings_waiting_for,
    ),
    Decided.PUBLIC: (
        lambda user: PublicVersion.objects.visible_to(user).filter(state=VersionState.PROPOSED),
        texts_waiting_for,
    ),
    Decided.SECOND: (lambda user: SecondReview.objects.visible_to(user).waiting(), reviews_waiting_for),
}


@dataclasses.dataclass(frozen=True)
class Load:
    """One person, and their numbers, each with its list."""

    name: str
    numbers: list[tuple[int, str]]
    since: dt.date | None = None


@dataclasses.dataclass(frozen=True)
class ReviewerRow:
    """One person's numbers, in all and of each kind, and the bar that draws them."""

    name: str
    total: Figure
    figures: list[Figure]
    bars: list[Bar]
    returned: Figure | None = None

    @property
    def named(self) -> list[tuple[Any, Figure]]:
        """The number of each kind with its heading."""
        return [(kind.label, figure) for kind, figure in zip(Decided, self.figures, strict=True)]


def _case_list(**asked: Any) -> str:
    return f"{reverse('desk:case-list')}?{urlencode(asked)}"


def lead_loads(user: User) -> list[Load]:
    """Each lead with their open and their overdue cases, the fullest desk first; one statement."""
    rows = (
        Case.objects.visible_to(user)
        .filter(lead__isnull=False)
        .exclude(stage=Stage.CLOSED)
        .order_by()
        .values("lead__uid", "lead__name", "lead__email")
        .annotate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(next_action_due__lt=clock.today())),
            oldest=Min("stage_since"),
        )
    )
    return [
        Load(
            row["lead__name"] or row["lead__email"],
            [
                (row["open"], _case_list(lead=row["lead__uid"], stage="open")),
                (row["overdue"], _case_list(lead=row["lead__uid"], overdue="true")),
            ],
            clock.day_of(row["oldest"]),
        )
        for row in sorted(rows, key=lambda row: -row["open"])
    ]


def reviewer_board(user: User) -> list[ReviewerRow]:
    """Each reviewer with what they decided of late, kind by kind, the most first; one statement."""
    counts: dict[Any, Counter] = defaultdict(Counter)
    names = {}
    for one in count_decisions(user):
        names[one["by"]] = one["by_name"] or one["by_email"]
        counts[one["by"]][one["kind"]] += one["n"]
        counts[one["by"]][one["outcome"]] += one["n"]
    totals = {person: sum(found[kind] for kind in Decided) for person, found in counts.items()}
    here, longest = reverse("insight:decisions"), max(totals.values(), default=0)
    rows = []
    for person in sorted(totals, key=lambda one: (-totals[one], names[one])):

        def figure(number: int, person: Any = person, **asked: Any) -> Figure:
            return Figure(number, f"{here}?{urlencode({'person': person, **asked})}")

        found = counts[person]
        rows.append(
            ReviewerRow(
                names[person],
                figure(totals[person]),
                [figure(found[kind], kind=kind) for kind in Decided],
                bars([(COLOURS[kind], found[kind]) for kind in Decided], longest),
                figure(found[Decision.RETURNED], outcome=Decision.RETURNED.value),
            )
        )
    return rows


def waiting_board(user: User) -> list[ReviewerRow]:
    """Each who decides with what waits for them now, in what `user` sees too; a statement for each kind.

    Only one's own queue can be opened: whoever asks sees of the others how much waits, not a list.
    """
    people = list(User.objects.filter(role__in=DECIDERS, is_active=True).order_by("name", "email"))
    counts: dict[int, dict[Decided, int]] = {person.pk: {} for person in people}
    for kind, (waiting, waiting_for) in WAITING.items():
        rows = waiting(user).exclude(case__stage__in=UNDECIDED)
        found = rows.order_by().aggregate(
            **{
                f"of_{person.pk}": Count(Choose(When(Exists(_same(waiting_for(person))), then="pk")))
                for person in people
            }
        )
        for person in people:
            counts[person.pk][kind] = found[f"of_{person.pk}"]
    longest = max((sum(found.values()) for found in counts.values()), default=0)
    queue = reverse("desk:review")
    rows_of = [
        ReviewerRow(
            person.name or person.email,
            Figure(sum(counts[person.pk].values()), ""),
            [
                Figure(number, f"{queue}?{urlencode({'kind': kind})}" if person == user else "")
                for kind, number in counts[person.pk].items()
            ],
            bars([(COLOURS[kind], number) for kind, number in counts[person.pk].items()], longest),
        )
        for person in people
    ]
    return sorted(rows_of, key=lambda row: -row.total.number)


def _same(rows: QuerySet) -> QuerySet:
    return rows.order_by().filter(pk=OuterRef("pk"))
