"""The list of parties in Django admin: add and deactivate, never delete. No case content."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import AuditedModelAdmin

from .models import Party


@admin.register(Party)
class PartyAdmin(AuditedModelAdmin):
    """Forces, groups and authorities; where they are alleged is not shown here."""

    list_display = ("code", "name_en", "name_ar", "kind", "is_active")
    list_filter = ("is_active", "kind")
    search_fields = ("search_text",)
    autocomplete_fields = ("parent",)
    list_select_related = ("parent",)
    fields = (
        "code",
        "name_en",
        "name_ar",
        "short_name",
        "aliases",
        "kind",
        "parent",
        "description",
        "active_from",
        "active_to",
        "source",
        "is_active",
    )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Old records point at the code: it is written once."""
        return ("code",) if obj else ()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[Any, bool]:
        """Ask the matcher, which knows both scripts."""
        typed = search_term.replace("\x00", "").strip()[:200]
        return (queryset.matching(typed, limit=50) if typed else queryset), False  # type: ignore[attr-defined]
