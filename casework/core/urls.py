"""Addresses of the pages that belong to no room."""

from django.urls import path

from casework.core import endpoints, shortcuts, view_pages

app_name = "core"

urlpatterns = [
    path("dates/read/", endpoints.read_date, name="when"),
    path("help/shortcuts/", shortcuts.shortcuts_page, name="shortcuts"),
    path("drafts/", endpoints.my_drafts, name="drafts"),
    path("drafts/<uuid:uid>/discard/", endpoints.throw_draft, name="draft-discard"),
    path("views/save/", view_pages.keep_view, name="view-save"),
    path("views/<uuid:uid>/drop/", view_pages.throw_view, name="view-drop"),
]
