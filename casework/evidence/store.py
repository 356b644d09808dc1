"""The content-addressed store: each file once, under its SHA-256, never overwritten.

Order of a write: temporary file in the same file system, hash on the way in, fsync, rename, fsync of the
folder, and only then the row. A crash leaves at worst a file without a row, never a row without its file.
"""

import contextlib
import fcntl
import hashlib
import itertools
import os
import re
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, Self

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from casework.core.sizes import size_words

CHUNK = 1024 * 1024
HEAD = 4096
ABANDONED = 24 * 3600.0
DIGEST = re.compile(r"\A[0-9a-f]{64}\Z")


class StoreError(Exception):
    """The store could not keep or find a file; the message is for the person at the screen."""


class TooLarge(StoreError):
    """The file is larger than this office allows."""


def root() -> Path:
    """The folder of the store, read on each call so that tests and commands may point elsewhere."""
    return Path(settings.CASEWORK_EVIDENCE_ROOT)


def path_of(sha256: str) -> Path:
    """Where the bytes with this digest are, or would be. Two levels of folders keep listings short.

    Raises:
        ValueError: it is not a digest. Nothing but a digest ever becomes a path.
    """
    if not DIGEST.match(sha256):
        raise ValueError("not a SHA-256 digest")
    return root() / "originals" / sha256[:2] / sha256[2:4] / sha256


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folders(folder: Path) -> None:
    """Make the folder for our eyes only and put each new level on the disk."""
    missing = []
    level = folder
    while not level.exists():
        missing.append(level)
        level = level.parent
    for new in reversed(missing):
        new.mkdir(mode=0o700, exist_ok=True)
        _sync_folder(new.parent)


def _move_in(incoming: Path, target: Path) -> None:
    """Give the file its final name unless the name is taken: a rename would overwrite, a link cannot.

    A file that is there already is marked as asked for today, so that `sweep_orphans` leaves it alone until
    its new row is written; the day it was sealed stays.
    """
    with _locked():
        try:
            os.link(incoming, target)
        except FileExistsError:
            _mark_wanted(target)
        except PermissionError:  # a file system without hard links, such as exFAT
            if not target.exists():
                incoming.rename(target)
                return
            _mark_wanted(target)
    incoming.unlink()


def _mark_wanted(target: Path) -> None:
    os.utime(target, ns=(time.time_ns(), target.stat().st_mtime_ns))


@contextlib.contextmanager
def _locked() -> Iterator[None]:
    """One process at a time gives a file its name or takes an orphan away."""
    descriptor = os.open(root() / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)  # gives the lock back


class Intake:
    """Takes in one file piece by piece, hashing as it comes; nothing is visible until `keep`."""

    def __init__(self, limit: int | None = None) -> None:
        self.limit = settings.CASEWORK_EVIDENCE_MAX_BYTES if limit is None else limit
        self.size = 0
        self.head = b""
        self._hash = hashlib.sha256()
        self.path = root() / "incoming" / secrets.token_hex(16)
        try:
            _make_folders(self.path.parent)
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
        except OSError as error:
            raise StoreError(_("The evidence store cannot be written to. Nothing was kept.")) from error
        self._file: BinaryIO | None = os.fdopen(descriptor, "wb", buffering=0)

    def write(self, piece: bytes) -> None:
        """Add the next piece.

        Raises:
            TooLarge: it grew over the limit. StoreError: the disk refused it. Nothing is kept then.
        """
        self.size += len(piece)
        if self.size > self.limit:
            self.discard()
            said = _("The file is larger than this office allows, which is %(limit)s. Nothing was kept.")
            raise TooLarge(said % {"limit": size_words(self.limit)})
        if len(self.head) < HEAD:
            self.head += piece[: HEAD - len(self.head)]
        self._hash.update(piece)
        try:
            self._write_all(piece)
        except OSError as error:
            self.discard()
            raise StoreError(_("The disk is full or refused the file. Nothing was kept.")) from error

    def _write_all(self, piece: bytes) -> None:
        """A raw file may take less than it is given."""
        view = memoryview(piece)
        while view:
            written = self._file.write(view)  # type: ignore[union-attr]
            view = view[written:]

    @property
    def sha256(self) -> str:
        return self._hash.hexdigest()

    def keep(self) -> str:
        """Put the file into the store for good and return its digest. The same bytes are kept once."""
        try:
            os.fsync(self._file.fileno())  # type: ignore[union-attr]
            self._close()
            target = path_of(self.sha256)
            _make_folders(target.parent)
            _move_in(self.path, target)
            _sync_folder(target.parent)
        except OSError as error:
            self.discard()
            raise StoreError(_("The disk is full or refused the file. Nothing was kept.")) from error
        return self.sha256

    def discard(self) -> None:
        """Forget what came in so far. Safe to call twice, and after `keep`."""
        self._close()
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.discard()


def exists(sha256: str) -> bool:
    """Whether the bytes are there."""
    return path_of(sha256).is_file()


def open_original(sha256: str) -> BinaryIO:
    """The bytes, for reading only.

    Raises:
        StoreError: they are not there.
    """
    try:
        return path_of(sha256).open("rb")
    except OSError as error:
        raise StoreError(_("The file is missing from the store.")) from error


class Measured(NamedTuple):
    """What the bytes of a file are today."""

    sha256: str
    size: int


def measure(sha256: str) -> Measured | None:
    """Read the whole file, piece by piece, and say what it is today; None when it is not there.

    Raises:
        StoreError: it could not be read, or the folder of the store is not there. A disk that is not
            mounted says nothing about the files on it.
    """
    path = path_of(sha256)
    try:
        with path.open("rb") as stored:
            return Measured(hashlib.file_digest(stored, "sha256").hexdigest(), stored.tell())
    except FileNotFoundError as error:
        if (root() / "originals").is_dir():
            return None
        raise StoreError(_("The evidence store is not there. Nothing can be checked.")) from error
    except OSError as error:
        raise StoreError(_("The file cannot be read now. Nothing was found out about it.")) from error


def digest_now(sha256: str) -> str | None:
    """The digest of the bytes as they are today, or None when they cannot be had."""
    try:
        found = measure(sha256)
    except StoreError:
        return None
    return found.sha256 if found else None


def pieces(stored: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    """`length` bytes from `start`, then the file is closed."""
    with stored:
        stored.seek(start)
        while length > 0:
            piece = stored.read(min(CHUNK, length))
            if not piece:
                return
            length -= len(piece)
            yield piece


def sweep_incoming(older_than: float = ABANDONED) -> int:
    """Remove what a crash left half received, and return how many files that were.

    Args:
        older_than: seconds since the last byte; a file that is still arriving is younger.
    """
    waiting = root() / "incoming"
    if not waiting.is_dir():
        return 0
    removed = 0
    for path in waiting.iterdir():
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > older_than:
                path.unlink()
                removed += 1
    return removed


def orphans(is_referenced: Callable[[list[str]], set[str]], older_than: float) -> Iterator[Path]:
    """Sealed files that no row names and that nobody has sent for some time.

    Args:
        is_referenced: of some digests, those that a row still names.
        older_than: seconds since the same bytes last arrived; a row may be about to be written for younger
            ones.
    """
    folder = root() / "originals"
    old = (path for path in sorted(folder.glob("??/??/*")) if _is_old(path, older_than))
    while some := list(itertools.islice(old, 500)):
        named = is_referenced([path.name for path in some])
        yield from (path for path in some if path.name not in named)


def _is_old(path: Path, older_than: float) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return bool(DIGEST.match(path.name)) and time.time() - max(found.st_mtime, found.st_atime) > older_than


def sweep_orphans(is_referenced: Callable[[list[str]], set[str]], older_than: float) -> list[str]:
    """Remove the orphans and return their digests; a file that arrives anew meanwhile stays."""
    removed = []
    for path in orphans(is_referenced, older_than):
        with _locked():
            if _is_old(path, older_than) and not is_referenced([path.name]):
                path.unlink(missing_ok=True)
                removed.append(path.name)
    return removed
