"""Reference lists of this room in Django admin: add and deactivate, never delete. No case content."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from accounts.admin_base import ReferenceAdmin

from .models import LegalProvision, ViolationType


@admin.register(ViolationType)
class ViolationTypeAdmin(ReferenceAdmin):
    """Acts that can be alleged."""

    list_display = ("code", "name_en", "name_ar", "reviewed", "is_active")
    list_filter = ("is_active", "reviewed", ("parent", admin.RelatedOnlyFieldListFilter))
    search_fields = ("code", "name_en", "name_ar")
    fields = (
        "code",
        "parent",
        "name_en",
        "name_ar",
        "ihl",
        "icl",
        "ihrl",
        "huridocs_code",
        "reviewed",
        "is_active",
    )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only groups can hold an entry."""
        if db_field.name == "parent":
            kwargs["queryset"] = ViolationType.objects.filter(parent__isnull=True)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(LegalProvision)
class LegalProvisionAdmin(ReferenceAdmin):
    """Articles and rules that an act may fall under."""

    list_display = ("code", "instrument", "article", "title_en", "applies_to", "is_active")
    list_filter = ("is_active", "applies_to", "instrument")
    search_fields = ("code", "instrument", "article", "title_en", "title_ar")
    fields = ("code", "instrument", "article", "title_en", "title_ar", "applies_to", "is_active")
