"""Invitations and password links: one address, one role, once, three days."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.test import Client

from accounts import actions
from accounts.models import Invitation, PasswordLink, User
from accounts.roles import Role
from casework.core import clock
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.ledger.models import AuthEvent, LedgerPayload
from tests.accounts.conftest import make_person, sign_in

pytestmark = pytest.mark.django_db
GOOD = "harbour-window-lantern-42"
ANSWER = {"name": "Nadia New", "password": GOOD, "again": GOOD, "time_zone": "Asia/Baghdad"}


def invite(admin: User, **values: Any) -> str:
    """An open invitation; returns its address."""
    named = {"email": "Nadia@Example.org", "role": Role.SUPERVISOR} | values
    _invitation, token = actions.invite_person(actor=admin, **named)
    return f"/accounts/invitation/{token}/"


def test_invited_person_makes_the_account_it_was_made_for(client: Client, administrator: User) -> None:
    where = invite(administrator, language="ar")
    page = client.get(where)
    assert b"nadia@example.org" in page.content
    assert "مشرف" in page.content.decode()
    tampered = ANSWER | {"email": "evil@example.org", "role": "admin"}
    assert client.post(where, tampered)["Location"] == "/accounts/login/"
    user = User.objects.get(email="nadia@example.org")
    assert (user.name, user.role, user.language) == ("Nadia New", Role.SUPERVISOR, "ar")
    assert EmailAddress.objects.filter(user=user, verified=True, primary=True).exists()
    assert "Adam Admin" in user.history.get().history_change_reason
    assert Invitation.objects.get().accepted_by == user
    assert sign_in(client, "nadia@example.org", GOOD).status_code == 302
    kinds = set(AuthEvent.objects.values_list("kind", flat=True))
    assert {"invited", "joined", "signed_in"} <= kinds


def test_an_invitation_works_once(client: Client, administrator: User) -> None:
    where = invite(administrator)
    client.post(where, ANSWER)
    assert client.get(where).status_code == 410
    assert client.post(where, ANSWER | {"name": "Again"}).status_code == 410
    assert User.objects.filter(role=Role.SUPERVISOR).count() == 1


def test_an_invitation_ends_after_three_days(client: Client, administrator: User) -> None:
    where = invite(administrator)
    with clock.travel(clock.now() + dt.timedelta(hours=71)):
        assert client.get(where).status_code == 200
    with clock.travel(clock.now() + dt.timedelta(hours=72, seconds=1)):
        assert client.post(where, ANSWER).status_code == 410
    assert not User.objects.filter(email="nadia@example.org").exists()


def test_an_invitation_ends_after_the_hours_of_the_setting(
    client: Client, administrator: User, settings: Any
) -> None:
    settings.CASEWORK_INVITATION_HOURS = 5
    where = invite(administrator)
    with clock.travel(clock.now() + dt.timedelta(hours=4, minutes=59)):
        assert client.get(where).status_code == 200
    with clock.travel(clock.now() + dt.timedelta(hours=5, seconds=1)):
        assert client.get(where).status_code == 410


def test_a_second_invitation_ends_the_first(client: Client, administrator: User) -> None:
    first = invite(administrator)
    second = invite(administrator, email="nadia@example.org")
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_withdrawn_invitation_is_closed(client: Client, administrator: User) -> None:
    where = invite(administrator)
    actions.withdraw_invitation(Invitation.objects.get(), actor=administrator, reason="Wrong address")
    assert client.get(where).status_code == 410
    with pytest.raises(Refused, match="not open any more"):
        actions.withdraw_invitation(Invitation.objects.get(), actor=administrator)


def test_r19_closed_and_unknown_links_look_alike(client: Client, administrator: User) -> None:
    where = invite(administrator)
    client.post(where, ANSWER)
    answers = {Client().get(path).content for path in (where, f"/accounts/invitation/{'x' * 43}/")}
    assert len({len(content) for content in answers}) == 1


def test_the_token_is_kept_as_a_hash_only(administrator: User) -> None:
    token = invite(administrator).split("/")[-2]
    stored = Invitation.objects.get()
    assert stored.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(Invitation.objects.values()) + str(Invitation.history.values())


def test_guessing_links_is_429(client: Client) -> None:
    codes = [client.get(f"/accounts/invitation/guess-{number}/").status_code for number in range(31)]
    assert (codes[:30], codes[30]) == ([410] * 30, 429)


@pytest.mark.parametrize(
    "password",
    [
        "kurzwort",
        "qwerty123456",
        "nadia@example.org1",
        "123456789012",
        "password1234",
        "ababababababab",
        "!!sunshine2024!!",
    ],
)
def test_weak_passwords_are_refused_beside_the_field(
    client: Client, administrator: User, password: str
) -> None:
    where = invite(administrator)
    answer = client.post(where, ANSWER | {"password": password, "again": password})
    assert answer.status_code == 422
    assert answer.context["form"].errors["password"]
    assert password.encode() not in answer.content
    assert client.get(where).status_code == 200


def test_two_different_passwords_are_refused(client: Client, administrator: User) -> None:
    answer = client.post(invite(administrator), ANSWER | {"again": GOOD + "x"})
    assert answer.context["form"].errors["again"]


def test_only_administrators_invite(supervisor: User) -> None:
    with pytest.raises(Refused):
        invite(supervisor)


def test_nobody_is_invited_twice(administrator: User) -> None:
    make_person(email="there@example.org")
    with pytest.raises(ValidationError):
        invite(administrator, email="THERE@example.org")


def test_an_account_made_in_the_meantime_closes_the_link(client: Client, administrator: User) -> None:
    where = invite(administrator)
    make_person(email="nadia@example.org")
    assert client.post(where, ANSWER).status_code == 410


def test_a_password_link_sets_the_password_once_and_ends_sessions(
    client: Client, administrator: User, person: User
) -> None:
    old = Client()
    sign_in(old, person.email)
    token = actions.make_password_link(person, actor=administrator, reason="Forgotten")
    where = f"/accounts/new-password/{token}/"
    assert person.email.encode() in client.get(where).content
    assert client.post(where, {"password": GOOD, "again": GOOD}).status_code == 302
    assert client.get(where).status_code == 410
    assert old.get("/accounts/").status_code == 302
    assert sign_in(client, person.email, GOOD).status_code == 302
    version = person.history.first()
    assert "link" in version.history_change_reason
    assert not hasattr(version, "password")


def test_a_password_link_of_a_deactivated_person_is_closed(
    client: Client, administrator: User, person: User
) -> None:
    token = actions.make_password_link(person, actor=administrator, reason="Forgotten")
    actions.deactivate_person(person, actor=administrator, reason="Left")
    assert (
        client.post(f"/accounts/new-password/{token}/", {"password": GOOD, "again": GOOD}).status_code == 410
    )
    assert PasswordLink.objects.get().used_at is None


def test_the_hash_of_a_password_is_in_no_history_and_no_ledger(person: User) -> None:
    with audit_context(actor=person):
        person.set_password(GOOD)
        person.save()
    assert person.password not in str(list(User.history.values()))
    assert person.password not in str(list(LedgerPayload.objects.values()))
