"""The bytes of an item: originals as attachments, previews as pictures made anew, all recorded first."""

from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse

from casework.core.views import Page
from casework.ledger.actions import record_access
from casework.ledger.models import AccessEvent

from ..names import disposition
from ..previews import MEDIA_TYPE, can_preview, preview_of
from ..ranges import Span, Unsatisfiable, parse_range
from ..store import StoreError, open_original, pieces
from .scope import ItemScope, is_confidential

# Nothing inside a file of evidence may run, load or frame anything, even when a browser is tricked into
# showing it.
GUARD = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
}


def guarded(response: HttpResponseBase) -> HttpResponseBase:
    """Put the guards on."""
    for name, value in GUARD.items():
        response[name] = value
    return response


class ItemBytes(ItemScope, Page):
    """What both answers share: the look is written down before the first byte leaves."""

    action = AccessEvent.Action.VIEW

    def recorded(self) -> bool:
        """Write the access event; False when it could not be written, and then nothing is shown."""
        try:
            record_access(
                actor=self.request.user,
                action=self.action,
                obj=self.item,
                request=self.request,
                is_confidential=is_confidential(self.item),
            )
        except DatabaseError:
            return False
        return True


class ItemFile(ItemBytes):
    """The original, to the byte, always as a download."""

    action = AccessEvent.Action.DOWNLOAD

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        item = self.item
        if not item.has_file or item.size is None:
            raise Http404
        etag = f'"{item.sha256}"'
        asked = request.headers.get("Range", "")
        if request.headers.get("If-Range", etag) != etag:
            asked = ""  # the reader holds a part of something else: send the whole
        try:
            span = parse_range(asked, item.size) or Span(0, item.size, item.size)
            partial = bool(asked) and parse_range(asked, item.size) is not None
        except Unsatisfiable:
            response = guarded(HttpResponse(status=416))
            response["Content-Range"] = f"bytes */{item.size}"
            return response
        if not self.recorded():
            return guarded(HttpResponse(status=503))
        return self.answer(span, partial, etag)

    def answer(self, span: Span, partial: bool, etag: str) -> HttpResponseBase:
        """The bytes of the span, read from the disk as they are sent."""
        try:
            stored = open_original(self.item.sha256)
        except StoreError:
            return guarded(HttpResponse(status=410))
        if self.request.method == "HEAD":
            stored.close()
            response: HttpResponseBase = HttpResponse()
        else:
            response = StreamingHttpResponse(pieces(stored, span.start, span.length))
        response.status_code = 206 if partial else 200
        response["Content-Type"] = "application/octet-stream"
        response["Content-Length"] = str(span.length)
        response["Accept-Ranges"] = "bytes"
        response["ETag"] = etag
        if partial:
            response["Content-Range"] = span.content_range
        response["Content-Disposition"] = disposition(self.item.reference, self.item.original_name)
        return guarded(response)


class ItemPreview(ItemBytes):
    """A picture made anew from the original, without its metadata. No original is ever rendered."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.item.has_file or not can_preview(self.item.media_type):
            raise Http404
        path = preview_of(self.item.sha256)
        if path is None:
            raise Http404
        self.action = AccessEvent.Action.REVEAL if self.item.graphic else AccessEvent.Action.VIEW
        if not self.recorded():
            return guarded(HttpResponse(status=503))
        response = guarded(HttpResponse(path.read_bytes(), content_type=MEDIA_TYPE))
        response["Content-Disposition"] = disposition(self.item.reference, "preview.jpg", kind="inline")
        return response
