"""The one Django app of the product; its rooms are sub-packages without an AppConfig."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Modules that listen to Django or to a library, or register checks, once all models are loaded.
LISTENERS = (
    "casework.checks",
    "casework.core.receivers",
    "casework.ledger.receivers",
    "casework.incidents.receivers",
    "casework.parties.receivers",
    "casework.places.receivers",
)


class CaseworkConfig(AppConfig):
    """Loads the listeners; everything else is found by Django itself."""

    name = "casework"
    label = "casework"
    verbose_name = _("Casework")

    def ready(self) -> None:
        """Connect what must hear signals."""
        for module in LISTENERS:
            parent = module.rpartition(".")[0]
            if find_spec(parent) and find_spec(module):
                import_module(module)
