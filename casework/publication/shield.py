"""Keeps the public site apart from the office: no cookie comes in, none goes out, answers may be kept.

A reader who is signed in at the office in the same browser is nobody here: without the cookie no later
middleware finds a session, so a public request asks the database for public rows alone.
"""

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import get_conditional_response, set_response_etag

PREFIX: Final = "/findings/"
#: Addresses that name their language; the others answer in the one the browser asks for.
IN_ONE_LANGUAGE: Final = (f"{PREFIX}en/", f"{PREFIX}ar/")
POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
}
#: A withdrawn finding is gone from every cache after this.
SECONDS: Final = 60


class PublicSiteMiddleware:
    """Stands before everything that knows people: sessions, sign-in, languages of users."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.COOKIES = {}
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        for name, value in HEADERS.items():
            response.headers[name] = value
        return self.kept(request, response)

    def kept(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Say how long an answer may be kept, and answer "not changed" where it is not."""
        named = request.path_info.startswith(IN_ONE_LANGUAGE)
        response.headers["Vary"] = "Accept-Encoding" if named else "Accept-Encoding, Accept-Language"
        response.headers["Cache-Control"] = f"public, max-age={SECONDS}, must-revalidate"
        if response.status_code == 200:
            response.headers.setdefault("X-Robots-Tag", "all")
        if response.status_code != 200 or response.streaming or request.method not in ("GET", "HEAD"):
            return response
        set_response_etag(response)
        answer: Any = get_conditional_response(request, etag=response.headers.get("ETag"), response=response)
        if isinstance(answer, HttpResponseNotModified):
            for name in (*HEADERS, "Vary", "Cache-Control"):
                answer.headers[name] = response.headers[name]
        return answer
