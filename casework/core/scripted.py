"""Answers to forms that a script sent (uploads with a progress bar).

A script cannot see a redirect: it would fetch the page behind it, and the notices of that page would be
used up unseen. So it is told the address instead, and opens it the way a person would.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse


class ScriptedRedirectMiddleware:
    """Turns a redirect into its address when the header `X-Sent-By: script` asks for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.headers.get("X-Sent-By") != "script" or response.status_code not in (301, 302, 303):
            return response
        answer = JsonResponse({"location": response["Location"]})
        answer.cookies = response.cookies
        return answer
