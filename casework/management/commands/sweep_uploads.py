"""Removes uploads that never became evidence from the store; run it once a day."""

import datetime as dt
from argparse import ArgumentParser
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.management.base import BaseCommand, CommandError

from casework.evidence.previews import preview_path
from casework.evidence.store import sweep_incoming, sweep_orphans
from casework.intake.receiving import forget_abandoned

DAY = 24 * 3600.0


def named_in_rows(digests: list[str]) -> set[str]:
    """Of these digests, those that any row of any table of ours still names, histories included."""
    found: set[str] = set()
    for model in apps.get_app_config("casework").get_models():
        try:
            model._meta.get_field("sha256")
        except FieldDoesNotExist:
            continue
        rows = model._base_manager.filter(sha256__in=digests).order_by()
        found.update(rows.values_list("sha256", flat=True))
    return found


class Command(BaseCommand):
    """No file that a row names is ever touched, nor one that arrived lately."""

    help = "Remove interrupted uploads, and the files of allegations that were never logged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--days", type=int, default=30, help="keep what is younger than this many days (30)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        days = options["days"]
        if days < 1:
            raise CommandError("Keep at least one day: somebody may be sending a file now.")
        interrupted = sweep_incoming()
        abandoned = forget_abandoned(dt.timedelta(days=days))
        orphans = sweep_orphans(named_in_rows, days * DAY)
        for digest in orphans:
            preview_path(digest).unlink(missing_ok=True)
        self.stdout.write(
            f"{interrupted} interrupted uploads, {abandoned} files of abandoned drafts forgotten, "
            f"{len(orphans)} files without a record removed."
        )
