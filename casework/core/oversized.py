"""What an unreadable request is answered with: one that was too large is told so, and the limit."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from casework.core.sizes import size_words


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for 400, and for 413 where a limit was passed; nothing of the request was kept."""
    sentence = _limit_passed(exception)
    context = {"too_large": sentence} if sentence else {}
    return render(request, "400.html", context, status=413 if sentence else 400)


def _limit_passed(exception: Exception) -> str:
    """The limit in words, or nothing where the request was refused for another reason."""
    if isinstance(exception, RequestDataTooBig):
        said = _("What you sent is larger than %(room)s, files not counted: nothing was saved.")
        return said % {"room": size_words(settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0)}
    if isinstance(exception, TooManyFilesSent):
        said = _("You sent more than %(room)s files at once: nothing was saved. Send fewer at a time.")
        return said % {"room": settings.DATA_UPLOAD_MAX_NUMBER_FILES}
    if isinstance(exception, TooManyFieldsSent):
        said = _("You sent a form with more than %(room)s fields: nothing was saved. Choose fewer at a time.")
        return said % {"room": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS}
    return ""
