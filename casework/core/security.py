"""Answer headers that hold for every response: pages, errors, admin and static files alike."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "fullscreen",
        "geolocation",
        "gyroscope",
        "hid",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "picture-in-picture",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)

SIGN_OUT = "account_logout"

FIXED_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    # Not "no-referrer": browsers then send "Origin: null" with every form, and Django refuses them all.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class SecurityHeadersMiddleware:
    """Stands outermost, so that answers made by other middleware carry the headers too.

    A page seen by a signed-in person must not stay on a seized machine: it is never stored. Only static
    files, which hold nothing of a case, keep the caching that whitenoise gave them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in FIXED_HEADERS.items():
            response.headers.setdefault(name, value)
        # Anonymous answers carry form tokens and sessions begin there: they are not stored either.
        if "public" not in response.headers.get("Cache-Control", ""):
            response.headers["Cache-Control"] = "no-store"
        if request.method == "POST" and _view_name(request) == SIGN_OUT:
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response


def _view_name(request: HttpRequest) -> str:
    """The name of the view that answered; empty where none was found."""
    return request.resolver_match.view_name if request.resolver_match else ""
