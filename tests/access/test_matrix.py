"""Every address of every room, for eight people, four objects and three methods: a reviewed table (R1).

`matrix.txt` is the table: change it on purpose (CASEWORK_UPDATE_MATRIX=1) and read the difference.
What the table cannot excuse stands as assertions: strangers learn nothing, no server error, no GET that writes.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from casework.ledger.models import LedgerLeaf
from tests.access.routes import Target, targets
from tests.access.world import World, build_world

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


@pytest.fixture
def world(db: None) -> World:
    return build_world()


@pytest.fixture
def visitors(world: World) -> dict[str, Client]:
    """A browser for each person; that of the deactivated one was signed in before."""
    browsers = {}
    for name, person in world.people.items():
        browsers[name] = Client(raise_request_exception=False)
        if person is not None:
            browsers[name].force_login(person)
    return browsers


class RolledBack(Exception):
    """Ends the savepoint of one visit."""


def visit(browser: Client, method: str, path: str) -> HttpResponse:
    """Ask, read the whole answer, and take back whatever it changed."""
    try:
        with transaction.atomic():
            response = getattr(browser, method)(path)
            if response.streaming:
                response.content = b"".join(response.streaming_content)
            raise RolledBack
    except RolledBack:
        return response


def rows(world: World, visitors: dict[str, Client]) -> Iterator[tuple[Target, str, dict[str, HttpResponse]]]:
    """Visit everything."""
    for target in targets(world):
        for method in ("get", "post"):
            yield (
                target,
                method,
                {name: visit(browser, method, target.path) for name, browser in visitors.items()},
            )


def line_of(target: Target, method: str, answers: dict[str, HttpResponse]) -> str:
    """One line of the table."""
    statuses = " ".join(str(answers[name].status_code) for name in HEADINGS)
    return f"{statuses}  {method.upper():4} {target.name:6} {target.route or '/'}"


def check_nothing_leaks(world: World, target: Target, answers: dict[str, HttpResponse]) -> None:
    """No page tells a stranger a word of a case."""
    for name, answer in answers.items():
        text = bytes(answer.content) + repr(dict(answer.headers)).encode()
        assert answer.status_code < 500, f"{name} broke {target.path}"
        assert world.other.canary.encode() not in text, f"{name} read a sealed case at {target.path}"
        if name in NO_CASES:
            for full in (world.own, world.closed):
                assert full.canary.encode() not in text, f"{name} read {full.canary} at {target.path}"


def check_absent_equals_forbidden(seen: dict[tuple[str, str, str], Any], target: Target, method: str) -> None:
    """Absent and not yours are the same answer, apart from the request's own number."""
    for name in (*NO_CASES, "lead", "supervisor_outside"):
        forbidden, absent = seen.get(("other", method, name)), seen.get(("absent", method, name))
        if (
            forbidden is None
            or absent is None
            or (name == "supervisor_outside" and forbidden.status_code != 404)
        ):
            continue
        assert forbidden.status_code == absent.status_code, f"{name} can tell at {target.route}"
        assert PASSING.sub(b"", forbidden.content) == PASSING.sub(b"", absent.content), (
            f"{name} at {target.route}"
        )


def test_every_address_against_the_table(world: World, visitors: dict[str, Client]) -> None:
    """8 people x all routes x all objects x GET, POST."""
    found, seen, route = [], {}, ""
    leaves = LedgerLeaf.objects.count()
    for target, method, answers in rows(world, visitors):
        if target.route != route:
            route, seen = target.route, {}
        check_nothing_leaks(world, target, answers)
        seen |= {(target.name, method, name): answer for name, answer in answers.items()}
        if target.name == "absent":
            check_absent_equals_forbidden(seen, target, method)
        found.append(line_of(target, method, answers))
    assert LedgerLeaf.objects.count() == leaves
    if os.environ.get(UPDATE):
        TABLE.write_text(" ".join(HEADINGS) + "\n" + "\n".join(found) + "\n", encoding="utf-8")
    expected = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    assert sorted(set(found) ^ set(expected)) == [], f"Set {UPDATE}=1 and read what changed."


def test_reading_changes_nothing_and_head_answers_as_get(world: World, visitors: dict[str, Client]) -> None:
    """A GET leaves no version, no event with a leaf; a HEAD has the status of the GET and no body."""
    lead = visitors["lead"]
    leaves = LedgerLeaf.objects.count()
    for target in targets(world):
        got, head = lead.get(target.path), lead.head(target.path)
        assert head.status_code == got.status_code, target.path
        assert not head.content
    assert LedgerLeaf.objects.count() == leaves
