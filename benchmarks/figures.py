"""Figures over all cases: while nothing is written, as the first request after a write, and asked anew."""

import dataclasses
import itertools
import statistics
import time
from collections.abc import Callable, Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from benchmarks.server import Browser, Server
from casework.core import remember
from casework.core.context import audit_context
from casework.models import Incident, PublishedVersion

ROUNDS, ANEW = 12, 2
YEAR = "since=2017-01-01&until=2017-12-31"
LISTED = "/scorecard/allegations/?rung=credible"
HEAD = (
    "| request | kept: processor, p50, p95 ms | first after a write: processor, p50, p95 ms "
    "| asked anew: of this process, wall ms | statements |\n|---|---|---|---|---|\n"
)
Reader = tuple[Browser, Client]


@dataclasses.dataclass
class Line:
    """One line of the table of figures; times in milliseconds, statements of each column."""

    name: str
    kept: tuple[float, ...]
    written: tuple[float, ...]
    anew: tuple[float, ...]
    statements: tuple[int, ...]

    def __str__(self) -> str:
        columns = (self.kept, self.written, self.anew, self.statements)
        return "| " + " | ".join([self.name, *(_numbers(column) for column in columns)]) + " |"


def _numbers(column: tuple[float, ...]) -> str:
    return ", ".join(f"{number:.0f}" for number in column)


class Writer:
    """Somebody who changes one case after another, as an office does all day."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.keys = itertools.cycle(Incident.objects.order_by("pk").values_list("pk", flat=True)[100:600])

    def write(self) -> None:
        """A new title: one version, one leaf."""
        incident = Incident.objects.get(pk=next(self.keys))
        incident.title = f"Strike on a house, told at {time.time()}"
        with audit_context(actor=self.user):
            incident.save()


class Figures:
    """Measures the pages of figures, asked by a browser of the server and by a client inside this process."""

    def __init__(self, server: Server, writer: Writer) -> None:
        self.server, self.writer = server, writer

    def table(self, supervisor: Reader, worker: Reader, stranger: Reader) -> Iterator[Line]:
        """Every page of figures, the lists they open, what waits for a decision, and the public site."""
        finding = PublishedVersion.objects.order_by("id")[0].reference
        for name, path, (browser, inside) in (
            ("scorecard, supervisor", "/scorecard/", supervisor),
            ("scorecard, investigator", "/scorecard/", worker),
            ("scorecard of a year, supervisor", f"/scorecard/?{YEAR}", supervisor),
            ("allegations of a figure", LISTED, supervisor),
            ("allegations of a figure, last page", f"{LISTED}&page=99999", supervisor),
            ("allegations of a figure and a year", f"{LISTED}&{YEAR}", supervisor),
            ("reports", "/reports/", supervisor),
            ("disagreements", "/disagreements/", supervisor),
            ("review queue", "/review/", supervisor),
            ("home of a supervisor", "/", supervisor),
            ("public list of findings", "/findings/en/", stranger),
            ("public finding", f"/findings/en/{finding}/", stranger),
        ):
            yield self.line(name, path, browser, inside)

    def line(self, name: str, path: str, browser: Browser, inside: Client) -> Line:
        """One page in all three states."""
        anew = [_inside(inside, path, remember.forget) for _round in range(ANEW)]
        after = [_inside(inside, path, change)[2] for change in (self.writer.write, lambda: None)]
        self.asked(path, browser, lambda: None)
        return Line(
            name,
            kept=self.asked(path, browser, lambda: None),
            written=self.asked(path, browser, self.writer.write),
            anew=(statistics.median(one[0] for one in anew), statistics.median(one[1] for one in anew)),
            statements=(after[1], after[0], anew[-1][2]),
        )

    def asked(self, path: str, browser: Browser, before: Callable[[], None]) -> tuple[float, ...]:
        """Processor time of a request, the median of its times, and what 95 of 100 stay under."""
        times, used = [], 0.0
        for _round in range(ROUNDS):
            before()
            began, spent = time.perf_counter(), self.server.processor()
            status, _content, _response = browser.ask("GET", path)
            times.append((time.perf_counter() - began) * 1000)
            used += self.server.processor() - spent
            if status != 200:
                raise SystemExit(f"{path} answered {status}.")
        return used * 1000 / ROUNDS, statistics.median(times), sorted(times)[int(ROUNDS * 0.95)]


def _inside(inside: Client, path: str, before: Callable[[], None]) -> tuple[float, float, int]:
    """One request inside this process: its processor time and its time, and statements."""
    before()
    began, used = time.perf_counter(), time.process_time()
    with CaptureQueriesContext(connection) as captured:
        inside.get(path)
    spent = time.process_time() - used
    return spent * 1000, (time.perf_counter() - began) * 1000, len(captured)
