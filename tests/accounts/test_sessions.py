"""Sessions: how they end, and that they end at once (R16, R17)."""

import datetime as dt
from typing import Any

import pytest
from allauth.usersessions.models import UserSession
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import actions
from accounts.models import User
from accounts.roles import Role
from casework.core import clock
from casework.core.context import system_actor
from casework.ledger.models import AuthEvent
from tests.accounts.conftest import make_person, sign_in
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
OWN_PAGE = "/accounts/"
CONSOLE = system_actor("tests")


def is_in(client: Client) -> bool:
    """Whether the next request still knows the person."""
    return client.get(OWN_PAGE).status_code == 200


@pytest.fixture
def signed_in(person: User) -> Client:
    client = Client()
    sign_in(client, person.email)
    assert is_in(client)
    return client


def later(**values: int) -> Any:
    return clock.travel(clock.now() + dt.timedelta(**values))


def test_r16_the_session_takes_a_new_key_at_sign_in(person: User) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.session.save()
    before = client.session.session_key
    sign_in(client, person.email)
    assert client.session.session_key != before


def test_r16_the_session_takes_a_new_key_when_the_person_confirms_who_they_are(signed_in: Client) -> None:
    before = signed_in.session.session_key
    answer = signed_in.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302
    assert signed_in.session.session_key != before
    assert UserSession.objects.get().session_key == signed_in.session.session_key
    stolen = Client()
    stolen.cookies["sessionid"] = before
    assert not is_in(stolen)


def test_r16_deactivation_ends_the_session_at_the_next_request(
    signed_in: Client, person: User, administrator: User
) -> None:
    actions.deactivate_person(person, actor=administrator, reason="Left the organisation")
    assert not is_in(signed_in)
    assert not UserSession.objects.filter(user=person).exists()


def test_r16_a_deactivated_flag_alone_is_enough(signed_in: Client, person: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_user SET is_active = %s WHERE id = %s", [False, person.pk])
    assert not is_in(signed_in)


def test_r16_a_new_role_ends_the_session(signed_in: Client, person: User, administrator: User) -> None:
    actions.change_person(person, actor=administrator, role=Role.SUPERVISOR, reason="Promoted")
    assert not is_in(signed_in)


def test_r16_ending_all_sessions_ends_them_all(signed_in: Client, person: User, administrator: User) -> None:
    second = Client()
    sign_in(second, person.email)
    actions.end_sessions(person, actor=administrator, reason="Lost a laptop")
    assert not is_in(signed_in)
    assert not is_in(second)
    assert AuthEvent.objects.filter(kind=AuthEvent.Kind.SESSIONS_ENDED, user_uid=person.uid).count() == 1


def test_r16_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    signed_in: Client, person: User
) -> None:
    second = Client()
    sign_in(second, person.email)
    new = "another-good-password-7"
    answer = second.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert answer.status_code == 302
    assert is_in(second)
    assert not is_in(signed_in)


def test_r16_a_session_ended_in_the_list_is_dead(signed_in: Client, person: User) -> None:
    second = Client()
    sign_in(second, person.email)
    assert second.get("/accounts/sessions/").status_code == 200
    second.post("/accounts/sessions/")
    assert not is_in(signed_in)
    assert is_in(second)


def test_r16_sign_out_needs_a_post_and_kills_the_session(signed_in: Client) -> None:
    key = signed_in.session.session_key
    signed_in.get("/accounts/logout/")
    assert is_in(signed_in)
    answer = signed_in.post("/accounts/logout/")
    assert "storage" in answer["Clear-Site-Data"]
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert not is_in(stolen)
    assert AuthEvent.objects.filter(kind=AuthEvent.Kind.SIGNED_OUT).count() == 1


def test_r31_exit_now_kills_the_session_and_leaves_an_empty_page(signed_in: Client) -> None:
    key = signed_in.session.session_key
    assert signed_in.get("/accounts/exit/").status_code == 405
    answer = signed_in.post("/accounts/exit/")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    page = signed_in.get(answer["Location"])
    assert b"asework" not in page.content
    stolen = Client()
    stolen.cookies["sessionid"] = key
    assert not is_in(stolen)


def test_r17_idle_for_half_an_hour_ends_the_session(signed_in: Client) -> None:
    with later(minutes=29):
        assert is_in(signed_in)
    with later(minutes=29 + 29):
        assert is_in(signed_in)
    with later(minutes=29 + 29 + 30):
        answer = signed_in.get(OWN_PAGE, follow=True)
    assert answer.redirect_chain[0][0].startswith("/accounts/login/")
    assert b"30 minutes without use" in answer.content
    assert b"was not saved" not in answer.content


def test_a_form_sent_after_the_session_was_over_says_that_it_was_not_saved(signed_in: Client) -> None:
    with later(minutes=31):
        page = signed_in.post(OWN_PAGE, {"name": "Another"}, follow=True)
    assert b"What you just sent was not saved" in page.content
    quiet = Client().post(OWN_PAGE, {}, headers={"X-Casework-Background": "1"}, follow=True)
    assert b"was not saved" not in quiet.content


def test_r17_administrators_are_signed_out_after_a_quarter_of_an_hour(admin_person: User) -> None:
    client = Client()
    sign_in(client, admin_person.email)
    with later(minutes=14):
        assert is_in(client)
    with later(minutes=14 + 15):
        assert not is_in(client)


def test_r17_no_session_is_older_than_twelve_hours(signed_in: Client) -> None:
    for number in range(1, 12 * 60 // 29 + 1):
        with later(minutes=29 * number):
            assert is_in(signed_in)
    with later(hours=12):
        assert not is_in(signed_in)


def test_r17_autosave_and_polling_keep_nothing_alive(signed_in: Client) -> None:
    for minutes in (10, 20, 29):
        with later(minutes=minutes):
            signed_in.get(OWN_PAGE, HTTP_X_CASEWORK_BACKGROUND="1")
    with later(minutes=31):
        assert not is_in(signed_in)


def test_the_idle_stamp_is_written_at_most_once_a_minute(signed_in: Client) -> None:
    with later(seconds=20), CaptureQueriesContext(connection) as seen:
        signed_in.get(OWN_PAGE)
    assert not [query for query in seen if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_a_session_without_a_beginning_is_over(person: User) -> None:
    client = Client()
    client.force_login(person)
    session = client.session
    del session["casework_signed_in_at"]
    session.save()
    assert not is_in(client)


def test_an_auditor_is_out_when_the_last_day_is_over(db: None) -> None:
    auditor = make_person(Role.AUDITOR, access_ends_on=clock.today() + dt.timedelta(days=1))
    client = Client()
    sign_in(client, auditor.email)
    assert is_in(client)
    with later(days=2):
        assert not User.objects.get(pk=auditor.pk).may_sign_in
        assert not is_in(client)


def test_pages_of_strangers_cost_no_query(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get("/accounts/login/")


@pytest.mark.parametrize(
    ("address", "kept"), [("203.0.113.77", "203.0.113.0"), ("2001:db8:1:2:3::4", "2001:db8:1::")]
)
def test_addresses_are_kept_roughly(person: User, address: str, kept: str) -> None:
    client = Client(REMOTE_ADDR=address)
    sign_in(client, person.email)
    assert UserSession.objects.get().ip == kept
    assert address not in client.get("/accounts/sessions/").content.decode()
