"""The pages of the desk: home by role, list, overview, bulk hand-over."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.models import Case
from tests.access.world import World

#: Not the two letters alone: a token of a form may hold them.
CANARY = re.compile("zq(own|other|closed)")


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@pytest.mark.parametrize("who", ["lead", "supervisor", "supervisor_outside", "auditor", "admin", "outsider"])
def test_home_when_opened_by_each_role_then_it_answers(world: World, who: str) -> None:
    answer = signed_in(world.people[who]).get("/")
    assert answer.status_code == 200
    if who in ("admin", "outsider"):
        assert not CANARY.search(answer.content.decode())


@pytest.mark.parametrize("who", ["lead", "supervisor", "auditor"])
def test_case_pages_when_opened_by_members_then_they_answer(world: World, who: str) -> None:
    client, ref = signed_in(world.people[who]), world.own.case.reference
    for name in ("desk:case-overview", "cases:access", "ladder:detail", "tasks:case-list"):
        answer = client.get(reverse(name, args=[ref]))
        assert answer.status_code == 200, name
        assert world.own.case.title in answer.content.decode()


def test_pages_without_a_case_when_opened_then_they_answer(world: World) -> None:
    client = signed_in(world.people["supervisor"])
    for path in ("/cases/", "/tasks/", "/inbox/", "/ladder/", "/take-overs/"):
        assert client.get(path).status_code == 200, path


def case_addresses(case: Case) -> list[str]:
    names = (
        "desk:case-overview",
        "cases:edit",
        "cases:access",
        "cases:level",
        "cases:lead",
        "cases:join",
        "cases:member-add",
        "ladder:detail",
        "ladder:duplicate-check",
        "ladder:merge",
        "tasks:case-list",
        "tasks:task-new",
        "tasks:note-new",
    )
    return [reverse(name, args=[case.reference]) for name in names] + [
        reverse("ladder:move", args=[case.reference, "assess"])
    ]


@pytest.mark.parametrize("who", ["outsider", "admin", "supervisor_outside", "lead"])
def test_sealed_case_when_asked_for_by_outsiders_then_nothing_is_found(world: World, who: str) -> None:
    client = signed_in(world.people[who])
    for address in case_addresses(world.other.case):
        for answer in (client.get(address), client.post(address, {})):
            assert answer.status_code == 404, address
            assert world.other.canary not in answer.content.decode()
