"""Every version has its leaf in the same transaction, and it recomputes (I1, I2, I3, I6, I8, I10)."""

import json
from decimal import Decimal

import pytest
import rfc8785
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from casework.audited_bulk import create_audited
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.core.history import history_models, versions_of
from casework.incidents.models import Incident
from casework.ledger import leaves
from casework.ledger.canonical import NotCanonical, canon, plain
from casework.ledger.digests import field_digest, leaf_hash, payload_digests
from casework.ledger.models import LedgerLeaf, LedgerPayload
from casework.wiring import all_missing_triggers, guarded_models, install_all_triggers
from tests.access.world import fill_case
from tests.factories import make_case, make_incident


def leaf_of(record: models.Model) -> LedgerLeaf:
    return LedgerLeaf.objects.filter(object_uid=record.uid).latest("id")


@pytest.mark.django_db
def test_leaf_recomputes_from_its_payload_and_the_history_row(investigator: User) -> None:
    case = make_case(investigator, title="الموصل الجديدة")
    leaf = leaf_of(case)
    payload = leaf.payload
    assert payload_digests(payload.secret, payload.values) == leaf.digests
    assert leaf_hash(leaf.header(), leaf.digests) == leaf.leaf_hash
    stored = leaves.stored_values(versions_of(case).first())
    assert {name: plain(value) for name, value in stored.items()} == payload.values
    assert payload.values["title"] == "الموصل الجديدة"


@pytest.mark.django_db
def test_one_field_withheld_then_the_others_still_verify(investigator: User) -> None:
    leaf = leaf_of(make_case(investigator, title="A name that must go"))
    secret, values = leaf.payload.secret, dict(leaf.payload.values)
    withheld = field_digest(secret, "title", values.pop("title"))
    digests = sorted([*payload_digests(secret, values), withheld])
    assert leaf_hash(leaf.header(), digests) == leaf.leaf_hash


@pytest.mark.django_db
def test_live_row_equals_its_last_version(investigator: User) -> None:
    case = make_case(investigator)
    with audit_context(actor=investigator):
        case.title = "Second"
        case.save()
    last = versions_of(case).values().first()
    live = Case.objects.filter(pk=case.pk).values().get()
    assert {name: last[name] for name in live} == live


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("failing", ["make_leaf", "append"])
def test_leaf_cannot_be_written_then_the_change_is_rolled_back(
    investigator: User, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    case = make_case(investigator, title="Before")

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(leaves, failing, fail)
    case.title = "After"
    with audit_context(actor=investigator), pytest.raises(OSError, match="disk full"):
        case.save()
    assert Case.objects.get(pk=case.pk).title == "Before"
    assert versions_of(case).count() == 1
    assert case.version == 1


@pytest.mark.django_db
@pytest.mark.parametrize("model", [LedgerLeaf, LedgerPayload])
def test_ledger_changed_by_sql_then_refused(investigator: User, model: type[models.Model]) -> None:
    make_case(investigator)
    column = model._meta.pk.column
    for statement in (
        f"UPDATE {model._meta.db_table} SET {column} = {column}",
        f"DELETE FROM {model._meta.db_table}",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(TypeError):
        model.objects.all().delete()


@pytest.mark.django_db
def test_every_append_only_table_has_its_triggers_and_a_missing_one_is_named() -> None:
    assert all_missing_triggers() == []
    table = Case.history.model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'DROP TRIGGER "{table}_no_delete"'
            + (f' ON "{table}"' if connection.vendor == "postgresql" else "")
        )
    assert all_missing_triggers() == [f"{table}_no_delete"]
    install_all_triggers()
    assert all_missing_triggers() == []
    assert set(history_models()) <= set(guarded_models())


@pytest.mark.django_db
def test_audited_bulk_then_rows_versions_and_leaves_agree(investigator: User) -> None:
    now = clock.now()
    cases = [
        Case(title=f"{n}", reference=f"BULK-{n}", opened_on=now.date(), stage_since=now) for n in range(4)
    ]
    with audit_context(actor=investigator):
        stored = create_audited(cases)
    for case in stored:
        leaf = leaf_of(case)
        assert leaf.row_id == versions_of(case).get().pk
        assert (
            leaf_hash(leaf.header(), payload_digests(leaf.payload.secret, leaf.payload.values))
            == leaf.leaf_hash
        )


@pytest.mark.django_db
def test_history_rows_and_leaves_are_equal_in_number_and_every_row_names_an_actor(investigator: User) -> None:
    case = make_case(investigator)
    with audit_context(actor=investigator):
        for number in range(4):
            case.title = f"Title {number}"
            case.save()
    for model in history_models():
        rows = model.objects.all()
        assert LedgerLeaf.objects.filter(model=model._meta.label).count() == rows.count()
        assert not rows.filter(models.Q(actor_label="") | models.Q(txn_id__isnull=True)).exists()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcXYZ_09", max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(values)
def test_canonical_form_is_that_of_rfc_8785(value: object) -> None:
    assert canon(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [1.5, 2**53, "\ud800", {"ä": 1}, {1: 2}, b"x"])
def test_value_outside_the_canonical_domain_then_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canon(value)


def test_digest_differs_with_the_secret_so_that_names_cannot_be_guessed() -> None:
    assert field_digest("00" * 32, "name", "Ali") != field_digest("11" * 32, "name", "Ali")
    assert json.loads(canon({"b": 1, "a": 2})) == {"a": 2, "b": 1}


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["36.3", Decimal("36.30"), "36.300000"])
def test_number_when_hashed_then_in_the_form_the_database_keeps(investigator: User, given: object) -> None:
    """Trap 16: memory held '36.3'; the leaf made at save is that of the row read back."""
    incident = make_incident(investigator, make_case(investigator), latitude=given, longitude="43.1")
    leaf = leaf_of(incident)
    again = Incident.objects.get(pk=incident.pk)
    assert leaf.payload.values["latitude"] == plain(again.latitude)
    assert (
        Decimal(leaf.payload.values["latitude"]).as_tuple().exponent
        == -again._meta.get_field("latitude").decimal_places
    )
    read_back = {
        name: plain(value) for name, value in leaves.stored_values(versions_of(incident).first()).items()
    }
    assert leaf.leaf_hash == leaf_hash(leaf.header(), payload_digests(leaf.payload.secret, read_back))


@pytest.mark.django_db
def test_every_kind_of_record_when_read_back_then_its_leaves_recompute(investigator: User) -> None:
    """One record of each kind, with its dates, decimals, lists and links."""
    fill_case("leaf", investigator)
    checked = set()
    for leaf in LedgerLeaf.objects.filter(scope__isnull=False).select_related("payload"):
        row = models.QuerySet(apps.get_model(leaf.model)).get(pk=leaf.row_id)
        read_back = {name: plain(value) for name, value in leaves.stored_values(row).items()}
        assert read_back == leaf.payload.values, leaf
        assert leaf.leaf_hash == leaf_hash(leaf.header(), payload_digests(leaf.payload.secret, read_back))
        checked.add(leaf.model)
    assert len(checked) > 15
