"""The list of parties in Django admin: add and deactivate, never delete. No case content."""

from django.contrib import admin

from accounts.admin_base import NamedAdmin, ReferenceAdmin

from .models import Party


@admin.register(Party)
class PartyAdmin(NamedAdmin, ReferenceAdmin):
    """Forces, groups and authorities; where they are alleged is not shown here."""

    list_display = ("code", "name_en", "name_ar", "kind", "is_active")
    list_filter = ("is_active", "kind")
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
