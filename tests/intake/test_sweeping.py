"""Files of allegations that were never logged: swept when old, never while a row names them."""

import datetime as dt
import io
import os
import time
import uuid

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.models import User
from casework.core import clock
from casework.core.drafts import Draft
from casework.evidence.actions import register_evidence
from casework.evidence.previews import preview_path
from casework.evidence.store import path_of, root
from casework.evidence.uploads import store_bytes
from casework.intake.models import ReceivedFile
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def received(user: User, content: bytes, *, days: int, draft: uuid.UUID | None = None) -> ReceivedFile:
    """A file that was sent so many days ago with a draft."""
    stored = store_bytes(content, "photo.jpg")
    make_old(stored.sha256, days)
    return ReceivedFile.objects.create(
        user=user,
        draft=draft or uuid.uuid4(),
        sha256=stored.sha256,
        size=stored.size,
        media_type=stored.media_type,
        original_name="photo.jpg",
        at=clock.now() - dt.timedelta(days=days),
    )


def make_old(sha256: str, days: int) -> None:
    then = time.time() - days * 86400
    os.utime(path_of(sha256), (then, then))


def make_draft(user: User, uid: uuid.UUID, *, days: int) -> None:
    then = clock.now() - dt.timedelta(days=days)
    Draft.objects.create(
        uid=uid, user=user, form="intake:log", created_at=then, updated_at=then, data={"a": ["b"]}
    )


def sweep(*options: str) -> str:
    out = io.StringIO()
    call_command("sweep_uploads", *options, stdout=out)
    return out.getvalue()


def test_sweep_when_draft_is_abandoned_then_row_file_and_preview_go(investigator: User) -> None:
    one = received(investigator, b"abandoned", days=40)
    make_draft(investigator, one.draft, days=35)
    preview = preview_path(one.sha256)
    preview.parent.mkdir(parents=True)
    preview.write_bytes(b"jpg")
    said = sweep()
    assert "1 files of abandoned drafts forgotten, 1 files without a record removed" in said
    assert not ReceivedFile.objects.exists()
    assert not path_of(one.sha256).exists() and not preview.exists()
    assert one.sha256 not in said
    assert sweep().startswith("0 interrupted uploads, 0 files")


def test_sweep_when_young_or_still_worked_on_then_kept(investigator: User, outsider: User) -> None:
    young = received(investigator, b"young", days=10)
    touched = received(investigator, b"touched", days=40)
    make_draft(investigator, touched.draft, days=2)
    stolen = received(investigator, b"stolen", days=40)
    make_draft(outsider, stolen.draft, days=2)
    sweep()
    assert set(ReceivedFile.objects.all()) == {young, touched}, "a draft of somebody else keeps nothing"
    assert path_of(young.sha256).exists() and path_of(touched.sha256).exists()
    assert "1 files of abandoned drafts" in sweep("--days", "5")


def test_sweep_when_any_row_names_the_bytes_then_they_stay(investigator: User) -> None:
    one = received(investigator, b"evidence now", days=40)
    register_evidence(
        actor=investigator,
        case=make_case(investigator),
        values={"title": "Photo", "kind": "photo"},
        file=store_bytes(b"evidence now", "photo.jpg"),
    )
    make_old(one.sha256, 400)
    assert "1 files of abandoned drafts forgotten, 0 files without a record removed" in sweep()
    assert path_of(one.sha256).read_bytes() == b"evidence now"


def test_sweep_when_the_same_bytes_arrive_again_then_they_wait_for_their_row() -> None:
    stored = store_bytes(b"sent twice", "a.txt")
    make_old(stored.sha256, 400)
    store_bytes(b"sent twice", "a.txt")  # sealed just now; its row is about to be written
    assert "0 files without a record" in sweep()
    assert path_of(stored.sha256).exists()


def test_sweep_when_something_else_lies_in_the_store_then_left_alone() -> None:
    store_bytes(b"any", "a.txt")
    foreign = root() / "originals" / "aa" / "bb" / "README"
    foreign.parent.mkdir(parents=True)
    foreign.write_text("not ours")
    os.utime(foreign, (0, 0))
    assert "0 files without a record" in sweep()
    assert foreign.exists()


def test_sweep_when_days_are_none_then_refused() -> None:
    with pytest.raises(CommandError, match="at least one day"):
        sweep("--days", "0")
