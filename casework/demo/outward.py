"""From approved findings to the public: the text, its list, its checklist, two supervisors, corrections."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from accounts.models import User
from casework.core import clock
from casework.parties.choices import PositionKind
from casework.people.actions import add_person, record_consent
from casework.people.choices import AgeBand, Gender
from casework.people.models import Person
from casework.publication.actions import (
    answer_points,
    choose_evidence,
    choose_words,
    keep_hit,
    mention_person,
    prepare_version,
    propose_version,
    publish_version,
)
from casework.publication.choices import Redaction, RedactionAnswer, Showing, WordKind
from casework.publication.models import PublicVersion
from casework.publication.queries.checks import open_hits_of
from casework.publication.queries.proposal import checklist_mark, proposal_of
from casework.publication.queries.words import WordEntry, word_entries

from .climb import reply_pieces
from .climb_facts import Climb, Public, Shown
from .opening import Piece
from .papers import check_again
from .sources import ARABIC_NAMES
from .telling import Telling

WITNESS = "Stands for a witness: shows how consent is kept. No such person is meant."


def before_publication(telling: Telling, climb: Climb) -> Iterator[Piece]:
    """The parties are asked; meanwhile the public text is made, files are checked, the text is proposed."""
    asked, came = reply_pieces(telling, climb)
    yield from asked
    public = climb.public
    if public is None:
        yield from came
        return
    if public.mentions_witness:
        yield partial(_hear_witness, telling)
    yield partial(_prepare, telling, public)
    yield from (partial(_show, telling, public, row) for row in public.rows)
    yield from came
    yield partial(_choose, telling, public)
    yield partial(_check, telling, public, public.proposer)
    yield partial(check_again, telling, telling.lead)
    yield partial(_propose, telling, public.proposer)


def version_of(telling: Telling) -> PublicVersion:
    """The public text in work."""
    rows = PublicVersion.objects.current().select_related("case", "finding", "author", "proposer")
    return rows.get(case=telling.case)


def _hear_witness(telling: Telling) -> None:
    """Somebody agrees to be spoken of without a name."""
    values = {"is_witness": True, "age_band": AgeBand.ADULT, "gender": Gender.UNKNOWN, "note": WITNESS}
    person = add_person(actor=telling.lead, case=telling.fresh(), values=values)
    for purpose in ("collect", "internal_use", "publish_anonymised"):
        record_consent(
            actor=telling.lead,
            person=person,
            purpose=purpose,
            answer="yes",
            means="verbal",
            language="Arabic",
            given_on=clock.today(),
        )


def _prepare(telling: Telling, public: Public) -> None:
    supervisor = telling.who(public.proposer)
    version = prepare_version(actor=supervisor, case=telling.fresh(), values=public.texts)
    if public.mentions_witness:
        person = Person.objects.get(case=telling.case, is_witness=True)
        mention_person(actor=supervisor, version=version, person=person)


def _show(telling: Telling, public: Public, row: Shown) -> None:
    texts = {
        "title_en": row.title, "title_ar": row.title_ar, "note_en": row.note, "note_ar": row.note_ar,
    }  # fmt: skip
    choose_evidence(
        actor=telling.who(public.proposer),
        version=version_of(telling),
        item=telling.item(row.paper),
        stance=row.stance,
        showing=Showing.WITHHELD if row.withheld else Showing.SHOWN,
        texts=texts,
    )


def _choose(telling: Telling, public: Public) -> None:
    """The records that go out, in the words they have inside: they were written to be read by anybody."""
    supervisor, version = telling.who(public.proposer), version_of(telling)
    arabic = ARABIC_NAMES | public.arabic
    words = {
        entry.key: {"out": True, "en": entry.inside, "ar": arabic.get(entry.inside, "")}
        for entry in word_entries(supervisor, version)
        if _goes_out(entry)
    }
    choose_words(actor=supervisor, version=version, words=words)


def _goes_out(entry: WordEntry) -> bool:
    return not (entry.kind == WordKind.POSITION and entry.record.kind == PositionKind.NOT_ASKED)


def _check(telling: Telling, public: Public, key: str) -> None:
    """What the search found is kept with its reason; then the list, point by point."""
    supervisor = telling.who(key)
    for hit in open_hits_of(version_of(telling)):
        keep_hit(actor=supervisor, version=version_of(telling), key=hit.key, why=public.kept)
    version = version_of(telling)
    answers = {point.value: (RedactionAnswer.CLEAR.value, "") for point in Redaction}
    answers[Redaction.HOME] = (RedactionAnswer.REMOVED, "")
    answer_points(actor=supervisor, version=version, answers=answers, seen=checklist_mark(version))


def _propose(telling: Telling, key: str) -> None:
    propose_version(actor=telling.who(key), version=version_of(telling))


def correction_pieces(telling: Telling, climb: Climb) -> Iterator[Piece]:
    """A second version with a note of what changed; again two supervisors."""
    public = climb.public
    if public is None or not public.correction:
        return
    yield partial(_correct, telling, public)
    yield partial(_choose, telling, public)
    yield partial(_check, telling, public, public.proposer)
    yield partial(_propose, telling, public.proposer)
    yield partial(_publish, telling, telling.who(public.corrected_by))


def _correct(telling: Telling, public: Public) -> None:
    values: dict[str, Any] = public.texts | public.correction
    prepare_version(actor=telling.who(public.proposer), case=telling.fresh(), values=values)


def _publish(telling: Telling, supervisor: User) -> None:
    version = version_of(telling)
    publish_version(actor=supervisor, version=version, seen=proposal_of(supervisor, version).mark)
