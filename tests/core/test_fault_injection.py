"""Each write of an act fails in turn, and the commit itself: nothing is left, and a retry works (I10)."""

import contextlib
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import OperationalError, connection

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import CloseReason
from casework.cases.models import Case
from casework.core.dates import parse
from casework.core.records import Record
from casework.evidence.actions import register_evidence
from casework.evidence.uploads import store_bytes
from casework.incidents.actions import change_incident
from casework.incidents.models import Incident
from casework.intake.actions import log_allegation
from casework.intake.allegations import Compared
from casework.ladder.transfers import merge_cases
from tests.access.world import fill_case
from tests.deciding import move_case
from tests.factories import join_case, make_case, make_user
from tests.intake.test_actions import allegation, received

pytestmark = pytest.mark.django_db(transaction=True)
WRITES = ("INSERT", "UPDATE", "DELETE")
Act = Callable[[], object]


class FailingWrites:
    """A wrapper around statements that lets the disk refuse the n-th write."""

    def __init__(self, fails_at: int) -> None:
        self.fails_at, self.count = fails_at, 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(WRITES):
            self.count += 1
            if self.count == self.fails_at:
                raise OperationalError("disk I/O error")
        return execute(sql, params, many, context)


def counted(act: Act, fails_at: int = 0) -> int:
    """Do it with the n-th write failing, and say how many writes there were."""
    writes = FailingWrites(fails_at)
    with connection.execute_wrapper(writes):
        act()
    return writes.count


def all_rows() -> dict[str, tuple[int, int]]:
    """How many rows each table holds, and all versions added up: any change of a record shows in one."""
    parts = [
        f"SELECT '{model._meta.db_table}', COUNT(*), "
        + ("COALESCE(SUM(version), 0)" if issubclass(model, Record) else "0")
        + f' FROM "{model._meta.db_table}"'
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return {table: (rows, int(versions)) for table, rows, versions in cursor.fetchall()}


@contextlib.contextmanager
def refused_commit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything was written, and the database refuses to keep it."""

    def refuse() -> None:
        raise OperationalError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(connection, "_commit", refuse)
        yield


def logging(lead: User, supervisor: User) -> Act:
    draft = uuid.uuid4()
    received(lead, draft)
    join_case(make_case(lead), supervisor)
    return lambda: log_allegation(actor=lead, allegation=allegation(), draft=draft, compared=Compared())


def editing(lead: User, supervisor: User) -> Act:
    incident = fill_case("edit", lead).records["incident"]
    return lambda: change_incident(
        actor=lead,
        incident=Incident.objects.get(pk=incident.pk),
        reason="The source corrected the day.",
        title="Edited",
        when=parse("18 March 2017"),
    )


def moving(lead: User, supervisor: User) -> Act:
    case = make_case(lead)
    join_case(case, supervisor)
    return lambda: move_case(
        actor=supervisor,
        case=Case.objects.get(pk=case.pk),
        key="close",
        reason="Outside what this organisation documents, as agreed.",
        close_code=CloseReason.OUTSIDE_MANDATE,
    )


def registering(lead: User, supervisor: User) -> Act:
    case = make_case(lead)
    values = {"title": "Account", "kind": "document"}
    return lambda: register_evidence(
        actor=lead, case=case, values=dict(values), file=store_bytes(b"what was seen", "account.txt")
    )


def merging(lead: User, supervisor: User) -> Act:
    case, kept = fill_case("merge", lead).case, make_case(lead)
    for each in (case, kept):
        join_case(each, supervisor)
    return lambda: merge_cases(
        actor=supervisor,
        case=Case.objects.get(pk=case.pk),
        to_case=Case.objects.get(pk=kept.pk),
        reason="Both describe the same strike on the same house.",
    )


@pytest.mark.parametrize("prepare", [logging, editing, moving, registering, merging])
def test_act_when_any_write_fails_then_nothing_is_left_and_a_retry_works(
    prepare: Callable[[User, User], Act], monkeypatch: pytest.MonkeyPatch
) -> None:
    act = prepare(make_user(), make_user(Role.SUPERVISOR))
    before = all_rows()
    with refused_commit(monkeypatch), pytest.raises(OperationalError, match="disk full"):
        act()
    assert all_rows() == before
    failed = 0
    while True:
        try:
            writes = counted(act, fails_at=failed + 1)
        except OperationalError as error:
            assert "disk I/O" in str(error)
            failed += 1
            assert all_rows() == before, f"the {failed}. write failed and left something"
        else:
            break
    assert writes == failed > 3
    after = all_rows()
    assert after["casework_ledgerleaf"] > before["casework_ledgerleaf"]
    assert all(after[table] >= rows for table, rows in before.items() if "receivedfile" not in table)
