"""Which worker, and which database, a test runs on."""

import pytest
from django.test import SimpleTestCase
from xdist.scheduler import LoadScopeScheduling

# The tests of these files share something that costs more than all of them: one worker runs them all.
TOGETHER = ("tests/demo/test_load.py", "tests/config/test_migrations.py")
DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}
SECOND = "--second-database"


class Spread(LoadScopeScheduling):
    """Hands tests out one by one, those of a file in TOGETHER as one.

    The mark xdist_group would do it, were it not ignored without a word by xdist 3.8 under pytest 9.2.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid


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
