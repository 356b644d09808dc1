"""The one Django app of the product; its rooms are sub-packages without an AppConfig."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Each loads its reference rows after migrate, through audited code.
REFERENCE_ROOMS = ("places", "incidents", "parties")


class CaseworkConfig(AppConfig):
    """Loads what listens; everything else is found by Django itself."""

    name = "casework"
    label = "casework"
    verbose_name = _("Casework")

    def ready(self) -> None:
        """Connect what must hear signals, and register the system checks: all models are loaded now."""
        from casework import checks, wiring  # noqa: F401

        wiring.connect(self)
        for room in REFERENCE_ROOMS:
            if find_spec(f"casework.{room}") and find_spec(f"casework.{room}.receivers"):
                import_module(f"casework.{room}.receivers")
