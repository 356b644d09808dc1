"""The ladder as a page of the documentation, written from the table that the actions obey."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import override

from casework.cases.choices import Stage
from casework.ladder.attention import CONCERNS
from casework.ladder.guards import GROUND, GUARDS
from casework.ladder.table import BEFORE, CLOSABLE_STAGES, NEW, OPEN_STAGES, TRANSITIONS, Transition

OPENING: Final = """# The ladder

Written from `casework/ladder/table.py` by `manage.py write_ladder_page`; a test fails when it is out of
date. The same table is shown in the program at `/ladder/`, in English and Arabic, and drives every button
and every action.

Forbidden always: a move that stands in no row below, and deciding on one's own proposal. Being an
administrator gives no power over a case. Every move writes who, when, from where, to where and why in the
transaction of the change; it cannot be altered afterwards. Reopening keeps what is public, under its
number.

Who: **investigator** works in the case as a member; **supervisor** sees the case; **another supervisor**
never led the work, wrote a part of the findings, adopted a casualty range or answered what speaks against
them; **lead investigator** is named in the case. A supervisor proposes the public text, and answers its
checklist or lets a member do so. Another supervisor publishes it, who never led the case and wrote nothing of
the findings, the text or the answers; that may be the one who approved the findings.

Guards count what the person who moves may see: what is hidden from them carries no move. What stands against
findings is asked of everything: where they may not see it, they are told that there is more and that a
cleared member decides, and nothing else. Consent to publication and highly restricted material are asked of
everything too, because harm to a person outweighs the rest.

While findings are under review, approved or public, what they were drawn from is locked with them: casualty
ranges, acts, attributions, citations, answers to what speaks against; no item is withdrawn, and nothing
comes over from another case. A supervisor returns the findings, or reopens the investigation, before it is
changed. What is added meanwhile is concluded on before the case goes further. While a case is suspended
nothing in it is decided.
"""


def as_markdown() -> str:
    """The whole page, in English."""
    with override("en"):
        parts = [OPENING, *_stages(), *_moves(), *_guards(), *_concerns()]
    return "\n".join(parts).rstrip() + "\n"


def _stages() -> Iterator[str]:
    yield "## Ten stages\n"
    yield "A stage goes on resting on what is named here, and on what the rows above it name.\n"
    yield "| stage | rests on |\n|---|---|"
    for stage in Stage:
        words = [str(GUARDS[key].words) for key, stages in GROUND.items() if stage == stages[0]]
        yield f"| **{stage.label}** | {'; '.join(words) or '–'} |"
    yield ""


def _moves() -> Iterator[str]:
    yield "## Every move\n"
    for row in TRANSITIONS:
        yield f"### {row.act}\n"
        yield f"{_from(row)} → {_to(row)}. By: {', '.join(str(mover.label) for mover in row.movers)}.\n"
        for key in row.guards:
            yield f"- {GUARDS[key].words}."
        for demand in row.demands:
            yield f"- To be said: {str(demand.label)[:1].lower()}{str(demand.label)[1:]}."
        if row.reason_length:
            yield f"- A reason of at least {row.reason_length} characters: “{row.asked}”"
        yield ""


def _from(row: Transition) -> str:
    if row.sources == OPEN_STAGES:
        return "Any open stage"
    if row.sources == CLOSABLE_STAGES:
        return "Any stage before publication"
    return " or ".join("New" if stage == NEW else str(Stage(stage).label) for stage in row.sources)


def _to(row: Transition) -> str:
    return "the stage it left" if row.target == BEFORE else str(Stage(row.target).label)


def _guards() -> Iterator[str]:
    yield "## What each guard says when it does not hold\n"
    yield "| guard | must hold | said otherwise |\n|---|---|---|"
    for guard in GUARDS.values():
        yield f"| `{guard.key}` | {guard.words} | {guard.lack} |"
    yield ""


def _concerns() -> Iterator[str]:
    yield "## What needs attention\n"
    yield "Asked of the state of the cases at every look; `manage.py raise_notices` tells people once.\n"
    yield "| concern | why | people are told by |\n|---|---|---|"
    for concern in CONCERNS.values():
        told = (
            ("task for the lead, notice" if concern.task else "notice") if concern.told else "the lists only"
        )
        yield f"| {concern.words} | {concern.why} | {told} |"
    yield ""
