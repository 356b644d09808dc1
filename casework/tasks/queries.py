"""Rows of the tasks room that pages ask for."""

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.core.questions import Question
from casework.tasks.models import Note, Notice, NoticeQuerySet, Task


def visible_tasks(user: Any) -> QuerySet[Task]:
    """Tasks this person may see, with whom they are given to."""
    return Task.objects.visible_to(user).select_related("assignee")


def visible_notes(user: Any) -> QuerySet[Note]:
    """Notes this person may see, withdrawn ones too."""
    return Note.objects.visible_to(user)


def tasks_of_person(user: User) -> QuerySet[Task]:
    """Open tasks given to a person, in cases they still see, what is due first on top."""
    return Task.objects.visible_to(user).open().filter(assignee=user).select_related("case")


def tasks_of_case(user: Any, case: Case) -> QuerySet[Task]:
    """Tasks of a case, open ones first."""
    return (
        Task.objects.visible_to(user)
        .filter(case=case)
        .select_related("assignee", "created_by", "case")
        .order_by(*OPEN_FIRST)
    )


OPEN_FIRST: tuple[Any, ...] = (F("ended_at").asc(nulls_first=True), *(Task._meta.ordering or ()))


def notes_of_case(user: Any, case: Case) -> QuerySet[Note]:
    """Notes of a case, newest first, withdrawn ones marked among them."""
    return Note.objects.visible_to(user).filter(case=case).select_related("created_by", "withdrawn_by")


def inbox(user: Any) -> NoticeQuerySet:
    """A person's notices about what they may still see, newest first."""
    return Notice.objects.inbox_of(user).select_related("case")


@dataclasses.dataclass(frozen=True)
class Digest:
    """How much waits for a person: numbers only, so that it can leave the house in a mail."""

    unread: int
    due: int
    overdue: int

    def __bool__(self) -> bool:
        return bool(self.unread or self.due or self.overdue)


@dataclasses.dataclass(frozen=True)
class News:
    """What a person has not read: how much in all, how much of the last day, and the newest of it."""

    unread: int
    of_a_day: int
    newest: list[Notice]


def news_of(user: User, most: int) -> News:
    """The unread notices of a person, about what they may still see; one statement."""
    lately = Q(at__gte=clock.now() - dt.timedelta(days=1))
    counted = {"unread_in_all": Window(Count("pk")), "of_a_day": Window(Count("pk", filter=lately))}
    newest: Any = list(inbox(user).unread().annotate(**counted)[:most])
    return News(newest[0].unread_in_all, newest[0].of_a_day, newest) if newest else News(0, 0, [])


def digest_of(user: User) -> Digest:
    """Unread notices, tasks due within a week, and tasks overdue, as far as the person still sees them."""
    today = clock.today()
    tasks = tasks_of_person(user).order_by()
    return Digest(
        unread=inbox(user).unread().count(),
        due=tasks.filter(due_on__gte=today, due_on__lte=today + dt.timedelta(days=7)).count(),
        overdue=tasks.filter(due_on__lt=today).count(),
    )


def unread_count(user: Any) -> int:
    """The number on the bell, at most 100: nobody reads further."""
    if not getattr(user, "is_authenticated", False):
        return 0
    return len(_unread(user))


@Question
def _unread(reader: Any) -> QuerySet:
    return Notice.objects.inbox_of(reader).unread().order_by().values_list("pk", flat=True)[:100]
