"""Who may reach the views that libraries bring: a reviewed table, one line an address.

Our own views declare their access themselves. A library view that is not listed here is an error at
start, so that an update of a library cannot open a door in silence; nothing is allowed by prefix.
"""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.urls import URLPattern, URLResolver, get_resolver

from casework.core.access import OPEN, SIGNED_IN, Access, declared_access, right

ADMIN = right("admin.site")

LIBRARY_ROUTES: dict[str, Access] = {
    "language/": OPEN,
    "accounts/login/": OPEN,
    "accounts/logout/": SIGNED_IN,
    "accounts/inactive/": OPEN,
    "accounts/signup/": OPEN,
    "accounts/reauthenticate/": SIGNED_IN,
    "accounts/email/": SIGNED_IN,
    "accounts/confirm-email/": OPEN,
    "accounts/password/change/": SIGNED_IN,
    "accounts/password/set/": SIGNED_IN,
    "accounts/password/reset/": OPEN,
    "accounts/login/code/confirm/": OPEN,
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": OPEN,
    "accounts/password/reset/key/done/": OPEN,
    r"accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": OPEN,
    "accounts/password/reset/done/": OPEN,
    "accounts/2fa/": SIGNED_IN,
    "accounts/2fa/authenticate/": OPEN,
    "accounts/2fa/reauthenticate/": SIGNED_IN,
    "accounts/2fa/totp/activate/": SIGNED_IN,
    "accounts/2fa/totp/deactivate/": SIGNED_IN,
    "accounts/2fa/recovery-codes/": SIGNED_IN,
    "accounts/2fa/recovery-codes/generate/": SIGNED_IN,
    "accounts/2fa/recovery-codes/download/": SIGNED_IN,
    "accounts/2fa/webauthn/": SIGNED_IN,
    "accounts/2fa/webauthn/add/": SIGNED_IN,
    "accounts/2fa/webauthn/reauthenticate/": SIGNED_IN,
    "accounts/2fa/webauthn/keys/<int:pk>/remove/": SIGNED_IN,
    "accounts/2fa/webauthn/keys/<int:pk>/edit/": SIGNED_IN,
    "accounts/2fa/webauthn/login/": OPEN,
    "accounts/sessions/": SIGNED_IN,
    "admin/": ADMIN,
    "admin/login/": OPEN,
    "admin/logout/": SIGNED_IN,
    "admin/password_change/": ADMIN,
    "admin/password_change/done/": ADMIN,
    "admin/autocomplete/": ADMIN,
    "admin/jsi18n/": ADMIN,
    r"admin/(?P<url>.*)$": ADMIN,
}

# The admin's pages over one model; the lists that may be looked after there are named in full.
ADMIN_MODELS = (
    "accounts/user",
    "accounts/invitation",
)
ADMIN_PAGES = (
    "",
    "add/",
    "<path:object_id>/change/",
    "<path:object_id>/history/",
    "<path:object_id>/delete/",
    "<path:object_id>/",
)
LIBRARY_ROUTES |= {f"admin/{model}/{page}": ADMIN for model in ADMIN_MODELS for page in ADMIN_PAGES}


def all_routes(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield every address of the project with its pattern."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from all_routes(pattern.url_patterns, route)
        else:
            yield route, pattern


def access_of(route: str, callback: Any) -> Access | None:
    """Return who may reach a view: its own declaration, else the line of the table above."""
    return declared_access(callback) or LIBRARY_ROUTES.get(route)


@register(Tags.security)
def check_every_view_declares_access(**_kwargs: Any) -> list[CheckMessage]:
    """Deny first: a view that nobody declared is not served."""
    return [
        Error(
            f"The view at {route!r} declares no access.",
            hint="Set `access` on the class or use @access(…); a library's view goes into this table.",
            id="casework.E030",
        )
        for route, pattern in all_routes()
        if access_of(route, pattern.callback) is None
    ]
