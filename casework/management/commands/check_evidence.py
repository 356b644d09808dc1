"""Hashes stored files again, the longest neglected first; run it every night."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casework.core.context import system_actor
from casework.evidence.actions import check_integrity
from casework.evidence.choices import IntegrityOutcome
from casework.evidence.queries import due_for_check
from casework.evidence.store import StoreError

UNREADABLE = "unreadable"


class Command(BaseCommand):
    """Says counts only: what is wrong with which item stands on its page and in the inboxes of those who may
    see it. Ends with an error when a file is altered, missing or cannot be read."""

    help = "Hash stored evidence files again and record whether they are intact."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=1000, help="files at most in this run (1000)")
        parser.add_argument(
            "--older-than-days",
            type=int,
            default=7,
            help="only files that were not checked for this many days (7)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["limit"] < 1 or options["older_than_days"] < 0:
            raise CommandError("The limit is 1 or more, the days are 0 or more.")
        actor = system_actor("integrity")
        due = due_for_check(options["older_than_days"])
        outcomes: Counter[str] = Counter()
        for item in list(due[: options["limit"]]):
            try:
                check = check_integrity(actor=actor, item=item)
            except StoreError:
                outcomes[UNREADABLE] += 1
            else:
                outcomes[check.outcome if check else ""] += 1
        self.say(outcomes, due.count())

    def say(self, outcomes: Counter[str], still_due: int) -> None:
        """Counts, and an error where one of them is bad."""
        intact, altered, missing = (outcomes[outcome] for outcome in IntegrityOutcome)
        self.stdout.write(
            f"{outcomes.total()} files checked: {intact} intact, {altered} altered, {missing} missing, "
            f"{outcomes[UNREADABLE]} not readable. {still_due} still due."
        )
        if altered or missing or outcomes[UNREADABLE]:
            raise CommandError("Not every file is intact. See the items marked in Evidence.")
