"""Who may move a case now, and why not: one verdict for the button, the page and the action."""

import dataclasses
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.access import may
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.questions import Question
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.ladder.choices import Mover
from casework.ladder.guards import GROUND, GUARDS, Guard, several_sources, with_guards
from casework.ladder.table import BEFORE, BY_KEY, FORWARD, OPEN_STAGES, Transition, leaving
from casework.publication.rules import is_public


@dataclasses.dataclass(frozen=True)
class GuardAnswer:
    """One guard of one move, answered for one case."""

    guard: Guard
    holds: bool

    @property
    def sentence(self) -> str | Promise:
        return self.guard.words if self.holds else self.guard.lack


@dataclasses.dataclass(frozen=True)
class Move:
    """A move as the page shows it: enabled, or disabled with its reason."""

    transition: Transition
    target: str
    verdict: Verdict
    answers: tuple[GuardAnswer, ...]
    is_forward: bool = False

    @property
    def stands_apart(self) -> bool:
        """Whether it is refused for something that is none of its guards, and so not said in their list."""
        return not self.verdict and all(self.verdict.reason != answer.sentence for answer in self.answers)


def target_of(transition: Transition, case: Case) -> str:
    """The stage a move leads to; a suspended case goes back to the stage it left.

    What was withdrawn meanwhile is not public: such a case goes back to its approved findings.
    """
    if transition.target != BEFORE:
        return transition.target
    if case.returns_to == Stage.PUBLISHED and not is_public(case):
        return Stage.FINDINGS_APPROVED
    return case.returns_to


def _may_by_role(transition: Transition, actor: Any, case: Case) -> Verdict:
    """Compare the letters of the table with what the actor is: here and in the organisation."""
    if transition.movers == (Mover.LEAD,):
        if case.lead_id != actor.pk:
            return refuse(_("The lead investigator of the case does this."))
        return may(actor, "case.work", case)
    if may(actor, "case.decide", case):
        return ALLOWED
    if Mover.INVESTIGATOR in transition.movers:
        return may(actor, "case.work", case)
    return refuse(_("A supervisor decides this."))


@Question
def _guarded(reader: Any, keys: tuple[str, ...], case: Any) -> QuerySet:
    held = with_guards(Case.objects.filter(pk=case), keys, reader).order_by()
    return held.values(*(f"guard_{key}" for key in keys))


def answer_guards(transition: Transition, actor: Any, case: Case) -> tuple[GuardAnswer, ...]:
    """Answer all guards of a move for one case, in one statement."""
    return _answers(transition, _ask(transition.guards, actor, case))


def _ask(keys: tuple[str, ...], actor: Any, case: Case) -> dict[str, bool]:
    found: dict[str, bool] = next(iter(_guarded(actor, keys, case=case.pk)), {}) if keys else {}
    return found


def _answers(transition: Transition, found: dict[str, bool]) -> tuple[GuardAnswer, ...]:
    return tuple(GuardAnswer(GUARDS[key], bool(found.get(f"guard_{key}"))) for key in transition.guards)


def _judge(transition: Transition, actor: Any, case: Case, answers: tuple[GuardAnswer, ...]) -> Verdict:
    if not (verdict := _may_by_role(transition, actor, case)):
        return verdict
    for answer in answers:
        if not answer.holds:
            return refuse(answer.sentence)
    return ALLOWED


def may_move(
    transition: Transition, actor: Any, case: Case, answers: tuple[GuardAnswer, ...] | None = None
) -> Verdict:
    """Whether this person may make this move of this case now; the first thing that stands against it.

    Args:
        answers: those of its guards to this person, where a page has asked for them.
    """
    if case.stage not in transition.sources:
        return refuse(_("The case does not stand at a stage from which this move starts."))
    if answers is None:
        answers = answer_guards(transition, actor, case)
    return _judge(transition, actor, case, answers)


def may_report(actor: Any, case: Case) -> Verdict:
    """Whether what was logged makes a reported case: the first row of the table."""
    for answer in answer_guards(BY_KEY["report"], actor, case):
        if not answer.holds:
            return refuse(answer.sentence)
    return ALLOWED


def moves_of(case: Case, actor: Any) -> tuple[Move, ...]:
    """All moves that start at the stage of the case, the way forward first; one statement.

    Each has its verdict and its guards.
    """
    rows = leaving(case.stage)
    found = _ask(tuple(sorted({key for row in rows for key in row.guards})), actor, case)
    moves = []
    for row in rows:
        answers = _answers(row, found)
        verdict, forward = _judge(row, actor, case, answers), FORWARD.get(Stage(case.stage)) == row.key
        moves.append(Move(row, target_of(row, case), verdict, answers, forward))
    return tuple(sorted(moves, key=lambda move: not move.is_forward))


def lost_ground(case: Case, actor: Any) -> tuple[GuardAnswer, ...]:
    """What the stage of the case rests on and what, as far as this person sees, no longer holds."""
    keys = tuple(key for key, stages in GROUND.items() if case.stage in stages)
    found = _ask(keys, actor, case)
    return tuple(GuardAnswer(GUARDS[key], False) for key in keys if not found.get(f"guard_{key}"))


def needs_single_source_reason(actor: Any, case: Case) -> bool:
    """Whether all verified evidence may come from one source, so that the mover must justify it."""
    row = Case.objects.filter(pk=case.pk).annotate(several=several_sources(actor)).values("several").first()
    return not (row and row["several"])


def is_open(case: Case) -> bool:
    """Whether work on the case goes on: it is neither closed nor suspended."""
    return case.stage in OPEN_STAGES
