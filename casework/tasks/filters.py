"""Filters of the tasks and notes of a case, and of one's own tasks."""

import datetime as dt
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.core import clock
from casework.core.lists import Choices, ListFilter, OneOf, Sorts, StandingFilter, TextFilter, ranked

from .choices import NoticeKind, TaskState

NOBODY: Final = "none"
SOON: Final = dt.timedelta(days=7)

TASK_SORTS: Final[Sorts] = {
    "title": ("title",),
    "who": (F("assignee__name"), F("due_on")),
    "due": (F("due_on"),),
    "case": ("case__reference", F("due_on")),
    "state": (ranked("state", TaskState.values), F("due_on")),
    "added": ("created_at",),
}
_DUE: Final[Choices] = [("due", _("Due soonest")), ("-due", _("Due last")), ("title", _("Title"))]
TASK_SORT_WORDS: Final[Choices] = [
    *_DUE,
    ("who", _("Who")),
    ("-added", _("Newest first")),
]
MY_TASK_SORT_WORDS: Final[Choices] = [*_DUE, ("case", _("Case"))]
NOTICE_SORTS: Final[Sorts] = {"at": ("at",)}
NOTICE_SORT_WORDS: Final[Choices] = [("-at", _("Newest first")), ("at", _("Oldest first"))]
NOTE_SORTS: Final[Sorts] = {"written": ("created_at",), "changed": ("updated_at",)}
NOTE_SORT_WORDS: Final[Choices] = [
    ("-written", _("Newest first")),
    ("written", _("Oldest first")),
    ("-changed", _("Changed lately first")),
]


def people_named(rows: QuerySet, column: str) -> Choices:
    """The people who stand in this column of these rows."""
    keys = rows.order_by().values(column)
    known = User.objects.filter(pk__in=keys).order_by("name", "email").values_list("uid", "name", "email")
    return [(str(uid), name or email) for uid, name, email in known]


class NoticeFilter(ListFilter):
    """The case, what happened, and whether it was read."""

    q = TextFilter(method="with_text")
    kind = OneOf(label=_("What happened"), everything=_("Anything"), choices=NoticeKind.choices)
    read = OneOf(
        label=_("Show"),
        everything=pgettext_lazy("records", "All"),
        method="of_reading",
        choices=[("unread", _("Not read yet")), ("read", pgettext_lazy("notices", "Read"))],
    )

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """The title or the reference of the case."""
        return rows.filter(Q(case__title__icontains=text) | Q(case__reference__icontains=text))

    def of_reading(self, rows: QuerySet, name: str, state: str) -> QuerySet:
        """What was marked as read, or was not yet."""
        return rows.filter(read_at__isnull=state == "unread")


class OwnTaskFilter(ListFilter):
    """Words, and by when."""

    q = TextFilter(method="with_text")
    due = OneOf(
        label=_("Due"),
        everything=_("Any day"),
        method="by_day",
        choices=[
            ("late", _("Overdue")),
            ("soon", _("Within a week")),
            ("later", _("Later")),
            ("none", _("No date")),
        ],
    )

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """What is to be done, or its details."""
        return rows.filter(Q(title__icontains=text) | Q(details__icontains=text))

    def by_day(self, rows: QuerySet, name: str, when: str) -> QuerySet:
        """Open tasks by the day they are due."""
        today = clock.today()
        asked = {
            "late": Q(due_on__lt=today),
            "soon": Q(due_on__gte=today, due_on__lte=today + SOON),
            "later": Q(due_on__gt=today + SOON),
            "none": Q(due_on__isnull=True),
        }
        return rows.filter(asked[when], state=TaskState.OPEN)


class TaskFilter(OwnTaskFilter):
    """Also who, and how it stands."""

    who = OneOf(label=_("Who"), everything=_("Anybody"), method="given_to")
    state = OneOf(label=_("State"), everything=_("Any state"), choices=TaskState.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("who", self.people)

    def people(self) -> Choices:
        """Those who were given one of these tasks."""
        return [(NOBODY, pgettext("lead", "Nobody")), *people_named(self.queryset, "assignee")]

    def given_to(self, rows: QuerySet, name: str, uid: str) -> QuerySet:
        """Given to this person, or to nobody yet."""
        return rows.filter(assignee=None) if uid == NOBODY else rows.filter(assignee__uid=uid)


class NoteFilter(ListFilter):
    """Words, writer, level."""

    q = TextFilter(method="with_text")
    writer = OneOf(label=_("Written by"), everything=_("Anybody"), field_name="created_by__uid")
    confidentiality = OneOf(
        label=_("Who may see it"), everything=_("Any level"), choices=Confidentiality.choices
    )
    show = StandingFilter()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("writer", lambda: people_named(self.queryset, "created_by"))

    def with_text(self, rows: QuerySet, name: str, text: str) -> QuerySet:
        """The note holds it. The words of a withdrawn one are not shown, so nothing is found by them."""
        return rows.filter(body__icontains=text, withdrawn_at__isnull=True)
