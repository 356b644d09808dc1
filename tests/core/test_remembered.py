"""What is put back is what was built, and nothing is put back that might have come out otherwise."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.test import override_settings
from django.utils import translation

from accounts.models import User
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.core.kept import Kept
from tests.factories import make_case, make_source, make_user
from tests.ladder.build import ready
from tests.remembered import begin, remembered

pytestmark = pytest.mark.django_db
Rows = dict[str, list[tuple[Any, ...]]]


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """As if one more test ran."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def all_rows() -> Rows:
    return {
        model._meta.db_table: list(models.QuerySet(model).order_by("pk").values_list())
        for model in apps.get_models(include_auto_created=True)
    }


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Counted:
    """A builder that counts how often it really built."""

    def __init__(self) -> None:
        self.times = 0
        self.build: Callable[..., Case] = remembered(self._build)

    def _build(self, lead: User, title: str = "Strike") -> Case:
        self.times += 1
        return make_case(lead, title=title)


def test_builder_when_asked_again_then_the_same_rows_files_and_things(evidence_root: Path) -> None:
    with undone():
        first = ready("publish")
        built, stored = all_rows(), files(evidence_root)
        assert stored
    for path in sorted(evidence_root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    with undone():
        again = ready("publish")
        assert all_rows() == built
        assert files(evidence_root) == stored
    assert again is not first and again.case is not first.case
    assert again.case.lead == again.team.lead == first.team.lead


def test_builder_when_asked_again_then_does_not_build_and_goes_on_where_it_was() -> None:
    counted = Counted()
    made = []
    for _round in range(3):
        with undone():
            made.append(counted.build(make_user(name="Ines")))
            after = make_case(made[-1].lead, title="Another")
            assert after.pk > made[-1].pk
            assert set(Case.objects.values_list("pk", flat=True)) == {made[-1].pk, after.pk}
    assert counted.times == 1
    assert len({case.reference for case in made}) == 1


def test_builder_when_it_changes_what_it_is_given_then_that_is_changed_again() -> None:
    @remembered
    def rename(user: User) -> None:
        user.name = "Renamed"
        with audit_context(actor=user):
            user.save()

    for _round in range(2):
        with undone():
            user = make_user(name="Ines")
            rename(user)
            assert (user.name, user.version) == ("Renamed", 2)
            assert User.objects.get(pk=user.pk).name == "Renamed"
            user.name = "Once more"
            with audit_context(actor=user):
                user.save()


def other_title(counted: Counted, lead: User) -> None:
    counted.build(lead, title="Another")


def after_another_write(counted: Counted, lead: User) -> None:
    lead.name = "Renamed"
    with audit_context(actor=lead):
        lead.save()
    counted.build(lead)


def with_an_argument_that_was_changed(counted: Counted, lead: User) -> None:
    lead.name = "Not saved"
    counted.build(lead)


def after_another_builder(counted: Counted, lead: User) -> None:
    make_source()
    counted.build(lead)


def on_another_day(counted: Counted, lead: User) -> None:
    with clock.travel(clock.now() + dt.timedelta(days=2)):
        counted.build(lead)


def in_another_language(counted: Counted, lead: User) -> None:
    with translation.override("ar"):
        counted.build(lead)


def with_other_settings(counted: Counted, lead: User) -> None:
    with override_settings(CASEWORK_IDLE_MINUTES=1):
        counted.build(lead)


def within_an_act(counted: Counted, lead: User) -> None:
    with audit_context(actor=lead, reason="Said for all of it"):
        counted.build(lead)


@pytest.mark.parametrize(
    "otherwise",
    [
        other_title,
        after_another_write,
        with_an_argument_that_was_changed,
        after_another_builder,
        on_another_day,
        in_another_language,
        with_other_settings,
        within_an_act,
    ],
)
def test_builder_when_anything_is_otherwise_then_builds(otherwise: Callable[[Counted, User], None]) -> None:
    counted = Counted()
    with undone():
        counted.build(make_user(name="Ines"))
    with undone():
        otherwise(counted, make_user(name="Ines"))
    assert counted.times == 2


def test_builder_when_a_part_of_the_program_is_replaced_then_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = Counted()
    with undone():
        counted.build(make_user(name="Ines"))
    monkeypatch.setattr(clock, "today", clock.today)
    with undone():
        counted.build(make_user(name="Ines"))
    assert counted.times == 2


def test_builder_when_a_part_of_it_was_taken_back_then_builds_again() -> None:
    counted = Counted()

    @remembered
    def build(lead: User) -> Case:
        with undone():
            make_source()
        return counted._build(lead)

    for _round in range(2):
        with undone():
            build(make_user(name="Ines"))
    assert counted.times == 2


def test_test_when_it_begins_then_figures_of_another_are_forgotten() -> None:
    """Rows that are put back have the leaves they had: what was counted over them would be taken for true."""
    reader, figures = make_user("supervisor"), Kept[dict[int, str]]()
    assert figures.ask(reader, "who", lambda _cases: {1: "replaced"}) == {1: "replaced"}
    begin()
    assert figures.ask(reader, "who", lambda _cases: {1: "as written"}) == {1: "as written"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(3))
def test_builder_when_tests_commit_then_each_begins_anew(number: int) -> None:
    case = make_case(make_user(name="Ines"), title="Committed")
    assert list(Case.objects.values_list("pk", flat=True)) == [case.pk]
    make_case(case.lead, title=f"Number {number}")
