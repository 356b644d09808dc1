"""The store keeps bytes exactly, once, and leaves nothing half done."""

import errno
import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.evidence import store
from casework.evidence.store import Intake, StoreError, TooLarge, digest_now, open_original, path_of, pieces


def keep(content: bytes, piece: int = 7) -> str:
    with Intake() as intake:
        for at in range(0, len(content), piece):
            intake.write(content[at : at + piece])
        return intake.keep()


def waiting() -> list[Path]:
    return list((store.root() / "incoming").iterdir())


def test_keep_when_written_in_pieces_then_exact_and_read_only() -> None:
    content = os.urandom(100_000)
    digest = keep(content, 4096)
    assert digest == hashlib.sha256(content).hexdigest() == digest_now(digest)
    assert path_of(digest).read_bytes() == content
    assert path_of(digest).stat().st_mode & 0o777 == 0o400
    assert waiting() == []


def test_keep_when_same_bytes_again_then_kept_once_and_never_overwritten() -> None:
    first = keep(b"same")
    stamp = path_of(first).stat()
    assert keep(b"same") == first
    after = path_of(first).stat()
    assert (after.st_ino, after.st_mtime_ns) == (stamp.st_ino, stamp.st_mtime_ns)
    assert waiting() == []


def test_keep_when_link_is_impossible_then_renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_args: object) -> None:
        raise PermissionError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    digest = keep(b"on a stick")
    assert path_of(digest).read_bytes() == b"on a stick" and keep(b"on a stick") == digest
    assert waiting() == []


def test_intake_when_left_without_keep_then_nothing_remains() -> None:
    with Intake() as intake:
        intake.write(b"half")
    assert waiting() == []


def test_intake_when_over_the_limit_then_refused_and_gone() -> None:
    intake = Intake(limit=3)
    intake.write(b"abc")
    with pytest.raises(TooLarge):
        intake.write(b"d")
    assert waiting() == []


@pytest.mark.parametrize("step", ["write", "fsync", "link"])
def test_intake_when_disk_is_full_then_clear_message_and_no_half_file(
    monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    intake = Intake()
    if step == "write":
        monkeypatch.setattr(intake, "_write_all", full)
        with pytest.raises(StoreError, match="disk"):
            intake.write(b"abc")
    else:
        intake.write(b"abc")
        monkeypatch.setattr(os, step, full)
        with pytest.raises(StoreError, match="disk"):
            intake.keep()
    monkeypatch.undo()
    assert waiting() == []
    assert not path_of(hashlib.sha256(b"abc").hexdigest()).exists()
    assert keep(b"abc")


def test_path_when_not_a_digest_then_refused() -> None:
    for odd in ("", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n", "0" * 65):
        with pytest.raises(ValueError, match="digest"):
            path_of(odd)


def test_open_when_missing_then_said(evidence_root: Path) -> None:
    assert digest_now("0" * 64) is None
    with pytest.raises(StoreError):
        open_original("0" * 64)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 300), st.integers(0, 300))
def test_pieces_when_any_span_then_that_slice(content: bytes, start: int, length: int) -> None:
    stored = open_original(keep(content)) if content else open_original(keep(b""))
    assert b"".join(pieces(stored, start, length)) == content[start : start + length]
    assert stored.closed


def test_sweep_when_left_by_a_crash_then_removed_and_the_rest_stays() -> None:
    digest = keep(b"kept")
    assert store.sweep_incoming() == 0
    old, new = Intake(), Intake()
    for intake in (old, new):
        intake.write(b"half")
    os.utime(old.path, (0, 0))
    assert store.sweep_incoming() == 1
    assert waiting() == [new.path]
    new.discard()
    assert path_of(digest).exists()
