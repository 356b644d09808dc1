"""The tab of a case: each refusal is a sentence on the page, nothing typed is lost, two people publish."""

import pytest
from django.test import Client

from casework.cases.choices import Stage
from casework.core.context import audit_context
from casework.publication import actions
from casework.publication.choices import Redaction, VersionState
from casework.publication.models import PublicVersion, PublishedVersion
from casework.publication.queries.words import word_entries
from tests.deciding import publish_version, send
from tests.factories import make_user, prove
from tests.publication.build import (
    TEXTS,
    Told,
    agree,
    answer_all,
    publish,
    ready_text,
    tell_story,
    write_text,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Told:
    return tell_story()


def signed_in(person: object, *, proven: bool = True) -> Client:
    client = Client()
    client.force_login(person)  # type: ignore[arg-type]
    if proven:
        prove(client)
    return client


def tab(told: Told, rest: str = "") -> str:
    return f"/cases/{told.case.reference}/publication/{rest}"


def place(told: Told, rest: str = "") -> str:
    return tab(told, f"{PublicVersion.objects.latest('id').uid}/{rest}")


POSTED = {name: str(value) for name, value in TEXTS.items()}


def test_form_when_opened_then_starts_from_the_approved_findings(told: Told) -> None:
    form = signed_in(told.first).get(tab(told, "new/")).context["form"]
    assert form["account_en"].value() == "The house was struck."
    assert form["reasons_en"].value() == "Disproportionate."
    assert form["place_precision"].value() == "unknown"
    assert "correction_en" not in form.fields


def test_text_when_sent_then_kept_as_a_draft(told: Told) -> None:
    response = signed_in(told.first).post(tab(told, "new/"), POSTED)
    assert response.status_code == 302
    version = PublicVersion.objects.get()
    assert (version.state, version.author, version.title_ar) == (
        VersionState.DRAFT,
        told.first,
        TEXTS["title_ar"],
    )


def test_text_when_wrong_then_said_beside_the_field_and_nothing_lost(told: Told) -> None:
    wrong = POSTED | {
        "killed_max": "3",
        "place_precision": "exact",
        "title_en": "",
        "when_latest": "2017-01-01",
    }
    response = signed_in(told.first).post(tab(told, "new/"), wrong)
    assert response.status_code == 422
    errors = response.context["form"].errors
    assert set(errors) == {"killed_max", "place_precision", "title_en", "when_latest"}
    assert TEXTS["short_ar"] in response.content.decode()
    assert not PublicVersion.objects.exists()


def test_member_when_without_the_flag_then_told_why(told: Told) -> None:
    client = signed_in(told.lead)
    page = client.get(tab(told))
    assert page.status_code == 200
    assert "Your membership does not include publishing" in page.content.decode()
    assert client.get(tab(told, "new/")).status_code == 403


def test_stranger_when_asking_then_404(told: Told) -> None:
    write_text(told)
    client = signed_in(make_user("investigator"))
    for address in (tab(told), place(told), place(told, "preview/en/"), place(told, "checklist/")):
        assert client.get(address).status_code == 404


def test_page_of_the_text_when_things_lack_then_lists_them_and_the_button_says_so(told: Told) -> None:
    write_text(told, account_en="Ask W-M4TZ6C.")
    text = signed_in(told.first).get(place(told)).content.decode()
    assert "15 points of the redaction checklist" in text
    assert told.contrary.reference in text
    assert "<mark>W-M4TZ6C</mark>" in text
    assert "They are listed on this page." in text


def test_words_when_ticked_then_they_go_out_and_the_rest_stays(told: Told) -> None:
    version = write_text(told)
    client = signed_in(told.first)
    entries = word_entries(told.first, version)
    first, second = (entry.slug for entry in entries[:2])
    sent = {f"out_{first}": "on", f"en_{first}": "In public words", f"en_{second}": "Stays inside"}
    assert client.post(place(told, "words/"), sent).status_code == 302
    version.refresh_from_db()
    assert version.words[entries[0].key] == {"out": True, "en": "In public words", "ar": ""}
    assert version.words[entries[1].key]["out"] is False
    preview = client.get(place(told, "preview/en/")).content.decode()
    assert "In public words" in preview
    assert "Stays inside" not in preview


def test_row_when_withheld_without_reason_then_the_form_says_so(told: Told) -> None:
    write_text(told)
    client = signed_in(told.first)
    row = {
        "item": str(told.contrary.uid),
        "stance": "contradicts",
        "showing": "withheld",
        "title_en": "A statement",
    }
    response = client.post(place(told, "evidence/new/"), row)
    assert response.status_code == 422
    assert "Say why the item is withheld" in response.content.decode()
    assert client.post(place(told, "evidence/new/"), row | {"note_en": "Not agreed."}).status_code == 302
    chosen = PublicVersion.objects.get().evidence.get()
    assert client.post(place(told, f"evidence/{chosen.uid}/"), row | {"note_en": "Other."}).status_code == 302
    assert (
        client.post(place(told, f"evidence/{chosen.uid}/drop/"), {"reason": "By mistake"}).status_code == 302
    )
    assert client.get(place(told, f"evidence/{chosen.uid}/")).status_code == 404


def test_checklist_when_kept_without_a_note_then_refused_beside_the_point(told: Told) -> None:
    write_text(told)
    client = signed_in(told.first)
    answers = dict.fromkeys(Redaction.values, "clear")
    response = send(client, place(told, "checklist/"), answers | {"names": "kept"})
    assert response.status_code == 422
    assert "names_note" in response.context["form"].errors
    assert send(client, place(told, "checklist/"), answers).status_code == 302
    assert PublicVersion.objects.get().checks.count() == len(Redaction)


def test_hit_when_kept_then_gone_from_the_list(told: Told) -> None:
    version = write_text(told, account_en="Three witnesses spoke.")
    client = signed_in(told.first)
    hit = client.get(place(told)).context["hits"][0]
    assert client.post(place(told, f"hits/{hit.key}/"), {"why": ""}).status_code == 422
    assert client.post(place(told, f"hits/{hit.key}/"), {"why": "They spoke in public."}).status_code == 302
    version.refresh_from_db()
    assert version.open_hits == 0
    assert client.get(place(told, "hits/nothing/")).status_code == 404


def test_person_when_mentioned_then_consent_is_shown_and_may_be_taken_out(told: Told) -> None:
    write_text(told)
    client = signed_in(told.first)
    assert client.post(place(told, "people/new/"), {"person": str(told.person.uid)}).status_code == 302
    assert "Has not agreed to publication" in client.get(place(told)).content.decode()
    agree(told, told.person)
    assert "Publish without anything that identifies them" in client.get(place(told)).content.decode()
    mention = PublicVersion.objects.get().mentions.get()
    assert client.post(place(told, f"people/{mention.uid}/drop/"), {"reason": "Cut."}).status_code == 302


def test_proposal_when_the_sign_in_is_not_fresh_then_asked_who_one_is(told: Told) -> None:
    ready_text(told)
    response = signed_in(told.first, proven=False).post(place(told, "propose/"))
    assert response.status_code == 302
    assert "reauthenticate" in response.headers["Location"]
    assert PublicVersion.objects.get().state == VersionState.DRAFT


def test_proposal_when_proven_then_locked_and_may_be_returned(told: Told) -> None:
    ready_text(told)
    assert signed_in(told.first).post(place(told, "propose/")).status_code == 302
    refused = signed_in(told.first).get(place(told, "edit/"))
    assert refused.status_code == 403
    assert "locked" in refused.content.decode()
    second = signed_in(told.second)
    assert send(second, place(told, "return/"), {"comment": ""}).status_code == 422
    assert send(second, place(told, "return/"), {"comment": "Shorten it."}).status_code == 302
    assert "Shorten it." in signed_in(told.first).get(place(told)).content.decode()


def test_first_publication_when_tried_here_then_sent_to_the_ladder(told: Told) -> None:
    version = ready_text(told)
    actions.propose_version(actor=told.first, version=version)
    refused = signed_in(told.second).post(place(told, "publish/"))
    assert refused.status_code == 403
    assert "page of its status" in refused.content.decode()
    assert not PublishedVersion.objects.exists()


def test_correction_when_published_on_its_page_then_by_the_second_supervisor_only(told: Told) -> None:
    publish(told)
    with audit_context(actor=told.first):
        told.case.stage = Stage.PUBLISHED
        told.case.save()
    version = write_text(told, correction_en="A word was wrong.")
    answer_all(told, version)
    actions.propose_version(actor=told.first, version=version)
    assert signed_in(told.first).post(place(told, "publish/")).status_code == 403
    assert send(signed_in(told.second), place(told, "publish/"), {}).status_code == 302
    assert PublishedVersion.objects.count() == 2
    page = signed_in(told.second).get(tab(told)).content.decode()
    assert page.count("Replaced by version 2") == 1
    assert page.count("As the public reads it") == 2


def test_consent_when_taken_back_then_the_tab_says_so(told: Told) -> None:
    version = ready_text(told)
    actions.mention_person(actor=told.first, version=version, person=told.person)
    answer_all(told, version)
    consent = agree(told, told.person)
    actions.propose_version(actor=told.first, version=version)
    publish_version(actor=told.second, version=version)
    assert "Public without consent" not in signed_in(told.first).get(tab(told)).content.decode()
    with audit_context(actor=told.lead):
        consent.revoked_on = consent.given_on
        consent.save()
    page = signed_in(told.first).get(tab(told)).content.decode()
    assert "Public without consent" in page
    assert told.person.reference in page


def test_withdrawal_when_the_case_stands_elsewhere_then_done_on_the_tab(told: Told) -> None:
    publish(told)
    client = signed_in(told.first)
    assert client.post(tab(told, "withdraw/"), {"why": "", "reason": "Now."}).status_code == 422
    answer = send(client, tab(told, "withdraw/"), {"why": "safety", "reason": "A threat."})
    assert answer.status_code == 302
    assert not PublishedVersion.objects.open().exists()


def test_uncleared_member_when_previewing_then_sealed_items_stay_out(told: Told) -> None:
    version = ready_text(told)
    with audit_context(actor=told.first):
        told.contrary.confidentiality = "highly_restricted"
        told.contrary.save()
    client = signed_in(told.lead)
    preview = client.get(place(told, "preview/en/")).content.decode()
    assert "Public title of supports" in preview
    assert "Public title of contradicts" not in preview
    page = client.get(place(told)).content.decode()
    assert "Public title of contradicts" not in page
    assert told.contrary.reference not in page
    assert version.evidence.count() == 2
