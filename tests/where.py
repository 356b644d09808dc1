"""Which worker, in which order, and beside which database a test runs."""

import pytest
from django.test import SimpleTestCase
from xdist.scheduler import LoadScopeScheduling

# The tests of these files share something that costs more than all of them: one worker runs them all.
TOGETHER = ("tests/config/test_migrations.py", "tests/demo/test_load.py")
# Each test of these is long: whichever worker is free takes the next.
LONG = (
    "tests/access/test_matrix.py",
    "tests/journeys/",
    "tests/accounts/test_journey.py",
    "tests/intake/test_journey.py",
    "tests/ui/test_scripts.py",
)
DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
SECOND = "--second-database"


class Spread(LoadScopeScheduling):
    """Hands out file by file, so that what a file builds is built by one worker; long tests one by one.

    The mark xdist_group would do it, were it not ignored without a word by xdist 3.8 under pytest 9.2.
    """

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(LONG) else nodeid.partition("::")[0]


def longest_first(items: list[pytest.Item]) -> None:
    """What takes long begins early, what asks no database fills up the end: no worker is left alone."""
    asking = {item.path for item in items if asks_the_database(item)}
    first = (LONG[0], *TOGETHER, *LONG[1:])

    def place(item: pytest.Item) -> int:
        known = [at for at, start in enumerate(first) if item.nodeid.startswith(start)]
        return known[0] if known else len(first) + (item.path not in asking)

    items.sort(key=place)


def asks_the_database(item: pytest.Item) -> bool:
    """Whether the test touches a database, and is not marked as one that had better be asked `once`."""
    if item.get_closest_marker("once"):
        return False
    if item.get_closest_marker("django_db") or DATABASE & set(getattr(item, "fixturenames", ())):
        return True
    kind = getattr(item, "cls", None)
    return kind is not None and issubclass(kind, SimpleTestCase)


def leave_out_what_asks_none(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Dates, names, templates and sources are the same beside any database: they ran with the first."""
    left_out = [item for item in items if not asks_the_database(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if asks_the_database(item)]
