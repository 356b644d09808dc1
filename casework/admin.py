"""Reference lists in Django admin: each room adds its own line. No case content belongs here."""

from casework.places import admin as places_admin  # noqa: F401
