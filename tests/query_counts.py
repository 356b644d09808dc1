"""How many statements each list and detail page makes: a baseline that is changed on purpose only.

A page is opened with few rows and with many; both must make the same number, the one in query_counts.json.
To take over new numbers: `CASEWORK_WRITE_COUNTS=1 python -m pytest tests/desk/test_query_counts.py`.
"""

import json
import os
from pathlib import Path
from unittest.mock import patch

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.core import clock, kept, lists, remember

BASELINE = Path(__file__).with_name("query_counts.json")
MOST = 20


def statements(client: Client, address: str, *, anew: bool = False) -> int:
    """Statements of one GET, after a first one that fills caches of code and templates.

    Both are of one moment: answers are kept for a minute at most, and it might turn between them. Filters are
    offered however few the rows are, so that a short list asks for all that a long one does.

    Args:
        anew: forget between them what was counted and kept, as if the process had just started.
    """
    with clock.travel(clock.now()), patch.object(lists, "HANDFUL", 0):
        client.get(address)
        if anew:
            remember.forget()
            kept.forget_all()
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return len(captured.captured_queries)


def baseline() -> dict[str, int]:
    """The reviewed numbers."""
    return json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}


def check(name: str, number: int) -> None:
    """Compare with the reviewed number, or write it down when asked to."""
    known = baseline()
    if os.environ.get("CASEWORK_WRITE_COUNTS"):
        known[name] = number
        BASELINE.write_text(json.dumps(known, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        return
    assert name in known, f"{name} makes {number} statements and stands in no baseline"
    assert number <= known[name], f"{name} makes {number} statements instead of {known[name]}"
