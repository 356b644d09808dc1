"""A real Chromium for the tests that need one; what the page must never do is watched all the time."""

import contextlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.factories import PASSWORD

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LISTEN = """document.addEventListener('securitypolicyviolation',
    e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI));"""
NEEDS_CHROMIUM = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this machine"
)


def foreign(address: str) -> bool:
    """Whether a request left this machine."""
    return not re.match(r"(data:|blob:|about:|https?://(localhost|127\.0\.0\.1)[:/])", address)


@contextlib.contextmanager
def chromium() -> Iterator[Callable[..., Any]]:
    """Yield a function that opens a page in a fresh context: `open_page(viewport=…, locale=…)`.

    At the end no page may have met a blocked resource, an error in a script, or a request to elsewhere.
    """
    sync_api = pytest.importorskip("playwright.sync_api")
    faults: list[str] = []

    def watch(said: Any) -> None:
        if "CSP " in said.text or (said.type == "error" and "Failed to load resource" not in said.text):
            faults.append(said.text)

    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)

        def open_page(**options: Any) -> Any:
            context = browser.new_context(**({"viewport": DESK, "locale": "en-GB"} | options))
            context.add_init_script(LISTEN)
            context.on(
                "request", lambda request: faults.append(request.url) if foreign(request.url) else None
            )
            page = context.new_page()
            page.on("console", watch)
            page.on("pageerror", lambda error: faults.append(str(error)))
            return page

        yield open_page
        browser.close()
    assert faults == []


def press(page: Any, selector: str) -> None:
    """Press what leads to another page, and wait for it."""
    with page.expect_navigation():
        page.click(selector)


def sign_in(page: Any, base: str, email: str, password: str = PASSWORD) -> None:
    """Sign in through the form."""
    page.goto(f"{base}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")
