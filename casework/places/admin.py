"""Places in Django admin, for those who keep the lists."""

from django.contrib import admin

from accounts.admin_base import NamedAdmin

from .models import Place


@admin.register(Place)
class PlaceAdmin(NamedAdmin):
    """The gazetteer; a code comes with the system and is never typed."""

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
