"""The measured server: start, processor time, memory; and a client that does nothing clever."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.db import connection

TICK = os.sysconf("SC_CLK_TCK")
HOST = "127.0.0.1"


def free_port() -> int:
    """A port nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def children(pid: int) -> list[int]:
    """The processes a process has started."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                stat = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(stat[1]) == pid:
                    found.append(int(folder.name))
    return found


def processor_seconds(pid: int, *, with_reaped: bool = False) -> float:
    """User and system time of a process so far."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    last = 15 if with_reaped else 13
    return sum(int(value) for value in stat[11:last]) / TICK


def memory_megabytes(pid: int) -> float:
    """Proportional set size: shared pages are counted once among those who share them."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found.group(1)) / 1024 if found else 0.0


class Server:
    """gunicorn with two workers of four threads, and the database server if there is one."""

    def __init__(self) -> None:
        self.port = free_port()
        began = time.monotonic()
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{self.port}"]
        command += ["--workers", "2", "--worker-class", "gthread", "--threads", "4", "--no-control-socket"]
        self.process = subprocess.Popen(
            [*command, "--log-level", "warning", "--timeout", "300", "--keep-alive", "75"]
        )
        while not self.answers():
            if self.process.poll() is not None:
                raise SystemExit("The server did not start.")
            time.sleep(0.02)
        self.seconds_to_ready = time.monotonic() - began
        self.database_pid = self.find_database()

    def find_database(self) -> int | None:
        """The main process of PostgreSQL, from its pid file."""
        if connection.vendor == "sqlite":
            return None
        with connection.cursor() as cursor:
            cursor.execute("SHOW data_directory")
            folder = Path(cursor.fetchone()[0])
        return int((folder / "postmaster.pid").read_text().splitlines()[0])

    def answers(self) -> bool:
        """Whether the health page says ok."""
        with contextlib.suppress(OSError, http.client.HTTPException):
            client = http.client.HTTPConnection(HOST, self.port, timeout=2)
            client.request("GET", "/healthz")
            return client.getresponse().status == 200
        return False

    def workers(self) -> list[int]:
        """The processes that answer."""
        return children(self.process.pid)

    def processor(self) -> float:
        """Seconds of application and database so far."""
        used = sum(processor_seconds(pid) for pid in self.workers())
        if self.database_pid:
            used += processor_seconds(self.database_pid, with_reaped=True)
            used += sum(processor_seconds(pid) for pid in children(self.database_pid))
        return used

    def stop(self) -> None:
        """End what was started here."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=30)


class FormReader(HTMLParser):
    """The fields of the first posted form with a token of its own, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.files: list[str] = []
        self.inside = False
        self.done = False
        self._select = self._textarea = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note each field with its value."""
        known = {name: value or "" for name, value in attrs}
        if tag == "form" and not self.done:
            self.inside, self.fields, self.files = known.get("method", "").lower() == "post", {}, []
        if not self.inside:
            return
        name = known.get("name", "")
        if tag == "input" and name:
            self._input(name, known)
        elif tag == "textarea":
            self._textarea = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            empty = self._select not in self.fields or not self.fields[self._select]
            if "selected" in known or empty:
                self.fields[self._select] = known.get("value", "")

    def _input(self, name: str, known: dict[str, str]) -> None:
        kind = known.get("type", "text")
        if kind == "file":
            self.files.append(name)
        elif kind in {"checkbox", "radio"}:
            if "checked" in known:
                self.fields[name] = known.get("value", "on")
        elif kind != "submit":
            self.fields[name] = known.get("value", "")

    def handle_data(self, data: str) -> None:
        """The text of a text box."""
        if self._textarea:
            self.fields[self._textarea] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        """Stop at the end of the form that counts."""
        if tag == "textarea":
            self._textarea = ""
        elif tag == "select":
            self._select = ""
        elif tag == "form" and self.inside:
            self.inside = False
            self.done = "form_token" in self.fields


class Browser:
    """One signed-in connection that stays open."""

    def __init__(self, port: int, session: str) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=300)
        self.cookies = {"sessionid": session}

    def ask(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> tuple[int, bytes, http.client.HTTPResponse]:
        """One request; cookies are kept."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.connection.request(method, path, body=body, headers={"Cookie": cookie, **headers})
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            # An idle connection was closed; a POST is not sent twice.
            self.connection.close()
            if method != "GET":
                raise
            self.connection.request(method, path, headers={"Cookie": cookie, **headers})
            response = self.connection.getresponse()
        content = response.read()
        for header in response.msg.get_all("Set-Cookie") or []:
            name, _, value = header.partition(";")[0].partition("=")
            self.cookies[name] = value
        return response.status, content, response

    def form(self, path: str) -> FormReader:
        """The form of a page."""
        status, content, _response = self.ask("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}.")
        reader = FormReader()
        reader.feed(content.decode())
        return reader


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server()
    try:
        yield server
    finally:
        server.stop()
