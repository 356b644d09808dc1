"""The one Django app of the product; its rooms are sub-packages without an AppConfig."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CaseworkConfig(AppConfig):
    """Loads what listens; everything else is found by Django itself."""

    name = "casework"
    label = "casework"
    verbose_name = _("Casework")

    def ready(self) -> None:
        """Connect what must hear signals, and register the system checks: all models are loaded now."""
        from casework import checks, library_routes, wiring  # noqa: F401

        wiring.connect(self)
