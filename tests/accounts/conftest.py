"""What tests of accounts share: people with a verified address, signing in as a person does."""

import time
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.http import HttpResponse
from django.test import Client

from accounts.adapters import MFAAdapter
from accounts.models import User
from accounts.roles import Role
from tests.factories import PASSWORD, make_user

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_person(role: str = Role.INVESTIGATOR, name: str = "", **values: Any) -> User:
    """A person as an invitation leaves them: with a verified, primary address."""
    user = make_user(role, name, **values)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: Any) -> HttpResponse:
    """Post the sign-in form."""
    return client.post("/accounts/login/", {"login": email, "password": password}, **extra)


def give_totp(user: User) -> str:
    """Set up an authenticator app for the person, as the set-up page stores it; returns its secret."""
    data = {"secret": MFAAdapter().encrypt(SECRET)}
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data=data)
    return SECRET


@pytest.fixture
def person(db: None) -> User:
    return make_person(name="Petra Person")


@pytest.fixture
def admin_person(db: None) -> User:
    return make_person(Role.ADMIN, "Adam Admin")


@pytest.fixture
def second_admin(db: None) -> User:
    return make_person(Role.ADMIN, "Berta Admin")


@pytest.fixture
def admin_client(admin_person: User) -> Client:
    """An administrator who has just signed in (so no step-up is asked for)."""
    client = Client()
    assert sign_in(client, admin_person.email).status_code == 302
    return client


@pytest.fixture
def compulsory(settings: Any) -> None:
    """As on a server with real cases."""
    settings.CASEWORK_SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def steady_code() -> None:
    """Wait until a code will not change under the test."""
    if time.time() % 30 > 25:
        time.sleep(30 - time.time() % 30 + 0.1)
