"""Hashing stored files again: what is recorded, what it blocks, who is told, and the nightly job."""

import datetime as dt
import io
import shutil
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context, system_actor
from casework.core.verdict import Refused
from casework.evidence import store
from casework.evidence.actions import check_integrity, record_verification, register_evidence, withdraw_item
from casework.evidence.actions import integrity as integrity_actions
from casework.evidence.choices import CustodyKind, IntegrityOutcome, VerificationState
from casework.evidence.models import EvidenceItem, IntegrityCheck
from casework.evidence.queries import due_for_check, items_not_intact
from casework.evidence.store import StoreError, path_of
from casework.ledger.models import LedgerLeaf
from casework.tasks.models import Notice
from tests.deciding import decide_verification
from tests.evidence.conftest import make_item, refused
from tests.factories import join_case, make_case, make_user

pytestmark = pytest.mark.django_db


def spoil(item: EvidenceItem) -> bytes:
    """Change one letter of the stored file and return what it was."""
    stored = path_of(item.sha256)
    before = stored.read_bytes()
    stored.chmod(0o600)
    stored.write_bytes(b"W" + before[1:])
    return before


def verify(item: EvidenceItem, first: User, second: User) -> EvidenceItem:
    record_verification(actor=first, item=item, step="source", result="holds", why="known")
    return decide_verification(actor=second, item=item, state=VerificationState.VERIFIED, why="agrees")


def blocked(case: Case, actor: User | None) -> bool:
    """What the guard of the ladder asks, of one case."""
    bad = items_not_intact(actor).filter(case=OuterRef("pk"))
    return Case.objects.filter(Exists(bad), pk=case.pk).exists()


def later(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    now = clock.now() + dt.timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: now)


def test_registration_when_file_then_counts_as_the_first_check(item: EvidenceItem) -> None:
    check = IntegrityCheck.objects.get(item=item)
    assert (check.outcome, check.sha256, check.size) == (IntegrityOutcome.INTACT, item.sha256, item.size)
    assert LedgerLeaf.objects.filter(object_uid=check.uid).exists()


def test_check_when_intact_then_recorded_with_custody_and_leaf(
    item: EvidenceItem, investigator: User
) -> None:
    check = check_integrity(actor=investigator, item=item)
    assert check is not None and check.outcome == IntegrityOutcome.INTACT
    assert item.custody_events.last().kind == CustodyKind.VERIFIED_INTEGRITY
    assert LedgerLeaf.objects.filter(object_uid=check.uid, scope=item.case_id).exists()


def test_check_when_pointer_then_nothing_to_check(case: Case, investigator: User) -> None:
    pointer = register_evidence(
        actor=investigator,
        case=case,
        values={"title": "Post", "kind": "post", "web_address": "https://example.org/"},
    )
    assert check_integrity(actor=investigator, item=pointer) is None
    assert not IntegrityCheck.objects.exists()
    assert not items_not_intact().exists()


@pytest.mark.parametrize("outcome", [IntegrityOutcome.ALTERED, IntegrityOutcome.MISSING])
def test_check_when_bad_then_marked_blocks_and_needs_a_whole_file(
    item: EvidenceItem, investigator: User, supervisor: User, outcome: str
) -> None:
    verify(item, investigator, supervisor)
    assert not blocked(item.case, supervisor)
    before = spoil(item)
    if outcome == IntegrityOutcome.MISSING:
        path_of(item.sha256).unlink()
    check = check_integrity(actor=investigator, item=item)
    assert check is not None and check.outcome == outcome
    assert bool(check.sha256) == (outcome == IntegrityOutcome.ALTERED) and check.sha256 != item.sha256
    item.refresh_from_db()
    assert item.verification_state == VerificationState.INTEGRITY_FAILED and item.verified_by is None
    assert item.custody_events.last().kind == CustodyKind.INTEGRITY_FAILED
    assert blocked(item.case, supervisor) and blocked(item.case, None)
    for state in ("verified", "partly_verified", "in_verification"):
        with refused(Refused, match="check it again"):
            decide_verification(actor=supervisor, item=item, state=state, why="looks right")
    path_of(item.sha256).write_bytes(before)
    check_integrity(actor=investigator, item=item)
    item.refresh_from_db()
    assert item.verification_state == VerificationState.INTEGRITY_FAILED, "a person decides anew"
    decide_verification(actor=supervisor, item=item, state="verified", why="the original is back")
    assert not blocked(item.case, supervisor)


def test_block_when_check_is_old_then_until_checked_again(
    item: EvidenceItem, investigator: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    verify(item, investigator, supervisor)
    later(monkeypatch, 29)
    assert not blocked(item.case, supervisor)
    later(monkeypatch, 2)
    assert blocked(item.case, supervisor)
    check_integrity(actor=supervisor, item=item)
    assert not blocked(item.case, supervisor)


def test_block_when_not_verified_or_withdrawn_then_none(
    item: EvidenceItem, investigator: User, supervisor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, 40)
    assert not blocked(item.case, supervisor), "an unverified item carries no weight"
    verify(item, investigator, supervisor)
    assert blocked(item.case, supervisor)
    withdraw_item(actor=investigator, item=EvidenceItem.objects.get(), reason="entered twice")
    assert not blocked(item.case, supervisor)


def test_block_when_item_is_above_the_reader_then_not_told(
    case: Case, investigator: User, supervisor: User
) -> None:
    item = make_item(case, investigator, confidentiality=Confidentiality.HIGHLY_RESTRICTED)
    with audit_context(actor=investigator):
        item.verification_state = VerificationState.INTEGRITY_FAILED
        item.save()
    IntegrityCheck.objects.get()  # intact, of the registration
    spoil(item)
    check_integrity(actor=system_actor("integrity"), item=item)
    assert blocked(case, None) and not blocked(case, supervisor)


def test_check_when_stranger_or_reader_then_refused_before_any_byte_is_read(
    item: EvidenceItem, outsider: User, auditor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    join_case(item.case, auditor, role="reader")
    monkeypatch.setattr(integrity_actions, "measure", lambda _digest: pytest.fail("the file was read"))
    for person in (outsider, auditor):
        with refused(Refused):
            check_integrity(actor=person, item=item)


def test_check_when_hashing_then_no_transaction_is_open(
    case: Case, investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = make_item(case, investigator)
    outside = len(connection.savepoint_ids)
    seen: list[int] = []
    real = integrity_actions.measure

    def watched(digest: str) -> Any:
        seen.append(len(connection.savepoint_ids))
        return real(digest)

    monkeypatch.setattr(integrity_actions, "measure", watched)
    check_integrity(actor=investigator, item=item)
    assert seen == [outside]


def test_check_when_store_is_not_mounted_then_nothing_is_said_about_the_file(
    item: EvidenceItem, investigator: User
) -> None:
    shutil.rmtree(store.root() / "originals")
    with refused(StoreError):
        check_integrity(actor=investigator, item=item)
    item.refresh_from_db()
    assert item.verification_state == VerificationState.UNVERIFIED
    assert IntegrityCheck.objects.count() == 1


def test_failure_when_found_then_lead_and_supervisors_told_once_and_nobody_else(
    item: EvidenceItem, investigator: User, supervisor: User, outsider: User,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    elsewhere = make_user(Role.SUPERVISOR, "Elsewhere Supervisor")
    spoil(item)
    for _turn in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            check_integrity(actor=system_actor("integrity"), item=item)
    told = Notice.objects.filter(kind="evidence.integrity_failed")
    assert {notice.recipient for notice in told} == {investigator, supervisor}
    assert told.count() == 2 and elsewhere not in {notice.recipient for notice in told}
    assert {(notice.words, notice.actor_label) for notice in told} == {(item.reference, "system:integrity")}


def test_failure_when_no_supervisor_is_a_member_then_those_who_see_it_are_told(
    investigator: User, supervisor: User, django_capture_on_commit_callbacks: Any
) -> None:
    open_case = make_case(investigator)
    for level in (Confidentiality.RESTRICTED, Confidentiality.HIGHLY_RESTRICTED):
        item = make_item(open_case, investigator, level.encode(), confidentiality=level)
        spoil(item)
        with django_capture_on_commit_callbacks(execute=True):
            check_integrity(actor=system_actor("integrity"), item=item)
    told = Notice.objects.filter(recipient=supervisor)
    assert told.count() == 1, "the sealed item is not hers to know of"


def run(*options: str) -> str:
    out = io.StringIO()
    call_command("check_evidence", *options, stdout=out)
    return out.getvalue()


def test_command_when_run_then_oldest_first_bounded_and_counts_only(
    case: Case, investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [make_item(case, investigator, text) for text in (b"one", b"two", b"three")]
    assert "0 files checked" in run()
    later(monkeypatch, 8)
    check_integrity(actor=investigator, item=items[0])
    assert list(due_for_check(7)) == items[1:]
    said = run("--limit", "1")
    assert said.startswith("1 files checked: 1 intact") and "1 still due" in said
    assert IntegrityCheck.objects.last().item == items[1]
    assert IntegrityCheck.objects.last().actor_label == "system:integrity"
    assert "1 files checked" in run() and "0 files checked" in run()
    assert case.reference not in said and items[1].reference not in said and items[1].title not in said


def test_command_when_something_is_wrong_then_ends_with_an_error(
    item: EvidenceItem, case: Case, investigator: User
) -> None:
    gone = make_item(case, investigator, b"gone")
    path_of(gone.sha256).unlink()
    spoil(item)
    out = io.StringIO()
    with pytest.raises(CommandError) as failure:
        call_command("check_evidence", "--older-than-days", "0", stdout=out)
    assert "0 intact, 1 altered, 1 missing" in out.getvalue()
    assert item.reference not in str(failure.value) + out.getvalue()
    with pytest.raises(CommandError):
        call_command("check_evidence", "--limit", "0")


def test_page_when_checked_then_says_age_and_after_a_failure_warns(
    item: EvidenceItem, investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(investigator)
    address = item.get_absolute_url()
    check = reverse("evidence:check", args=[item.case.reference, item.uid])
    assert "Checked today" in client.get(address).content.decode()
    assert client.get(check).status_code == 405
    later(monkeypatch, 45)
    client.force_login(investigator)
    page = client.get(address).content.decode()
    assert "Last checked 45 days ago" in page and check in page
    before = spoil(item)
    said = client.post(check, follow=True).content.decode()
    assert "The file differs from the one registered" in said and "Altered: found on" in said
    stored = path_of(item.sha256)
    stored.write_bytes(before)
    assert "is whole again" in client.post(check, follow=True).content.decode()
    stored.unlink()
    assert "missing from the store" in client.post(check, follow=True).content.decode()


def test_page_when_supervisor_outside_the_case_then_may_check(item: EvidenceItem) -> None:
    client = Client()
    client.force_login(make_user(Role.SUPERVISOR, "Elsewhere Supervisor"))
    check = reverse("evidence:check", args=[item.case.reference, item.uid])
    assert check in client.get(item.get_absolute_url()).content.decode()
    assert client.post(check).status_code == 302
    assert IntegrityCheck.objects.count() == 2


def test_list_when_unchecked_is_asked_for_then_only_those(
    case: Case, investigator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = make_item(case, investigator, b"stale")
    later(monkeypatch, 31)
    fresh = make_item(case, investigator, b"fresh")
    client = Client()
    client.force_login(investigator)
    page = client.get(reverse("evidence:all") + "?show=unchecked").content.decode()
    assert stale.reference in page and fresh.reference not in page
