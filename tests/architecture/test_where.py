"""The table of tests that stay together names real files, and they do stay together."""

from pathlib import Path

import pytest

from tests.where import TOGETHER, Spread, asks_the_database

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("file", TOGETHER)
def test_file_when_its_tests_share_something_costly_then_it_is_one_piece_of_work(file: str) -> None:
    assert (ROOT / file).is_file()
    split = Spread.__new__(Spread)._split_scope
    assert split(f"{file}::test_one") == split(f"{file}::test_two")
    assert split("tests/names/test_normal.py::test_one") == "tests/names/test_normal.py::test_one"


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
