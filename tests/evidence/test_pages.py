"""The pages of the evidence room: what they show, to whom, and what they do with odd input."""

import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.evidence.actions import cite_evidence, record_verification, withdraw_item
from casework.evidence.models import Citation, CustodyEvent, EvidenceItem, Verification
from casework.evidence.store import path_of, root
from casework.incidents.models import Violation
from casework.ledger.models import AccessEvent
from tests.deciding import send
from tests.evidence.conftest import make_item
from tests.factories import join_case, make_case

pytestmark = pytest.mark.django_db

ITEM_PAGES = ("detail", "edit", "custody-add", "step-add", "decide", "cite", "level", "withdraw")


def address(name: str, item: EvidenceItem, **more: object) -> str:
    return reverse(f"evidence:{name}", kwargs={"ref": item.case.reference, "uid": item.uid, **more})


def upload(client: Client, case: Case, *files: SimpleUploadedFile, **data: object) -> object:
    fields = {
        "title": "Photographs of the crater",
        "kind": "photo",
        "connection": "unknown",
        "method": "unknown",
        "consent_asked": "not_yet",
        "confidentiality": "restricted",
        "form_token": str(uuid.uuid4()),
    }
    headers = data.pop("headers", {})
    return client.post(
        reverse("evidence:new", args=[case.reference]),
        fields | {"files": list(files)} | data,
        headers=headers,
    )


@pytest.fixture
def client_in(investigator: User) -> Client:
    client = Client()
    client.force_login(investigator)
    return client


def test_pages_when_member_then_shown(client_in: Client, item: EvidenceItem, violation: Violation) -> None:
    cite_evidence(actor=item.created_by, item=item, target=violation, stance="contradicts", note="بعض الكلام")
    record_verification(actor=item.created_by, item=item, step="source", result="partly", why="known")
    for name in ITEM_PAGES:
        assert client_in.get(address(name, item)).status_code == 200, name
    assert client_in.get(reverse("evidence:list", args=[item.case.reference])).status_code == 200
    assert client_in.get(reverse("evidence:new", args=[item.case.reference])).status_code == 200
    cite = reverse("evidence:cite-for", args=[item.case.reference])
    assert client_in.get(f"{cite}?for=violation:{violation.uid}").status_code == 200
    for odd in ("", "?for=violation:banana", "?for=banana:" + str(violation.uid), "?for=%00"):
        assert client_in.get(cite + odd).status_code == 404
    page = client_in.get(address("detail", item)).content.decode()
    assert "بعض الكلام" in page and item.reference in page
    assert item.reference in client_in.get(reverse("evidence:all")).content.decode()


def test_pages_when_outsider_then_404_without_a_trace(outsider: User, item: EvidenceItem) -> None:
    client = Client()
    client.force_login(outsider)
    for name in (*ITEM_PAGES, "file", "preview"):
        assert client.get(address(name, item)).status_code == 404, name
        if name not in ("detail", "file", "preview"):
            assert client.post(address(name, item), {}).status_code == 404
    assert client.post(address("check", item)).status_code == 404
    assert client.get(reverse("evidence:list", args=[item.case.reference])).status_code == 404
    assert item.reference not in client.get(reverse("evidence:all")).content.decode()
    assert AccessEvent.objects.filter(action="denied", actor=outsider).exists()


def test_pages_when_item_of_another_case_then_404(client_in: Client, outsider: User, case: Case) -> None:
    hidden = make_item(make_case(outsider), outsider)
    for name in ("detail", "file"):
        path = reverse(f"evidence:{name}", kwargs={"ref": case.reference, "uid": hidden.uid})
        assert client_in.get(path).status_code == 404


def test_highly_restricted_when_not_cleared_then_404_for_members_and_supervisors(
    client_in: Client, supervisor: User, case: Case, investigator: User
) -> None:
    item = make_item(case, investigator, confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    other = Client()
    other.force_login(supervisor)
    for client in (client_in, other):
        for name in ("detail", "file", "custody-add", "edit"):
            assert client.get(address(name, item)).status_code == 404
        assert item.title not in client.get(reverse("evidence:list", args=[case.reference])).content.decode()


def test_reader_when_acts_then_403_with_a_sentence(case: Case, item: EvidenceItem, auditor: User) -> None:
    join_case(case, auditor, role="reader")
    client = Client()
    client.force_login(auditor)
    assert client.get(address("detail", item)).status_code == 200
    for name in ("edit", "custody-add", "withdraw"):
        assert client.get(address(name, item)).status_code == 403
        assert client.post(address(name, item), {}).status_code == 403
    assert client.get(reverse("evidence:new", args=[case.reference])).status_code == 403


def test_upload_when_two_files_then_two_items_byte_exact(client_in: Client, case: Case) -> None:
    first, second = b"\xff\xd8\xff first", b"second \x00 bytes"
    answer = upload(
        client_in,
        case,
        SimpleUploadedFile("a.jpg", first),
        SimpleUploadedFile("صورة ٢.bin", second),
        when="Mar 2017",
    )
    assert answer.status_code == 302
    items = list(EvidenceItem.objects.order_by("id"))
    assert [path_of(item.sha256).read_bytes() for item in items] == [first, second]
    assert [item.original_name for item in items] == ["a.jpg", "صورة ٢.bin"]
    assert [item.title for item in items] == [
        "Photographs of the crater (1/2)",
        "Photographs of the crater (2/2)",
    ]
    assert items[0].when.words() and items[0].when_earliest.year == 2017
    assert items[0].reference.startswith("E-2017-")
    assert not list((root() / "incoming").iterdir())


def test_upload_when_sent_by_script_then_told_where_to_go(client_in: Client, case: Case) -> None:
    answer = upload(client_in, case, SimpleUploadedFile("a.txt", b"x"), headers={"X-Sent-By": "script"})
    assert answer.status_code == 200
    assert json.loads(answer.content)["location"] == EvidenceItem.objects.get().get_absolute_url()


def test_upload_when_sent_twice_then_one_record(client_in: Client, case: Case) -> None:
    token = str(uuid.uuid4())
    for _turn in range(2):
        answer = upload(client_in, case, SimpleUploadedFile("a.txt", b"x"), form_token=token)
        assert answer.status_code == 302
    assert EvidenceItem.objects.count() == 1


def test_upload_when_form_is_wrong_then_nothing_kept_and_said_why(client_in: Client, case: Case) -> None:
    answer = upload(client_in, case, SimpleUploadedFile("a.txt", b"x"), kind="banana")
    assert answer.status_code == 422
    answer = upload(client_in, case)
    assert answer.status_code == 422 and "Choose a file" in answer.content.decode()
    answer = upload(client_in, case, SimpleUploadedFile("empty.txt", b""))
    assert answer.status_code == 422
    assert not EvidenceItem.objects.exists()
    assert not list((root() / "incoming").iterdir())
    assert not (root() / "originals").exists()


def test_upload_when_too_large_then_refused_in_words(client_in: Client, case: Case, settings: object) -> None:
    settings.CASEWORK_EVIDENCE_MAX_BYTES = 10
    answer = upload(client_in, case, SimpleUploadedFile("a.txt", b"x" * 11))
    assert answer.status_code == 422 and "which is 10\u00a0bytes" in answer.content.decode()
    assert not list((root() / "incoming").iterdir())


def test_upload_when_signed_out_then_nothing_touches_the_disk(case: Case) -> None:
    answer = upload(Client(), case, SimpleUploadedFile("a.txt", b"x"))
    assert answer.status_code == 302 and "login" in answer["Location"]
    assert not root().exists()


def test_upload_when_same_file_is_visible_then_pointed_out_and_never_otherwise(
    client_in: Client, case: Case, investigator: User, outsider: User
) -> None:
    hidden = make_item(make_case(outsider), outsider, b"same")
    answer = upload(client_in, case, SimpleUploadedFile("a.txt", b"same"))
    page = client_in.get(answer["Location"]).content.decode()
    assert "very same file" not in page and hidden.reference not in page
    first = EvidenceItem.objects.get(case=case)
    answer = upload(client_in, case, SimpleUploadedFile("b.txt", b"same"))
    page = client_in.get(answer["Location"]).content.decode()
    assert first.reference in page and hidden.reference not in page


def test_web_address_when_1300_characters_then_kept(client_in: Client, case: Case) -> None:
    link = "https://example.org/?" + "a" * 1279
    answer = upload(client_in, case, web_address=link, archive_address=link, kind="post")
    assert answer.status_code == 302
    assert EvidenceItem.objects.get().web_address == link
    assert upload(client_in, case, web_address="javascript:alert(1)").status_code == 422


def test_copy_when_added_then_names_its_original(client_in: Client, case: Case, item: EvidenceItem) -> None:
    path = reverse("evidence:new", args=[case.reference]) + f"?copy_of={item.uid}"
    assert item.reference in client_in.get(path).content.decode()
    assert (
        client_in.get(reverse("evidence:new", args=[case.reference]) + "?copy_of=banana").status_code == 200
    )
    answer = client_in.post(
        path,
        {
            "files": [SimpleUploadedFile("t.txt", b"in English")], "title": "Translation", "kind": "document",
            "connection": "unknown", "method": "unknown", "consent_asked": "not_yet",
            "confidentiality": "restricted", "copy_kind": "translation",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert item.derivatives.get().copy_kind == "translation"


def test_acts_when_posted_then_done(
    client_in: Client, supervisor: User, item: EvidenceItem, violation: Violation
) -> None:
    steps = {"step": "source", "result": "holds", "why": "uploader known"}
    assert client_in.post(address("step-add", item), steps).status_code == 302
    answer = client_in.post(address("decide", item), {"state": "verified", "why": "sure"})
    assert answer.status_code == 422 and "second person" in answer.content.decode()
    cite = {"target": f"violation:{violation.uid}", "stance": "supports", "locator": "p. 3"}
    assert client_in.post(address("cite", item), cite).status_code == 302
    custody = {"kind": "transferred_out", "to_custodian": "Laboratory", "package": "SB-0417"}
    assert client_in.post(address("custody-add", item), custody).status_code == 302
    assert client_in.post(address("custody-add", item), {"kind": "sealed"}).status_code == 302
    assert client_in.post(address("check", item)).status_code == 302
    citation, step = Citation.objects.get(), Verification.objects.get()
    withdrawal = {"reason": "wrong passage"}
    assert (
        client_in.post(address("citation-withdraw", item, part=citation.uid), withdrawal).status_code == 302
    )
    assert client_in.post(address("step-withdraw", item, part=step.uid), withdrawal).status_code == 302
    assert client_in.post(address("withdraw", item), {"reason": "double"}).status_code == 302
    item.refresh_from_db()
    assert item.is_withdrawn


def test_decision_when_second_person_then_verified(
    client_in: Client, supervisor: User, investigator: User, item: EvidenceItem
) -> None:
    record_verification(actor=investigator, item=item, step="source", result="holds", why="known")
    client = Client()
    client.force_login(supervisor)
    answer = send(client, address("decide", item), {"state": "verified", "why": "steps agree"})
    assert answer.status_code == 302
    page = client_in.get(address("detail", item)).content.decode()
    assert "Verified by a second person" in page


def test_edit_when_colleague_was_faster_then_conflict_page(client_in: Client, item: EvidenceItem) -> None:
    fields = {
        "kind": "document", "connection": "unknown", "method": "unknown", "consent_asked": "not_yet",
        "version": item.version, "reason": "typo",
    }  # fmt: skip
    assert client_in.post(address("edit", item), fields | {"title": "First"}).status_code == 302
    answer = client_in.post(address("edit", item), fields | {"title": "Second"})
    assert answer.status_code == 409 and "Second" in answer.content.decode()
    item.refresh_from_db()
    assert item.title == "First"


def test_edit_when_extra_fields_posted_then_digest_and_state_stay(
    client_in: Client, item: EvidenceItem
) -> None:
    before = (item.sha256, item.size, item.verification_state, item.case_id, item.confidentiality)
    client_in.post(
        address("edit", item),
        {
            "title": "T", "kind": "document", "connection": "unknown", "method": "unknown",
            "consent_asked": "not_yet", "version": item.version, "sha256": "0" * 64, "size": "1",
            "verification_state": "verified", "case": "1", "confidentiality": "internal", "reference": "E-1",
        },
    )  # fmt: skip
    item.refresh_from_db()
    assert item.title == "T"
    assert (item.sha256, item.size, item.verification_state, item.case_id, item.confidentiality) == before


def test_graphic_when_not_asked_for_then_no_picture_in_the_page(
    client_in: Client, case: Case, investigator: User, picture: bytes
) -> None:
    item = make_item(
        case, investigator, picture, name="p.jpg", graphic=True, graphic_note="bodies are visible"
    )
    page = client_in.get(address("detail", item)).content.decode()
    assert f' src="{address("preview", item)}"' not in page and "bodies are visible" in page
    shown = client_in.get(address("detail", item) + "?show=1").content.decode()
    assert f' src="{address("preview", item)}"' in shown


def test_lists_when_odd_filters_then_no_error(client_in: Client, item: EvidenceItem) -> None:
    withdraw_item(actor=item.created_by, item=item, reason="double")
    for path in (reverse("evidence:all"), reverse("evidence:list", args=[item.case.reference])):
        for query in (
            "q=" + "x" * 5000, "q=%00", "q=%F0%9F%92%A9", "kind=banana", "kind=photo&kind=video",
            "show=withdrawn",
            "show=graphic", "show=file", "sort=banana", "sort=-title", "sort=made&page=99",
            "page=-1", "page=x",
            "size=100",
            "size=9999999999999999999", "verification_state=verified", "confidentiality=internal",
        ):  # fmt: skip
            assert client_in.get(f"{path}?{query}").status_code == 200, query
    assert item.reference in client_in.get(reverse("evidence:all") + "?show=withdrawn").content.decode()
    assert item.reference not in client_in.get(reverse("evidence:all")).content.decode()


def test_custody_when_gap_then_marked_and_explained(client_in: Client, item: EvidenceItem) -> None:
    client_in.post(
        address("custody-add", item),
        {"kind": "transferred_out", "from_custodian": "Somebody else", "to_custodian": "Office"},
    )
    page = client_in.get(address("detail", item)).content.decode()
    assert "1 gap is not explained yet" in page
    event = CustodyEvent.objects.order_by("-id").first()
    about = address("custody-add", item) + f"?about={event.uid}"
    assert client_in.get(about).status_code == 200
    client_in.post(
        about, {"kind": "gap_explained", "corrects": str(event.uid), "note": "In transit, seal whole"}
    )
    page = client_in.get(address("detail", item)).content.decode()
    assert "not explained" not in page and "In transit" in page
