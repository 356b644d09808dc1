"""/healthz: answers whether the program may be used. Says nothing of its content to anybody."""

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from casework.core.access import OPEN, access
from casework.wiring import all_missing_triggers


@access(OPEN)
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the database answers and guards its histories, else 503: a proxy or a supervisor asks."""
    try:
        missing = all_missing_triggers()
    except DatabaseError:
        return HttpResponse("database unavailable\n", content_type="text/plain", status=503)
    if missing:
        return HttpResponse("append-only triggers missing\n", content_type="text/plain", status=503)
    return HttpResponse("ok\n", content_type="text/plain")
