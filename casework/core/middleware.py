"""Opens the audit context of a web request."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from casework.core.context import ADMIN, WEB, audit_context


class AuditMiddleware:
    """Names the signed-in person as the actor of all that a request writes.

    The user stays lazy: pages that write nothing and ask nothing cost no session query. The context ends
    before a streaming body is produced, so access events are written before the response is returned.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        actor = SimpleLazyObject(lambda: request.user)
        channel = ADMIN if request.path.startswith("/admin/") else WEB
        with audit_context(actor=actor, channel=channel, request_id=request.request_id) as context:  # type: ignore[attr-defined]
            request.txn_id = context.txn_id  # type: ignore[attr-defined]
            response = self.get_response(request)
        response["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        return response
