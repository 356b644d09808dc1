"""How a page was captured, where and when material was made: typed, checked, kept, shown."""

import datetime as dt
import re
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.evidence.actions import register_evidence
from casework.evidence.models import Citation, EvidenceItem
from casework.incidents.models import Violation
from tests.evidence.conftest import refused

pytestmark = pytest.mark.django_db

POST = {"title": "Post", "kind": "post", "web_address": "https://example.org/a"}
CAPTURE = {
    "captured_at": "2026-01-24T09:12",
    "capture_status": "200",
    "capture_ip": "2001:DB8::7",
    "capture_redirects": "http://example.org/a\n\n https://example.org/a \n",
    "capture_headers": "content-type: text/html\nserver: nginx <b>",
}
MADE = {
    "coordinates": "36.3326, 43.1052",
    "place_precision": "within_100m",
    "geolocation": "برج الماء",
    "chronolocation": "Shadow length",
}


@pytest.fixture
def client_in(investigator: User) -> Client:
    client = Client()
    client.force_login(investigator)
    return client


def send(client: Client, case: Case, **data: Any) -> Any:
    fields = {
        "connection": "unknown", "method": "capture", "consent_asked": "not_yet",
        "confidentiality": "restricted", "form_token": str(uuid.uuid4()),
    }  # fmt: skip
    return client.post(reverse("evidence:new", args=[case.reference]), fields | POST | data)


def test_form_when_capture_and_spot_are_typed_then_kept_and_shown(client_in: Client, case: Case) -> None:
    assert send(client_in, case, **CAPTURE, **MADE).status_code == 302
    item = EvidenceItem.objects.get()
    assert (item.capture_status, item.capture_ip) == (200, "2001:db8::7")
    assert item.capture_redirects == "http://example.org/a\nhttps://example.org/a"
    assert (item.latitude, item.longitude) == (Decimal("36.332600"), Decimal("43.105200"))
    page = client_in.get(item.get_absolute_url()).content.decode()
    for words in ("How it was captured", "2001:db8::7", "server: nginx &lt;b&gt;", "برج الماء",
                  "36.332600, 43.105200", "Within 100 m", "Shadow length", "Add a screenshot"):  # fmt: skip
        assert words in page, words
    history = client_in.get(reverse("audit:record-history", args=["evidenceitem", item.uid]))
    assert "How the place was found" in history.content.decode()


def test_form_when_nothing_is_typed_then_folded_and_no_section(client_in: Client, case: Case) -> None:
    form = client_in.get(reverse("evidence:new", args=[case.reference])).content.decode()
    assert re.search(r'<details class="group group--fold">\s*<summary>How it was captured', form)
    assert send(client_in, case).status_code == 302
    item = EvidenceItem.objects.get()
    page = client_in.get(item.get_absolute_url()).content.decode()
    assert "How it was captured" not in page and "How the place was found" not in page


def test_edit_when_opened_then_holds_what_is_kept_and_loses_nothing(client_in: Client, case: Case) -> None:
    send(client_in, case, **CAPTURE, **MADE)
    item = EvidenceItem.objects.get()
    page = client_in.get(reverse("evidence:edit", args=[case.reference, item.uid]))
    form = page.context["form"]
    assert '<details class="group group--fold" open>' in page.content.decode()
    data = {name: form[name].value() for name in form.fields}
    data = {name: str(value) for name, value in data.items() if value not in (None, False)}
    data["captured_at"] = "2026-01-24T09:12"
    answer = client_in.post(page.request["PATH_INFO"], data | {"title": "Better"})
    assert answer.status_code == 302
    again = EvidenceItem.objects.get()
    assert again.title == "Better" and again.coordinates == item.coordinates
    assert again.capture_headers.splitlines() == item.capture_headers.splitlines()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("capture_status", "99"),
        ("capture_status", "banana"),
        ("capture_ip", "300.1.1.1"),
        ("capture_ip", "::1%<b>" * 9),
        ("capture_redirects", "javascript:alert(1)"),
        ("capture_redirects", "\n".join(["https://example.org/"] * 21)),
        ("captured_at", "2199-01-01T00:00"),
        ("captured_at", "yesterday"),
        ("obtained_at", "2199-01-01T00:00"),
        ("coordinates", "91, 10"),
        ("coordinates", "somewhere"),
        ("capture_headers", "x" * 20_001),
    ],
)
def test_form_when_value_is_impossible_then_said_beside_it_and_kept_on_the_page(
    client_in: Client, case: Case, field: str, value: str
) -> None:
    answer = send(client_in, case, **(CAPTURE | MADE | {field: value}))
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not EvidenceItem.objects.exists()


def test_form_when_spot_has_no_precision_then_asked_for(client_in: Client, case: Case) -> None:
    answer = send(client_in, case, coordinates="36.3, 43.1")
    assert answer.status_code == 422 and answer.context["form"].errors["place_precision"]


def test_capture_when_in_the_future_then_the_action_refuses(case: Case, investigator: User) -> None:
    tomorrow = clock.now() + dt.timedelta(days=1)
    with refused(ValidationError):
        register_evidence(actor=investigator, case=case, values=POST | {"captured_at": tomorrow})


@pytest.mark.parametrize(
    ("field", "value"), [("latitude", "95"), ("capture_status", 600), ("place_precision", "banana")]
)
def test_constraint_when_value_is_impossible_then_refused(
    case: Case, investigator: User, field: str, value: Any
) -> None:
    item = register_evidence(actor=investigator, case=case, values=POST)
    setattr(item, field, value)
    if field == "latitude":
        item.longitude = Decimal(43)
    with audit_context(actor=investigator), refused(IntegrityError):
        item.save()


def test_screenshot_when_added_then_a_copy_of_the_capture(client_in: Client, case: Case) -> None:
    send(client_in, case, **CAPTURE)
    item = EvidenceItem.objects.get()
    address = reverse("evidence:new", args=[case.reference]) + f"?copy_of={item.uid}&as=screenshot"
    page = client_in.get(address).content.decode()
    assert '<option value="screenshot" selected>' in page
    assert client_in.get(address.replace("screenshot", "banana")).status_code == 200
    answer = client_in.post(
        address,
        {
            "files": [SimpleUploadedFile("s.png", b"\x89PNG")], "title": "Screenshot", "kind": "photo",
            "connection": "unknown", "method": "capture", "consent_asked": "not_yet",
            "confidentiality": "restricted", "copy_kind": "screenshot",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    copy = item.derivatives.get()
    assert f'href="{copy.get_absolute_url()}"' in client_in.get(item.get_absolute_url()).content.decode()


def test_citation_when_no_stance_is_chosen_then_asked_for(
    client_in: Client, item: EvidenceItem, violation: Violation
) -> None:
    address = reverse("evidence:cite", args=[item.case.reference, item.uid])
    assert " checked" not in client_in.get(address).content.decode()
    answer = client_in.post(address, {"target": f"violation:{violation.uid}"})
    assert answer.status_code == 422 and "supports or speaks against" in answer.content.decode()
    assert not Citation.objects.exists()
