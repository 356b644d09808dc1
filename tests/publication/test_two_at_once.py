"""Two people write the same text at once: who comes second is told, sees both, and loses nothing typed."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from casework.core.records import StaleRecord
from casework.publication import actions
from casework.publication.choices import Redaction
from casework.publication.models import PublicEvidence, PublicVersion
from casework.publication.queries.checks import open_hits_of, points_of
from casework.publication.queries.proposal import checklist_mark
from casework.publication.queries.words import word_entries
from tests.deciding import answer_points
from tests.factories import make_claim, prove
from tests.publication.build import Told, choose_all, tell_story, write_text

pytestmark = pytest.mark.django_db
CLEAR = dict.fromkeys(Redaction.values, "clear")
ANSWERS = dict.fromkeys(Redaction.values, ("clear", ""))


@pytest.fixture
def told() -> Told:
    return tell_story()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    prove(client)
    return client


def at(told: Told, version: PublicVersion, rest: str) -> str:
    return f"/cases/{told.case.reference}/publication/{version.uid}/{rest}"


def fresh(version: PublicVersion) -> PublicVersion:
    return PublicVersion.objects.select_related("case", "finding").get(pk=version.pk)


def filled(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send, had nothing been typed."""
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False, "")}


def answered(version: PublicVersion) -> int:
    return sum(check is not None for _point, check in points_of(fresh(version)))


def test_checklist_when_the_text_changed_since_the_page_was_opened_then_the_new_text_is_not_answered_for(
    told: Told,
) -> None:
    version = write_text(told)
    client, address = browser(told.first), at(told, version, "checklist/")
    typed = filled(client, address) | CLEAR | {"names_note": "Looked twice."}
    actions.change_version(actor=told.second, version=fresh(version), changes={"account_en": "Aged nine."})
    page = client.post(address, typed)
    assert page.status_code == 409
    assert "Looked twice." in page.content.decode()
    assert answered(version) == 0
    again = typed | {"seen": page.context["form"]["seen"].value()}
    assert client.post(address, again).status_code == 302
    assert answered(version) == len(Redaction)


def test_checklist_when_the_page_names_no_text_then_nothing_is_answered(told: Told) -> None:
    version = write_text(told)
    assert browser(told.first).post(at(told, version, "checklist/"), CLEAR).status_code == 409
    assert answered(version) == 0


def test_checklist_when_somebody_else_answered_meanwhile_then_their_answer_stays_until_it_is_read(
    told: Told,
) -> None:
    version = write_text(told)
    client, address = browser(told.first), at(told, version, "checklist/")
    typed = filled(client, address) | CLEAR
    answer_points(actor=told.second, version=version, names=("kept", "She asked for it."))
    page = client.post(address, typed)
    assert page.status_code == 409
    assert "She asked for it." in page.content.decode()
    assert version.checks.get().answer == "kept"


def test_answers_when_given_for_another_text_then_refused_by_the_action_too(told: Told) -> None:
    version = write_text(told)
    seen = checklist_mark(fresh(version))
    actions.change_version(actor=told.second, version=fresh(version), changes={"account_en": "Aged nine."})
    for mark in (seen, ""):
        with pytest.raises(StaleRecord):
            actions.answer_points(actor=told.first, version=fresh(version), answers=ANSWERS, seen=mark)
    assert answered(version) == 0


def test_words_when_a_colleague_saved_newer_ones_then_both_are_shown_and_none_is_lost(told: Told) -> None:
    version = write_text(told)
    mine, theirs, third = (entry.slug for entry in word_entries(told.first, version)[:3])
    address = at(told, version, "words/")
    first, second = browser(told.first), browser(told.second)
    of_first, of_second = filled(first, address), filled(second, address)
    changed = {f"out_{mine}": "on", f"en_{mine}": "Weighed words", f"en_{theirs}": "Only the second's"}
    assert second.post(address, of_second | changed).status_code == 302
    typed = of_first | {f"out_{mine}": "on", f"en_{mine}": "Quick words", f"en_{third}": "Only the first's"}
    page = first.post(address, typed)
    text = page.content.decode()
    assert page.status_code == 409
    assert "Weighed words" in text and "Quick words" in text and "Somebody else saved this" in text
    chosen = {f"choice-en_{mine}": "theirs", f"choice-en_{theirs}": "theirs", f"choice-en_{third}": "mine"}
    form = page.context["form"]
    sent = {name: str(form[name].value() or "") for name in form.fields}
    assert first.post(address, sent | chosen | {"base_version": typed["version"]}).status_code == 302
    kept = {key: said["en"] for key, said in fresh(version).words.items()}
    assert {"Weighed words", "Only the second's", "Only the first's"} <= set(kept.values())


def test_words_when_another_record_comes_meanwhile_then_they_stay_with_their_own(told: Told) -> None:
    version = write_text(told)
    entries = {entry.key: entry for entry in word_entries(told.first, version)}
    client, address = browser(told.first), at(told, version, "words/")
    typed = filled(client, address)
    incident = next(one.record.incident for one in entries.values() if one.kind == "claim")
    make_claim(told.lead, incident, killed_min=1, killed_max=2, note="Came in between")
    typed |= {f"en_{entry.slug}": f"Words of {key}" for key, entry in entries.items()}
    assert client.post(address, typed).status_code == 302
    words = fresh(version).words
    assert {key: words[key]["en"] for key in entries} == {key: f"Words of {key}" for key in entries}


def test_row_of_evidence_when_a_colleague_changed_it_then_both_are_shown_and_theirs_stays(told: Told) -> None:
    version = write_text(told)
    choose_all(told, version)
    row = PublicEvidence.objects.get(item=told.contrary)
    client, address = browser(told.first), at(told, version, f"evidence/{row.uid}/")
    typed = filled(client, address) | {"note_en": "Quick words"}
    other = PublicEvidence.objects.select_related("item").get(pk=row.pk)
    texts = {"title_en": row.title_en, "note_en": "Weighed words"}
    actions.choose_evidence(
        actor=told.second, version=fresh(version), item=other.item, stance="contradicts",
        showing="withheld", texts=texts, row=other,
    )  # fmt: skip
    page = client.post(address, typed)
    text = page.content.decode()
    assert page.status_code == 409
    assert "Weighed words" in text and "Quick words" in text
    row.refresh_from_db()
    assert row.note_en == "Weighed words"


def test_reason_for_a_hit_when_somebody_gave_one_meanwhile_then_theirs_is_shown_and_stays(told: Told) -> None:
    version = write_text(told, account_en="Three witnesses spoke.")
    (hit,) = open_hits_of(version)
    client, address = browser(told.first), at(told, version, f"hits/{hit.key}/")
    typed = filled(client, address) | {"why": "Quick words"}
    actions.keep_hit(actor=told.second, version=fresh(version), key=hit.key, why="Weighed words")
    page = client.post(address, typed)
    text = page.content.decode()
    assert page.status_code == 422 and "Weighed words" in text and "Quick words" in text
    assert fresh(version).kept_hits == {hit.key: "Weighed words"}


def test_person_when_a_colleague_put_them_into_the_list_then_said_and_nothing_is_overwritten(
    told: Told,
) -> None:
    version = write_text(told)
    client, address = browser(told.first), at(told, version, "people/new/")
    typed = filled(client, address) | {"person": str(told.person.uid)}
    actions.mention_person(actor=told.second, version=fresh(version), person=told.person, quoted=True)
    page = client.post(address, typed)
    assert page.status_code == 422 and "speaks of this person already" in page.content.decode()
    assert version.mentions.get().quoted
