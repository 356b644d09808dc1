"""Every view declares who may reach it; a view without a declaration is an error at start.

The declaration is checked by `AccessMiddleware` before the view runs. What a person may see inside is
decided by `visible_to(user)`; what they may do, by the rule of the action.
"""

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.core.verdict import Refused

V = TypeVar("V", bound=Callable[..., Any])


@dataclasses.dataclass(frozen=True)
class Access:
    """Who may reach a view.

    Attributes:
        kind: "open" (no sign-in), "signed_in", "right" (a named right of the global role), or "case"
            (the view fetches its case in scope, and this right is needed in that case).
        name: the right, for the last two.
    """

    kind: str
    name: str = ""


OPEN = Access("open")
SIGNED_IN = Access("signed_in")


def right(name: str) -> Access:
    """Reachable for roles that carry the named right."""
    return Access("right", name)


def case_right(name: str) -> Access:
    """Reachable for whoever sees the case; the view asks `cases.access` for the case and the right."""
    return Access("case", name)


def access(declaration: Access) -> Callable[[V], V]:
    """Declare who may reach a function view."""

    def mark(view: V) -> V:
        view.access = declaration  # type: ignore[attr-defined]
        if declaration.kind == "open":
            view.login_required = False  # type: ignore[attr-defined]
        return view

    return mark


def declared_access(callback: Callable[..., Any]) -> Access | None:
    """Return the declaration of a resolved view, or None."""
    view_class = getattr(callback, "view_class", None)
    return getattr(view_class or callback, "access", None)


class AccessMiddleware:
    """Refuses signed-in people whose role lacks the right a view declares."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raise Refused for a declared right that the person lacks."""
        declaration = declared_access(view)
        if declaration is None or declaration.kind != "right" or not request.user.is_authenticated:
            return
        if not request.user.has_right(declaration.name):
            raise Refused(_("Your role does not include this."))
