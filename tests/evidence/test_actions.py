"""What the acts of the evidence room do, and what they refuse in words."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core.context import audit_context
from casework.core.verdict import Refused
from casework.evidence.actions import (
    add_custody_event,
    change_item,
    cite_evidence,
    record_verification,
    register_evidence,
    set_item_level,
    transfer_custody,
    withdraw_citation,
    withdraw_item,
    withdraw_verification,
)
from casework.evidence.choices import CustodyKind, VerificationState
from casework.evidence.models import Citation, CustodyEvent, EvidenceItem
from casework.evidence.store import path_of
from casework.incidents.models import Violation
from casework.ledger.models import LedgerLeaf
from casework.people.actions import add_person_source
from tests.deciding import decide_verification, send
from tests.evidence.conftest import make_item, refused
from tests.factories import join_case, make_case, make_user

pytestmark = pytest.mark.django_db


def steps(item: EvidenceItem) -> list[str]:
    return list(item.custody_events.values_list("kind", flat=True))


def test_register_when_file_then_item_custody_and_leaves(case: Case, investigator: User) -> None:
    item = make_item(case, investigator, b"bytes", obtained_from="Civil defence", name="صورة.txt")
    assert item.reference.startswith("E-")
    assert (item.size, item.original_name, item.media_type) == (5, "صورة.txt", "text/plain")
    assert path_of(item.sha256).read_bytes() == b"bytes"
    assert steps(item) == [CustodyKind.COLLECTED, CustodyKind.REGISTERED]
    registered = item.custody_events.last()
    assert registered is not None and registered.sha256 == item.sha256
    assert LedgerLeaf.objects.filter(object_uid=registered.uid).exists()
    assert item.history.count() == 1


def test_register_when_address_of_1300_characters_then_kept_to_the_letter(
    case: Case, investigator: User
) -> None:
    address = "https://example.org/%D9%85%D9%88%D8%B5%D9%84?" + "q=" + "x" * 1260
    item = register_evidence(
        actor=investigator,
        case=case,
        values={"title": "Post", "kind": "post", "web_address": address, "archive_address": address},
    )
    item.refresh_from_db()
    assert len(address) > 1300 and item.web_address == item.archive_address == address
    assert not item.has_file


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "ftp://example.org/a",
        "file:///etc/passwd",
        "//example.org",
        "example.org/a",
        "https://",
        "http://user:pass@example.org/",
        "https://exa\u202emple.org/",
        "https://example.org/a b",
        "https://[::1",
        "https://example.org/" + "x" * 4000,
    ],
)
def test_register_when_address_unsafe_then_refused_in_words(
    case: Case, investigator: User, address: str
) -> None:
    with refused(ValidationError) as info:
        register_evidence(
            actor=investigator, case=case, values={"title": "Post", "kind": "post", "web_address": address}
        )
    assert "web_address" in info.value.message_dict
    assert not EvidenceItem.objects.exists()


def test_register_when_outsider_then_refused(case: Case, outsider: User) -> None:
    with refused(Refused):
        register_evidence(actor=outsider, case=case, values={"title": "x", "kind": "photo"})


def test_register_when_source_of_another_case_then_refused(
    case: Case, investigator: User, outsider: User
) -> None:
    other = make_case(outsider)
    source = add_person_source(actor=outsider, case=other)
    with refused(ValidationError):
        register_evidence(
            actor=investigator, case=case, values={"title": "x", "kind": "photo", "source": source}
        )


def test_copy_when_made_then_at_least_as_high_and_in_the_custody_of_its_original(
    case: Case, investigator: User
) -> None:
    original = make_item(case, investigator, confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    copy = make_item(case, investigator, b"redacted", derived_from=original, copy_kind="redacted")
    assert copy.confidentiality == Confidentiality.HIGHLY_RESTRICTED
    assert steps(original)[-1] == CustodyKind.REDACTED_COPY


def test_change_when_bytes_are_named_then_they_stay(item: EvidenceItem, investigator: User) -> None:
    before = item.sha256
    change_item(actor=investigator, item=item, values={"title": "Better", "sha256": "0" * 64, "size": 1})
    item.refresh_from_db()
    assert (item.title, item.sha256) == ("Better", before)


def test_level_when_member_raises_then_done_and_lowering_needs_supervisor_and_reason(
    item: EvidenceItem, investigator: User, supervisor: User
) -> None:
    set_item_level(actor=investigator, item=item, level=Confidentiality.HIGHLY_RESTRICTED)
    with refused(Refused):
        set_item_level(
            actor=investigator, item=item, level=Confidentiality.INTERNAL, reason="no longer needed"
        )
    with refused(ValidationError):
        set_item_level(actor=supervisor, item=item, level=Confidentiality.RESTRICTED)
    set_item_level(actor=supervisor, item=item, level=Confidentiality.RESTRICTED, reason="source agreed")
    assert item.history.first().history_change_reason == "source agreed"


def test_withdraw_when_legal_hold_then_refused_else_custody_and_out_of_lists(
    case: Case, investigator: User
) -> None:
    held = make_item(case, investigator, legal_hold=True)
    with refused(Refused):
        withdraw_item(actor=investigator, item=held, reason="mistake")
    item = make_item(case, investigator)
    withdraw_item(actor=investigator, item=item, reason="wrong case")
    assert steps(item)[-1] == CustodyKind.WITHDRAWN
    assert item not in EvidenceItem.objects.standing()
    with refused(Refused):
        change_item(actor=investigator, item=item, values={"title": "x"})


def test_custody_when_transferred_then_holder_follows(item: EvidenceItem, investigator: User) -> None:
    event = transfer_custody(actor=investigator, item=item, to_custodian="Laboratory", package="SB-0417")
    item.refresh_from_db()
    assert (event.from_custodian, item.custodian) == ("store", "Laboratory")


def test_custody_when_in_future_or_reserved_then_refused(item: EvidenceItem, investigator: User) -> None:
    tomorrow = timezone.now() + dt.timedelta(days=1)
    with refused(ValidationError):
        add_custody_event(actor=investigator, item=item, kind=CustodyKind.SEALED, happened_at=tomorrow)
    for kind in (CustodyKind.REGISTERED, CustodyKind.VERIFIED_INTEGRITY, "banana"):
        with refused(ValidationError):
            add_custody_event(actor=investigator, item=item, kind=kind)


def test_custody_when_correction_names_no_entry_then_refused(item: EvidenceItem, investigator: User) -> None:
    with refused(ValidationError):
        add_custody_event(actor=investigator, item=item, kind=CustodyKind.CORRECTED, note="wrong bag")
    first = item.custody_events.first()
    add_custody_event(
        actor=investigator, item=item, kind=CustodyKind.CORRECTED, note="wrong bag", corrects=first
    )


def test_verified_when_same_person_then_refused_in_words(
    item: EvidenceItem, investigator: User, supervisor: User
) -> None:
    with refused(Refused, match="No step"):
        decide_verification(actor=supervisor, item=item, state="verified", why="it is")
    check = record_verification(
        actor=investigator, item=item, step="source", result="holds", why="known to us"
    )
    item.refresh_from_db()
    assert item.verification_state == VerificationState.IN_VERIFICATION
    for state in ("verified", "partly_verified"):
        with refused(Refused, match="second person"):
            decide_verification(actor=investigator, item=item, state=state, why="it is")
    decide_verification(actor=supervisor, item=item, state="verified", why="steps agree")
    assert (item.verification_state, item.verified_by) == ("verified", supervisor)
    withdraw_verification(actor=investigator, check=check, reason="wrong item")
    with refused(Refused):
        decide_verification(actor=supervisor, item=item, state="integrity_failed", why="no")


def test_verified_when_a_step_was_taken_back_and_redone_by_another_then_both_hands_count(
    client: Client, item: EvidenceItem, investigator: User, supervisor: User
) -> None:
    """Two people are needed, not one of them and a colleague who writes the step down once more."""
    third = make_user("supervisor")
    for person in {supervisor, third} - {one.user for one in item.case.memberships.select_related("user")}:
        join_case(item.case, person)
    step = {"step": "source", "result": "holds", "why": "Known to us."}
    own = record_verification(actor=supervisor, item=item, **step)
    withdraw_verification(actor=supervisor, check=own, reason="Let a colleague do it.")
    redone = record_verification(actor=investigator, item=item, **step)
    item.refresh_from_db()
    with refused(Refused, match="recorded a step of this verification, or took one back"):
        decide_verification(actor=supervisor, item=item, state="verified", why="It is.")
    client.force_login(supervisor)
    page = client.get(item.get_absolute_url()).content.decode()
    assert "recorded a step of this verification, or took one back" in page
    typed = {"state": "verified", "why": "It is the one."}
    answer = send(client, reverse("evidence:decide", args=[item.case.reference, item.uid]), typed)
    assert answer.status_code == 422 and "A second person decides" in answer.content.decode()
    withdraw_verification(actor=third, check=redone, reason="It says another thing.")
    record_verification(actor=investigator, item=item, **step)
    with refused(Refused, match="took one back"):
        decide_verification(actor=third, item=item, state="verified", why="It is.")
    fourth = make_user("supervisor")
    assert decide_verification(actor=fourth, item=item, state="verified", why="It is.").verified_by == fourth


def test_cite_when_supports_then_one_target_and_withdrawable(
    item: EvidenceItem, violation: Violation, investigator: User
) -> None:
    citation = cite_evidence(
        actor=investigator, item=item, target=violation, stance="supports", locator="00:12–00:41"
    )
    assert citation.target == violation and citation.case == violation.case
    with refused(ValidationError):
        cite_evidence(
            actor=investigator, item=item, target=violation, stance="supports", locator="00:12–00:41"
        )
    withdraw_citation(actor=investigator, citation=citation, reason="other clip")
    assert not Citation.objects.standing().exists()


def test_cite_when_item_of_invisible_case_then_no_such_item(
    violation: Violation, investigator: User, outsider: User
) -> None:
    hidden = make_item(make_case(outsider), outsider)
    with refused(ValidationError, match="no such item"):
        cite_evidence(actor=investigator, item=hidden, target=violation, stance="supports")


def test_cite_when_item_cited_across_cases_then_seen_only_by_readers_of_both(
    violation: Violation, investigator: User, outsider: User, case: Case, supervisor: User
) -> None:
    other = make_case(outsider)
    join_case(other, investigator)
    item = make_item(other, outsider)
    cite_evidence(actor=investigator, item=item, target=violation, stance="contradicts")
    assert Citation.objects.visible_to(investigator).count() == 1
    assert Citation.objects.visible_to(outsider).count() == 0


def test_item_when_highly_restricted_then_only_cleared_members(
    case: Case, investigator: User, supervisor: User, outsider: User
) -> None:
    make_item(case, investigator, confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    for user in (investigator, supervisor, outsider):
        assert not EvidenceItem.objects.visible_to(user).exists()
        assert not CustodyEvent.objects.visible_to(user).exists()
    membership = case.memberships.get(user=supervisor)
    membership.cleared = True
    with audit_context(actor=investigator):
        membership.save()
    assert EvidenceItem.objects.visible_to(supervisor).count() == 1
    assert CustodyEvent.objects.visible_to(supervisor).count() == 1
