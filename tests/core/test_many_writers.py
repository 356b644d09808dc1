"""Eight processes write at once: no "database is locked", no lost update, no row without history."""

import multiprocessing
from collections import Counter

import pytest
from django.db import connection, connections

from accounts.models import User
from casework.cases.models import Case
from casework.core.actions import action
from casework.core.history import versions_of
from casework.core.records import StaleRecord
from casework.ledger.models import LedgerLeaf
from tests.factories import make_case, make_user

PROCESSES = 8


@action
def add_mark(*, actor: User, case_id: int, mark: str) -> None:
    """Append a mark to the summary: a read-modify-write that a lost update would show."""
    case = Case.objects.select_for_update().get(pk=case_id)
    case.summary += mark
    case.save()


def write_marks(
    number: int,
    rounds: int,
    user_id: int,
    shared: int,
    own: int,
    problems: "multiprocessing.Queue[str]",
) -> None:
    """Write to the shared case and to an own one; report whatever goes wrong."""
    connections.close_all()
    user = User.objects.get(pk=user_id)
    for round_number in range(rounds):
        for case_id in (shared, own):
            try:
                add_mark(actor=user, case_id=case_id, mark=f"[{number}.{round_number}]")
            except Exception as problem:
                problems.put(f"{type(problem).__name__}: {problem}")
    connections.close_all()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("rounds", [6, pytest.param(60, marks=pytest.mark.soak)])
def test_eight_processes_then_nothing_is_lost(rounds: int) -> None:
    user = make_user()
    shared = make_case(user, summary="")
    own = [make_case(user, summary="") for _ in range(PROCESSES)]
    before = LedgerLeaf.objects.count()
    connections.close_all()
    context = multiprocessing.get_context("fork")
    problems: multiprocessing.Queue[str] = context.Queue()
    workers = [
        context.Process(target=write_marks, args=(number, rounds, user.pk, shared.pk, case.pk, problems))
        for number, case in enumerate(own)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120 + rounds * 4)
    assert [worker.exitcode for worker in workers] == [0] * PROCESSES
    assert problems.empty(), problems.get()
    marks = Counter(Case.objects.get(pk=shared.pk).summary.strip("[]").split("]["))
    assert marks == Counter({f"{n}.{r}": 1 for n in range(PROCESSES) for r in range(rounds)})
    for case in (shared, *own):
        case.refresh_from_db()
        assert versions_of(case).count() == case.version
    assert LedgerLeaf.objects.count() == before + 2 * PROCESSES * rounds


@pytest.mark.django_db(transaction=True)
def test_two_stale_copies_then_only_the_first_is_saved_and_nothing_half_written() -> None:
    user = make_user()
    case = make_case(user)
    copies = [Case.objects.get(pk=case.pk) for _ in range(2)]

    @action
    def retitle(*, actor: User, copy: Case, title: str) -> None:
        copy.title = title
        copy.save()

    retitle(actor=user, copy=copies[0], title="First")
    with pytest.raises(StaleRecord):
        retitle(actor=user, copy=copies[1], title="Second")
    assert not connection.in_atomic_block
    assert Case.objects.get(pk=case.pk).title == "First"
    assert versions_of(case).count() == 2
