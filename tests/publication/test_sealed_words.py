"""Nothing highly restricted goes out: people, positions, counts, inquiries; first texts and corrections."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.incidents.models import CasualtyClaim, Incident
from casework.investigations.models import Investigation
from casework.ladder.guards import with_guards
from casework.ladder.table import BY_KEY
from casework.parties.actions import record_position
from casework.people.actions import add_person_source
from casework.people.models import Person
from casework.publication import actions
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.queries.checks import Look, lacks_of
from casework.publication.queries.words import word_entries
from tests.deciding import answer_points, publish_version, return_version
from tests.factories import make_attribution, make_claim, make_incident, make_user, make_violation
from tests.publication.build import (
    Told,
    agree,
    answer_all,
    choose_all,
    publish,
    ready_text,
    tell_story,
    write_text,
)

pytestmark = pytest.mark.django_db
SEALED = "is highly restricted"
HIGHEST = "highly_restricted"


@pytest.fixture
def told() -> Told:
    return tell_story()


def raised(told: Told, record: Any) -> None:
    with audit_context(actor=told.first):
        record.confidentiality = HIGHEST
        record.save()


def an_adult(told: Told, version: PublicVersion) -> Callable[[], None]:
    actions.mention_person(actor=told.first, version=version, person=told.person)
    return lambda: raised(told, told.person)


def a_child(told: Told, version: PublicVersion) -> Callable[[], None]:
    with audit_context(actor=told.lead):
        told.person.age_band = "5_17"
        told.person.save()
    actions.mention_person(actor=told.first, version=version, person=told.person)
    return lambda: None


def a_position(told: Told, version: PublicVersion) -> Callable[[], None]:
    """On another act, on which nothing was concluded."""
    incident = Incident.objects.get(case=told.case)
    other = make_violation(told.lead, incident, "ATT-05")
    party = make_attribution(told.lead, other, "COA-US", role="carried_out", basis=["own_admission"])
    record_position(actor=told.lead, attribution=party, kind="denies", explanation="Not us.")
    return lambda: raised(told, other)


def a_count(told: Told, version: PublicVersion) -> Callable[[], None]:
    source = add_person_source(actor=told.lead, case=told.case, connection="witness")
    make_claim(told.lead, Incident.objects.get(case=told.case), source=source, killed_min=7)
    return lambda: raised(told, source)


def an_inquiry(told: Told, version: PublicVersion) -> Callable[[], None]:
    """About another event of the case, which a guarded source told."""
    source = add_person_source(actor=told.lead, case=told.case, connection="witness")
    incident = make_incident(told.lead, told.case, source=source)
    with audit_context(actor=told.lead):
        body = Investigation.objects.get(case=told.case)
        body.incident = incident
        body.save()
    return lambda: raised(told, source)


CARRIED = [an_adult, a_child, a_position, a_count, an_inquiry]


def prepared(told: Told, carry: Any, **values: Any) -> tuple[PublicVersion, Callable[[], None]]:
    version = write_text(told, **values)
    agree(told, told.person)
    seal = carry(told, version)
    if values:
        words = {one.key: {"out": True, "en": "Said"} for one in word_entries(told.first, version)}
        actions.choose_words(actor=told.first, version=version, words=words)
    else:
        choose_all(told, version)
    answer_all(told, version)
    return version, seal


def guard_holds(told: Told) -> bool:
    row: Any = with_guards(Case.objects.filter(pk=told.case.pk), ("nothing_restricted",), told.second).get()
    return bool(row.guard_nothing_restricted)


@pytest.mark.parametrize("carry", CARRIED)
def test_first_text_when_something_in_it_is_sealed_then_neither_proposed_nor_published(
    told: Told, carry: Any
) -> None:
    version, seal = prepared(told, carry)
    if carry is not a_child:
        actions.propose_version(actor=told.first, version=version)
        assert guard_holds(told)
        seal()
        assert not guard_holds(told) and "nothing_restricted" in BY_KEY["publish"].guards
        with pytest.raises(ValidationError, match=SEALED):
            publish_version(actor=told.second, version=version)
        return_version(actor=told.second, version=version, comment="It is sealed.")
    with pytest.raises(ValidationError, match=SEALED):
        actions.propose_version(actor=told.first, version=version)
    assert not PublishedVersion.objects.exists()


@pytest.mark.parametrize("carry", CARRIED)
def test_correction_when_something_in_it_is_sealed_then_not_proposed(told: Told, carry: Any) -> None:
    publish(told)
    told.case.refresh_from_db()
    with audit_context(actor=told.first):
        told.case.stage = Stage.PUBLISHED
        told.case.save()
    version, seal = prepared(told, carry, correction_en="A word was wrong.")
    if carry is not a_child:
        assert lacks_of(told.first, version) == []
    seal()
    with pytest.raises(ValidationError, match=SEALED):
        actions.propose_version(actor=told.first, version=version)


@pytest.mark.parametrize("carry", [a_position, a_count, an_inquiry])
def test_words_when_they_do_not_go_out_then_their_level_is_no_matter(told: Told, carry: Any) -> None:
    version, seal = prepared(told, carry)
    kinds = {
        a_position: ("position",),
        a_count: ("claim", "source"),
        an_inquiry: ("body", "outcome", "criterion"),
    }
    left = {key: {"out": False} for key in version.words if key.split(":")[0] in kinds[carry]}
    actions.choose_words(actor=told.first, version=version, words=left)
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    seal()
    assert guard_holds(told)


def test_child_when_kept_on_purpose_with_the_reason_then_the_text_may_speak_of_them(told: Told) -> None:
    version, _seal = prepared(told, a_child)
    kept = "Her guardian wants it told; nothing names her."
    answer_points(actor=told.first, version=version, children=("kept", kept))
    actions.propose_version(actor=told.first, version=version)
    assert guard_holds(told)
    assert publish_version(actor=told.second, version=version).state == "published"


def test_people_in_the_text_when_they_change_then_the_checklist_is_gone_through_again(told: Told) -> None:
    version = ready_text(told)
    agree(told, told.person)
    assert lacks_of(told.first, version) == []
    mention = actions.mention_person(actor=told.first, version=version, person=told.person)
    assert "15 points" in lacks_of(told.first, version)[0]
    answer_all(told, version)
    assert lacks_of(told.first, version) == []
    actions.drop_mention(actor=told.second, mention=mention, reason="Not in the text any more.")
    version.refresh_from_db()
    assert "15 points" in lacks_of(told.first, version)[0]
    assert version.author == told.second, "who changes the people in it writes it"


@pytest.mark.parametrize("act", ["mention", "drop", "answer"])
def test_part_of_the_text_when_it_was_proposed_meanwhile_then_locked(told: Told, act: str) -> None:
    """What the browser read is a draft; what is stored is not."""
    version = write_text(told)
    choose_all(told, version)
    agree(told, told.person)
    mention = actions.mention_person(actor=told.first, version=version, person=told.person)
    answer_all(told, version)
    read = PublicVersion.objects.select_related("case", "finding").get(pk=version.pk)
    mention.version_of = read
    actions.propose_version(actor=told.first, version=version)
    other = Person.objects.get(pk=told.person.pk)
    acts: dict[str, Callable[[], Any]] = {
        "mention": lambda: actions.mention_person(
            actor=told.first, version=read, person=other, quoted=True
        ),
        "drop": lambda: actions.drop_mention(actor=told.first, mention=mention, reason="Out."),
        "answer": lambda: answer_points(actor=told.first, version=read, faces=("removed", "")),
    }  # fmt: skip
    with pytest.raises(Refused, match="locked"):
        acts[act]()


@pytest.mark.parametrize("purpose", ["publish_anonymised", "publish_named"])
def test_code_of_a_person_when_found_then_no_consent_lets_it_stay(told: Told, purpose: str) -> None:
    consent = agree(told, told.person)
    with audit_context(actor=told.lead):
        consent.purpose = purpose
        consent.save()
    version = write_text(told, short_en=f"A neighbour, {told.person.reference.lower()}, saw it.")
    (hit,) = [one for one in Look(version).hits if one.kind == "code"]
    with pytest.raises(ValidationError, match="never goes out"):
        actions.keep_hit(actor=told.first, version=version, key=hit.key, why="They agreed.")
    version.refresh_from_db()
    assert not version.kept_hits


@pytest.mark.parametrize("person", [True, False], ids=["of a person on record", "of nobody on record"])
def test_code_of_a_source_who_is_a_person_when_found_then_it_never_stays(told: Told, person: bool) -> None:
    values = {"connection": "witness", "person": told.person if person else None}
    source = add_person_source(actor=told.lead, case=told.case, **values)
    version = write_text(told, short_en=f"A neighbour, {source.reference.lower()}, saw it.")
    (hit,) = [one for one in Look(version).hits if one.kind == "code"]
    with pytest.raises(ValidationError, match="never goes out"):
        actions.keep_hit(actor=told.first, version=version, key=hit.key, why="They agreed.")
    client = Client()
    client.force_login(told.first)
    page = client.post(f"{version.get_absolute_url()}hits/{hit.key}/", {"why": "They agreed."})
    assert page.status_code == 422 and "never goes out" in page.content.decode()
    version.refresh_from_db()
    assert not version.kept_hits


def test_code_of_an_outlet_when_found_then_it_may_stay(told: Told) -> None:
    """It is named openly anyway."""
    claim = CasualtyClaim.objects.select_related("source").get(case=told.case)
    version = write_text(told, short_en=f"As {claim.source.reference} said.")
    (hit,) = [one for one in Look(version).hits if one.kind == "code"]
    actions.keep_hit(actor=told.first, version=version, key=hit.key, why="It is on its own website.")
    assert version.open_hits == 0


def test_search_when_somebody_had_a_hand_once_then_looks_for_their_name(told: Told) -> None:
    """Also who is no member, and whoever did so after them."""
    names = ("Zaynab Qasimi", "Thamir Jubouri", "Rafid Samarrai", "Hala Bayati")
    writer, proposer, author, approver = (make_user("supervisor", name) for name in names)
    with audit_context(actor=writer):
        told.finding.author, told.finding.approver = author, approver
        told.finding.save()
    version = ready_text(told, account_en="Qasimi, Jubouri, Samarrai and Bayati were there.")
    assert {hit.text for hit in Look(version).hits if hit.kind == "staff"} == {"Qasimi", "Samarrai", "Bayati"}
    with audit_context(actor=told.lead):
        told.finding.author, told.finding.approver = told.lead, told.first
        told.finding.save()
        version.proposer = proposer
        version.save()
        version.proposer = None
        version.save()
    found = {hit.text for hit in Look(version).hits if hit.kind == "staff"}
    assert found == {"Qasimi", "Jubouri", "Samarrai", "Bayati"}
