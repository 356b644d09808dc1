"""The console: the first administrator, and the lost second factor of the only one (R26)."""

import io

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver

from accounts.models import FactorReset, User
from accounts.roles import Role
from casework.ledger.models import AuthEvent
from tests.accounts.conftest import give_totp, make_person, sign_in

pytestmark = pytest.mark.django_db
GOOD = "harbour-window-lantern-42"


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASEWORK_ADMIN_PASSWORD", GOOD)


def test_create_admin_makes_somebody_who_can_sign_in(client: Client) -> None:
    call_command("create_admin", "First@Example.org", name="Fida First", stdout=io.StringIO())
    user = User.objects.get()
    assert (user.email, user.role, user.is_staff, user.is_superuser) == (
        "first@example.org",
        Role.ADMIN,
        True,
        False,
    )
    assert EmailAddress.objects.get().verified
    version = user.history.get()
    assert (version.actor_label, version.channel) == ("system:create_admin", "command")
    assert sign_in(client, user.email, GOOD).status_code == 302


@pytest.mark.parametrize(("email", "password"), [("first@example.org", "short"), ("not an address", GOOD)])
def test_create_admin_refuses_in_words(monkeypatch: pytest.MonkeyPatch, email: str, password: str) -> None:
    monkeypatch.setenv("CASEWORK_ADMIN_PASSWORD", password)
    with pytest.raises(CommandError):
        call_command("create_admin", email)
    assert not User.objects.exists()


def test_create_admin_does_not_take_over_an_account(person: User) -> None:
    with pytest.raises(CommandError):
        call_command("create_admin", person.email.upper())
    person.refresh_from_db()
    assert person.role == Role.INVESTIGATOR


def test_createsuperuser_points_to_create_admin() -> None:
    with pytest.raises(CommandError, match="create_admin"):
        call_command("createsuperuser")


def test_reset_second_factor_of_the_only_administrator(admin_person: User) -> None:
    give_totp(admin_person)
    session = Client()
    session.force_login(admin_person)
    call_command("reset_second_factor", admin_person.email, reason="Phone lost", stdout=io.StringIO())
    assert not Authenticator.objects.exists()
    assert session.get("/accounts/").status_code == 302
    reset = FactorReset.objects.get()
    assert (reset.why, reset.decision, reset.asked_by) == ("Phone lost", "done", None)
    assert reset.history.get().actor_label == "system:reset_second_factor"
    assert AuthEvent.objects.filter(kind=AuthEvent.Kind.RESET_DONE, user_uid=admin_person.uid).exists()


def test_reset_second_factor_is_refused_where_two_administrators_can_decide(
    admin_person: User, second_admin: User
) -> None:
    give_totp(admin_person)
    with pytest.raises(CommandError, match="more than one administrator"):
        call_command("reset_second_factor", admin_person.email, reason="Phone lost")
    assert Authenticator.objects.exists()


def test_reset_second_factor_needs_a_person_and_a_reason() -> None:
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody@example.org", reason="x")
    make_person(email="there@example.org")
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "there@example.org", reason="")


def test_r26_no_address_makes_an_administrator() -> None:
    names = {str(name) for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not [name for name in names if "setup" in name or "install" in name or "create_admin" in name]
