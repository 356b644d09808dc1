"""The tables of tests that stay together or come first name real files, and so they do."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.where import LONG, TOGETHER, Spread, asks_the_database, longest_first

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("start", TOGETHER + LONG)
def test_file_when_named_then_it_is_there(start: str) -> None:
    assert (ROOT / start).exists()


@pytest.mark.parametrize("file", [*TOGETHER, "tests/names/test_normal.py"])
def test_file_when_its_tests_share_what_they_build_then_it_is_one_piece_of_work(file: str) -> None:
    split = Spread.__new__(Spread)._split_scope
    assert split(f"{file}::test_one") == split(f"{file}::test_two")


@pytest.mark.parametrize("start", LONG)
def test_file_when_its_tests_are_long_then_each_is_a_piece_of_work(start: str) -> None:
    split = Spread.__new__(Spread)._split_scope
    file = start if start.endswith(".py") else f"{start}test_axe.py"
    assert split(f"{file}::test_one") != split(f"{file}::test_two")


def collected(nodeid: str, *fixtures: str) -> Any:
    """What is asked of a test before it runs."""
    path = nodeid.partition("::")[0]
    return SimpleNamespace(
        nodeid=nodeid, path=path, fixturenames=fixtures, cls=None, get_closest_marker=lambda _name: None
    )


def test_tests_when_collected_then_the_long_ones_begin_and_those_without_a_database_end() -> None:
    plain = collected("tests/ui/test_tags.py::test_tag")
    page = collected("tests/cases/test_views.py::test_page", "db")
    beside = collected("tests/cases/test_views.py::test_words")
    journey = collected("tests/journeys/test_axe.py::test_pages", "transactional_db")
    table = collected("tests/access/test_matrix.py::test_table", "db")
    items = [plain, page, beside, journey, table]
    longest_first(items)
    assert items == [table, journey, page, beside, plain]


def test_test_when_it_asks_no_database_then_it_is_known_by_that(request: pytest.FixtureRequest) -> None:
    assert not asks_the_database(request.node)


@pytest.mark.django_db
def test_test_when_it_is_marked_then_it_asks_the_database(request: pytest.FixtureRequest) -> None:
    assert asks_the_database(request.node)


def test_test_when_a_fixture_of_it_asks_then_it_does(request: pytest.FixtureRequest, db: None) -> None:
    assert asks_the_database(request.node)


@pytest.mark.once
@pytest.mark.django_db
def test_test_when_asked_once_then_not_with_the_second_database(request: pytest.FixtureRequest) -> None:
    assert not asks_the_database(request.node)
