"""The first day of a case: the allegation is logged, colleagues join, alleged acts are named."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from typing import Any

from casework.cases.actions import add_member, change_case, change_member, open_case, set_level
from casework.cases.choices import Confidentiality
from casework.core import clock
from casework.incidents.actions import add_violation, change_incident
from casework.intake.actions import log_allegation
from casework.intake.allegations import Access, Allegation, Compared, SaidBy, Where
from casework.ladder.actions import record_opening
from casework.parties.actions import attribute_violation
from casework.parties.models import Attribution

from .facts import Act, Facts
from .telling import Telling, when
from .world import World

Piece = Callable[[], Any]


def log(telling: Telling) -> None:
    """The one-page form: a case is opened, and what was reported is written down."""
    facts, world = telling.facts, telling.world
    date = when(facts.when)
    year = (date.earliest or date.latest or clock.today()).year
    telling.case = open_case(
        actor=telling.lead,
        title=facts.title,
        confidentiality=Confidentiality.RESTRICTED if facts.level == "highly_restricted" else facts.level,
        lead=telling.lead,
        year=year,
        is_demonstration=True,
    )
    telling.incident = log_allegation(
        actor=telling.lead,
        allegation=Allegation(
            title=facts.title,
            narrative=facts.narrative,
            when=date,
            where=Where(
                place=world.places[facts.place],
                text=facts.place_text,
                precision=facts.precision,
                latitude=Decimal(facts.latitude) if facts.latitude else None,
                longitude=Decimal(facts.longitude) if facts.longitude else None,
            ),
            said_by=SaidBy(source=world.sources[facts.source], found_at=facts.reference),
            access=Access(case=telling.case),
        ),
        compared=_compared(facts, world),
    )
    record_opening(actor=telling.lead, case=telling.case)
    world.cases[facts.key], world.incidents[facts.key] = telling.case, telling.incident


def _compared(facts: Facts, world: World) -> Compared | None:
    """The search for duplicates is settled for all that went on; what came in lately still waits for it."""
    if not facts.steps:
        return None
    other = world.incidents[facts.compared_with] if facts.compared_with else None
    return Compared(facts.compared, considered=int(bool(other)), note=facts.compared_note, other=other)


def first_pieces(telling: Telling) -> Iterator[Piece]:
    """The first hours: circumstances, colleagues, level, alleged acts with parties."""
    facts = telling.facts
    yield partial(_describe_event, telling)
    if facts.summary or facts.priority != "normal":
        yield partial(_describe_case, telling)
    for key in facts.members:
        yield partial(_bring_in, telling, key)
    if facts.cleared:
        yield partial(_clear, telling)
    if facts.level == "highly_restricted":
        yield partial(_seal, telling)
    for number, act in enumerate(facts.acts):
        yield partial(_allege, telling, number, act)


def _describe_event(telling: Telling) -> None:
    facts = telling.facts
    change_incident(
        actor=telling.lead,
        incident=telling.incident,
        weapon=facts.weapon,
        what_was_hit=facts.hit,
        conflict_type=facts.conflict,
    )


def _describe_case(telling: Telling) -> None:
    changes = {"summary": telling.facts.summary, "priority": telling.facts.priority}
    change_case(actor=telling.lead, case=telling.fresh(), changes=changes)


def _bring_in(telling: Telling, key: str) -> None:
    add_member(actor=telling.lead, case=telling.fresh(), user=telling.who(key), reason="Works on this case.")


def _seal(telling: Telling) -> None:
    set_level(
        actor=telling.lead,
        case=telling.fresh(),
        level=telling.facts.level,
        reason="Somebody who helped could be recognised from what the case holds.",
    )


def _clear(telling: Telling) -> None:
    """A supervisor outside the members clears those who may see highly restricted records."""
    from_outside = telling.who("south")
    for member in telling.case.memberships.select_related("user", "case").filter(left_at=None):
        if member.user in [telling.who(key) for key in telling.facts.cleared]:
            change_member(
                actor=from_outside, member=member, changes={"cleared": True}, reason="Cleared for this case."
            )


def _allege(telling: Telling, number: int, act: Act) -> None:
    violation = add_violation(
        actor=telling.lead,
        incident=telling.incident,
        type=telling.world.types[act.type],
        source_words=act.words,
    )
    telling.violations.append(violation)
    before: Attribution | None = None
    for place, blame in enumerate(act.blames):
        before = attribute_violation(
            actor=telling.lead,
            violation=violation,
            party=telling.world.parties[blame.party],
            role=blame.role,
            basis=[str(basis) for basis in blame.basis],
            confidence=blame.confidence,
            alternative_to=before if blame.either else None,
            note=blame.note,
        )
        telling.blames[number, place] = before
