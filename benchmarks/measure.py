"""Asks the measured server for each page and prints one table."""

import dataclasses
import hashlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from accounts.models import User  # noqa: E402
from benchmarks import figures  # noqa: E402
from benchmarks.server import Browser, FormReader, Server, memory_megabytes, running  # noqa: E402
from casework.models import Attribution, Case, Incident  # noqa: E402

ROUNDS = 150
WARM = 6
PATIENCE = 5
EDITS = 80
UPLOAD_BYTES = 100 * 1024 * 1024
THROUGHPUT_SECONDS = 8


@dataclasses.dataclass
class Row:
    """One line of the table."""

    name: str
    processor: float
    median: float
    p95: float
    statements: int | str
    weight: int | str = ""

    def __str__(self) -> str:
        weight = f"{self.weight / 1000:.0f} kB" if isinstance(self.weight, int) else self.weight
        return (
            f"| {self.name} | {self.processor:.1f} | {self.median:.1f} | {self.p95:.1f} "
            f"| {self.statements} | {weight} |"
        )


def session_of(user: User) -> tuple[Client, str]:
    """A signed-in test client, and its session for the real server."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(user)
    return client, client.cookies[settings.SESSION_COOKIE_NAME].value


def timed(server: Server, requests: Iterable[Callable[[], int]]) -> tuple[list[float], float, int]:
    """Run the requests one after another: milliseconds of each, processor milliseconds per request."""
    times, count = [], 0
    before = server.processor()
    for request in requests:
        began = time.perf_counter()
        status = request()
        times.append((time.perf_counter() - began) * 1000)
        count += 1
        if status >= 400:
            raise SystemExit(f"A measured request answered {status}.")
    return times, (server.processor() - before) * 1000 / count, count


def row(
    name: str, times: list[float], processor: float, statements: int | str, weight: int | str = ""
) -> Row:
    """A line from its measurements."""
    ordered = sorted(times)
    late = ordered[int(len(ordered) * 0.95)]
    return Row(name, processor, statistics.median(ordered), late, statements, weight)


class Measurement:
    """All measurements on one database."""

    def __init__(self, server: Server) -> None:
        self.server = server
        supervisor = User.objects.get(email="bench0@example.org")
        self.worker = User.objects.get(email="bench7@example.org")
        self.inside, session = session_of(supervisor)
        self.supervisor = Browser(server.port, session)
        self.inside_worker, session = session_of(self.worker)
        self.investigator = Browser(server.port, session)
        self.session = session

    def page(self, name: str, path: str, browser: Browser, inside: Client) -> Row:
        """One page, asked again and again."""
        inside.get(path)  # renews the session where it is due, which is no cost of the page
        with CaptureQueriesContext(connection) as captured:
            answer = inside.get(path)
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}.")
        began = time.perf_counter()
        for _number in range(WARM):
            browser.ask("GET", path)
        # Slow pages are asked less often, never less than twenty times.
        rounds = min(ROUNDS, max(20, int(PATIENCE * WARM / (time.perf_counter() - began))))
        requests = (lambda: browser.ask("GET", path)[0] for _number in range(rounds))
        times, processor, _count = timed(self.server, requests)
        return row(name, times, processor, len(captured), len(answer.content))

    def pages(self) -> Iterator[Row]:
        """Lists, filter, case, records with short and long histories."""
        long_case = Case.objects.order_by("id")[0]
        mine = Case.objects.filter(lead=self.worker).order_by("id")[3]
        long_incident = Incident.objects.get(case=long_case)
        incident = Incident.objects.get(case=mine)
        party = Attribution.objects.filter(case=mine)[0].party
        asked = {"party": party.code, "place": incident.place.name_en, "period": "2014 to 2017"}
        combined = f"/cases/?{urllib.parse.urlencode(asked)}"
        supervisor, worker = (self.supervisor, self.inside), (self.investigator, self.inside_worker)
        reader = self.reader_of(long_case)
        asked_pages = [
            ("home of a supervisor", "/", supervisor),
            ("home of an investigator", "/", worker),
            ("case list with count, supervisor", "/cases/", supervisor),
            ("case list with count, investigator", "/cases/", worker),
            ("case list, page 2000", "/cases/?page=2000", supervisor),
            ("filter: party + place + period", combined, supervisor),
            ("case page, 3 versions", mine.get_absolute_url(), worker),
            ("case page, 236 versions", long_case.get_absolute_url(), reader),
            ("record, 3 versions", incident.get_absolute_url(), worker),
            ("record, 236 versions", long_incident.get_absolute_url(), reader),
            ("history of a record, 3 versions", f"/history/incident/{incident.uid}/", worker),
            ("history of a record, 236 versions", f"/history/incident/{long_incident.uid}/", reader),
        ]
        for name, path, (browser, inside) in asked_pages:
            yield self.page(name, path, browser, inside)

    def figures(self) -> Iterator[figures.Line]:
        """Figures over all cases, the lists they open, what waits for a decision, and the public site."""
        stranger = (Browser(self.server.port, ""), Client(SERVER_NAME="127.0.0.1"))
        supervisor, worker = (self.supervisor, self.inside), (self.investigator, self.inside_worker)
        asked = figures.Figures(self.server, figures.Writer(self.worker))
        yield from asked.table(supervisor, worker, stranger)

    def reader_of(self, case: Case) -> tuple[Browser, Client]:
        """Somebody who reads that case for certain: its lead."""
        inside, session = session_of(case.lead)
        return Browser(self.server.port, session), inside

    def edits(self) -> Row:
        """Save one changed title, with version, history and ledger; forms are fetched before that."""
        incidents = list(Incident.objects.filter(case__lead=self.worker).order_by("id")[5 : 6 + EDITS])
        paths = [f"{incident.get_absolute_url()}edit/" for incident in incidents]
        statements = self.statements_of_edit(paths.pop())
        prepared = [(path, self.investigator.form(path).fields) for path in paths]

        def save(path: str, fields: dict[str, str]) -> int:
            changed = fields | {"title": "House destroyed by an air strike", "reason": "Re-read"}
            body = urllib.parse.urlencode(changed)
            status, content, _response = self.investigator.ask(
                "POST", path, body, **{"Content-Type": "application/x-www-form-urlencoded"}
            )
            if status not in {302, 303}:
                sys.stderr.write(re.sub(r"<[^>]+>|\s+", " ", content.decode())[:3000])
                raise SystemExit(f"The edit answered {status}.")
            return status

        saves = ((lambda p=path, f=fields: save(p, f)) for path, fields in prepared)
        times, processor, _count = timed(self.server, saves)
        return row("edit saved, history and ledger", times, processor, statements)

    def statements_of_edit(self, path: str) -> str:
        """How many statements one edit takes, and how many of them are commits."""
        reader = FormReader()
        reader.feed(self.inside_worker.get(path).content.decode())
        with CaptureQueriesContext(connection) as captured:
            answer = self.inside_worker.post(
                path, reader.fields | {"title": "Changed once", "reason": "Count"}
            )
        if answer.status_code not in {302, 303}:
            raise SystemExit(f"The counted edit answered {answer.status_code}.")
        begins = sum(query["sql"].upper().startswith("BEGIN") for query in captured.captured_queries)
        return f"{len(captured)} in {begins} transaction{'s' if begins != 1 else ''}"

    def upload(self) -> list[str]:
        """A file of 100 MB through the form, beside the digest alone."""
        case = Case.objects.filter(lead=self.worker).order_by("id")[2]
        path = f"{case.get_absolute_url()}evidence/new/"
        form = self.investigator.form(path)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "film.mp4"
            file.write_bytes(os.urandom(1024 * 1024) * (UPLOAD_BYTES // 1024 // 1024))
            began = time.perf_counter()
            subprocess.run(["openssl", "dgst", "-sha256", file], check=True, capture_output=True)
            digest = time.perf_counter() - began
            body = Path(folder) / "body"
            kind = multipart(body, form.fields | {"title": "A film"}, form.files[0], file)
            before, began = self.server.processor(), time.perf_counter()
            with body.open("rb") as stream:
                headers = {"Content-Type": kind, "Content-Length": str(body.stat().st_size)}
                status, content, _response = self.investigator.ask("POST", path, stream, **headers)
            seconds = time.perf_counter() - began
        if status not in {302, 303}:
            sys.stderr.write(re.sub(r"<[^>]+>|\s+", " ", content.decode())[:3000])
            raise SystemExit(f"The upload answered {status}.")
        used = self.server.processor() - before
        return [
            f"- upload of 100 MB with digest and store: {seconds:.2f} s ({used:.2f} s of processor); "
            f"`openssl dgst -sha256` of the same file alone: {digest:.2f} s"
        ]

    def throughput(self, clients: int) -> str:
        """Requests a second from several clients that never pause: list, case, record in turn."""
        cases = list(Case.objects.filter(lead=self.worker).order_by("id")[:50])
        records = {item.case_id: item for item in Incident.objects.filter(case__in=cases)}
        ring = [
            path
            for case in cases
            for path in ("/cases/", case.get_absolute_url(), records[case.pk].get_absolute_url())
        ]
        until = time.monotonic() + THROUGHPUT_SECONDS
        times: list[float] = []

        def work(offset: int) -> None:
            browser, at = Browser(self.server.port, self.session), offset * 7
            while time.monotonic() < until:
                began = time.perf_counter()
                status, _content, _response = browser.ask("GET", ring[at % len(ring)])
                if status == 200:
                    times.append((time.perf_counter() - began) * 1000)
                at += 1

        threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        times.sort()
        rate = len(times) / THROUGHPUT_SECONDS
        middle, late = times[len(times) // 2], times[int(len(times) * 0.95)]
        return f"- {clients} clients: {rate:.0f} requests a second, p50 {middle:.0f} ms, p95 {late:.0f} ms"


def multipart(target: Path, fields: dict[str, str], name: str, file: Path) -> str:
    """Write the body of a form with one file; gives its content type."""
    boundary = hashlib.sha256(name.encode()).hexdigest()[:24]
    with target.open("wb") as out:
        for field, value in fields.items():
            head = f'Content-Disposition: form-data; name="{field}"'
            out.write(f"--{boundary}\r\n{head}\r\n\r\n{value}\r\n".encode())
        head = f'Content-Disposition: form-data; name="{name}"; filename="{file.name}"'
        out.write(f"--{boundary}\r\n{head}\r\nContent-Type: video/mp4\r\n\r\n".encode())
        out.write(file.read_bytes())
        out.write(f"\r\n--{boundary}--\r\n".encode())
    return f"multipart/form-data; boundary={boundary}"


def static_weight(html: bytes) -> int:
    """Bytes of the style sheets, scripts and icons a page names, as they travel compressed."""
    total = 0
    for found in set(re.findall(rb'(?:href|src)="(/static/[^"#]+)', html)):
        file = Path(settings.STATIC_ROOT) / found.decode().removeprefix("/static/")
        packed = file.with_name(f"{file.name}.gz")
        total += (packed if packed.exists() else file).stat().st_size if file.exists() else 0
    return total


def print_figures(measurement: Measurement) -> None:
    """The figures over all cases."""
    say = sys.stdout.write
    say(f"\n{figures.HEAD}")
    for line in measurement.figures():
        say(f"{line}\n")
        sys.stdout.flush()


def print_pages(measurement: Measurement) -> None:
    """Pages of records, an edit, an upload, several clients at once, memory."""
    say, server = sys.stdout.write, measurement.server
    say("\n| request | processor ms | p50 ms | p95 ms | statements | HTML |\n|---|---|---|---|---|---|\n")
    for line in measurement.pages():
        say(f"{line}\n")
        sys.stdout.flush()
    say(f"{measurement.edits()}\n\n")
    for sentence in measurement.upload():
        say(f"{sentence}\n")
    for clients in (4, 16):
        say(f"{measurement.throughput(clients)}\n")
    weights = [static_weight(measurement.inside.get(path).content) for path in ("/", "/cases/")]
    say(f"- style sheets, scripts and icons of a page, compressed, once: {max(weights) / 1000:.0f} kB\n")
    memory = ", ".join(f"{memory_megabytes(pid):.0f} MB" for pid in server.workers())
    say(f"- memory of each process: {memory}; ready in {server.seconds_to_ready:.1f} s\n")


def database_version() -> str:
    """Name and release."""
    if connection.vendor == "sqlite":
        return "SQLite"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


def main(size: int, only_figures: bool = False) -> None:
    """Measure and print; all, or only the figures over all cases."""
    call_command("collectstatic", verbosity=0, interactive=False)
    load = os.getloadavg()[0]
    sys.stdout.write(f"\n### {size:,} cases on {database_version()}\n\nLoad at the start: {load:.1f}.\n")
    with running() as server:
        measurement = Measurement(server)
        if not only_figures:
            print_pages(measurement)
        print_figures(measurement)
    sys.stdout.write(f"\nLoad at the end: {os.getloadavg()[0]:.1f}.\n")
    connections.close_all()


if __name__ == "__main__":
    main(int(sys.argv[1]), only_figures="figures" in sys.argv[2:])
