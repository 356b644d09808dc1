"""Step-up: some acts ask who you are once more, when the last proof is older than a quarter of an hour.

They are: publish, approve a publication, withdraw, export, reveal an identity, change a role or invite,
deactivate, change a second factor or password, lower a confidentiality level.
"""

import functools
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from accounts.adapters import authenticated_within

V = TypeVar("V", bound=Callable[..., Any])


def step_up(request: HttpRequest) -> HttpResponse | None:
    """Return the way to prove oneself, or None when the last proof is recent.

    A sent form is not kept for later: it would lie in the session table in clear. The person comes back to
    the empty page and is told so.
    """
    if not request.user.is_authenticated or authenticated_within(
        request, settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
    ):
        return None
    if request.method not in ("GET", "HEAD"):
        messages.warning(request, _("Nothing was saved: confirm who you are, then do it once more."))
    methods = get_adapter().get_reauthentication_methods(request.user)
    way = methods[0]["url"] if methods else resolve_url("account_login")
    return HttpResponseRedirect(f"{way}?{urlencode({'next': request.get_full_path()})}")


def recent_authentication_required(view: V) -> V:
    """Decorate a function view (or `dispatch`, by `method_decorator`) whose act needs a recent proof."""

    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return step_up(request) or view(request, *args, **kwargs)

    return wrapped  # type: ignore[return-value]
