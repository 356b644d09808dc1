"""What always holds of custody entries, citations and items, whoever writes."""

import pytest
from django.contrib import admin
from django.db import IntegrityError, connection
from django.urls import get_resolver

from accounts.models import User
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.records import UnauditedWrite
from casework.evidence.models import Citation, CustodyEvent, EvidenceItem, Verification
from casework.incidents.models import CasualtyClaim, Violation
from casework.people.actions import add_published_source
from tests.evidence.conftest import make_item, refused

pytestmark = pytest.mark.django_db


def test_custody_when_changed_or_deleted_by_orm_then_refused(item: EvidenceItem, investigator: User) -> None:
    event = item.custody_events.first()
    assert event is not None
    event.note = "changed"
    with audit_context(actor=investigator):
        for attempt in (
            event.save,
            event.delete,
            lambda: CustodyEvent.objects.filter(pk=event.pk).update(note="changed"),
            lambda: CustodyEvent.objects.filter(pk=event.pk).delete(),
            lambda: CustodyEvent._base_manager.filter(pk=event.pk).update(note="changed"),
            lambda: CustodyEvent.objects.bulk_update([event], ["note"]),
            lambda: item.custody_events.all().delete(),
        ):
            with refused(UnauditedWrite):
                attempt()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE casework_custodyevent SET note = 'changed'",
        "DELETE FROM casework_custodyevent",
    ],
)
def test_custody_when_changed_by_raw_sql_then_trigger_refuses(item: EvidenceItem, statement: str) -> None:
    with refused(IntegrityError), connection.cursor() as cursor:
        cursor.execute(statement)
    assert item.custody_events.filter(note="").exists()


def test_custody_when_looking_for_a_door_then_no_admin_and_no_change_page() -> None:
    content = {EvidenceItem, CustodyEvent, Verification, Citation}
    assert not content & set(admin.site._registry)
    names = {str(name) for name in get_resolver().reverse_dict} | {
        f"evidence:{name}" for name in get_resolver().namespace_dict["evidence"][1].reverse_dict
    }
    assert not any("custody-edit" in name or "custody-delete" in name for name in names)


def test_citation_when_no_or_two_targets_then_constraint_refuses(
    item: EvidenceItem, violation: Violation, investigator: User
) -> None:
    with audit_context(actor=investigator):
        with refused(IntegrityError):
            Citation(case=item.case, item=item, stance="supports").save()
        claim = CasualtyClaim(case=item.case, incident=violation.incident, killed_min=1)
        claim.source_id = make_source(investigator)
        claim.save()
        with refused(IntegrityError):
            Citation(
                case=item.case, item=item, stance="supports", violation=violation, casualty_claim=claim
            ).save()


def make_source(user: User) -> int:
    return add_published_source(actor=user, name="Outlet").pk


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verification_state", "banana"),
        ("confidentiality", "public"),
        ("sha256", "abc"),
        ("size", -1),
        ("copy_kind", "working"),
    ],
)
def test_item_when_value_is_impossible_then_constraint_refuses(
    item: EvidenceItem, investigator: User, field: str, value: object
) -> None:
    setattr(item, field, value)
    with audit_context(actor=investigator), refused(IntegrityError):
        item.save()


def test_item_when_file_and_none_then_both_stand(case: Case, investigator: User) -> None:
    assert make_item(case, investigator).has_file
    assert str(make_item(case, investigator)).startswith("E-")
