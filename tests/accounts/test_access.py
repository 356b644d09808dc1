"""Every address of accounts and admin, for every kind of visitor (R1, R2): a stranger never gets a page."""

import re
from collections.abc import Iterator

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from casework.core.access import Access
from casework.library_routes import access_of, all_routes
from tests.accounts.conftest import make_person

pytestmark = pytest.mark.django_db
REFUSED = {302, 403, 404, 405, 410}
# Addresses written as regular expressions; a new one must be added here.
EXAMPLES = {
    r"accounts/^(?:email|confirm-email|password/set|inactive)/": "accounts/email/",
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": "accounts/confirm-email/abc/",
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "accounts/password/reset/key/1-x/",  # noqa: E501
    r"admin/^(?P<app_label>accounts|casework)/$": "admin/accounts/",
    r"admin/(?P<url>.*)$": "admin/nothing/here",
}


def addresses(start: str, person: User) -> Iterator[tuple[str, Access]]:
    """Concrete paths of the routes below `start`, each with its declared access."""
    values = {
        "pk": "1",
        "object_id": str(person.pk),
        "act": "deactivate",
        "token": "x" * 43,
        "app_label": "accounts",
    }
    for route, pattern in all_routes():
        if not route.startswith(start):
            continue
        path = EXAMPLES.get(route) or re.sub(r"<(?:\w+:)?(\w+)>", lambda match: values[match[1]], route)
        declared = access_of(route, pattern.callback)
        assert declared is not None, route
        yield f"/{path}", declared


@pytest.fixture
def other(db: None) -> User:
    return make_person(name="Olga Other")


@pytest.mark.parametrize("method", ["get", "post", "put"])
def test_no_address_breaks_for_anybody(other: User, method: str) -> None:
    for role in (None, Role.INVESTIGATOR, Role.ADMIN):
        visitor = make_person(role) if role else None
        client = Client(raise_request_exception=False)
        for start in ("admin/", "accounts/"):
            for path, _declared in addresses(start, other):
                if visitor is not None and not getattr(client.cookies.get("sessionid"), "value", ""):
                    client.force_login(User.objects.get(pk=visitor.pk))
                assert getattr(client, method)(path).status_code < 500, (role, method, path)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", [Role.INVESTIGATOR, Role.SUPERVISOR, Role.AUDITOR, "deactivated", None])
def test_the_administration_is_closed_to_all_others(other: User, method: str, role: str | None) -> None:
    client = Client()
    if role == "deactivated":
        client.force_login(make_person(Role.ADMIN, is_active=False))
    elif role:
        client.force_login(make_person(role))
    for path, declared in addresses("admin/", other):
        if declared.kind == "open" or path.startswith("/admin/logout"):
            continue
        wanted = {403} if role in Role.values else {302}
        assert getattr(client, method)(path).status_code in wanted, path
    other.refresh_from_db()
    assert other.is_active


def test_strangers_reach_only_what_is_open(client: Client, other: User) -> None:
    for path, declared in addresses("accounts/", other):
        answer = client.get(path)
        if declared.kind != "open":
            assert answer.status_code in REFUSED, path
            if answer.status_code == 302:
                assert answer["Location"] == "/" or "/accounts/login/" in answer["Location"], path


def test_no_get_ends_a_session_or_changes_a_person(other: User) -> None:
    admin = make_person(Role.ADMIN)
    client = Client()
    client.force_login(admin)
    before = User.history.count()
    for start in ("admin/", "accounts/"):
        for path, _declared in addresses(start, other):
            client.get(path)
    assert client.get("/accounts/").status_code == 200
    assert User.history.count() == before
