"""Rows and facts of the ladder that pages ask for."""

import dataclasses
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.incidents.queries import visible_links
from casework.ladder.attention import CONCERNS, Concern
from casework.ladder.guards import GUARDS, with_guards
from casework.ladder.models import DuplicateCheck, StageChange, Transfer
from casework.ladder.needs import (
    CLIMBS,
    cases_needing,
    count_by_stage,
    count_concerns,
    lacking,
    needs_of_cases,
    ticks,
)

__all__ = [
    "CLIMBS",
    "CONCERNS",
    "GUARDS",
    "Concern",
    "Step",
    "cases_needing",
    "count_by_stage",
    "count_concerns",
    "duplicate_checks",
    "lacking",
    "needs_of_cases",
    "recommendation_steps",
    "stage_changes",
    "ticks",
    "transfers",
    "with_guards",
]

PATH = (
    Stage.CREDIBLE,
    Stage.INVESTIGATION,
    Stage.FINDINGS_APPROVED,
    Stage.PUBLISHED,
)
"""The stages that complete the first steps of the recommendation, in their order."""

MOST_CHECKS = 20

REACHED = {
    Stage.REPORTED: 0,
    Stage.ASSESSMENT: 0,
    Stage.INSUFFICIENT: 0,
    Stage.CREDIBLE: 1,
    Stage.INVESTIGATION: 1,
    Stage.FINDINGS_REVIEW: 2,
    Stage.FINDINGS_APPROVED: 3,
    Stage.PUBLISHED: 4,
}
"""How many steps of the recommendation a stage stands behind."""

STEP_WORDS = (
    gettext_lazy("Credible evidence"),
    gettext_lazy("Effective investigation"),
    gettext_lazy("Findings"),
    gettext_lazy("Findings public"),
    gettext_lazy("Compensation"),
    gettext_lazy("Closed"),
)


@dataclasses.dataclass
class Step:
    """One step of the recommendation as the head of a case draws it: done, now, blocked or todo."""

    label: str | Promise
    state: str = "todo"
    said: str = ""
    why: str = ""

    @property
    def mark(self) -> str:
        return {"done": "ok", "now": "now", "blocked": "warn", "todo": "todo"}[self.state]


def stage_changes(case: Case) -> QuerySet[StageChange]:
    """All steps of a case, newest first."""
    return StageChange.objects.filter(case=case).select_related("kept_case", "actor")


def duplicate_checks(user: Any, case: Case) -> list[DuplicateCheck]:
    """The last recorded searches for duplicates of a case, newest first, each with the event it found as
    `found` where the reader may see that one too."""
    checks = list(DuplicateCheck.objects.filter(case=case).select_related("actor")[:MOST_CHECKS])
    named = {check.link_id for check in checks if check.link_id}
    seen = visible_links(user).standing().in_bulk(named) if named else {}
    for check in checks:
        link = seen.get(check.link_id)
        check.found = link and (link.other if link.incident.case_id == case.pk else link.incident)  # type: ignore[attr-defined]
    return checks


def transfers(user: Any, case: Case) -> QuerySet[Transfer]:
    """What left this case or came to it, where the reader may see both cases."""
    rows = Transfer.objects.visible_to(user).filter(Q(case=case) | Q(to_case=case))
    return rows.select_related("case", "to_case", "incident", "actor")


def recommendation_steps(case: Case, *, effective: bool) -> list[Step]:
    """Where the case stands against the recommendation: six steps, each with what is known of it.

    Args:
        effective: whether the reader sees an investigation of the case that is rated effective.
    """
    steps = [Step(label) for label in STEP_WORDS]
    stands_at = case.returns_to if case.stage == Stage.SUSPENDED else case.stage
    reached = REACHED.get(Stage(stands_at), 0)
    # A case that has not left its first stages has nothing to tell yet.
    told = reversed(stage_changes(case)) if reached or case.stage == Stage.CLOSED else ()
    changes = {change.to_stage: change for change in told}
    if case.stage == Stage.CLOSED:
        reached = _reached_before_closing(changes)
    for step, stage in zip(steps, PATH[:reached], strict=False):
        step.state, step.said = "done", _who_and_when(changes.get(stage))
    if case.stage == Stage.CLOSED:
        steps[-1].state, steps[-1].said = "done", str(case.get_close_reason_display())
        return steps
    if reached > 1 and not effective:
        steps[1].state, steps[1].why = "blocked", _("Investigated. No investigation is rated effective.")
    here = steps[min(reached, 4)]
    here.state, here.said = "now", _standing(case)
    if case.stage == Stage.SUSPENDED:
        here.state, here.why = "blocked", _until(_("Suspended."), case)
    elif case.stage == Stage.INSUFFICIENT:
        here.state, here.why = "blocked", _until(_("Threshold not met now."), case)
    elif case.stage == Stage.CREDIBLE:
        here.said = _("Nobody investigates yet")
    return steps


def _reached_before_closing(changes: dict[str, StageChange]) -> int:
    return max((REACHED.get(Stage(stage), 0) for stage in changes), default=0)


def _who_and_when(change: StageChange | None) -> str:
    if change is None:
        return ""
    day = date_format(localtime(change.at), "j M Y")
    return _("%(date)s, %(person)s") % {"date": day, "person": change.actor or change.actor_label}


def _standing(case: Case) -> str:
    days = ngettext("%(count)d day", "%(count)d days", case.days_in_stage) % {"count": case.days_in_stage}
    return _("%(stage)s, %(days)s") % {"stage": case.get_stage_display(), "days": days}


def _until(sentence: str, case: Case) -> str:
    if case.review_on is None:
        return sentence
    day = date_format(case.review_on, "j M Y")
    return sentence + " " + _("Look again on %(date)s") % {"date": day}
