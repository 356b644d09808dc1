"""Turning what needs attention into notices and tasks: once, and again when it comes back."""

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import override

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case
from casework.cases.queries import active_members, may_be_given_work
from casework.core import clock
from casework.core.actions import action
from casework.ladder.attention import CONCERNS, Concern
from casework.ladder.models import ConcernChange
from casework.tasks.actions import tell
from casework.tasks.choices import NoticeKind
from casework.tasks.models import Task

DAYS_FOR_A_TASK: Final = 7


def told_of(concern: Concern) -> set[int]:
    """Cases of which people were told that the concern holds, and for which nobody saw its end yet."""
    newer = ConcernChange.objects.filter(case=OuterRef("case"), concern=concern.key, pk__gt=OuterRef("pk"))
    last = ConcernChange.objects.filter(~Exists(newer), concern=concern.key)
    return set(last.filter(holds=True).order_by().values_list("case_id", flat=True))


def concerned(concern: Concern) -> set[int]:
    """Cases for which the concern holds now, whoever may see why."""
    return set(Case.objects.filter(concern.condition(None)).order_by().values_list("pk", flat=True))


def news() -> Iterator[tuple[Concern, set[int], set[int]]]:
    """Each concern people are told of, with the cases it is new for and those it is over for."""
    for concern in CONCERNS.values():
        if concern.told:
            before, now = told_of(concern), concerned(concern)
            yield concern, now - before, before - now


@action
def raise_concern(*, actor: Any, case: Case, concern: Concern, reason: str = "") -> ConcernChange:
    """Tell those who may see it, give the lead a task where there is something to do, and remember it."""
    leads = bool(concern.task) and _may_be_set(concern, case)
    if leads:
        _set_task(actor, case, concern)
    for person in _people_to_tell(case):
        if not (leads and person == case.lead) and _holds_for(person, concern, case):
            tell(
                person,
                NoticeKind.ATTENTION,
                case=case,
                words=_in("en", concern.words),
                link=reverse("ladder:detail", args=[case.reference]),
                actor=actor,
            )
    return _remember(case, concern, holds=True)


@action
def settle_concern(*, actor: Any, case: Case, concern: Concern, reason: str = "") -> ConcernChange:
    """Remember that it is over: when it comes back, people are told again."""
    return _remember(case, concern, holds=False)


def _remember(case: Case, concern: Concern, *, holds: bool) -> ConcernChange:
    change = ConcernChange(case=case, concern=concern.key, holds=holds)
    change.save()
    return change


def _people_to_tell(case: Case) -> set[User]:
    """The supervisors among the members, or all of them where the case has none; and the lead."""
    members = {member.user for member in active_members(case).filter(user__role=Role.SUPERVISOR)}
    people = members or set(User.objects.active().filter(role=Role.SUPERVISOR))
    return people | ({case.lead} if case.lead else set())


def _holds_for(person: User, concern: Concern, case: Case) -> bool:
    """Whether the concern holds with what this person may see; nobody else learns of it."""
    seen = Case.objects.visible_to(person).filter(pk=case.pk)
    return seen.filter(concern.condition(person)).exists()


def _may_be_set(concern: Concern, case: Case) -> bool:
    """A task is read by everybody in the case: only what is plain to people without clearance becomes one."""
    anybody = User(pk=0, role=Role.SUPERVISOR)
    plain = Case.objects.filter(pk=case.pk).filter(concern.condition(anybody)).exists()
    return plain and case.lead is not None and may_be_given_work(case.lead, case)


def _set_task(actor: Any, case: Case, concern: Concern) -> None:
    lead: Any = case.lead
    due_on = clock.today() + dt.timedelta(days=DAYS_FOR_A_TASK)
    task = Task(case=case, title=_in(lead.language, concern.task), assignee=lead, due_on=due_on)
    task.full_clean(exclude=("created_at", "updated_at"))
    task.save()
    link = task.get_absolute_url()
    tell(lead, NoticeKind.TASK_ASSIGNED, case=case, words=task.title, link=link, actor=actor)


def _in(language: str, words: Any) -> str:
    with override(language):
        return str(words)
