"""The page that lists the keyboard shortcuts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from casework.core.access import SIGNED_IN, access


@access(SIGNED_IN)
def shortcuts_page(request: HttpRequest) -> HttpResponse:
    """Every key that does something, and where to switch them off."""
    return render(request, "casework/core/shortcuts.html")
