"""The parties of a public text: what we conclude, what they say, who investigated, what they replied."""

from functools import partial
from typing import Any

from casework.incidents.choices import PROOF_RANKS, ProofStandard
from casework.investigations.choices import Met
from casework.investigations.models import EffectivenessRating
from casework.parties.choices import Basis, PositionKind
from casework.parties.models import Party

from ..choices import WordKind
from .pairs import Chosen, Pair, both, name_of, no_words, people
from .words import WordEntry

#: What a party says that leaves nothing to dispute, or says nothing yet.
UNDISPUTED = (
    PositionKind.ACCEPTS,
    PositionKind.UNDER_ASSESSMENT,
    PositionKind.NO_RESPONSE,
    PositionKind.NOT_ASKED,
)


def group_of(party: Party) -> Party:
    """The party that figures are kept by: the highest one above it."""
    above = party.above()
    return above[-1] if above else party


def parties_of(chosen: Chosen) -> list[dict[str, Any]]:
    """One block a party: our conclusion beside its own position, whichever acts it is about."""
    blocks: dict[str, dict[str, Any]] = {}
    for entry in chosen.of(WordKind.PARTY):
        party = entry.record.attribution.party
        block = blocks.setdefault(party.code, _new_block(party))
        _add_conclusion(block, entry, chosen)
    for entry in chosen.of(WordKind.POSITION):
        party = entry.record.attribution.party
        if party.code in blocks:
            _add_position(blocks[party.code], entry, chosen)
    return list(blocks.values())


def _new_block(party: Party) -> dict[str, Any]:
    group = group_of(party)
    return {
        "code": party.code,
        "name": name_of(party),
        "group_code": group.code,
        "group": name_of(group),
        "roles": [],
        "standard": "",
        "standard_words": no_words(),
        "violations": [],
        "basis": [],
        "notes": [],
        "positions": [],
    }


def _add_conclusion(block: dict[str, Any], entry: WordEntry, chosen: Chosen) -> None:
    """Add one act; the words above are those of the strongest conclusion."""
    reached, attribution = entry.record, entry.record.attribution
    if PROOF_RANKS[reached.confidence] > PROOF_RANKS.get(block["standard"], -1):
        block["standard"] = reached.confidence
        block["standard_words"] = both(reached.get_confidence_display)
    kind = reached.conclusion.violation.type
    _once(block["roles"], both(attribution.get_role_display))
    _once(
        block["violations"],
        {
            "code": kind.code,
            "name": name_of(kind),
            "standard": reached.confidence,
            "standard_words": both(lambda: ProofStandard(reached.confidence).label),
        },
    )
    for basis in Basis.values:
        if basis in attribution.basis:
            _once(block["basis"], both(partial(_basis, basis)))
    if any((said := chosen.said(entry.key)).values()):
        _once(block["notes"], said)


def _add_position(block: dict[str, Any], entry: WordEntry, chosen: Chosen) -> None:
    position = entry.record
    conceded = people(position.conceded_min, position.conceded_max) if position.conceded else None
    stated = {
        "kind": position.kind,
        "words": both(position.get_kind_display),
        "text": chosen.said(entry.key),
        "when": both(position.when.words) if position.when.is_known else no_words(),
        "conceded": conceded,
    }
    _once(block["positions"], stated)


def _once(values: list[Any], value: Any) -> None:
    if value not in values:
        values.append(value)


def is_disputed(parties: list[dict[str, Any]]) -> bool:
    """Whether a party's newest statement says something else than we do."""
    return any(party["positions"] and party["positions"][-1]["kind"] not in UNDISPUTED for party in parties)


def investigations_of(chosen: Chosen) -> list[dict[str, Any]]:
    """The bodies that investigated, each with its rating where a second person confirmed one."""
    ratings: dict[int, list[WordEntry]] = {}
    for entry in chosen.of(WordKind.CRITERION):
        ratings.setdefault(entry.record.investigation_id, []).append(entry)
    outcomes = {entry.record.pk: chosen.said(entry.key) for entry in chosen.of(WordKind.OUTCOME)}
    return [
        _investigation(
            entry, chosen, outcomes.get(entry.record.pk, no_words()), ratings.get(entry.record.pk, [])
        )
        for entry in chosen.of(WordKind.BODY)
    ]


def _investigation(entry: WordEntry, chosen: Chosen, said: Pair, rated: list[WordEntry]) -> dict[str, Any]:
    body, name = entry.record, chosen.said(entry.key)
    return {
        "body": name if name["en"] else both(body.get_body_kind_display),
        "kind": body.body_kind,
        "kind_words": both(body.get_body_kind_display),
        "ours": body.is_ours,
        "group_code": group_of(body.party).code if body.party else "",
        "opened": both(body.opened.words) if body.opened.is_known else no_words(),
        "closed": both(body.closed.words) if body.closed.is_known else no_words(),
        "outcome": body.outcome,
        "outcome_words": both(body.get_outcome_display),
        "said": said,
        "rating": _rating(rated[0].record, chosen) if rated else None,
    }


def _rating(rating: EffectivenessRating, chosen: Chosen) -> dict[str, Any]:
    """The eight answers; the reasons in the words confirmed for the public."""
    criteria = []
    for answer in rating.answers:
        key = f"{WordKind.CRITERION}:{rating.uid}:{answer['key']}"
        criteria.append(
            {
                "key": answer["key"],
                "words": both(partial(str, answer["words"])),
                "answer": answer["value"],
                "answer_words": both(partial(_label, answer["value"])),
                "reason": chosen.said(key),
            }
        )
    return {"effective": rating.is_effective, "illustrative": rating.illustrative, "criteria": criteria}


def _basis(value: str) -> str:
    return str(Basis(value).label)


def _label(value: str) -> str:
    return str(Met(value).label)


def replies_of(chosen: Chosen) -> list[dict[str, Any]]:
    """What each party answered when it was shown the draft, whole and unchanged; or that it did not."""
    found = []
    for entry in chosen.of(WordKind.REPLY):
        reply = entry.record
        found.append(
            {
                "party": name_of(reply.party),
                "state": reply.state,
                "words": both(reply.get_state_display),
                "asked_on": _day(reply.asked_on),
                "answer_by": _day(reply.answer_by),
                "answered_on": _day(reply.answered_on),
                "text": chosen.said(entry.key),
            }
        )
    return found


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
