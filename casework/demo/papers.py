"""Evidence of the demonstration: entered with a file made here, checked, decided by a second, cited."""

from typing import Any

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.core import clock
from casework.evidence.actions import (
    check_integrity,
    cite_evidence,
    decide_verification,
    record_verification,
    register_evidence,
)
from casework.evidence.choices import Method
from casework.evidence.models import EvidenceItem
from casework.evidence.queries import verification_mark
from casework.evidence.uploads import store_bytes

from .facts import Cite, Paper
from .made_files import MAKERS
from .telling import Telling, when

SUMMARY = "A summary made for this demonstration, in our own words."
DESCRIPTIONS = {
    "png": "A drawing made for this demonstration. Not to scale.",
    "csv": "A table made for this demonstration.",
}


def enter_paper(telling: Telling, paper: Paper) -> EvidenceItem:
    """Register the item; its file is made on the spot."""
    source = telling.world.sources.get(paper.source)
    name = paper.file_name or f"{paper.title.split(',')[0].lower().replace(' ', '-')}.{paper.form}"
    item = register_evidence(
        actor=telling.lead,
        case=telling.fresh(),
        values={
            "title": paper.title,
            "kind": paper.kind,
            "language": paper.language,
            "description": paper.description or DESCRIPTIONS.get(paper.form, SUMMARY),
            "when": when(paper.when),
            "source": source,
            "obtained_from": f"Public pages of {source.name}" if source else "",
            "obtained_by": telling.lead,
            "obtained_at": clock.now(),
            "method": Method.DOWNLOAD if source else Method.UNKNOWN,
            "place": telling.incident.place,
            "web_address": source.website if source else "",
            "graphic": bool(paper.graphic),
            "graphic_note": paper.graphic,
            "licence": "Own words; facts from public reports",
        },
        file=store_bytes(MAKERS[paper.form](paper.title, paper.lines), name),
        confidentiality=paper.level or Confidentiality.RESTRICTED,
    )
    telling.items.append(item)
    return item


def check_paper(telling: Telling, number: int) -> None:
    """Record the steps of verification, by the one who entered the item."""
    for step, result, why in telling.facts.papers[number].checks:
        item = telling.item(number)
        record_verification(actor=telling.lead, item=item, step=step, result=result, why=why)


def decide_paper(telling: Telling, number: int) -> None:
    """Settle where the verification stands: a second person, never the one who checked."""
    paper = telling.facts.papers[number]
    actor, item = telling.second(telling.lead), telling.item(number)
    decide_verification(
        actor=actor,
        item=item,
        seen=verification_mark(actor, item),
        state=paper.verdict,
        why=paper.verdict_words,
    )


def cite_paper(telling: Telling, number: int) -> None:
    """Hold the paper for or against what it speaks about."""
    item = telling.item(number)
    for cite in telling.facts.papers[number].cites:
        cite_evidence(
            actor=telling.lead,
            item=item,
            target=target_of(telling, cite),
            stance=cite.stance,
            locator=cite.locator,
        )


def target_of(telling: Telling, cite: Cite) -> Any:
    """Find what "act 0", "blame 0.1", "said 0.0.0" or "count 2" means in this case."""
    kind, _space, numbers = cite.target.partition(" ")
    at = tuple(int(number) for number in numbers.split("."))
    if kind == "act":
        return telling.violations[at[0]]
    if kind == "count":
        return telling.counts[at[0]]
    return telling.blames[at[0], at[1]] if kind == "blame" else telling.said[at[0], at[1], at[2]]


def check_again(telling: Telling, actor: User) -> None:
    """Hash the files of the case again and write down what was found."""
    for number in range(len(telling.items)):
        item = telling.item(number)
        if not item.is_withdrawn:
            check_integrity(actor=actor, item=item)
