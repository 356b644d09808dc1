"""Records keep every version, refuse to lose one, and never write without an actor (audit.md §1)."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from casework.cases.models import Case, CaseMember
from casework.core.bulk import create_many
from casework.core.clock import travel
from casework.core.context import MissingActor, audit_context, because, system_actor
from casework.core.history import UnauditedHistory, versions_of
from casework.core.records import StaleRecord, UnauditedWrite
from casework.ledger.models import LedgerLeaf
from tests.factories import make_case

pytestmark = pytest.mark.django_db
HistoricalCase = Case.history.model


def test_save_when_nothing_changed_then_no_version(investigator: User) -> None:
    case = make_case(investigator)
    with audit_context(actor=investigator):
        Case.objects.get(pk=case.pk).save()
    assert versions_of(case).count() == 1
    assert Case.objects.get(pk=case.pk).version == 1


def test_save_when_changed_back_after_refresh_then_a_version_is_written(investigator: User) -> None:
    """A stale snapshot would take the way back for no change and skip it in silence (groundwork §1)."""
    case = make_case(investigator, title="First")
    with audit_context(actor=investigator):
        other = Case.objects.get(pk=case.pk)
        other.title = "Second"
        other.save()
        case.refresh_from_db()
        case.title = "First"
        case.save()
    assert list(versions_of(case).values_list("title", flat=True)) == ["First", "Second", "First"]


def test_save_when_somebody_was_faster_then_stale_and_nothing_written(
    investigator: User, supervisor: User
) -> None:
    case = make_case(investigator, title="Base")
    mine, theirs = Case.objects.get(pk=case.pk), Case.objects.get(pk=case.pk)
    with audit_context(actor=supervisor):
        theirs.title = "Theirs"
        theirs.save()
    with audit_context(actor=investigator), pytest.raises(StaleRecord), transaction.atomic():
        mine.title = "Mine"
        mine.save()
    assert Case.objects.get(pk=case.pk).title == "Theirs"
    assert versions_of(case).count() == 2
    assert mine.version == 1, "the version goes back, so that the form can be shown again"


def test_save_without_an_actor_then_error_and_no_row() -> None:
    with pytest.raises(MissingActor):
        Case(
            title="Nobody's", opened_on=dt.date(2026, 1, 1), stage_since=timezone.now(), reference="X-1"
        ).save()
    assert not Case.objects.filter(reference="X-1").exists()


def test_save_some_columns_then_refused(investigator: User) -> None:
    case = make_case(investigator)
    case.title = "Half"
    with audit_context(actor=investigator), pytest.raises(UnauditedWrite):
        case.save(update_fields=["title"])


def test_save_with_deferred_version_then_refused(investigator: User) -> None:
    case = Case.objects.defer("version").get(pk=make_case(investigator).pk)
    case.title = "Hole in the lock"
    with audit_context(actor=investigator), pytest.raises(UnauditedWrite):
        case.save()


@pytest.mark.parametrize(
    "write",
    [
        lambda rows, case: rows.update(title="x"),
        lambda rows, case: rows.delete(),
        lambda rows, case: rows._raw_delete("default"),
        lambda rows, case: rows.bulk_create([case]),
        lambda rows, case: rows.bulk_update([case], ["title"]),
        lambda rows, case: Case._base_manager.update(title="x"),
        lambda rows, case: case.delete(),
        lambda rows, case: Case.history.bulk_history_create([case]),
        lambda rows, case: case.memberships.add(CaseMember(user=case.lead, joined_at=timezone.now())),
        lambda rows, case: case.memberships.update(cleared=True),
    ],
)
def test_side_door_then_refused(investigator: User, write) -> None:
    case = make_case(investigator)
    with audit_context(actor=investigator), pytest.raises((UnauditedWrite, UnauditedHistory, ValueError)):
        write(Case.objects.all(), case)
    assert versions_of(case).count() == 1


def test_fixture_then_refused(investigator: User, tmp_path) -> None:
    make_case(investigator)
    dump = tmp_path / "cases.json"
    call_command("dumpdata", "casework.Case", output=str(dump))
    with pytest.raises(UnauditedWrite):
        call_command("loaddata", str(dump))


@pytest.mark.parametrize("statement", ["UPDATE {} SET title = 'forged'", "DELETE FROM {}"])
def test_history_changed_by_sql_then_refused(investigator: User, statement: str) -> None:
    make_case(investigator)
    for table in (HistoricalCase._meta.db_table,):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(table))


def test_insert_or_replace_then_refused(investigator: User) -> None:
    """`INSERT OR REPLACE` walks past the triggers unless recursive_triggers is on."""
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE exists on SQLite only")
    make_case(investigator)
    table = HistoricalCase._meta.db_table
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")


def test_reason_then_belongs_to_one_save_only(investigator: User) -> None:
    case = make_case(investigator)
    with audit_context(actor=investigator):
        with because("Spelling"):
            case.title = "Second"
            case.save()
        case.title = "Third"
        case.save()
    assert list(versions_of(case).values_list("history_change_reason", flat=True)) == ["", "Spelling", ""]


def test_long_reason_then_kept_whole(investigator: User) -> None:
    case, reason = make_case(investigator), "because " * 500
    with audit_context(actor=investigator, reason=reason):
        case.title = "Second"
        case.save()
    assert versions_of(case).first().history_change_reason == reason


def test_two_versions_at_the_same_moment_then_still_in_order(investigator: User) -> None:
    case = make_case(investigator)
    with audit_context(actor=investigator), travel(timezone.now()):
        for title in ("Second", "Third"):
            case.title = title
            case.save()
    assert list(versions_of(case).values_list("title", flat=True))[:2] == ["Third", "Second"]


def test_system_actor_then_named_in_history() -> None:
    with audit_context(actor=system_actor("nightly")):
        user = User(email="made@example.org", name="Made")
        user.save()
    row = versions_of(user).first()
    assert (row.actor_label, row.actor_role, row.history_user_id) == ("system:nightly", "system", None)


def test_sign_in_stamp_then_no_version(investigator: User) -> None:
    before = versions_of(investigator).count()
    investigator.last_login = timezone.now()
    investigator.save(update_fields=["last_login"])
    investigator.refresh_from_db()
    assert investigator.last_login is not None
    assert versions_of(investigator).count() == before


def test_rows_of_one_act_then_share_the_transaction_id(investigator: User) -> None:
    with audit_context(actor=investigator) as context:
        first, second = make_case(investigator), make_case(investigator)
    ids = {versions_of(case).first().txn_id for case in (first, second)}
    assert ids == {context.txn_id}
    assert (
        set(LedgerLeaf.objects.filter(scope__in=[first.pk, second.pk]).values_list("txn_id", flat=True))
        == ids
    )


def test_save_in_a_transaction_then_plain_plus_four_statements(
    investigator: User, django_assert_num_queries
) -> None:
    """The target of audit.md §4: UPDATE, history, re-read, leaf, payload."""
    case = make_case(investigator)
    case.title = "Second"
    with audit_context(actor=investigator), transaction.atomic(), django_assert_num_queries(5):
        case.save()


def test_bulk_helper_then_every_row_has_its_version(investigator: User) -> None:
    now = timezone.now()
    cases = [
        Case(title=f"Case {n}", reference=f"BULK-{n}", opened_on=now.date(), stage_since=now)
        for n in range(3)
    ]
    with audit_context(actor=investigator):
        stored, versions = create_many(cases)
    assert [row.title for row in versions] == ["Case 0", "Case 1", "Case 2"]
    assert all(versions_of(case).count() == 1 for case in stored)
