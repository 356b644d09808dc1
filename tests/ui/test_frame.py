"""The frame around every page: where each role can go, and what stands there in every language."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.utils import translation
from django.views import defaults

from accounts.models import User
from casework.core.verdict import Refused
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


def page(client: Client, user: User, path: str = "/") -> str:
    client.force_login(user)
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def rail(html: str) -> list[str]:
    """The words of the main navigation."""
    found = re.search(r'<nav class="rail".*?</nav>', html, re.S)
    assert found
    return [re.sub(r"<[^>]+>", "", entry).strip() for entry in re.findall(r"<li>(.*?)</li>", found[0], re.S)]


def test_investigator_when_on_a_page_then_the_rail_leads_to_the_work(
    client: Client, investigator: User
) -> None:
    words = rail(page(client, investigator))
    assert {"Home", "Cases", "Evidence", "Parties", "Tasks"} <= set(words)
    assert "Administration" not in words


def test_administrator_when_on_a_page_then_nothing_leads_to_a_case(
    client: Client, administrator: User
) -> None:
    html = page(client, administrator)
    words = rail(html)
    assert "Administration" in words
    assert not {"Cases", "Evidence", "Tasks"} & set(words)
    assert 'name="q"' not in html, "no search in cases"


def test_page_when_open_then_the_tab_of_the_browser_names_no_case(client: Client, investigator: User) -> None:
    case = make_case(investigator, title="A title nobody may read over a shoulder")
    html = page(client, investigator, case.get_absolute_url())
    title = re.search(r"<title>(.*?)</title>", html, re.S)
    assert title and title[1].strip() == "Casework"


def test_frame_when_drawn_then_exit_sign_out_and_language_are_posts(
    client: Client, investigator: User
) -> None:
    html = page(client, investigator)
    for path in ("/accounts/exit/", "/accounts/logout/", "/language/"):
        assert re.search(rf'<form[^>]*method="post"[^>]*action="{path}"', html), path
    assert 'href="#main"' in html and 'id="main"' in html


def test_language_when_arabic_then_the_page_runs_from_right_to_left(client: Client, db: None) -> None:
    html = page(client, make_user(name="Layla", language="ar"))
    assert '<html lang="ar" dir="rtl">' in html
    assert 'lang="en"' in html, "the way back to English is written in English"


def test_shortcuts_when_switched_off_then_the_page_says_so_to_the_script(client: Client, db: None) -> None:
    assert 'data-shortcuts="on"' in page(client, make_user(name="On"))
    assert 'data-shortcuts="off"' in page(client, make_user(name="Off", shortcuts_on=False))


def test_shortcuts_page_when_open_then_every_key_is_listed(client: Client, investigator: User) -> None:
    html = page(client, investigator, "/help/shortcuts/")
    for key in ("/", "n", "?", "Ctrl", "Shift"):
        assert f'<kbd class="kbd">{key}</kbd>' in html


@pytest.mark.parametrize("shown", [True, False])
def test_demonstration_when_it_is_one_then_every_page_says_so(
    client: Client, settings: Any, shown: bool
) -> None:
    settings.CASEWORK_DEMO = shown
    html = client.get("/accounts/login/").content.decode()
    assert ("not findings of this project" in html) is shown


def test_stranger_when_the_address_is_wrong_then_the_page_has_no_navigation(client: Client) -> None:
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    html = response.content.decode()
    assert "Nothing here" in html
    assert 'class="rail"' not in html


def test_refusal_when_it_has_a_sentence_then_the_page_shows_it_escaped(rf: RequestFactory, db: None) -> None:
    request = rf.get("/")
    request.user = make_user(name="Refused Person")  # type: ignore[assignment]
    response = defaults.permission_denied(request, Refused("You wrote these <b>findings</b>."))
    assert response.status_code == 403
    assert b"You wrote these &lt;b&gt;findings" in response.content


def test_server_fault_when_it_happens_then_the_page_needs_nothing_and_tells_nothing(
    rf: RequestFactory,
) -> None:
    response = defaults.server_error(rf.get("/"))
    assert response.status_code == 500
    assert b"Something went wrong here" in response.content
    assert b"Traceback" not in response.content


def test_server_fault_when_read_in_arabic_then_the_page_is_arabic(rf: RequestFactory) -> None:
    with translation.override("ar"):
        text = defaults.server_error(rf.get("/")).content.decode()
    assert '<html lang="ar" dir="rtl">' in text
    assert "Something went wrong" not in text


@pytest.mark.parametrize(("signed_in", "lang"), [(True, "en"), (True, "ar"), (False, "en")])
def test_request_when_too_large_then_the_page_says_so_and_the_limit(
    client: Client, settings: Any, signed_in: bool, lang: str
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024**2
    if signed_in:
        client.force_login(make_user(name="Much to Say", language=lang))
    answer = client.post("/accounts/login/", {"login": "x" * (3 * 1024**2 + 1)})
    text = answer.content.decode().replace("\u00a0", " ")
    assert answer.status_code == 413
    assert ("3,0 ميغابايت" if lang == "ar" else "larger than 3.0 MB") in text
    assert "This could not be read" not in text


def test_request_when_it_has_too_many_fields_or_files_then_the_page_says_how_many(
    client: Client, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 7
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    fields = client.post("/accounts/login/", {str(at): "x" for at in range(8)})
    assert fields.status_code == 413 and "more than 7 fields" in fields.content.decode()
    files = client.post("/accounts/login/", {str(at): SimpleUploadedFile("a", b"a") for at in range(3)})
    assert files.status_code == 413 and "more than 2 files" in files.content.decode()


def test_request_when_unreadable_for_another_reason_then_the_page_names_no_limit(client: Client) -> None:
    answer = client.post("/accounts/login/", b"--", content_type="multipart/form-data; boundary=")
    text = answer.content.decode()
    assert answer.status_code == 400 and "This could not be read" in text and "larger" not in text
