"""Saving a view of a list, and taking one away: two buttons of a list, no pages of their own."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from casework.core.access import SIGNED_IN, access
from casework.core.saved_views import drop_view, list_address, save_view, tidy_query


@require_POST
@access(SIGNED_IN)
def keep_view(request: HttpRequest) -> HttpResponse:
    """Keep the filters of a list under a name and show the list again."""
    page, query = request.POST.get("page", ""), request.POST.get("query", "")
    try:
        kept = save_view(
            user=request.user, page=page, name=request.POST.get("name", ""), query=query, uid=uuid.uuid4()
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(list_address(page, tidy_query(query)))
    messages.success(request, _("The view “%(name)s” is kept. Nobody else sees it.") % {"name": kept.name})
    return redirect(kept)


@require_POST
@access(SIGNED_IN)
def throw_view(request: HttpRequest, uid: Any) -> HttpResponse:
    """Take one's own view away; somebody else's is answered like one that is gone."""
    gone = drop_view(user=request.user, uid=uid)
    if gone is None:
        raise Http404
    messages.success(request, _("The view “%(name)s” is taken away.") % {"name": gone.name})
    return redirect(list_address(gone.page, ""))
