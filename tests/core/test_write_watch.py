"""The watch over the suite itself: what goes past the write path is found, what is lawful is not."""

import uuid
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from accounts.models import User
from casework.audited_bulk import create_audited
from casework.cases.models import Case
from casework.core import clock
from casework.core.bulk import create_many
from casework.core.context import audit_context
from casework.core.records import StaleRecord
from casework.ledger import leaves
from tests import write_watch
from tests.factories import make_case

Write = Callable[[Case], object]
COPIED = [
    field.column for field in Case._meta.concrete_fields if field.column not in {"id", "uid", "reference"}
]
COLUMNS = ", ".join(["uid", "reference", *COPIED])
COPY = ", ".join([f"'{uuid.uuid4().hex}'", "'W-COPY'", *COPIED])


def new_case(number: int = 0) -> Case:
    now = clock.now()
    stamps = {"created_at": now, "updated_at": now, "stage_since": now}
    return Case(title=f"Case {number}", reference=f"W-{number}", opened_on=now.date(), **stamps)


def save_unseen(case: Case) -> None:
    """Save with the switch of the history library that leaves its row out (trap 25)."""
    case.title, case.skip_history_when_saving = "Unseen", True
    case.save()


def by_sql(statement: str) -> Write:
    """A write as someone at the console makes it."""

    def write(case: Case) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, [case.pk])

    return write


PAST: dict[str, Write] = {
    "update of a queryset": lambda case: models.QuerySet(Case).filter(pk=case.pk).update(title="x"),
    "update with an expression": lambda case: (
        models.QuerySet(Case).filter(pk=case.pk).update(version=models.F("version") + 1)
    ),
    "insert of many": lambda case: models.QuerySet(Case).bulk_create([new_case(1), new_case(2)]),
    "update of many": lambda case: models.QuerySet(Case).bulk_update([case], ["title"]),
    "save with history switched off": save_unseen,
    "SQL update": by_sql("UPDATE casework_case SET title = 'x' WHERE id = %s"),
    "SQL update of a sign-in stamp and more": by_sql(
        "UPDATE accounts_user SET last_login = NULL, name = 'x' WHERE id > 0 OR id = %s"
    ),
    "SQL insert": by_sql(
        f"INSERT INTO casework_case ({COLUMNS}) SELECT {COPY} FROM casework_case WHERE id = %s"
    ),
    "SQL delete": by_sql("DELETE FROM casework_casemember WHERE case_id = %s"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("way", PAST)
@pytest.mark.parametrize("wrapped", [True, False])
def test_write_past_history_then_found_with_its_statement(
    investigator: User, way: str, wrapped: bool
) -> None:
    """With a savepoint around it, as in an action, and without."""
    case = make_case(investigator)
    assert write_watch.take_faults() == []
    with transaction.atomic(savepoint=wrapped), audit_context(actor=investigator):
        PAST[way](case)
    found = write_watch.take_faults()
    assert found
    assert found[0].startswith("no version for: ")


@pytest.mark.django_db
def test_version_without_a_leaf_then_found(investigator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    with audit_context(actor=investigator):
        create_many([new_case(1), new_case(2)])
    assert len(write_watch.take_faults()) == 2
    case = make_case(investigator)
    monkeypatch.setattr(leaves, "append", lambda leaf, payload: None)
    with audit_context(actor=investigator):
        case.title = "Second"
        case.save()
    assert ["no leaf for: INSERT" in said for said in write_watch.take_faults()] == [True]


@pytest.mark.django_db(transaction=True)
def test_write_past_history_when_committed_then_found(investigator: User) -> None:
    case = make_case(investigator)
    for together in (True, False):
        assert write_watch.take_faults() == []
        with transaction.atomic() if together else transaction.mark_for_rollback_on_error("default"):
            models.QuerySet(Case).filter(pk=case.pk).update(title=f"x{together}")
        assert len(write_watch.take_faults()) == 1


@pytest.mark.django_db
def test_lawful_writes_then_nothing_found(investigator: User) -> None:
    case = make_case(investigator)
    with audit_context(actor=investigator):
        late = Case.objects.get(pk=case.pk)
        for title in ("Second", "Third"):
            case.title = title
            case.save()
        late.title = "Too late"
        with pytest.raises(StaleRecord), transaction.atomic():
            late.save()
        create_audited([new_case(1), new_case(2)])
        with pytest.raises(IntegrityError), transaction.atomic():
            models.QuerySet(Case).filter(pk=case.pk).update(confidentiality="Banana")
        investigator.last_login = timezone.now()
        investigator.save(update_fields=["last_login"])
    assert write_watch.take_faults() == []


@pytest.mark.django_db
def test_write_past_history_when_rolled_back_then_no_fault(investigator: User) -> None:
    case = make_case(investigator)
    with pytest.raises(RuntimeError), transaction.atomic():
        models.QuerySet(Case).filter(pk=case.pk).update(title="x")
        raise RuntimeError
    assert write_watch.take_faults() == []
