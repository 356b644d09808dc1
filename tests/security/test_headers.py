"""Strict headers on every answer: pages, errors, admin, static files (goals R27, R29)."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path

from accounts.models import User
from casework.core.access import OPEN, access
from config.urls import urlpatterns as real_urls


@access(OPEN)
def broken(request: HttpRequest) -> HttpResponse:
    """A view with a fault, for the page of server errors."""
    raise RuntimeError("on purpose")


urlpatterns = [*real_urls, path("broken-on-purpose/", broken)]

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def assert_strict(response: HttpResponse, where: str) -> None:
    """Every header of the house, with its full value."""
    policy = {part.strip() for part in response.headers["Content-Security-Policy"].split(";")}
    assert policy == POLICY, where
    assert response.headers["X-Content-Type-Options"] == "nosniff", where
    assert response.headers["X-Frame-Options"] == "DENY", where
    assert response.headers["Referrer-Policy"] == "same-origin", where
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin", where
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin", where
    assert "geolocation=()" in response.headers["Permissions-Policy"], where


def plain_addresses(patterns: list[URLPattern | URLResolver], before: str = "/") -> Iterator[str]:
    """Every address of the site that needs no argument."""
    for pattern in patterns:
        route = str(pattern.pattern)
        if "<" in route or "(" in route:
            continue
        if isinstance(pattern, URLResolver):
            yield from plain_addresses(pattern.url_patterns, before + route)
        else:
            yield before + route.replace("$", "").replace("^", "")


PUBLIC = "/findings/"
"""The public site has headers of its own: tests/publication."""
ADDRESSES = sorted(
    (
        address
        for address in set(plain_addresses(get_resolver().url_patterns))
        if not address.startswith(PUBLIC)
    ),
    key=lambda address: "logout" in address,
)
"""Signing out comes last: what follows it would be asked as nobody."""
FOR_ALL = {"/robots.txt"}
"""The same for everybody, and of no case."""


def as_nobody_and_roles(people: list[User | None]) -> Iterator[Client]:
    """One client for each, signed in where there is somebody."""
    for person in people:
        client = Client(raise_request_exception=False)
        if person:
            client.force_login(person)
        yield client


def test_headers_when_any_plain_address_is_asked_then_strict(supervisor: User, administrator: User) -> None:
    assert len(ADDRESSES) > 10
    for client in as_nobody_and_roles([None, supervisor, administrator]):
        for address in ADDRESSES:
            for ask in (client.get, client.post):
                response = ask(address)
                assert_strict(response, address)


def test_pages_when_signed_in_then_never_stored(supervisor: User, client: Client) -> None:
    client.force_login(supervisor)
    client.raise_request_exception = False
    for address in ADDRESSES:
        if address not in FOR_ALL:
            assert client.get(address).headers["Cache-Control"] == "no-store", address


@pytest.mark.urls(__name__)
def test_headers_when_errors_are_answered_then_strict(db: None) -> None:
    client = Client(raise_request_exception=False)
    for address, status in (("/no-such-page/", 404), ("/broken-on-purpose/", 500)):
        response = client.get(address)
        assert response.status_code == status
        assert_strict(response, address)
    refused = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"})
    assert refused.status_code == 403
    assert_strict(refused, "csrf")


def test_headers_when_static_file_then_strict_and_cached(db: None) -> None:
    with override_settings(WHITENOISE_USE_FINDERS=True, WHITENOISE_AUTOREFRESH=True):
        response = Client().get(f"{settings.STATIC_URL}css/tokens.css")
    assert response.status_code == 200
    assert_strict(response, "static")
    assert "no-store" not in response.headers["Cache-Control"]


def test_sign_out_then_the_browser_is_told_to_forget(supervisor: User, client: Client) -> None:
    client.force_login(supervisor)
    response = client.post("/accounts/logout/")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_policy_then_above_static_files() -> None:
    order = settings.MIDDLEWARE
    static = order.index("whitenoise.middleware.WhiteNoiseMiddleware")
    assert order.index("csp.middleware.CSPMiddleware") < static
    assert order.index("casework.core.security.SecurityHeadersMiddleware") < static
