"""The page of the documentation says what the table says."""

from pathlib import Path

from casework.ladder.guards import GUARDS
from casework.ladder.table import TRANSITIONS
from casework.ladder.written import as_markdown

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ladder.md"


def test_page_when_compared_with_the_table_then_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == as_markdown(), "run manage.py write_ladder_page"


def test_page_when_read_then_every_move_and_guard_is_told() -> None:
    page = as_markdown()
    for row in TRANSITIONS:
        assert f"### {row.act}" in page
    for guard in GUARDS.values():
        assert str(guard.words) in page and str(guard.lack) in page
