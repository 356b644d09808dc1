"""The main job in a real browser: log an allegation, link a party, see status and history."""

import hashlib
import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from casework.cases.models import Case
from casework.evidence.models import EvidenceItem
from casework.parties.models import Attribution, Party
from tests.browser import NEEDS_CHROMIUM, press, sign_in
from tests.journeys.conftest import speak

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), NEEDS_CHROMIUM]

TITLES = {"en": "Air strike on a house near the hospital", "ar": "غارة جوية على منزل قرب المستشفى"}
PLACES = {"en": "musil jadid", "ar": "الموصل الجديده"}
ATTACK = {"en": "disproportionate", "ar": "غير المتناسب"}


def choose(page: Any, field: str, typed: str) -> None:
    """Type into a type-ahead and take its first answer."""
    box = page.locator(f"#{field}")
    if not box.is_visible():
        box = page.locator(f".field:has(#{field}) input[role=combobox]").first
    box.click()
    box.press_sequentially(typed, delay=10)
    page.locator("[role=option]:visible").first.wait_for()
    box.press("ArrowDown")
    box.press("Enter")


def log_allegation(page: Any, base: str, language: str, photograph: bytes) -> str:
    """Fill the one-page form from the keyboard and send it; return the reference of the case."""
    page.goto(base + "/")
    with page.expect_navigation():
        page.keyboard.press("n")
    page.fill("#id_title", TITLES[language])
    page.fill("#id_narrative", "Residents say that a two-storey house was hit in the morning.")
    page.fill("#id_when", "17 March 2017")
    choose(page, "id_place", PLACES[language])
    choose(page, "id_violations", ATTACK[language])
    page.fill("[name=killed_min]", "105")
    page.fill("[name=killed_max]", "141")
    page.fill("[name=outlet]", "Casualty Monitor")
    page.set_input_files("#id_files", {"name": "صورة ١.jpg", "mimeType": "image/jpeg", "buffer": photograph})
    page.focus("#id_title")
    with page.expect_navigation(url=re.compile(r"/cases/[A-Z]+-2017-\w+/")):
        page.keyboard.press("Control+Enter")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def link_party(page: Any, base: str, reference: str) -> None:
    """Link a responsible party from the Parties tab."""
    page.goto(f"{base}/cases/{reference}/parties/link/")
    choose(page, "id_party", "coalition")
    page.check("[name=violations]")
    press(page, "main form button.btn--primary")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_allegation_evidence_party_status_history(
    live_server: LiveServer,
    open_page: Callable[..., Any],
    people: dict[str, User],
    photograph: bytes,
    language: str,
) -> None:
    base = live_server.url
    for person in people.values():
        speak(person, language)
    page = open_page()
    sign_in(page, base, people["investigator"].email)
    assert page.get_attribute("html", "dir") == ("rtl" if language == "ar" else "ltr")

    reference = log_allegation(page, base, language, photograph)
    case = Case.objects.get(reference=reference)
    assert case.title == TITLES[language]
    assert case.lead == people["investigator"]
    link_party(page, base, reference)
    attribution = Attribution.objects.get(case=case)
    assert attribution.party in Party.objects.filter(code__startswith="COA")

    item = EvidenceItem.objects.get(case=case)
    assert item.original_name == "صورة ١.jpg"
    assert item.sha256 == hashlib.sha256(photograph).hexdigest()
    check_bytes(page, base, item, photograph)

    check_supervisor_sees_it(open_page(), base, people["supervisor"], case)
    check_history(page, base, case, people["investigator"])
    check_outsider_sees_nothing(open_page(), base, people["outsider"], case, item)


def check_bytes(page: Any, base: str, item: EvidenceItem, photograph: bytes) -> None:
    """The original comes back byte for byte as an attachment; the preview is turned and tells no place."""
    address = f"{base}{item.get_absolute_url()}"
    original = page.request.get(f"{address}file/")
    assert original.body() == photograph
    assert original.headers["content-disposition"].startswith("attachment")
    assert original.headers["content-security-policy"] == "default-src 'none'; sandbox"
    preview = page.request.get(f"{address}preview/")
    picture = Image.open(BytesIO(preview.body()))
    assert picture.width < picture.height, "a quarter turn was applied"
    assert not dict(picture.getexif())


def check_supervisor_sees_it(page: Any, base: str, supervisor: User, case: Case) -> None:
    """A figure on the supervisor's home opens a list that holds the case."""
    sign_in(page, base, supervisor.email)
    press(page, 'main a[href*="stage=reported"]')
    assert page.locator(f'main a[href="{case.get_absolute_url()}"]').count() > 0
    press(page, f'main a[href="{case.get_absolute_url()}"]')
    assert case.title in page.inner_text("h1")


def check_history(page: Any, base: str, case: Case, author: User) -> None:
    """Who opened the case stands in its history."""
    page.goto(f"{base}/cases/{case.reference}/history/")
    assert author.name in page.inner_text("main")
    assert page.locator("main time, main .hist li").count() > 0


def check_outsider_sees_nothing(page: Any, base: str, outsider: User, case: Case, item: EvidenceItem) -> None:
    """No address gives the case away, and no list names it."""
    sign_in(page, base, outsider.email)
    for path in (case.get_absolute_url(), item.get_absolute_url(), f"{item.get_absolute_url()}file/"):
        assert page.request.get(base + path).status == 404
    for path in ("/", "/cases/", f"/cases/?q={case.title}", "/evidence/"):
        page.goto(base + path)
        assert page.locator(f'main a[href*="{case.reference}"]').count() == 0
