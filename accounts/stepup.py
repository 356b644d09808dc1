"""Step-up: some acts ask who you are once more, when the last proof is older than a quarter of an hour.

They are: publish, approve a publication, withdraw, export, reveal an identity, change a role or invite,
deactivate, change a second factor or password, lower a confidentiality level. The acts of the rooms ask by
`casework.core.proof.want_proof`; ProofMiddleware answers them.
"""

import json
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import resolve_url
from django.utils.translation import gettext as _

from accounts import cipher
from accounts.adapters import authenticated_within
from casework.core import clock

KEPT = "casework_kept_form"
MOST_KEPT = 200_000


def is_proven(request: HttpRequest) -> bool:
    """Whether this session has shown lately who sits there."""
    return authenticated_within(request, settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)


def step_up(request: HttpRequest) -> HttpResponse | None:
    """Return the way to prove oneself, or None when the last proof is recent.

    A form sent to the admin is not kept: the person comes back to the page as it was and is told so.
    """
    if not request.user.is_authenticated or is_proven(request):
        return None
    if request.method not in ("GET", "HEAD"):
        messages.warning(request, _("Nothing was saved: confirm who you are, then do it once more."))
    return way_to_prove(request)


def way_to_prove(request: HttpRequest) -> HttpResponse:
    """To the page that asks who one is, and from there back to this address."""
    methods = get_adapter().get_reauthentication_methods(request.user)
    way = methods[0]["url"] if methods else resolve_url("account_login")
    return HttpResponseRedirect(f"{way}?{urlencode({'next': request.get_full_path()})}")


def keep_form(request: HttpRequest) -> None:
    """Keep what was typed until the person is back: sealed, because sessions lie in the database."""
    typed = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    sealed = cipher.encrypt(json.dumps({"at": clock.now().timestamp(), "typed": typed}))
    if len(sealed) <= MOST_KEPT:
        request.session[KEPT] = {"path": request.path, "sealed": sealed}


def find_kept_form(request: HttpRequest) -> QueryDict | None:
    """What was kept for this address, for as long as a proof lasts; it counts once the proof is there."""
    waiting = request.session.get(KEPT)
    if waiting is None or waiting["path"] != request.path or not is_proven(request):
        return None
    kept = json.loads(cipher.decrypt(waiting["sealed"]))
    if clock.now().timestamp() - kept["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return None
    found = QueryDict(mutable=True)
    for name, values in kept["typed"].items():
        found.setlist(name, values)
    return found


def ask_and_keep(request: HttpRequest) -> HttpResponse:
    """Ask who the person is; what they typed stands in the form again afterwards."""
    if request.method == "POST":
        keep_form(request)
        messages.warning(request, _("Nothing was saved yet. Confirm who you are: what you typed is kept."))
    return way_to_prove(request)


def forget_kept_form(request: HttpRequest) -> None:
    """The form of this address went through: what was kept of it is not needed any more."""
    if request.session.get(KEPT, {}).get("path") == request.path:
        del request.session[KEPT]
