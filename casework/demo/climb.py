"""From credible evidence to approved findings: the inquiry, what is concluded, doubts and their answers."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from casework.core import clock
from casework.investigations.actions import (
    add_investigation,
    add_outside_grade,
    answer_challenge,
    answer_contrary,
    ask_party,
    change_finding,
    cite_document,
    conclude,
    confirm_rating,
    propose_rating,
    raise_challenge,
    record_answer,
    record_not_asked,
    record_silence,
    write_finding,
)
from casework.investigations.choices import BodyKind, ReplyState
from casework.investigations.models import Finding, Investigation, PartyReply
from casework.investigations.queries import contrary_mark, rating_mark
from casework.investigations.rules import unanswered_contrary
from casework.people.actions import assess_risk

from .climb_facts import NOT_SENT, Body, Climb, Concluded, Doubt, Heard, Rated
from .facts import Law
from .grades import GRADES
from .opening import Piece
from .papers import check_again
from .telling import Telling
from .work import characterise_act

Pieces = Iterator[Piece]


def finding_of(telling: Telling) -> Finding:
    """The findings in hand."""
    return Finding.objects.current().select_related("case").get(case=telling.case)


def before_investigation(telling: Telling, climb: Climb) -> Pieces:
    """What may happen to people, the plan, other bodies that investigate."""
    yield partial(_assess_risk, telling, climb)
    yield partial(_plan, telling, climb)
    for body in climb.bodies:
        yield partial(_write_body, telling, body)


def grade_pieces(telling: Telling) -> Pieces:
    """What other bodies called the event."""
    for graded in GRADES.get(telling.facts.key, ()):
        yield partial(
            add_outside_grade,
            actor=telling.lead,
            incident=telling.incident,
            source=telling.world.sources[graded.source],
            grade=graded.grade,
            its_reason=graded.why,
            reference=graded.reference,
            when=graded.when,
        )


def _assess_risk(telling: Telling, climb: Climb) -> None:
    day = telling.world.day_in(climb.look_in)
    assess_risk(
        actor=telling.lead,
        case=telling.fresh(),
        threat=climb.threat,
        likelihood=climb.likelihood,
        severity=climb.severity,
        mitigation=climb.mitigation,
        review_on=day if climb.look_in else None,
    )


def _plan(telling: Telling, climb: Climb) -> None:
    opened = clock.today().isoformat()
    add_investigation(
        actor=telling.lead, case=telling.fresh(), body_kind=BodyKind.OURS, plan=climb.plan, opened=opened
    )


def _write_body(telling: Telling, body: Body) -> None:
    """Somebody else's inquiry, with the paper that tells of it and an illustrative rating."""
    party = telling.world.parties[body.party] if body.party else None
    inquiry = add_investigation(
        actor=telling.lead,
        case=telling.fresh(),
        body_kind=body.kind,
        body=body.name,
        party=party,
        reference=body.reference,
        opened=body.opened,
        closed=body.closed,
        outcome=body.outcome,
        outcome_note=body.found,
    )
    if body.paper is not None:
        item = telling.item(body.paper)
        cite_document(actor=telling.lead, target=inquiry, item=item, stance="supports")
    if body.rated:
        _rate(telling, inquiry, body.rated, illustrative=True)


def _rate(telling: Telling, inquiry: Investigation, rated: Rated, *, illustrative: bool) -> None:
    rating = propose_rating(
        actor=telling.lead, investigation=inquiry, answers=rated.answers, illustrative=illustrative
    )
    if rated.second:
        actor = telling.who(rated.second)
        confirm_rating(actor=actor, rating=rating, seen=rating_mark(actor, rating))


def before_submission(telling: Telling, climb: Climb) -> Pieces:
    """The findings with a conclusion for each act, our own work rated."""
    if climb.written is None:
        return
    yield partial(_write, telling, climb)
    for concluded in climb.written.conclusions:
        yield partial(_conclude, telling, concluded)
    if climb.own:
        yield partial(_rate_own, telling, climb.own)


def law_pieces(telling: Telling) -> Pieces:
    """What the law may call the acts."""
    for number, act in enumerate(telling.facts.acts):
        for law in act.law:
            yield partial(_keep_law, telling, number, law)


def _keep_law(telling: Telling, number: int, law: Law) -> None:
    telling.laws[number] = characterise_act(telling, number, law)


def _write(telling: Telling, climb: Climb) -> None:
    written = climb.written
    if written is None:
        return
    write_finding(
        actor=telling.lead,
        case=telling.fresh(),
        text=written.text,
        custody_note=written.custody_note,
        families=written.families,
        families_note=written.families_note,
    )


def _conclude(telling: Telling, concluded: Concluded) -> None:
    """One act; a party of which nothing is said apart is as sure as the act itself."""
    blamed = [blame for (act, _place), blame in sorted(telling.blames.items()) if act == concluded.act]
    said = [*concluded.parties, *[(concluded.standard, "")] * len(blamed)]
    pairs = list(zip(blamed, said, strict=False))
    conclude(
        actor=telling.lead,
        finding=finding_of(telling),
        violation=telling.violations[concluded.act],
        text=concluded.text,
        standard=concluded.standard,
        characterisation=telling.laws.get(concluded.act),
        confidences={attribution: standard for attribution, (standard, _note) in pairs},
        notes={attribution: note for attribution, (_standard, note) in pairs},
    )


def _rate_own(telling: Telling, rated: Rated) -> None:
    ours = Investigation.objects.ours().select_related("case").get(case=telling.case)
    _rate(telling, ours, rated, illustrative=True)


def after_return(telling: Telling, climb: Climb) -> Pieces:
    """The findings came back: they are written again."""
    if climb.written and climb.written.again:
        changes = {"text": climb.written.again}
        yield lambda: change_finding(actor=telling.lead, finding=finding_of(telling), changes=changes)


def before_approval(telling: Telling, climb: Climb) -> Pieces:
    """Questions and answers, contrary evidence answered, the files hashed again."""
    for doubt in climb.doubts:
        yield partial(_doubt, telling, doubt)
    if climb.contrary:
        yield partial(_answer_contrary, telling, climb)
    yield lambda: check_again(telling, telling.lead)


def _doubt(telling: Telling, doubt: Doubt) -> None:
    asked = raise_challenge(actor=telling.who(doubt.by), target=finding_of(telling), question=doubt.question)
    if doubt.answer:
        answer_challenge(actor=telling.lead, challenge=asked, answer=doubt.answer)


def _answer_contrary(telling: Telling, climb: Climb) -> None:
    against = unanswered_contrary(telling.lead).filter(case=telling.case).select_related("case", "item")
    for citation, text in zip(against.order_by("id"), climb.contrary, strict=True):
        seen = contrary_mark(citation)
        answer_contrary(actor=telling.lead, citation=citation, text=text, seen=seen)


def reply_pieces(telling: Telling, climb: Climb) -> tuple[list[Piece], list[Piece]]:
    """The letters, and what came of them weeks later."""
    asked: list[Piece] = [partial(_ask, telling, heard) for heard in climb.heard]
    later = (ReplyState.REPLIED, ReplyState.SILENT)
    came: list[Piece] = [partial(_hear, telling, heard) for heard in climb.heard if heard.state in later]
    return asked, came


def _ask(telling: Telling, heard: Heard) -> None:
    facts: dict[str, Any] = {"finding": finding_of(telling), "party": telling.world.parties[heard.party]}
    if heard.state == ReplyState.NOT_ASKED:
        record_not_asked(actor=telling.lead, not_asked_reason=heard.words, **facts)
        return
    today = clock.today()
    answer_by = today + dt.timedelta(days=heard.days)
    ask_party(actor=telling.lead, asked_on=today, answer_by=answer_by, sent_to=NOT_SENT, **facts)


def _hear(telling: Telling, heard: Heard) -> None:
    party = telling.world.parties[heard.party]
    reply = (
        PartyReply.objects.standing()
        .select_related("case", "finding__case")
        .get(finding=finding_of(telling), party=party)
    )
    if heard.state == ReplyState.SILENT:
        record_silence(actor=telling.lead, reply=reply)
    else:
        record_answer(actor=telling.lead, reply=reply, answered_on=clock.today(), answer=heard.words)
