"""The chain of custody: order, gaps and their explanations; the same answer for one item and for all."""

import datetime as dt

import pytest
from django.db.models import Exists, OuterRef
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.evidence.actions import (
    add_custody_event,
    change_item,
    check_integrity,
    register_evidence,
    transfer_custody,
    withdraw_item,
)
from casework.evidence.actions.custody import write_event
from casework.evidence.choices import CustodyKind
from casework.evidence.models import EvidenceItem
from casework.evidence.queries import (
    custody_events,
    custody_gaps,
    custody_timeline,
    has_open_gap,
    items_with_open_gaps,
)
from tests.evidence.conftest import make_item

pytestmark = pytest.mark.django_db


def open_words(user: User, item: EvidenceItem) -> list[str]:
    """The open gaps of one item in words; whatever they are, the annotation must say the same."""
    item = EvidenceItem.objects.get(pk=item.pk)
    found = [gap.words for gap in custody_gaps(item, custody_events(user, item)) if gap.is_open]
    assert EvidenceItem.objects.filter(has_open_gap(), pk=item.pk).exists() == bool(found)
    return found


def explain(item: EvidenceItem, user: User, event: object, kind: str = CustodyKind.EXPLAINED) -> None:
    add_custody_event(actor=user, item=item, kind=kind, corrects=event, note="In transit, seal whole")  # type: ignore[arg-type]


def test_chain_when_registered_and_handed_on_then_no_gap(item: EvidenceItem, investigator: User) -> None:
    assert open_words(investigator, item) == []
    transfer_custody(actor=investigator, item=item, to_custodian="Laboratory")
    transfer_custody(actor=investigator, item=item, to_custodian="Archive", from_custodian=" LABORATORY ")
    assert open_words(investigator, item) == []
    assert EvidenceItem.objects.get(pk=item.pk).custodian == "Archive"


@pytest.mark.parametrize("kind", [CustodyKind.EXPLAINED, CustodyKind.CORRECTED])
def test_gap_when_giver_was_not_the_holder_then_open_until_answered(
    item: EvidenceItem, investigator: User, kind: str
) -> None:
    event = transfer_custody(
        actor=investigator, item=item, from_custodian="Somebody else", to_custodian="Office"
    )
    (words,) = open_words(investigator, item)
    assert "Somebody else" in words and "the evidence store" in words
    other = transfer_custody(actor=investigator, item=item, from_custodian="Nobody", to_custodian="Shelf")
    explain(item, investigator, other, kind)
    assert len(open_words(investigator, item)) == 1, "an answer belongs to one entry"
    explain(item, investigator, event, kind)
    assert open_words(investigator, item) == []


def test_gap_when_entry_about_earlier_days_is_added_then_read_in_its_place(
    case: Case, investigator: User
) -> None:
    got = clock.now() - dt.timedelta(days=10)
    item = make_item(case, investigator, obtained_from="Civil defence", obtained_at=got)
    add_custody_event(
        actor=investigator,
        item=item,
        kind=CustodyKind.RECEIVED,
        happened_at=got - dt.timedelta(days=2),
        from_custodian="A neighbour",
        to_custodian="Civil defence",
    )
    assert open_words(investigator, item) == []
    rows = custody_timeline(item, custody_events(investigator, item))
    assert [row.event.kind for row in rows] == ["received", "collected", "registered"]
    assert EvidenceItem.objects.get(pk=item.pk).custodian == "store", "it tells of earlier days"


def test_gap_when_obtained_and_no_receipt_then_open_until_entered(
    item: EvidenceItem, investigator: User
) -> None:
    change_item(actor=investigator, item=item, values={"obtained_from": "Civil defence"})
    (words,) = open_words(investigator, item)
    assert "no entry tells of the receipt" in words
    registered = item.custody_events.get(kind=CustodyKind.REGISTERED)
    explain(item, investigator, registered)
    assert open_words(investigator, item) == []


def test_gap_when_receipt_is_entered_afterwards_then_closed(item: EvidenceItem, investigator: User) -> None:
    change_item(actor=investigator, item=item, values={"obtained_from": "Civil defence"})
    add_custody_event(
        actor=investigator,
        item=item,
        kind=CustodyKind.RECEIVED,
        happened_at=clock.now() - dt.timedelta(days=1),
        from_custodian="Civil defence",
        to_custodian=str(investigator),
    )
    assert open_words(investigator, item) == []


def test_gap_when_a_thing_is_held_by_nobody_then_open_until_destroyed_or_explained(
    case: Case, investigator: User
) -> None:
    thing = register_evidence(
        actor=investigator, case=case, values={"title": "Fragment", "kind": "object", "storage": "Safe 2"}
    )
    assert open_words(investigator, thing) == []
    with audit_context(actor=investigator):
        thing.custodian = ""
        thing.save()
    (words,) = open_words(investigator, thing)
    assert "nobody is named" in words
    add_custody_event(actor=investigator, item=thing, kind=CustodyKind.DESTROYED, note="Fire")
    assert open_words(investigator, thing) == []


def test_returned_when_written_then_the_one_who_got_it_holds_it(
    item: EvidenceItem, investigator: User
) -> None:
    transfer_custody(actor=investigator, item=item, to_custodian="Laboratory")
    event = add_custody_event(
        actor=investigator, item=item, kind=CustodyKind.RETURNED, to_custodian="The owner"
    )
    assert (event.from_custodian, EvidenceItem.objects.get(pk=item.pk).custodian) == (
        "Laboratory",
        "The owner",
    )
    assert open_words(investigator, item) == []


NAMES = st.sampled_from(["", "store", "Office", "office", "مكتب", "Élan", "élan", " Lab  two ", "Lab two"])
ENTRY = st.tuples(
    st.sampled_from(sorted(CustodyKind.values)), NAMES, NAMES, st.integers(-3, 1), st.booleans()
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(ENTRY, max_size=7))
def test_gaps_when_any_chain_then_page_and_annotation_agree(
    case: Case, investigator: User, entries: list[tuple[str, str, str, int, bool]]
) -> None:
    item = make_item(case, investigator)
    now = clock.now()
    with audit_context(actor=investigator):
        for kind, giver, taker, days, answers in entries:
            event = write_event(
                item,
                kind,
                from_custodian=giver,
                to_custodian=taker,
                happened_at=now + dt.timedelta(days=days) if days < 1 else None,
            )
            if answers:
                write_event(item, CustodyKind.EXPLAINED, corrects=event, note="so it was")
    open_words(investigator, item)


def test_guard_when_gap_is_above_the_reader_or_withdrawn_then_not_told(
    case: Case, investigator: User, supervisor: User
) -> None:
    item = make_item(case, investigator, confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    plain = make_item(case, investigator, b"plain")
    transfer_custody(actor=investigator, item=item, from_custodian="Nobody", to_custodian="Office")

    def held(actor: User | None) -> bool:
        gaps = items_with_open_gaps(actor).filter(case=OuterRef("pk"))
        return not Case.objects.filter(Exists(gaps), pk=case.pk).exists()

    assert not held(None) and held(supervisor)
    transfer_custody(actor=investigator, item=plain, from_custodian="Nobody", to_custodian="Office")
    assert not held(supervisor)
    withdraw_item(actor=investigator, item=EvidenceItem.objects.get(pk=plain.pk), reason="double")
    assert held(supervisor)


def test_page_when_checked_many_times_then_one_line_and_all_on_request(
    item: EvidenceItem, investigator: User
) -> None:
    for _turn in range(14):
        check_integrity(actor=investigator, item=item)
    client = Client()
    client.force_login(investigator)
    page = client.get(item.get_absolute_url()).content.decode()
    assert "14 times without a difference" in page and "All 15 entries" in page
    assert page.count("Checked again") == 1
    whole = client.get(item.get_absolute_url() + "?custody=all").content.decode()
    assert whole.count("Checked again") == 14


def test_list_when_gap_is_asked_for_then_only_those(case: Case, investigator: User) -> None:
    plain, broken = make_item(case, investigator, b"plain"), make_item(case, investigator, b"broken")
    transfer_custody(actor=investigator, item=broken, from_custodian="Nobody", to_custodian="Office")
    client = Client()
    client.force_login(investigator)
    page = client.get(case.get_absolute_url() + "evidence/?show=gap").content.decode()
    assert broken.reference in page and plain.reference not in page
