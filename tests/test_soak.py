"""Long runs, by `make soak` only: a server that answers thousands of requests does not grow."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.roles import Role
from tests.access.world import FullCase, fill_case
from tests.factories import make_user
from tests.journeys.pages import main_pages

ROOT = Path(__file__).resolve().parent.parent
# Not config.wsgi: that refuses to start with the settings of tests, as it should.
SERVED = "django.core.wsgi:get_wsgi_application()"
WARM_UP, REQUESTS = 300, 2400
ALLOWED_GROWTH = 12 * 1024  # KiB; a leak of 8 KiB a request would be 19 MiB

pytestmark = [pytest.mark.soak, pytest.mark.django_db(transaction=True)]


def address_of_database() -> str:
    """The committed test database, as another process reaches it."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}@/{known['NAME']}?host={known['HOST']}&port={known['PORT']}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def server() -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """gunicorn with one worker, on the database of the test."""
    port = free_port()
    environment = os.environ | {
        "DATABASE_URL": address_of_database(),
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
    }
    command = [sys.executable, "-m", "gunicorn", SERVED, "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", "1", "--threads", "4", "--no-control-socket", "--log-level", "error"]
    running = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    for _try in range(300):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
            break
        except OSError:
            time.sleep(0.1)
    yield port, running
    running.terminate()
    running.wait(timeout=30)


def memory_of_worker(running: subprocess.Popen[bytes]) -> int:
    """Resident KiB of the one worker."""
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split()
    status = Path(f"/proc/{children[0]}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1])


def ask(port: int, cookie: str, paths: list[str], times: int) -> None:
    """Ask for the main pages in turn, each over a connection of its own."""
    for number in range(times):
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        line.request("GET", paths[number % len(paths)], headers={"Cookie": cookie})
        answer = line.getresponse()
        answer.read()
        line.close()
        assert answer.status == 200, paths[number % len(paths)]


def test_server_when_thousands_of_pages_are_asked_then_its_memory_stays(
    server: tuple[int, subprocess.Popen[bytes]],
) -> None:
    port, running = server
    lead = make_user(Role.INVESTIGATOR, "Lead Investigator")
    full: FullCase = fill_case("soak", lead)
    browser = Client()
    browser.force_login(lead)
    name = settings.SESSION_COOKIE_NAME
    cookie = f"{name}={browser.cookies[name].value}"
    paths = main_pages(full)
    ask(port, cookie, paths, WARM_UP)
    before = memory_of_worker(running)
    ask(port, cookie, paths, REQUESTS)
    grown = memory_of_worker(running) - before
    assert grown < ALLOWED_GROWTH, f"{REQUESTS} requests took {grown} KiB"
