"""Who carries how much: cases of each lead, decisions of each reviewer, within what the reader may see."""

import dataclasses
import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core import clock
from casework.investigations.choices import AssessmentState
from casework.investigations.models import Assessment

RECENT_DAYS = 90
DECIDED = (AssessmentState.APPROVED, AssessmentState.RETURNED, AssessmentState.SUPERSEDED)


@dataclasses.dataclass(frozen=True)
class Load:
    """One person, and their numbers, each with its list."""

    name: str
    numbers: list[tuple[int, str]]
    since: dt.date | None = None


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
            row["oldest"].date(),
        )
        for row in sorted(rows, key=lambda row: -row["open"])
    ]


def decisions(user: User) -> QuerySet[Assessment]:
    """Assessments decided lately, the newest first."""
    since = clock.now() - dt.timedelta(days=RECENT_DAYS)
    rows = Assessment.objects.visible_to(user).filter(state__in=DECIDED, decided_at__gte=since)
    return rows.order_by("-decided_at", "-pk")


def reviewer_loads(user: User) -> list[Load]:
    """Each reviewer with what they decided and what they sent back of late; one statement."""
    rows: Any = (
        decisions(user)
        .order_by()
        .values("decider__uid", "decider__name", "decider__email")
        .annotate(all=Count("pk"), returned=Count("pk", filter=Q(state=AssessmentState.RETURNED)))
    )
    here = reverse("insight:decisions")
    return [
        Load(
            row["decider__name"] or row["decider__email"],
            [
                (row["all"], f"{here}?{urlencode({'person': row['decider__uid']})}"),
                (
                    row["returned"],
                    f"{here}?{urlencode({'person': row['decider__uid'], 'state': 'returned'})}",
                ),
            ],
        )
        for row in sorted(rows, key=lambda row: -row["all"])
    ]
