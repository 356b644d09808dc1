"""Handing several cases to a new lead: exactly the ticked ones, seen before, all or none."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.tasks.choices import NoticeKind
from casework.tasks.queries import inbox
from tests.factories import make_case, make_user

ADDRESS = "/cases-reassign/"
REASON = "West takes over the files of the quarter."
BACK = "stage=open&party=none&sort=title&page=1"


@pytest.fixture
def cases(investigator: User) -> list[Case]:
    return [make_case(investigator, title=f"Case {at}") for at in range(4)]


def sent(chosen: list[Case], lead: User, **more: Any) -> dict[str, Any]:
    return {
        "case": [case.reference for case in chosen],
        "seen": [f"{case.reference}:{case.version}" for case in chosen],
        "lead": str(lead.uid),
        "reason": REASON,
        "back": BACK,
    } | more


def leads() -> list[str]:
    return [case.lead.name for case in Case.objects.order_by("title").select_related("lead")]


def test_r44_bulk_when_sent_then_exactly_the_ticked_cases_and_the_filters_stay(
    client: Client,
    cases: list[Case],
    supervisor: User,
    outsider: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client.force_login(supervisor)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(ADDRESS, sent([cases[0], cases[2]], outsider))
    assert answer["Location"] == f"{reverse('desk:case-list')}?{BACK}"
    ines, otto = cases[0].lead.name, outsider.name
    assert leads() == [otto, ines, otto, ines]
    for case, versions in zip(cases, (2, 1, 2, 1), strict=True):
        assert case.history.count() == versions
    assert cases[0].history.first().history_change_reason == REASON
    assert {notice.case for notice in inbox(outsider).filter(kind=NoticeKind.LEAD_GIVEN)} == {
        cases[0],
        cases[2],
    }


def test_bulk_when_previewed_then_nothing_changes_and_each_change_is_shown(
    client: Client, cases: list[Case], supervisor: User, outsider: User
) -> None:
    client.force_login(supervisor)
    refs = [case.reference for case in cases[:2]]
    page = client.get(ADDRESS, {"case": refs, "lead": str(outsider.uid), "back": BACK}).content.decode()
    assert all(ref in page for ref in refs) and cases[2].reference not in page
    assert page.count(f"<b><bdi>{outsider.name}</bdi></b>") == 2
    assert set(leads()) == {cases[0].lead.name}


def test_bulk_when_a_case_is_out_of_sight_then_nothing_is_found_and_nothing_changed(
    client: Client, cases: list[Case], supervisor: User, outsider: User
) -> None:
    hidden = make_case(make_user(), confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    client.force_login(supervisor)
    for answer in (
        client.get(ADDRESS, {"case": [cases[0].reference, hidden.reference]}),
        client.post(ADDRESS, sent([cases[0], hidden], outsider)),
        client.post(ADDRESS, sent([cases[0]], outsider) | {"case": ["MOS-2017-ABSENT"]}),
    ):
        assert answer.status_code == 404
        assert hidden.title not in answer.content.decode()
    assert outsider.name not in leads()


def test_bulk_when_one_of_them_cannot_change_then_none_does(
    client: Client, investigator: User, cases: list[Case], outsider: User
) -> None:
    theirs = make_case(make_user(), title="Case 9", confidentiality=Confidentiality.INTERNAL)
    client.force_login(investigator)
    answer = client.post(ADDRESS, sent([cases[0], theirs], outsider))
    assert answer.status_code == 422 and theirs.reference in answer.content.decode()
    assert outsider.name not in leads()


def test_bulk_when_somebody_changed_one_since_the_preview_then_none_does(
    client: Client, cases: list[Case], supervisor: User, outsider: User
) -> None:
    client.force_login(supervisor)
    data = sent(cases[:2], outsider)
    data["seen"] = [f"{cases[0].reference}:1", f"{cases[1].reference}:0"]
    answer = client.post(ADDRESS, data)
    assert answer.status_code == 409
    assert "changed one of these cases" in answer.content.decode() and outsider.name not in leads()


def test_bulk_when_nothing_is_ticked_or_too_much_then_back_or_not_found(
    client: Client, cases: list[Case], supervisor: User
) -> None:
    client.force_login(supervisor)
    assert client.get(ADDRESS, {"back": BACK})["Location"] == f"/cases/?{BACK}"
    assert client.get(ADDRESS, {"case": [str(at) for at in range(101)]}).status_code == 404


@pytest.mark.parametrize(
    "back", ["https://elsewhere.example/", "//elsewhere.example", "\r\nX: y", "x" * 9000]
)
def test_bulk_when_the_way_back_is_forged_then_still_the_list(
    client: Client, supervisor: User, back: str
) -> None:
    client.force_login(supervisor)
    assert client.get(ADDRESS, {"back": back})["Location"].startswith("/cases/?")


def test_bulk_when_sent_twice_then_once(
    client: Client, cases: list[Case], supervisor: User, outsider: User
) -> None:
    client.force_login(supervisor)
    page = client.get(ADDRESS, {"case": cases[0].reference, "lead": str(outsider.uid)})
    data = sent(cases[:1], outsider, form_token=str(page.context["form"]["form_token"].value()))
    assert client.post(ADDRESS, data).status_code == 302 and client.post(ADDRESS, data).status_code == 302
    assert cases[0].history.count() == 2


def test_bulk_when_the_reason_is_missing_then_asked_for(
    client: Client, cases: list[Case], supervisor: User, outsider: User
) -> None:
    client.force_login(supervisor)
    answer = client.post(ADDRESS, sent(cases[:1], outsider, reason=" "))
    assert answer.status_code == 422 and outsider.name not in leads()
