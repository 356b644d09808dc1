"""What the frame of every page needs to know. No query here: a page that shows nothing of it pays nothing."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Whether this is a demonstration, and which frame an error page stands in."""
    user: Any = getattr(request, "user", None)
    signed_in = bool(user is not None and user.is_authenticated)
    return {
        "demo": bool(getattr(settings, "CASEWORK_DEMO", False)),
        "frame": "base.html" if signed_in else "solo.html",
        "may_search": signed_in and user.has_right("cases.list"),
        "may_log": signed_in and user.has_right("cases.create"),
        "request_id": getattr(request, "request_id", ""),
    }
