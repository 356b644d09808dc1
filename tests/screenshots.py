"""`make screenshots`: pictures of the main screens, from the demonstration, into docs/screenshots."""

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
HOST = "127.0.0.1"
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 390, "height": 780}
COLOURS = 128
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ITEM = re.compile(r"evidence/[0-9a-f-]{36}/")
FINDING = re.compile(r"/cases/[\w-]+/findings/[0-9a-f-]{36}/")
PUBLIC = re.compile(r"/findings/en/F-[\w-]+/")
# What a supervisor opens on a case: the address below the case, and the name of the picture.
TABS = {
    "": "case",
    "evidence/": "evidence",
    "parties/": "parties",
    "status/": "status",
    "history/": "history",
    "investigations/": "investigations",
    "publication/": "publication",
}
# What belongs to no single case.
OFFICE = {
    "scorecard/": "scorecard",
    "review/": "review",
    "compensation/": "redress",
    "recommendations/": "recommendations",
    "ladder/": "ladder",
}


def chromium() -> str | None:
    """The browser of this machine."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((found for name in names if (found := shutil.which(name))), None)


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """The demonstration, served on a free port for as long as the block lasts."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"PORT": str(port)}
    server = subprocess.Popen([sys.executable, "-m", "config.demo", "serve"], cwd=ROOT, env=environment)
    try:
        while not answers(port):
            if server.poll() is not None:
                raise SystemExit("The demonstration did not start.")
            time.sleep(0.2)
        yield f"http://{HOST}:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


def answers(port: int) -> bool:
    """Whether the health page says ok."""
    with contextlib.suppress(OSError, http.client.HTTPException):
        client = http.client.HTTPConnection(HOST, port, timeout=2)
        client.request("GET", "/healthz")
        return client.getresponse().status == 200
    return False


def keep(page: Page, name: str) -> None:
    """Save what the window shows, with few colours: a picture in a repository should be small."""
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot(animations="disabled")))
    small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(TARGET / f"{name}.png", optimize=True)


def signed_in(browser: Browser, base: str, who: str, size: dict[str, int]) -> Page:
    """A page of a new window in which that person has signed in."""
    page = browser.new_context(viewport=size, locale="en-GB").new_page()
    page.goto(f"{base}/")
    page.fill("[name=login]", f"{who}@demo.example")
    page.fill("[name=password]", (ROOT / "var" / "demo" / "password").read_text())
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{base}/")
    return page


def desk_pictures(browser: Browser, base: str) -> str:
    """The main screens as a supervisor sees them; returns the case they show."""
    page = signed_in(browser, base, "supervisor", DESK)
    page.goto(f"{base}/")  # again, without the greeting
    keep(page, "home")
    page.goto(f"{base}/cases/")
    keep(page, "cases")
    case = richest_case(page)
    for tab, name in TABS.items():
        page.goto(f"{base}{case}{tab}")
        keep(page, name)
    page.goto(f"{base}{case}evidence/")
    item = next((link for link in links(page) if ITEM.fullmatch(link.removeprefix(case))), "")
    if item:
        page.goto(f"{base}{item}")
        keep(page, "evidence-item")
    page.goto(f"{base}{case}findings/")
    page.goto(f"{base}{first_of(page, FINDING)}")
    keep(page, "finding")
    for path, name in OFFICE.items():
        page.goto(f"{base}/{path}")
        keep(page, name)
    return case


def first_of(page: Page, pattern: re.Pattern[str]) -> str:
    """The first link of the page whose address fits, or the page itself where it leads there at once."""
    here = page.url.split("/", 3)[3]
    return next((link for link in links(page) if pattern.fullmatch(link)), f"/{here}")


def public_pictures(browser: Browser, base: str) -> None:
    """What somebody outside reads, in both languages, without scripts; the finding with a correction."""
    page = browser.new_context(viewport=DESK, java_script_enabled=False).new_page()
    page.goto(f"{base}/findings/en/")
    keep(page, "public-findings")
    page.goto(f"{base}/findings/en/?q=al-Jadida")
    address = first_of(page, PUBLIC)
    for language, name in (("en", "public-finding"), ("ar", "public-finding-arabic")):
        page.goto(f"{base}{address.replace('/en/', f'/{language}/')}")
        keep(page, name)


def links(page: Page) -> list[str]:
    """Where the links of a page lead."""
    return page.locator("main a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")


def richest_case(page: Page) -> str:
    """The address of the case in the list with the most evidence: its column says "verified / all"."""
    cells = page.locator("main a[href$='/evidence/']").evaluate_all(
        "all => all.map(one => [one.getAttribute('href'), one.textContent])"
    )
    counted = [
        (int(text.rpartition("/")[2]), href) for href, text in cells if text.rpartition("/")[2].strip()
    ]
    return max(counted)[1].removesuffix("evidence/")


def other_pictures(browser: Browser, base: str, case: str) -> None:
    """The form of an investigator, a phone, and Arabic."""
    page = signed_in(browser, base, "investigator", DESK)
    page.goto(f"{base}/incidents/new/")
    keep(page, "log-allegation")
    phone = signed_in(browser, base, "supervisor", PHONE)
    phone.goto(f"{base}{case}")
    keep(phone, "case-phone")
    arabic = signed_in(browser, base, "supervisor", DESK)
    arabic.context.add_cookies([{"name": "django_language", "value": "ar", "url": base}])
    arabic.goto(f"{base}{case}")
    keep(arabic, "case-arabic")


def main() -> int:
    """Take them all."""
    program = chromium()
    if program is None:
        sys.stdout.write("Chromium was not found: no pictures.\n")
        return 1
    TARGET.mkdir(parents=True, exist_ok=True)
    with demonstration() as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        stranger = browser.new_context(viewport=DESK).new_page()
        stranger.goto(f"{base}/")
        keep(stranger, "sign-in")
        other_pictures(browser, base, desk_pictures(browser, base))
        public_pictures(browser, base)
        browser.close()
    sys.stdout.write(f"{len(list(TARGET.glob('*.png')))} pictures in docs/screenshots\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
