"""Reference lists in Django admin: each room adds its own line. No case content belongs here."""
