"""The months of a case: papers, counts, positions, tasks, notes, proposals, decisions, moves."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from casework.cases.actions import change_case
from casework.core import clock
from casework.incidents.actions import add_claim, adopt_casualty_range, characterise
from casework.incidents.models import LegalCharacterisation
from casework.investigations.actions import approve_assessment, propose_assessment, return_assessment
from casework.investigations.models import Assessment
from casework.investigations.queries import assessment_mark
from casework.ladder.actions import move_case
from casework.ladder.effects import mark_to_move
from casework.parties.actions import record_position
from casework.tasks.actions import end_task, set_task, write_note
from casework.tasks.choices import TaskState

from .facts import Count, Job, Judgement, Law, Range, Said, Step
from .opening import Piece
from .papers import check_paper, cite_paper, decide_paper, enter_paper
from .telling import Telling, when

WAITING = "waiting"
REFUTED = "refuted"
LOOK_AGAIN = 90


def work_pieces(telling: Telling) -> Iterator[Piece]:
    """What is done between the start of the assessment and the decision."""
    facts = telling.facts
    for count in facts.counts:
        yield partial(write_count, telling, count)
    for job in facts.jobs:
        yield partial(set_job, telling, job)
    for number, paper in enumerate(facts.papers):
        yield partial(enter_paper, telling, paper)
        if paper.checks:
            yield partial(check_paper, telling, number)
    yield from _positions(telling)
    for number, paper in enumerate(facts.papers):
        if paper.cites:
            yield partial(cite_paper, telling, number)
        if paper.verdict and not (paper.verdict == REFUTED and _reassessed(telling)):
            yield partial(decide_paper, telling, number)
    if facts.adopted:
        yield partial(adopt, telling)
    yield from _jobs_done(telling)
    yield from _judgements(telling, waiting=False)


def late_pieces(telling: Telling) -> Iterator[Piece]:
    """What is open today, or came after the decision: notes, proposals that wait, the next action."""
    facts = telling.facts
    for author, body in facts.notes:
        yield partial(_write_note, telling, author, body)
    if facts.next_action:
        yield partial(_set_next_action, telling)
    yield from _judgements(telling, waiting=True)


def _write_note(telling: Telling, author: str, body: str) -> None:
    write_note(actor=telling.who(author), case=telling.fresh(), body=body)


def _set_next_action(telling: Telling) -> None:
    due = telling.world.day_in(telling.facts.next_in)
    changes = {"next_action": telling.facts.next_action, "next_action_due": due}
    change_case(actor=telling.lead, case=telling.fresh(), changes=changes)


def refuting_pieces(telling: Telling) -> Iterator[Piece]:
    """After a decision, a paper it leaned on turns out to be wrong."""
    for number, paper in enumerate(telling.facts.papers):
        if paper.verdict == REFUTED:
            yield partial(decide_paper, telling, number)


def _reassessed(telling: Telling) -> bool:
    return any(step.key == "reassess" for step in telling.facts.steps)


def _range(name: str, value: Range) -> dict[str, Any]:
    return {f"{name}_min": value.low, f"{name}_max": value.high}


def write_count(telling: Telling, count: Count) -> None:
    """One source's number of people harmed."""
    claim = add_claim(
        actor=telling.lead,
        incident=telling.incident,
        source=telling.world.sources[count.source],
        source_reference=count.reference,
        note=count.note,
        when=when(count.when),
        external_grade=count.grade,
        **_range("killed", count.killed),
        **_range("injured", count.injured),
        **count.parts,
    )
    telling.counts.append(claim)


def _positions(telling: Telling) -> Iterator[Piece]:
    """What the parties say about each act they are blamed for."""
    for number, act in enumerate(telling.facts.acts):
        for place, blame in enumerate(act.blames):
            for turn, said in enumerate(blame.said):
                key = (number, place, turn)
                yield partial(write_position, telling, key, said)


def write_position(telling: Telling, key: tuple[int, int, int], said: Said) -> None:
    """One statement of a party."""
    telling.said[key] = record_position(
        actor=telling.lead,
        attribution=telling.blames[key[:2]],
        kind=said.kind,
        when=when(said.when),
        explanation=said.words,
        source=telling.world.sources.get(said.source),
        source_reference=said.reference,
        conceded_min=said.conceded.low,
        conceded_max=said.conceded.high,
    )


def adopt(telling: Telling) -> None:
    """The range the incident stands for, with the claims it rests on."""
    adopted = telling.facts.adopted
    if adopted is None:
        return
    pairs = zip(telling.counts, telling.facts.counts, strict=True)
    telling.incident = adopt_casualty_range(
        actor=telling.lead,
        incident=type(telling.incident).objects.get(pk=telling.incident.pk),
        rationale=adopted.rationale,
        claims=[claim for claim, count in pairs if count.relied],
        **_range("killed", adopted.killed),
        **_range("injured", adopted.injured),
    )


def set_job(telling: Telling, job: Job) -> None:
    """A task, set by a supervisor of the case, or by the lead where there is none."""
    assignee = telling.who(job.who)
    setter = telling.who("north") if "north" in telling.facts.members else telling.lead
    telling.tasks.append(
        set_task(
            actor=setter,
            case=telling.fresh(),
            title=job.title,
            details=job.details,
            assignee=assignee,
            due_on=(clock.today() if job.done else telling.world.today.date()) + dt.timedelta(days=job.days),
        )
    )


def _jobs_done(telling: Telling) -> Iterator[Piece]:
    for number, job in enumerate(telling.facts.jobs):
        if job.done:
            yield partial(_end_job, telling, number, job)


def _end_job(telling: Telling, number: int, job: Job) -> None:
    end_task(actor=telling.who(job.who), task=telling.tasks[number], state=TaskState.DONE)


def _judgements(telling: Telling, *, waiting: bool) -> Iterator[Piece]:
    """Proposals with what became of them. An act with one that still waits keeps all its own for the end."""
    for number, act in enumerate(telling.facts.acts):
        if any(judged.outcome == WAITING for judged in act.judged) != waiting:
            continue
        for judged in act.judged:
            yield partial(propose, telling, number, judged)
            if judged.outcome != WAITING:
                yield partial(decide, telling, number, judged)


def propose(telling: Telling, number: int, judged: Judgement) -> None:
    """An assessment of one alleged act."""
    propose_assessment(
        actor=telling.who(judged.proposer),
        violation=telling.violations[number],
        standard=judged.standard,
        rationale=judged.rationale,
        source_reliability=judged.rating[0],
        information_credibility=judged.rating[1],
        source_count=judged.sources,
        origin_count=judged.origins,
        single_source_reason=judged.single,
        missing=judged.missing,
        review_on=clock.today() + dt.timedelta(days=LOOK_AGAIN) if judged.missing else None,
    )


def decide(telling: Telling, number: int, judged: Judgement) -> None:
    """Another person decides."""
    waiting = Assessment.objects.waiting().get(violation=telling.violations[number])
    actor = telling.who(judged.decider)
    act = return_assessment if judged.outcome == "returned" else approve_assessment
    act(actor=actor, assessment=waiting, seen=assessment_mark(actor, waiting), comment=judged.comment)


def characterise_act(telling: Telling, number: int, law: Law) -> LegalCharacterisation:
    """What the law may call the act, in the judgement of the lead."""
    return characterise(
        actor=telling.lead,
        violation=telling.violations[number],
        kind=law.kind,
        provision=telling.world.provisions[law.provision],
        standard=law.standard,
        rationale=law.rationale,
    )


def take_step(telling: Telling, step: Step) -> None:
    """Move the case."""
    actor, case = telling.who(step.by), telling.fresh()
    move_case(
        actor=actor,
        case=case,
        seen=mark_to_move(step.key, actor, case),
        key=step.key,
        reason=step.reason,
        missing=step.missing,
        review_on=clock.today() + dt.timedelta(days=step.review_in) if step.review_in else None,
        single_source=step.single,
        close_code=step.code,
        kept_case=telling.world.fresh(step.kept) if step.kept else None,
        withdrawal=step.withdrawal,
    )
