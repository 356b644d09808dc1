"""The pages of the ladder: explained, status, and each move with its reason where it is blocked."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import override

from accounts.models import User
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.ladder.choices import Mover
from casework.ladder.guards import GUARDS
from casework.ladder.models import DuplicateCheck, StageChange
from casework.ladder.table import BY_KEY, NEW, TRANSITIONS
from tests.deciding import move_case, send
from tests.factories import make_case, make_user, prove
from tests.ladder.build import Team, make_team, ready, ready_case
from tests.ladder.saying import REASON, posted

MOVES = [(row.key, source) for row in TRANSITIONS for source in row.sources if source != NEW]
GUARDED = [
    (row.key, guard)
    for row in TRANSITIONS
    if NEW not in row.sources
    for guard in row.guards
    if not GUARDS[guard].personal
]


@pytest.fixture
def team(db: Any) -> Team:
    return make_team()


def at(case: Case, key: str) -> str:
    return reverse("ladder:move", args=[case.reference, key])


def status(case: Case) -> str:
    return reverse("ladder:detail", args=[case.reference])


def sign_in(client: Client, team: Team, key: str) -> None:
    """Somebody who may make the move as far as the role goes, freshly signed in."""
    client.force_login(team.lead if Mover.LEAD in BY_KEY[key].movers else team.second)
    prove(client)


@pytest.mark.parametrize(("key", "source"), MOVES)
def test_move_page_when_sent_then_the_case_moves(client: Client, team: Team, key: str, source: str) -> None:
    case = ready(key, team, stage=source).case
    steps = StageChange.objects.filter(case=case).count()
    sign_in(client, team, key)
    assert at(case, key) in client.get(status(case)).content.decode()
    assert client.get(at(case, key)).status_code == 200
    answer = send(client, at(case, key), posted(key), follow=True)
    assert answer.redirect_chain[-1][0] == status(case)
    changes = StageChange.objects.filter(case=case)
    assert changes.count() == steps + 1 and changes.first().from_stage == source
    assert REASON in answer.content.decode()


@pytest.mark.parametrize(("key", "guard"), GUARDED)
def test_move_page_when_a_guard_does_not_hold_then_the_reason_stands_there(
    client: Client, team: Team, key: str, guard: str
) -> None:
    case = ready(key, team, without={guard}).case
    sign_in(client, team, key)
    page = client.get(status(case)).content.decode()
    lack = escape(str(GUARDS[guard].lack))
    assert lack in page and f'aria-describedby="why-{key}"' in page
    assert f'href="{at(case, key)}"' not in page
    for answer in (client.get(at(case, key)), send(client, at(case, key), posted(key))):
        assert answer.status_code == 403
        assert lack in answer.content.decode()
    assert Case.objects.get(pk=case.pk).stage == case.stage


@pytest.mark.parametrize(
    ("key", "guard", "part"),
    [
        ("credit", "not_own_proposal", "proposer"),
        ("approve_findings", "not_author", "author"),
        ("publish", "second_supervisor", "proposer"),
    ],
)
def test_move_page_when_it_is_ones_own_work_then_the_reason_stands_there(
    client: Client, team: Team, key: str, guard: str, part: str
) -> None:
    case = ready(key, team, **{part: team.second}).case
    sign_in(client, team, key)
    lack = escape(str(GUARDS[guard].lack))
    assert lack in client.get(status(case)).content.decode()
    for answer in (client.get(at(case, key)), send(client, at(case, key), posted(key))):
        assert answer.status_code == 403 and lack in answer.content.decode()
    assert Case.objects.get(pk=case.pk).stage == case.stage


@pytest.mark.parametrize("key", ["publish", "withdraw_publication"])
def test_move_page_when_what_is_public_changes_then_a_fresh_sign_in_is_asked_for(
    client: Client, team: Team, key: str
) -> None:
    case = ready(key, team).case
    client.force_login(team.second)
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    answer = send(client, at(case, key), posted(key))
    assert answer.status_code == 302 and "next=" in answer.headers["Location"]
    assert Case.objects.get(pk=case.pk).stage == case.stage
    prove(client)
    assert REASON in client.get(at(case, key)).content.decode(), "what was typed stands there again"


def test_move_page_when_opened_then_nothing_changes(
    client: Client, investigator: User, supervisor: User
) -> None:
    case = ready_case(investigator, supervisor)
    client.force_login(investigator)
    for _turn in range(2):
        client.get(at(case, "assess"))
        client.get(status(case))
    fresh = Case.objects.get(pk=case.pk)
    assert (fresh.stage, fresh.version) == (case.stage, case.version)


def test_move_page_when_something_is_wrong_then_said_beside_the_field_and_kept(
    client: Client, investigator: User, supervisor: User, second_supervisor: User
) -> None:
    case = ready_case(investigator, supervisor, Stage.ASSESSMENT)
    client.force_login(second_supervisor)
    answer = client.post(
        at(case, "shelve"), posted("shelve") | {"reason": "Too short, kept.", "review_on": "2001-01-01"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Too short, kept." in page and "at least 40 characters" in page and "lies in the future" in page


def test_move_page_when_a_guard_fails_meanwhile_then_the_typed_reason_is_kept(
    client: Client, investigator: User, supervisor: User, second_supervisor: User
) -> None:
    case = ready_case(investigator, supervisor, Stage.ASSESSMENT, {"threshold_reached"})
    client.force_login(second_supervisor)
    typed = posted("credit") | {"reason": "Twelve lines about two sources that agree on everything."}
    answer = client.post(at(case, "credit"), typed)
    page = answer.content.decode()
    assert answer.status_code == 403 and escape(str(GUARDS["threshold_reached"].lack)) in page
    assert typed["reason"] in page and 'name="reason"' in page, "the form stands there with every word"
    assert "data-error-summary" in page
    assert Case.objects.get(pk=case.pk).stage == Stage.ASSESSMENT


def test_move_page_when_a_colleague_moved_the_case_first_then_the_typed_reason_is_kept(
    client: Client, investigator: User, supervisor: User
) -> None:
    case = ready_case(investigator, supervisor)
    client.force_login(investigator)
    client.get(at(case, "assess"))
    move_case(
        actor=supervisor, case=Case.objects.get(pk=case.pk), key="assess", reason="I was faster with it."
    )
    typed = posted("assess") | {"reason": "My own long explanation of why it can be assessed."}
    answer = client.post(at(case, "assess"), typed)
    page = answer.content.decode()
    assert answer.status_code == 409 and "What you wrote is kept below." in page
    assert typed["reason"] in page
    assert StageChange.objects.filter(case=case).count() == 1


def test_move_page_when_a_member_may_never_make_it_then_refused_and_kept(
    client: Client, investigator: User, supervisor: User
) -> None:
    case = ready_case(investigator, supervisor, Stage.ASSESSMENT)
    client.force_login(investigator)
    answer = client.post(at(case, "credit"), posted("credit") | {"reason": "Kept words of mine."})
    assert answer.status_code == 403 and "Kept words of mine." in answer.content.decode()


def test_move_page_when_sent_twice_then_one_step(
    client: Client, investigator: User, supervisor: User
) -> None:
    case = ready_case(investigator, supervisor)
    client.force_login(investigator)
    token = client.get(at(case, "assess")).context["form"]["form_token"].value()
    data = posted("assess") | {"form_token": str(token)}
    client.post(at(case, "assess"), data)
    client.post(at(case, "assess"), data)
    assert StageChange.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("key", ["banana", "Published", "reported"])
def test_move_page_when_the_word_is_unknown_then_refused_in_words(
    client: Client, investigator: User, supervisor: User, key: str
) -> None:
    case = ready_case(investigator, supervisor)
    client.force_login(supervisor)
    for answer in (client.get(at(case, key)), client.post(at(case, key), {"reason": "x" * 50})):
        assert answer.status_code == 403
        assert "There is no such move." in answer.content.decode()


@pytest.mark.parametrize("key", [row.key for row in TRANSITIONS])
def test_move_page_when_an_outsider_asks_then_nothing_is_there(
    client: Client, investigator: User, outsider: User, administrator: User, key: str
) -> None:
    case = make_case(investigator)
    for stranger in (outsider, administrator):
        client.force_login(stranger)
        assert client.get(at(case, key)).status_code == 404
        assert send(client, at(case, key), posted(key)).status_code == 404


@pytest.mark.parametrize("language", ["en", "ar"])
def test_ladder_page_when_opened_then_every_move_and_guard_is_told(
    client: Client, investigator: User, language: str
) -> None:
    client.force_login(investigator)
    client.cookies["django_language"] = language
    page: Any = client.get("/ladder/").content.decode()
    with override("en"):
        words = [str(row.act) for row in TRANSITIONS] + [
            str(GUARDS[key].words) for row in TRANSITIONS for key in row.guards
        ]
    if language == "en":
        for sentence in words:
            assert escape(sentence) in page, sentence


def test_duplicate_check_when_recorded_then_the_guard_holds(
    client: Client, investigator: User, supervisor: User
) -> None:
    case = ready_case(investigator, supervisor, without={"duplicates_checked"})
    client.force_login(investigator)
    address = reverse("ladder:duplicate-check", args=[case.reference])
    assert client.post(address, {"outcome": "banana"}).status_code == 422
    client.post(address, {"outcome": "none", "note": "Both spellings of the street."})
    assert DuplicateCheck.objects.get(case=case).actor == investigator
    client.post(at(case, "assess"), posted("assess"))
    assert Case.objects.get(pk=case.pk).stage == Stage.ASSESSMENT


@pytest.mark.parametrize(
    ("key", "source"), [("approve_findings", Stage.FINDINGS_REVIEW), ("credit", Stage.ASSESSMENT)]
)
def test_status_when_several_moves_are_open_then_the_way_forward_is_first_and_primary(
    client: Client, team: Team, key: str, source: str
) -> None:
    case = ready(key, team, stage=source).case
    sign_in(client, team, key)
    page = client.get(status(case))
    assert [move.transition.key for move in page.context["moves"]].index(key) == 0
    links = re.findall(r'class="btn btn--primary" href="([^"]+)"', page.content.decode())
    assert [link for link in links if link.startswith(status(case))] == [at(case, key)]


def test_status_when_read_by_no_member_then_it_says_who_may_record_a_search(
    client: Client, team: Team
) -> None:
    case = ready("assess", team, without={"duplicates_checked"}).case
    client.force_login(make_user("supervisor"))
    page = client.get(status(case)).content.decode()
    assert page.count("Only members of this case may do this.") >= 2
