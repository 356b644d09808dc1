"""In a real browser: logging by keyboard, a killed browser loses nothing, no script is needed."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from accounts.models import User
from casework.core.dates import parse
from casework.core.drafts import Draft
from casework.evidence.models import EvidenceItem
from casework.incidents.actions import add_incident
from casework.incidents.models import Incident
from casework.places.models import Place
from casework.reference import load_reference
from tests.factories import make_case, make_user

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LISTEN = """document.addEventListener('securitypolicyviolation',
    e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI));"""

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(CHROMIUM is None or not Path(CHROMIUM).exists(), reason="no Chromium on this machine"),
]
Open = Callable[..., Any]


@pytest.fixture
def person(db: None) -> User:
    load_reference()
    return make_user("investigator", "Ines Investigator")


@pytest.fixture
def browse(live_server: Any, person: User) -> Iterator[Open]:
    """Opens a browser of the signed-in person; what the policy blocks fails the test."""
    faults: list[str] = []

    def foreign(address: str) -> bool:
        return not re.match(r"(data:|blob:|about:|https?://(localhost|127\.0\.0\.1)[:/])", address)

    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)

        def opened(**options: Any) -> Any:
            signed_in = Client()
            signed_in.force_login(person, backend=django_settings.AUTHENTICATION_BACKENDS[0])
            context = browser.new_context(base_url=live_server.url, locale="en-GB", **options)
            for name, morsel in signed_in.cookies.items():
                context.add_cookies([{"name": name, "value": morsel.value, "url": live_server.url}])
            context.add_init_script(LISTEN)
            context.on("request", lambda asked: faults.append(asked.url) if foreign(asked.url) else None)
            page = context.new_page()
            page.on("console", lambda said: faults.append(said.text) if "CSP " in said.text else None)
            page.on("pageerror", lambda error: faults.append(str(error)))
            return page

        yield opened
        browser.close()
    assert not faults


def choose(page: Any, selector: str, typed: str) -> None:
    """Choose by typing, as the hands on a keyboard do."""
    page.click(selector)
    page.keyboard.type(typed)
    page.wait_for_selector("[role=option]:visible")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")


def test_allegation_when_logged_by_keyboard_opens_its_case(browse: Open) -> None:
    page = browse()
    page.goto("/")
    page.keyboard.press("n")
    page.wait_for_url("**/incidents/new/")
    page.fill("#id_title", "Air strike on houses")
    page.fill("#id_when", "mid-March 2017")
    page.wait_for_selector(".understood b >> text=about 11 to 20 Mar 2017")
    choose(page, "#id_place", "musil jadid")
    choose(page, "#id_violations", "ATT-04")
    page.fill("#id_outlet", "Airwars")
    photo = {"name": "north side.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff photograph"}
    page.set_input_files("#id_files", [photo])
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/cases/MOS-2017-*/")
    incident = Incident.objects.get()
    assert incident.case.reference in page.inner_text("main")
    assert incident.place == Place.objects.get(name_en__iexact="Mosul al-Jadida")
    assert EvidenceItem.objects.get().original_name == "north side.jpg"
    assert not Draft.objects.exists()


def test_draft_when_the_browser_is_killed_is_found_again(browse: Open) -> None:
    page = browse()
    page.goto("/incidents/new/")
    page.fill("#id_title", "Half a story")
    page.fill("#id_narrative", "Residents report")
    page.focus("#id_when")
    page.wait_for_selector("[data-draft-status]:has-text('saved')")
    page.context.close()
    again = browse()
    again.goto("/drafts/")
    again.click("text=Half a story")
    again.wait_for_selector("#id_narrative")
    assert again.input_value("#id_narrative") == "Residents report"


def test_duplicate_when_typed_appears_beside_the_form(browse: Open, person: User) -> None:
    place = Place.objects.get(name_en__iexact="Mosul al-Jadida")
    case = make_case(person)
    add_incident(actor=person, case=case, title="Strike on houses", when=parse("17 March 2017"), place=place)
    page = browse()
    page.goto("/incidents/new/")
    page.fill("#id_title", "Houses hit")
    page.fill("#id_when", "17/3/2017")
    choose(page, "#id_place", "الموصل الجديدة")
    page.wait_for_selector(f".dups >> text={case.reference}")


def test_allegation_when_there_is_no_script_is_logged_all_the_same(browse: Open) -> None:
    page = browse(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto("/incidents/new/")
    page.fill("#id_title", "Looting of shops")
    page.fill("#id_narrative", "Shops were looted.")
    page.fill("#id_when", "2016?")
    page.select_option("#id_place", label="Mosul al-Jadida")
    page.select_option("#id_source_kind", "witness")
    page.click("button[value=check]")
    assert "about 2016" in page.inner_text("main")
    page.click(".decide button[value=log]")
    page.wait_for_url("**/cases/MOS-*/")
    assert Incident.objects.get().source.connection == "witness"
