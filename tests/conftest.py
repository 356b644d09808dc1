"""What every test stands on: no network, a folder of evidence of its own, triggers that stay in force."""

import copy
import gc
import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.db.backends.signals import connection_created
from django.test import TransactionTestCase, override_settings
from django.utils import translation
from hypothesis import settings as hypothesis_settings

from accounts.models import User
from accounts.roles import Role
from casework.ledger import since
from config.translations import compile_all
from tests import pristine, remembered, write_watch
from tests.access.world import World, build_world
from tests.factories import make_user
from tests.where import SECOND, Spread, leave_out_what_asks_none, longest_first

# Playwright runs an event loop in the thread of the test; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

hypothesis_settings.register_profile("suite", max_examples=50, deadline=None)
hypothesis_settings.register_profile("soak", max_examples=500, deadline=None)

_connect = socket.socket.connect


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--soak` adds the long runs and multiplies the examples; not everything is asked twice."""
    parser.addoption("--soak", action="store_true", help="run the long tests too")
    parser.addoption(SECOND, action="store_true", help="only what a database may answer differently")


def pytest_configure(config: pytest.Config) -> None:
    """Few examples in the suite, many in a soak; translations compiled; all writes watched."""
    hypothesis_settings.load_profile("soak" if config.getoption("--soak") else "suite")
    compile_all()
    write_watch.install()
    remembered.install()
    connection_created.connect(_quick_sqlite, dispatch_uid="tests.quick_sqlite")
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What fixtures of the test write is watched too."""
    write_watch.begin()
    remembered.begin()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A passing test that changed an audited row without a version fails (audit.md §1, trap 1)."""
    result = yield
    write_watch.end(item.nodeid)
    return result


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long tests are named as skipped, so that nobody believes they ran."""
    if config.getoption(SECOND):
        leave_out_what_asks_none(config, items)
    longest_first(items)
    if config.getoption("--soak"):
        return
    for item in items:
        if item.get_closest_marker("soak"):
            item.add_marker(pytest.mark.skip(reason="long: make soak"))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Spread:
    """Two workers share the tests (tests/where.py)."""
    return Spread(config, log)


class NetworkRefused(AssertionError):
    """A test tried to reach another machine."""


def _loopback_only(self: socket.socket, address: Any) -> None:
    """Refuse every connection that leaves this machine: nothing in the product may need one."""
    if self.family in (socket.AF_INET, socket.AF_INET6):
        host = str(address[0])
        if host not in {"localhost", "::1"} and not host.startswith("127."):
            raise NetworkRefused(f"A connection to {host} was refused.")
    _connect(self, address)


def _quick_sqlite(connection: Any, **_kwargs: Any) -> None:
    """Tests need no durability: nothing here has to survive the loss of power."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA temp_store=MEMORY")


def _put_back(_self: TransactionTestCase) -> None:
    """Instead of Django's flush, which the append-only triggers refuse, as they should."""
    pristine.put_back()
    remembered.as_new()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Remember the new database, so that tests that commit can leave it as they found it."""
    with django_db_blocker.unblock():
        pristine.keep()
    remembered.as_new()


@pytest.fixture(autouse=True, scope="session")
def _house_rules_of_tests() -> Iterator[None]:
    """No network; a test that commits leaves nothing behind."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _loopback_only)
        patch.setattr(TransactionTestCase, "_fixture_teardown", _put_back)
        # What is put back keeps its low numbers, while PostgreSQL goes on counting from test to test.
        patch.setattr(since, "LOOK_BACK", 1_000_000)
        remembered.begin()
        yield


@pytest.fixture(autouse=True)
def _no_language_of_another_test() -> Iterator[None]:
    """A page or a command leaves its language in the thread; the next test begins without one."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def evidence_root(tmp_path: Path, settings: Any) -> Path:
    """A store of its own for each test."""
    settings.CASEWORK_EVIDENCE_ROOT = tmp_path / "evidence"
    return settings.CASEWORK_EVIDENCE_ROOT


@pytest.fixture(autouse=True)
def _clean_cache() -> Iterator[None]:
    """Throttles count in the cache: no test inherits the tries of another."""
    cache.clear()
    yield


@pytest.fixture(scope="module")
def built_world(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Path]]:
    """Built once for a file: about two seconds; the transaction around it is taken back."""
    folder = tmp_path_factory.mktemp("world")
    with django_db_blocker.unblock(), override_settings(CASEWORK_EVIDENCE_ROOT=folder), transaction.atomic():
        yield build_world(), folder
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world: tuple[World, Path], db: None, evidence_root: Path) -> World:
    """Three cases full of records and eight people; what a test does to them, the next does not see."""
    built, folder = built_world
    shutil.copytree(folder, evidence_root, dirs_exist_ok=True)
    return copy.deepcopy(built)


@pytest.fixture
def investigator(db: None) -> User:
    """A person who works in cases."""
    return make_user(Role.INVESTIGATOR, "Ines Investigator")


@pytest.fixture
def outsider(db: None) -> User:
    """An investigator who is a member of no case."""
    return make_user(Role.INVESTIGATOR, "Otto Outsider")


@pytest.fixture
def supervisor(db: None) -> User:
    """A person who decides."""
    return make_user(Role.SUPERVISOR, "Sara Supervisor")


@pytest.fixture
def second_supervisor(db: None) -> User:
    """The one who confirms what the first decided."""
    return make_user(Role.SUPERVISOR, "Samir Supervisor")


@pytest.fixture
def auditor(db: None) -> User:
    """A reader of histories."""
    return make_user(Role.AUDITOR, "Aya Auditor")


@pytest.fixture
def administrator(db: None) -> User:
    """A person who looks after people and lists, and sees no case."""
    return make_user(Role.ADMIN, "Adam Admin")
