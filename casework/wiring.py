"""What is connected to what when the program starts: the only place where rooms hear signals.

`core` knows no ledger and the ledger knows no model; both are joined here, above them.
"""

from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import Error
from django.core.management import call_command
from django.db import DatabaseError, models
from django.db.models.signals import post_migrate
from simple_history.signals import post_create_historical_record

from casework.core.history import history_models
from casework.core.records import AppendOnly, appended
from casework.ledger.leaves import on_event, on_version
from casework.ledger.triggers import install_triggers, missing_triggers
from casework.reference import load_after_migrate


def guarded_models() -> list[type[models.Model]]:
    """Every model whose rows are only ever added: histories, events, and the ledger's own tables."""
    events = [
        model
        for model in apps.get_models()
        if issubclass(model, AppendOnly) or model.__module__.startswith("casework.ledger.")
    ]
    return [*history_models(), *events]


def install_all_triggers() -> None:
    """Put the append-only triggers on; a migration that rebuilds a guarded table ends by calling this."""
    install_triggers(guarded_models())


def all_missing_triggers() -> list[str]:
    """The names of the triggers that ought to be there and are not."""
    return missing_triggers(guarded_models())


def check_triggers() -> list[Error]:
    """Report missing triggers: when a server starts, never in `migrate`, which is what puts them on."""
    try:
        names = all_missing_triggers()
    except DatabaseError:
        return [Error("The database cannot be reached.", hint="Check DATABASE_URL.", id="casework.E020")]
    if not names:
        return []
    sentence = f"{len(names)} append-only triggers are missing, first {names[0]}."
    return [Error(sentence, hint="Run manage.py migrate: it puts them on.", id="casework.E021")]


def after_migrate(sender: AppConfig, using: str, **_kwargs: Any) -> None:
    """SQLite drops triggers with each table it rebuilds; the shared cache table is made here too."""
    call_command("createcachetable", database=using, verbosity=0)
    install_all_triggers()


def connect(config: AppConfig) -> None:
    """Called once, when all models are loaded."""
    post_create_historical_record.connect(on_version, dispatch_uid="casework.ledger.on_version")
    appended.connect(on_event, dispatch_uid="casework.ledger.on_event")
    post_migrate.connect(after_migrate, sender=config, dispatch_uid="casework.after_migrate")
    post_migrate.connect(load_after_migrate, sender=config, dispatch_uid="casework.reference")
