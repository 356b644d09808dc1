"""In a real browser: an invitation becomes an account with a second factor, on a phone, in Arabic too.

A browser sends headers that the test client does not: a referrer policy once made it refuse every form.
"""

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import Invitation, User
from accounts.roles import Role
from tests.accounts.conftest import give_totp, make_person
from tests.accounts.totp import code_for
from tests.factories import PASSWORD

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
GOOD = "harbour-window-lantern-42"
LISTEN = """document.addEventListener('securitypolicyviolation',
    e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI));"""

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("compulsory"),
    pytest.mark.skipif(CHROMIUM is None or not Path(CHROMIUM).exists(), reason="no Chromium on this machine"),
]


@pytest.fixture
def page() -> Iterator[Any]:
    """A phone's page; anything the policy blocked, or any foreign request, fails the test."""
    faults: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
        context.add_init_script(LISTEN)
        context.on("request", lambda request: faults.append(request.url) if foreign(request.url) else None)
        opened = context.new_page()
        opened.on("console", lambda said: faults.append(said.text) if "CSP " in said.text else None)
        yield opened
        browser.close()
    assert not faults


def foreign(address: str) -> bool:
    """Whether a request left this machine."""
    return not re.match(r"(data:|blob:|about:|https?://(localhost|127\.0\.0\.1)[:/])", address)


def press(page: Any, selector: str) -> None:
    """Send a form and wait for the answer."""
    with page.expect_navigation():
        page.click(selector)


def sign_in(page: Any, base: str, email: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in form."""
    page.goto(f"{base}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    press(page, "main form button.btn--primary")


def enter_code(page: Any, secret: str) -> None:
    """Type the six digits of this moment, not of one that is about to end."""
    if time.time() % 30 > 25:
        time.sleep(30 - time.time() % 30 + 0.1)
    page.fill("[name=code]", code_for(secret))
    with page.expect_navigation():
        page.press("[name=code]", "Enter")


def test_invited_person_comes_in_with_a_second_factor(page: Any, live_server: Any) -> None:
    admin = make_person(Role.ADMIN, "Adam Admin")
    secret = give_totp(admin)
    base = live_server.url
    sign_in(page, base, admin.email)
    enter_code(page, secret)
    page.goto(base + reverse("admin:accounts_invitation_add"))
    page.fill("[name=email]", "nadia@example.org")
    page.select_option("select[name=role]", "investigator")
    page.select_option("select[name=language]", "ar")
    press(page, "input[name=_save]")
    link = page.input_value("#once")
    press(page, "form[data-exit] button")
    assert page.inner_text("body").strip() == ""

    page.goto(link)
    assert page.get_attribute("html", "dir") == "rtl"
    page.fill("[name=name]", "نادية الجديدة")
    page.fill("[name=password]", GOOD)
    page.fill("[name=again]", GOOD)
    press(page, "main form button.btn--primary")
    assert Invitation.objects.get().accepted_by == User.objects.get(email="nadia@example.org")

    sign_in(page, base, "nadia@example.org", GOOD)
    assert page.url.endswith("/accounts/2fa/totp/activate/")
    page.goto(f"{base}/accounts/")
    assert page.url.endswith("/accounts/2fa/totp/activate/")
    mine = re.search(r"\b[A-Z2-7]{32}\b", page.content())
    assert mine
    enter_code(page, mine[0])
    assert page.url.endswith("/accounts/2fa/recovery-codes/")
    page.goto(f"{base}/accounts/")
    assert "nadia@example.org" in page.inner_text("main")
    assert page.get_attribute("html", "dir") == "rtl"
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_security_key_is_a_second_factor_and_a_way_in(page: Any, live_server: Any) -> None:
    person = make_person(name="Petra Person")
    base = live_server.url
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "usb", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, base, person.email)
    page.goto(f"{base}/accounts/2fa/webauthn/add/")
    if page.locator("[name=passwordless]").count():
        page.check("[name=passwordless]")
    press(page, "#mfa_webauthn_add")
    assert person.authenticator_set.filter(type="webauthn").exists()
    page.goto(f"{base}/accounts/")
    assert person.email in page.inner_text("main")
    page.context.clear_cookies()
    page.goto(f"{base}/accounts/login/")
    press(page, "#passkey_login")
    page.goto(f"{base}/accounts/")
    assert person.email in page.inner_text("main")


def test_back_after_signing_out_shows_nothing(page: Any, live_server: Any, settings: Any) -> None:
    settings.CASEWORK_SECOND_FACTOR_REQUIRED = False
    person = make_person(name="Petra Person")
    sign_in(page, live_server.url, person.email)
    page.goto(f"{live_server.url}/accounts/")
    assert person.email in page.inner_text("main")
    press(page, "form[data-exit] button")
    page.go_back()
    assert person.email not in page.content()
