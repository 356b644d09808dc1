"""What was written since a moment: nothing is told twice, nothing is missed, in whatever order it ends."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections, transaction

from accounts.models import User
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.ledger import since as ledger
from casework.ledger.since import Moment, present_moment, since
from tests.factories import make_case, make_source

several_writers = pytest.mark.skipif(
    "connection.vendor != 'postgresql'", reason="one writer at a time: numbers end in their order"
)


def rename(case: Case, user: User, title: str = "Another title") -> None:
    """One write with one leaf."""
    case.title = title
    with audit_context(actor=user):
        case.save()


def scopes(moment: Moment) -> tuple[Moment, list[int | None]]:
    """The moment reached, and the cases named on the way."""
    found = since(moment)
    assert found is not None
    return found[0], [leaf.scope for leaf in found[1]]


def forget_unread(moment: Moment) -> Moment:
    """Look until nothing is looked for any more; nothing may be found meanwhile.

    A snapshot counts the transactions of all databases of its server: tests that run beside this one in
    databases of their own keep a number waiting until they end. Numbers given out to tests before this one
    are missing for good.
    """
    deadline = time.monotonic() + 60
    while moment.unread and time.monotonic() < deadline:
        moment, found = scopes(moment)
        assert found == []
        time.sleep(0.05)
    return moment


@contextmanager
def open_transaction(write: Callable[[], None], *, commits: bool = True) -> Iterator[Callable[[], None]]:
    """Another connection that has written and not yet ended; give the sign to end it."""
    written, sign, over = threading.Event(), threading.Event(), threading.Event()

    def work() -> None:
        try:
            with transaction.atomic():
                write()
                written.set()
                sign.wait(20)
                transaction.set_rollback(not commits)
        finally:
            connections.close_all()
            over.set()

    def end() -> None:
        sign.set()
        assert over.wait(20)

    thread = threading.Thread(target=work)
    thread.start()
    assert written.wait(20)
    yield end
    end()
    thread.join()


@pytest.mark.django_db
def test_leaves_when_written_then_told_once(investigator: User) -> None:
    case = make_case(investigator)
    moment = present_moment()
    moment, found = scopes(moment)
    assert found == []
    rename(case, investigator)
    moment, found = scopes(moment)
    assert found == [case.pk]
    assert scopes(moment)[1] == []


@pytest.mark.django_db
def test_leaf_when_the_record_is_new_then_said_so(investigator: User) -> None:
    moment = present_moment()
    source = make_source()
    source.name = "Another name"
    with audit_context(actor=investigator):
        source.save()
    found = since(moment)
    assert found is not None
    assert [(leaf.scope, leaf.is_first) for leaf in found[1]] == [(None, True), (None, False)]


@pytest.mark.django_db
def test_way_when_it_cannot_be_told_then_none(investigator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case(investigator)
    moment = present_moment()
    assert since(Moment(moment.newest, "f" * 64)) is None
    assert since(Moment(moment.newest + 7, moment.leaf_hash)) is None
    monkeypatch.setattr(ledger, "MOST", 1)
    rename(case, investigator, "One")
    rename(case, investigator, "Two")
    assert since(moment) is None


@several_writers
@pytest.mark.django_db(transaction=True)
def test_leaf_when_committed_after_a_later_one_then_found(investigator: User) -> None:
    slow, fast = make_case(investigator), make_case(investigator)
    rename(fast, investigator, "Before we look")
    before = present_moment()
    with open_transaction(lambda: rename(slow, investigator)) as end:
        rename(fast, investigator)
        moment, found = scopes(before)
        missing = set(moment.unread) - set(before.unread)
        assert found == [fast.pk] and len(missing) == 1
        rename(fast, investigator, "Once more")
        moment, found = scopes(moment)
        assert found == [fast.pk] and missing <= set(moment.unread), "it is still looked for"
        end()
    moment, found = scopes(moment)
    assert found == [slow.pk] and not missing & set(moment.unread)
    assert not forget_unread(moment).unread


@several_writers
@pytest.mark.django_db(transaction=True)
def test_leaf_when_open_as_we_begin_to_look_then_found(investigator: User) -> None:
    slow, fast = make_case(investigator), make_case(investigator)
    with open_transaction(lambda: rename(slow, investigator)) as end:
        rename(fast, investigator)
        moment = present_moment()
        moment, found = scopes(moment)
        assert found == []
        end()
    assert scopes(moment)[1] == [slow.pk]


@several_writers
@pytest.mark.django_db(transaction=True)
def test_number_when_rolled_back_then_not_looked_for_for_ever(investigator: User) -> None:
    slow, fast = make_case(investigator), make_case(investigator)
    before = present_moment()
    with open_transaction(lambda: rename(slow, investigator), commits=False) as end:
        rename(fast, investigator)
        moment, _found = scopes(before)
        end()
    assert moment.unread
    moment = forget_unread(moment)
    assert not moment.unread


@several_writers
@pytest.mark.django_db(transaction=True)
def test_number_when_its_transaction_is_younger_than_the_last_that_ended_then_kept(
    investigator: User,
) -> None:
    """The end of a snapshot is the last number that ended, not the last that was drawn: no ticket."""
    slow, fast = make_case(investigator), make_case(investigator)
    before = present_moment()
    drawn, go = threading.Event(), threading.Event()
    with audit_context(actor=investigator), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        late = threading.Thread(target=lambda: _write_late(slow, investigator, drawn, go))
        late.start()
        assert drawn.wait(20)
        rename(fast, investigator)
    moment, found = scopes(before)
    assert found == [fast.pk] and moment.unread
    moment, found = scopes(moment)
    assert found == [] and moment.unread
    go.set()
    late.join()
    assert scopes(moment)[1] == [slow.pk]


def _write_late(case: Case, user: User, drawn: threading.Event, go: threading.Event) -> None:
    with transaction.atomic():
        rename(case, user)
        drawn.set()
        go.wait(20)
    connections.close_all()
