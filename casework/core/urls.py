"""Addresses of the pages that belong to no room."""

from django.urls import path

from casework.core import endpoints, shortcuts

app_name = "core"

urlpatterns = [
    path("dates/read/", endpoints.read_date, name="when"),
    path("help/shortcuts/", shortcuts.shortcuts_page, name="shortcuts"),
    path("drafts/", endpoints.my_drafts, name="drafts"),
    path("drafts/<uuid:uid>/discard/", endpoints.throw_draft, name="draft-discard"),
]
