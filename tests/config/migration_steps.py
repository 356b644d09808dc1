"""What the tests of migrations do to a database of their own: `python -m tests.config.migration_steps NAME`.

Run as a process, because the database of the suite is made without migrations. A broken promise is an
AssertionError, which ends the process with its traceback.
"""

import json
import sys
import uuid
from typing import Any

import django
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

FIRST = "0001_initial"
OURS = ("accounts", "casework")


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def refused(statement: str) -> bool:
    """Whether the database refuses what would change a history."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError:
        return True
    return False


def unique_columns_of_histories() -> list[tuple[str, list[str]]]:
    """A second version repeats what was unique, and outlives what it pointed to."""
    found = []
    with connection.cursor() as cursor:
        for model in history_models():
            kept = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
            found += [
                (model._meta.db_table, each["columns"])
                for each in kept
                if (each["unique"] or each["foreign_key"]) and not each["primary_key"]
            ]
    return found


def equals_the_models() -> None:
    """What the migrations made is what the models say, guarded."""
    call_command("makemigrations", check_changes=True, dry_run=True, interactive=False)
    call_command("check")
    assert all_missing_triggers() == [] == check_triggers()
    assert ViolationType.objects.count() > 70
    assert unique_columns_of_histories() == []
    try:
        call_command("flush", interactive=False)
    except CommandError:
        return
    raise AssertionError("histories were emptied")


def rebuild() -> None:
    """A migration that remakes guarded tables drops their triggers; `migrate` puts them back."""
    altered = migrations.Migration("0999_alters_a_column", "casework")
    altered.operations = [
        migrations.AlterField("HistoricalCase", "title", models.CharField(max_length=999)),
        migrations.AlterField("StageChange", "actor_label", models.CharField(max_length=999)),
    ]
    state = MigrationExecutor(connection).loader.project_state()
    with connection.schema_editor(atomic=True) as editor:
        altered.apply(state, editor)
    if connection.vendor == "sqlite":
        expected = {
            f"casework_{name}_no_{act}"
            for name in ("historicalcase", "stagechange")
            for act in ("update", "delete")
        }
        assert set(all_missing_triggers()) == expected
        assert [error.id for error in check_triggers()] == ["casework.E021"], "a server would start"
    migrate()
    assert all_missing_triggers() == [] == check_triggers()
    with audit_context(actor=system_actor("test")):
        now = timezone.now()
        Case(title="Guarded", reference="MOS-2017-GUARDS", opened_on=now.date(), stage_since=now).save()
    for statement in (
        "UPDATE casework_historicalcase SET title = 'x'",
        "DELETE FROM casework_historicalcase",
    ):
        assert refused(statement), statement


def old_row(old: Any, name: str, **values: Any) -> Any:
    """A record with its first version and its leaf, as the first release wrote them."""
    now = timezone.now()
    stamps = {"version": 1, "created_at": now, "updated_at": now, "uid": uuid.uuid4()}
    record = old.get_model("casework", name)(**stamps, **values)
    record.save()
    model = old.get_model("casework", f"Historical{name}")
    columns = {field.attname for field in model._meta.concrete_fields}
    row = model(
        **{key: value for key, value in vars(record).items() if key in columns},
        history_date=now,
        history_type="+",
        history_change_reason="",
        actor_label="system:first release",
        actor_role="system",
        channel="command",
        txn_id=uuid.uuid4(),
    )
    row.save()
    stored = {key: plain(value) for key, value in model.objects.filter(pk=row.pk).values().get().items()}
    leaf = LedgerLeaf(
        kind="version",
        txn_id=row.txn_id,
        model=f"casework.Historical{name}",
        object_uid=record.uid,
        row_id=row.pk,
        schema=1,
        recorded_at=now,
    )
    secret = new_secret()
    leaf.digests = payload_digests(secret, stored)
    leaf.leaf_hash = leaf_hash(leaf.header(), leaf.digests)
    old_leaf = old.get_model("casework", "LedgerLeaf")(
        **{key: value for key, value in vars(leaf).items() if not key.startswith("_")}
    )
    old_leaf.save()
    old.get_model("casework", "LedgerPayload")(leaf=old_leaf, secret=secret, values=stored).save()
    return record


def first_release() -> Any:
    """Migrate to the first release and write a few records into it; returns its models."""
    executor = MigrationExecutor(connection)
    others = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in OURS]
    targets = [*((app, FIRST) for app in OURS), *others]
    old = executor.migrate(targets).apps
    install_all_triggers()
    now = timezone.now()
    case = old_row(
        old,
        "Case",
        title="الموصل الجديدة",
        reference="MOS-2017-OLDOLD",
        opened_on=now.date(),
        stage_since=now,
    )
    place = old_row(old, "Place", name_en="A bridge", kind="site", latitude="36.34", longitude="43.13")
    incident = old_row(
        old, "Incident", case_id=case.pk, title="Strike", place_id=place.pk, latitude="36.3", longitude="43.1"
    )
    old_row(old, "Note", case_id=case.pk, body="Words of the first release")
    return incident.uid


def checked_leaves() -> int:
    """Each leaf recomputes from its payload, its row still says so, and the record what its last one says."""
    checked = 0
    newest = set(
        LedgerLeaf.objects.values("object_uid").annotate(last=models.Max("pk")).values_list("last", flat=True)
    )
    for leaf in LedgerLeaf.objects.select_related("payload"):
        values = leaf.payload.values
        assert leaf.digests == payload_digests(leaf.payload.secret, values)
        assert leaf.leaf_hash == leaf_hash(leaf.header(), leaf.digests)
        history = apps.get_model(leaf.model)
        row = models.QuerySet(history).filter(pk=leaf.row_id).values().get()
        assert {key: plain(row[key]) for key in values} == values, leaf
        checked += 1
        if leaf.pk not in newest or leaf.kind != LedgerLeaf.Kind.VERSION:
            continue
        live = models.QuerySet(history.instance_type).filter(uid=leaf.object_uid).values().get()
        assert {key: plain(live[key]) for key in values if key in live} == {
            key: values[key] for key in values if key in live
        }, leaf
    return checked


def upgrade() -> None:
    """A database of the first release, with rows and histories, becomes one of today and loses nothing."""
    uid = first_release()
    migrate()
    assert checked_leaves() >= 4
    assert refused("UPDATE casework_historicalincident SET title = 'x'")
    incident = Incident.objects.get(uid=uid)
    with audit_context(actor=system_actor("test")):
        incident.title = "Edited after the update"
        incident.save()
    assert [row.title for row in versions_of(incident)] == ["Edited after the update", "Strike"]
    assert LedgerLeaf.objects.filter(object_uid=uid).count() == 2
    assert Case.objects.get(reference="MOS-2017-OLDOLD").title == "الموصل الجديدة"


def fill() -> None:
    """A case with one record of every kind, evidence file included, written by the code of today."""
    fill_case("saved", make_user())


def facts() -> None:
    """Write out what a backup must bring back, once every leaf recomputes and every file has its digest."""
    assert all_missing_triggers() == [] == check_triggers()
    items = EvidenceItem.objects.exclude(sha256="")
    assert [item for item in items if digest_now(item.sha256) != item.sha256] == []
    rows = {
        model._meta.label: models.QuerySet(model).count()
        for model in apps.get_models()
        if model._meta.app_label in OURS
    }
    sys.stdout.write(json.dumps({"rows": rows, "leaves": checked_leaves(), "files": len(items)}))


def upgrade_and_check() -> None:
    upgrade()
    equals_the_models()
    rebuild()
    fill()


if __name__ == "__main__":
    django.setup()
    # Models can be imported now, and not before.
    from django.apps import apps

    from casework.core.context import audit_context, system_actor
    from casework.core.history import history_models, versions_of
    from casework.evidence.store import digest_now
    from casework.ledger.canonical import plain
    from casework.ledger.digests import leaf_hash, new_secret, payload_digests
    from casework.ledger.models import LedgerLeaf
    from casework.models import Case, EvidenceItem, Incident, ViolationType
    from casework.wiring import all_missing_triggers, check_triggers, install_all_triggers
    from tests.access.world import fill_case
    from tests.factories import make_user

    {"upgrade": upgrade_and_check, "facts": facts}[sys.argv[1]]()
