"""Reference lists in Django admin: each room adds its own line. No case content belongs here."""

from casework.incidents import admin as incidents_admin  # noqa: F401
from casework.parties import admin as parties_admin  # noqa: F401
from casework.places import admin as places_admin  # noqa: F401
