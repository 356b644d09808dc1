"""The few pages that belong to no room: how a date is understood, and what one has not sent yet."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from casework.core.access import SIGNED_IN, access
from casework.core.dates import LONGEST_TEXT, parse
from casework.core.drafts import Draft, discard_draft


@require_safe
@access(SIGNED_IN)
def read_date(request: HttpRequest) -> HttpResponse:
    """Say what is understood of a date in words, while it is typed."""
    typed = request.GET.get("q", "")[: LONGEST_TEXT + 1]
    return JsonResponse(understood(typed) if typed.strip() else {})


def understood(typed: str) -> dict[str, Any]:
    """What a date means in words, or why it means nothing."""
    try:
        when = parse(typed)
    except ValueError as error:
        return {"error": str(error)}
    return {
        "understood": when.words(),
        "note": when.remark(),
        "earliest": when.earliest and when.earliest.isoformat(),
        "latest": when.latest and when.latest.isoformat(),
        "precision": when.precision,
    }


@require_safe
@access(SIGNED_IN)
def my_drafts(request: HttpRequest) -> HttpResponse:
    """What this person has begun and not sent."""
    return render(request, "casework/core/drafts.html", {"drafts": Draft.objects.of_owner(request.user)})


@require_POST
@access(SIGNED_IN)
def throw_draft(request: HttpRequest, uid: Any) -> HttpResponse:
    """Throw one's own draft away; somebody else's is answered like one that is gone."""
    if not discard_draft(user=request.user, uid=uid):
        raise Http404
    messages.success(request, _("The draft is discarded."))
    return redirect("core:drafts")
