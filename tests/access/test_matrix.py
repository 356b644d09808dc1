"""Every address of every room, for eight people, four objects and three methods: a reviewed table (R1).

`matrix.txt` is the table: change it on purpose (CASEWORK_UPDATE_MATRIX=1) and read the difference.
What the table cannot excuse is asserted: strangers learn nothing, no server error, no GET that writes.
On the second database only those walk whose rows a query chooses; who is refused before is known by then.
"""

import copy
import dataclasses
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.test.utils import _TestState

from tests.access.routes import Target, targets
from tests.access.world import World
from tests.where import SECOND
from tests.write_watch import change_of, tables

TABLE = Path(__file__).with_name("matrix.txt")
UPDATE = "CASEWORK_UPDATE_MATRIX"
NO_CASES = ("anonymous", "outsider", "admin", "deactivated")
PASSING = re.compile(
    rb'csrfmiddlewaretoken" value="[^"]*"|request <bdi[^<]*</bdi>|[0-9a-f]{12}|MOS-\d{4}-\w{6}|[0-9a-f-]{36}'
)
HEADINGS = [
    "anonymous",
    "auditor",
    "lead",
    "outsider",
    "supervisor",
    "supervisor_outside",
    "admin",
    "deactivated",
]


@pytest.fixture(autouse=True)
def _plain_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody looks at the templates and contexts that Django's test client would keep of each visit."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)


@dataclasses.dataclass(frozen=True)
class Walk:
    """Who visits the addresses of which objects."""

    people: tuple[str, ...]
    objects: tuple[str, ...]


FULL = Walk(tuple(HEADINGS), ("own", "other", "closed", "absent", "-"))
SHORT = Walk(("lead", "outsider", "supervisor"), ("own", "other", "-"))


@pytest.fixture
def walk(request: pytest.FixtureRequest) -> Walk:
    return SHORT if request.config.getoption(SECOND) else FULL


@pytest.fixture
def visitors(world: World, walk: Walk) -> dict[str, Client]:
    """A browser for each person; that of the deactivated one was signed in before."""
    browsers = {}
    for name in walk.people:
        browsers[name] = Client(raise_request_exception=False)
        person = world.people[name]
        if person is not None:
            browsers[name].force_login(person)
    return browsers


class RolledBack(Exception):
    """Ends the savepoint of one visit."""


@dataclasses.dataclass(frozen=True)
class Answer:
    """What came back: status, body, and headers as text."""

    status: int
    body: bytes
    headers: bytes
    written: frozenset[str]


def visit(browser: Client, method: str, path: str) -> Answer:
    """Ask, read the whole answer, and take back whatever it changed, in the database and in the browser."""
    cookies, written = copy.deepcopy(browser.cookies), set[str]()

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        change = change_of(sql)
        written.update([change[1]] if change else [])
        return execute(sql, *rest)

    try:
        with transaction.atomic(), connection.execute_wrapper(watch):
            response: Any = getattr(browser, method)(path)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            raise RolledBack
    except RolledBack:
        browser.cookies = cookies
        headers = repr(dict(response.headers)).encode()
        return Answer(response.status_code, body, headers, frozenset(written))


def rows(
    world: World, visitors: dict[str, Client], objects: tuple[str, ...], method: str
) -> Iterator[tuple[Target, dict[str, Answer]]]:
    """Visit everything with one method."""
    for target in targets(world):
        if target.name in objects:
            yield target, {name: visit(browser, method, target.path) for name, browser in visitors.items()}


def line_of(target: Target, method: str, answers: dict[str, Answer]) -> str:
    """One line of the table, with the columns of those who walk."""
    statuses = " ".join(str(answer.status) for answer in answers.values())
    return f"{statuses}  {method.upper():4} {target.name:6} {target.route or '/'}"


def reviewed(walk: Walk, method: str) -> set[str]:
    """What the table says of a method, for those who walk and where they go."""
    told = set()
    for line in TABLE.read_text(encoding="utf-8").splitlines()[1:] if TABLE.exists() else []:
        statuses, _gap, rest = line.partition("  ")
        if rest[:5] == f"{method.upper():4} " and rest[5:12].strip() in walk.objects:
            columns = dict(zip(HEADINGS, statuses.split(), strict=True))
            told.add(" ".join(columns[name] for name in walk.people) + f"  {rest}")
    return told


def rewrite(found: list[str], method: str) -> None:
    """Take over what was found as the table of a method."""
    table = TABLE.read_text(encoding="utf-8").splitlines()[1:] if TABLE.exists() else []
    kept = [line for line in table if f"  {method.upper():4} " not in line]
    TABLE.write_text("\n".join([" ".join(HEADINGS), *sorted(kept + found, key=by_route)]) + "\n", "utf-8")


def check_nothing_leaks(world: World, target: Target, answers: dict[str, Answer]) -> None:
    """No page tells a stranger a word of a case."""
    for name, answer in answers.items():
        text = answer.body + answer.headers
        assert answer.status < 500, f"{name} broke {target.path}"
        assert world.other.canary.encode() not in text, f"{name} read a sealed case at {target.path}"
        if name in NO_CASES:
            for full in (world.own, world.closed):
                assert full.canary.encode() not in text, f"{name} read {full.canary} at {target.path}"


def check_nothing_changed(target: Target, answers: dict[str, Answer]) -> None:
    """Who reads leaves a trace of having read, and no record that is otherwise than before."""
    kept = {*tables().audited, *tables().history, tables().leaf}
    for name, answer in answers.items():
        assert not answer.written & kept, f"{name} wrote {answer.written} by reading {target.path}"


def check_absent_equals_forbidden(seen: dict[tuple[str, str], Answer], target: Target) -> None:
    """Absent and not yours are the same answer, apart from the request's own number."""
    for name in (*NO_CASES, "lead", "supervisor_outside"):
        forbidden, absent = seen["other", name], seen["absent", name]
        assert forbidden.status == absent.status, f"{name} can tell at {target.route}"
        assert PASSING.sub(b"", forbidden.body) == PASSING.sub(b"", absent.body), f"{name} at {target.route}"


def check_head(browser: Client, target: Target, got: Answer) -> None:
    """HEAD has the status of GET and no body, on every address that names an own object or none."""
    head = visit(browser, "head", target.path)
    assert head.status == got.status, target.path
    assert not head.body


@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_against_the_table(
    world: World, visitors: dict[str, Client], walk: Walk, method: str
) -> None:
    """8 people x all routes x all objects; the answers that the table does not hold are asserted here."""
    found, seen = [], {}
    for target, answers in rows(world, visitors, walk.objects, method):
        check_nothing_leaks(world, target, answers)
        if method == "get":
            check_nothing_changed(target, answers)
        seen |= {(target.name, name): answer for name, answer in answers.items()}
        if target.name == "absent":
            check_absent_equals_forbidden(seen, target)
        if walk is FULL and method == "get" and target.name in {"own", "-"}:
            check_head(visitors["lead"], target, answers["lead"])
        found.append(line_of(target, method, answers))
    if os.environ.get(UPDATE) and walk is FULL:
        rewrite(found, method)
    assert sorted(set(found) ^ reviewed(walk, method), key=by_route) == [], (
        f"Set {UPDATE}=1 and read what changed."
    )


def by_route(line: str) -> tuple[str, str]:
    """Sort key of the table's lines."""
    _statuses, _gap, rest = line.partition("  ")
    return rest[12:], rest[:12]
