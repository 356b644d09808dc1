"""Places in Django admin, for those who keep the lists."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.admin_base import AuditedModelAdmin

from .models import Place


@admin.register(Place)
class PlaceAdmin(AuditedModelAdmin):
    """Search works as on the pages: in either script, in any spelling."""

    fields = (
        "code",
        "name_en",
        "name_ar",
        "aliases",
        "kind",
        "parent",
        "latitude",
        "longitude",
        "precision",
        "source",
        "is_active",
    )
    readonly_fields = ("code",)
    list_display = ("name_en", "name_ar", "kind", "parent", "precision", "is_active")
    list_filter = ("kind", "is_active")
    list_select_related = ("parent",)
    search_fields = ("search_text",)
    autocomplete_fields = ("parent",)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[Any, bool]:
        """Ask the matcher, which knows both scripts."""
        return (Place.objects.matching(search_term, limit=50) if search_term.strip() else queryset), False
