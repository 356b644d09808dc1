"""Writes docs/ladder.md from the table of the ladder; run it after changing the table."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from casework.ladder.written import as_markdown

PAGE = Path("docs") / "ladder.md"


class Command(BaseCommand):
    """For those who change the program; nobody needs it to run it."""

    help = "Write docs/ladder.md from the transition table."

    def handle(self, *args: Any, **options: Any) -> None:
        (Path(settings.BASE_DIR) / PAGE).write_text(as_markdown(), encoding="utf-8")
        self.stdout.write(f"{PAGE} is written.")
