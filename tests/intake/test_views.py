"""The page as an investigator uses it, and as somebody who means harm would."""

import json
import os
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core.drafts import Draft
from casework.evidence.models import EvidenceItem
from casework.incidents.models import CasualtyClaim, Incident, Violation
from casework.intake.models import ReceivedFile
from casework.ladder.models import DuplicateCheck
from casework.parties.models import Attribution
from casework.people.models import Source
from tests.factories import make_case

DATA = Path(os.environ.get("CASEWORK_TEST_DATA", "../shared/data"))
URL = "/incidents/new/"


def log(page: Client, typed: dict[str, Any], **values: Any) -> Any:
    return page.post(URL, {name: value for name, value in (typed | values).items() if value is not None})


def test_page_when_opened_writes_nothing(page: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        answer = page.get(URL)
    assert answer.status_code == 200
    assert not Draft.objects.exists()
    assert b"Log an allegation" in answer.content


def test_allegation_when_logged_leads_to_the_case_with_its_reference(
    page: Client, typed: dict[str, Any]
) -> None:
    answer = log(page, typed)
    incident = Incident.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/cases/{incident.case.reference}/"
    assert incident.when.words() == "17 Mar 2017, about 08:30"
    assert incident.place_precision == "within_100m"
    assert Violation.objects.count() == 2
    assert Attribution.objects.count() == 4
    assert CasualtyClaim.objects.get().killed == "105–141"
    assert DuplicateCheck.objects.get().outcome == "none"


def test_form_when_sent_twice_makes_one_record(page: Client, typed: dict[str, Any]) -> None:
    first, second = log(page, typed), log(page, typed)
    assert Case.objects.count() == Incident.objects.count() == 1
    assert second["Location"] == first["Location"]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"title": ""}, "Write a short title."),
        ({"when": ""}, "Write when it happened"),
        ({"when": "banana"}, "was not understood as part of a date"),
        ({"when": "not known"}, "Give a day or a period"),
        ({"when": "17 March 2060"}, "lies in the future"),
        ({"place": ""}, "Choose a place, describe one, or give coordinates."),
        ({"coordinates": "somewhere"}, "Write two numbers"),
        ({"coordinates": "99.1, 43.1"}, "between -90 and 90"),
        ({"narrative": "", "violations": []}, "Write what happened, or name a violation."),
        ({"violations": []}, "Name the violation these parties are linked to."),
        ({"outlet": ""}, "Name the organisation or outlet."),
        ({"killed_min": "9", "killed_max": "2"}, "is below"),
        ({"killed_min": "-1"}, "“Killed, at least” is 0 at least."),
        ({"killed_min": "many"}, "Write “Killed, at least” as a whole number"),
        (
            {"source_kind": "witness", "source_code": "S-AAAAAA"},
            "No person of the chosen case has this code.",
        ),
        ({"case_choice": "join"}, "Choose the case it belongs to."),
        ({"level": "highly_restricted"}, "Choose who keeps the sealed case with you."),
        ({"level": "public"}, "What was chosen under “Who may see the new case” is not on offer."),
        ({"violations": ["1"]}, "What was chosen under “Violations” is not on offer."),
        ({"place": "1"}, "What was chosen under “Where” is not on offer."),
        ({"party2-party": "1"}, "What was chosen under “Party” is not on offer."),
        ({"party2-role": "banana"}, "What was chosen under “Alleged role” is not on offer."),
        ({"draft": "banana"}, ""),
    ],
)
def test_page_when_something_is_missing_says_so_and_keeps_the_rest(
    page: Client, typed: dict[str, Any], values: dict[str, Any], sentence: str
) -> None:
    make_case(User.objects.get(), confidentiality="restricted")
    answer = log(page, typed, **values)
    if not sentence:
        assert answer.status_code in {302, 422}
        return
    assert answer.status_code == 422
    content = answer.content.decode()
    assert sentence in content.replace("&#x27;", "'")
    assert not Incident.objects.exists()
    if "narrative" not in values:
        assert "Residents report that a two-storey house" in content
    if "violations" not in values:
        for uid in typed["violations"]:
            assert re.search(rf'value="{uid}" selected', content)


def test_files_when_the_rest_is_wrong_are_kept_until_it_is_right(page: Client, typed: dict[str, Any]) -> None:
    photo = SimpleUploadedFile("صورة-شمال.jpg", b"\xff\xd8\xff\xe0 a photograph", "image/jpeg")
    answer = log(page, typed, title="", files=[photo])
    assert answer.status_code == 422
    assert "صورة-شمال.jpg" in answer.content.decode()
    assert ReceivedFile.objects.count() == 1
    assert not EvidenceItem.objects.exists()
    answer = log(page, typed)
    assert answer.status_code == 302
    item = EvidenceItem.objects.get()
    assert (item.original_name, item.kind, item.confidentiality) == ("صورة-شمال.jpg", "photo", "restricted")
    assert not ReceivedFile.objects.exists()


def test_several_files_when_sent_at_once_become_items_with_their_level(
    page: Client, typed: dict[str, Any]
) -> None:
    files = [SimpleUploadedFile(f"{n}.txt", f"file {n}".encode()) for n in range(3)]
    log(page, typed, files=files, files_level="highly_restricted", files_graphic="on")
    assert EvidenceItem.objects.count() == 3
    assert set(EvidenceItem.objects.values_list("confidentiality", "graphic")) == {
        ("highly_restricted", True)
    }


def test_file_when_removed_is_off_the_page(page: Client, typed: dict[str, Any]) -> None:
    log(page, typed, act="check", files=[SimpleUploadedFile("a.txt", b"a")])
    one = ReceivedFile.objects.get()
    answer = log(page, typed, act=f"forget:{one.uid}")
    assert answer.status_code == 200
    assert not ReceivedFile.objects.exists()
    assert log(page, typed, act="forget:banana").status_code == 404


def test_received_file_of_somebody_else_when_their_draft_is_named_is_not_taken(
    page: Client, typed: dict[str, Any], client: Client, outsider: User
) -> None:
    log(page, typed, act="check", files=[SimpleUploadedFile("a.txt", b"secret bytes")])
    thief = Client()
    thief.force_login(outsider)
    answer = log(thief, typed, form_token=str(uuid.uuid4()))
    assert answer.status_code == 302
    assert not EvidenceItem.objects.exists()
    assert ReceivedFile.objects.count() == 1


def test_check_when_there_is_no_script_shows_what_is_understood(page: Client, typed: dict[str, Any]) -> None:
    content = log(page, typed, act="check", title="").content.decode()
    assert "17 Mar 2017, about 08:30" in content
    assert "The day is certain, the hour is not." in content
    assert "data-error-summary" not in content
    assert not Incident.objects.exists()


def test_draft_when_saved_survives_a_sign_out_and_goes_when_logged(
    page: Client, typed: dict[str, Any], investigator: User
) -> None:
    answer = page.post(reverse("intake:autosave"), typed)
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["saved"])
    page.logout()
    page.force_login(investigator)
    assert typed["title"] in page.get(reverse("core:drafts")).content.decode()
    content = page.get(f"{URL}?draft={typed['draft']}").content.decode()
    assert typed["title"] in content
    assert typed["narrative"] in content
    for uid in typed["violations"]:
        assert re.search(rf'value="{uid}" selected', content)
    assert log(page, typed).status_code == 302
    assert not Draft.objects.exists()


def test_draft_when_saved_again_is_one_draft(page: Client, typed: dict[str, Any]) -> None:
    for title in ("one", "two"):
        page.post(reverse("intake:autosave"), typed | {"title": title})
    assert Draft.objects.get().label == "two"


def blank_page(page: Client) -> dict[str, Any]:
    """What a browser sends of an untouched form: what it is born with."""
    answer = page.get(URL)
    forms = answer.context["all_forms"]
    fields = [form[name] for form in forms for name in form.fields if form[name].value() not in (None, "")]
    return {field.html_name: str(field.value()) for field in fields} | {"draft": str(uuid.uuid4())}


def test_draft_when_nothing_was_written_is_not_made(page: Client) -> None:
    sent = blank_page(page)
    assert "level" in sent and "source_kind" in sent, "the page is born with choices made"
    for words in ({}, {"title": "   ", "narrative": "\n"}):
        answer = page.post(reverse("intake:autosave"), sent | words)
        assert answer.status_code == 200 and answer.json()["draft"] == ""
        shown = page.post(URL, sent | words | {"act": "draft"}, follow=True).content.decode()
        assert "there is nothing to keep" in shown
    assert not Draft.objects.exists()
    assert "Without a title" not in page.get(reverse("core:drafts")).content.decode()


@pytest.mark.parametrize(
    "typed",
    [{"narrative": "Two shells"}, {"killed_min": "0"}, {"level": "internal"}, {"files_graphic": "on"}],
)
def test_draft_when_anything_was_written_is_kept(page: Client, typed: dict[str, str]) -> None:
    page.post(reverse("intake:autosave"), blank_page(page) | typed)
    assert Draft.objects.count() == 1


def test_draft_when_everything_is_wiped_out_again_goes(page: Client) -> None:
    sent = blank_page(page)
    page.post(reverse("intake:autosave"), sent | {"title": "Half"})
    assert Draft.objects.count() == 1
    page.post(reverse("intake:autosave"), sent)
    assert not Draft.objects.exists()


def test_draft_when_kept_by_the_button_needs_no_script(page: Client, typed: dict[str, Any]) -> None:
    answer = log(page, typed, act="draft", when="", title="Half a story")
    assert answer["Location"] == f"{URL}?draft={typed['draft']}"
    assert Draft.objects.get().label == "Half a story"
    assert log(page, typed, act="discard").status_code == 302
    assert not Draft.objects.exists()


def test_draft_of_somebody_else_is_not_there(page: Client, typed: dict[str, Any], outsider: User) -> None:
    page.post(reverse("intake:autosave"), typed)
    other = Client()
    other.force_login(outsider)
    for uid in (typed["draft"], uuid.uuid4(), "banana"):
        assert other.get(f"{URL}?draft={uid}")["Location"] == reverse("core:drafts")
    assert typed["title"] not in other.get(reverse("core:drafts")).content.decode()
    assert other.post(reverse("core:draft-discard", args=[typed["draft"]])).status_code == 404
    assert other.post(reverse("intake:autosave"), typed | {"title": "mine now"}).status_code == 422
    assert Draft.objects.get().label == typed["title"]


def test_draft_when_far_too_long_is_refused_in_words(page: Client, typed: dict[str, Any]) -> None:
    answer = page.post(reverse("intake:autosave"), typed | {"narrative": "x" * 500_000})
    assert answer.status_code == 422
    assert "too long" in answer.json()["error"]


def test_page_when_the_role_logs_nothing_is_refused(
    client: Client, auditor: User, administrator: User
) -> None:
    for user in (auditor, administrator):
        client.force_login(user)
        assert client.get(URL).status_code == 403
        assert client.post(URL, {}).status_code == 403
        assert client.post(reverse("intake:compare"), {}).status_code == 403


def test_page_when_nobody_is_signed_in_leads_to_the_sign_in(client: Client, db: None) -> None:
    assert client.get(URL).status_code == 302
    assert client.post(URL, {"title": "x"}).status_code == 302


def test_case_of_others_when_named_in_the_form_is_no_choice(
    page: Client, typed: dict[str, Any], outsider: User
) -> None:
    foreign = make_case(outsider)
    answer = log(page, typed, case_choice="join", case=foreign.reference)
    assert answer.status_code == 422
    absent = log(page, typed, case_choice="join", case="MOS-2017-AAAAAA")
    assert absent.status_code == 422
    assert foreign.title not in answer.content.decode()


def test_allegation_when_it_joins_a_case_of_mine(
    page: Client, typed: dict[str, Any], investigator: User
) -> None:
    mine = make_case(investigator)
    answer = log(page, typed, case_choice="join", case=mine.reference, level="highly_restricted")
    assert answer["Location"] == f"/cases/{mine.reference}/"
    assert Incident.objects.get().case == mine


def test_person_when_on_record_in_the_case_is_named_by_code(
    page: Client, typed: dict[str, Any], investigator: User
) -> None:
    mine = make_case(investigator)
    log(page, typed, case_choice="join", case=mine.reference, source_kind="witness")
    code = Source.objects.get(kind="person").reference
    answer = log(
        page,
        typed,
        form_token=str(uuid.uuid4()),
        case_choice="join",
        case=mine.reference,
        source_kind="witness",
        source_code=code.lower(),
    )
    assert answer.status_code == 302
    assert Source.objects.filter(kind="person").count() == 1


def test_every_field_of_the_models_when_posted_changes_nothing_undeclared(
    page: Client, typed: dict[str, Any], supervisor: User
) -> None:
    extra = {
        "stage": "published",
        "reference": "MOS-2017-ZZZZZZ",
        "lead": str(supervisor.pk),
        "version": "9",
        "verification_state": "verified",
        "is_demonstration": "on",
        "created_by": "1",
        "adopted_killed_min": "1",
    }
    log(page, typed | extra)
    case = Case.objects.get()
    assert (case.stage, case.version, case.is_demonstration) == ("reported", 1, False)
    assert case.lead != supervisor
    assert case.reference != "MOS-2017-ZZZZZZ"


def _naughty() -> list[str]:
    found = DATA / "hostile" / "big_list_of_naughty_strings.json"
    return json.loads(found.read_text("utf-8")) if found.exists() else []


@pytest.mark.skipif(not _naughty(), reason="CASEWORK_TEST_DATA is absent")
def test_naughty_strings_when_typed_are_shown_as_text_or_refused_in_words(
    page: Client, typed: dict[str, Any], pytestconfig: pytest.Config
) -> None:
    every = 1 if pytestconfig.getoption("--soak") else 25
    for text in _naughty()[::every]:
        values = {
            "title": text[:200] or "x",
            "narrative": text,
            "place_text": text[:300],
            "found_at": text[:500],
            "outlet": text[:300],
            "when": text[:200],
            "coordinates": text[:80],
            "source_code": text[:24],
        }
        answer = log(page, typed, form_token=str(uuid.uuid4()), **values)
        assert answer.status_code in {302, 422}
        assert "<script>alert" not in answer.content.decode()
    logged, others = 0, _naughty()[every // 2 :: every]
    for text in others:
        title = " ".join(text.split()).replace("\x00", "")[:200] or "x"
        answer = log(
            page,
            typed,
            form_token=str(uuid.uuid4()),
            draft=str(uuid.uuid4()),
            title=title,
            narrative=text or "x",
        )
        assert answer.status_code in {302, 422}
        logged += answer.status_code == 302
    assert logged > len(others) * 3 / 4
