"""Safe pictures of pictures: re-encoded by a limited child process, so that no original is ever rendered.

A preview is a cache beside the store, made anew when it is missing. Failure is an answer (`None`, a generic
icon on the page), never an error.
"""

import contextlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

from .store import StoreError, open_original, path_of, root

SIDE = 1600
TIMEOUT = 25
MEDIA_TYPE = "image/jpeg"
# Decides only whether to try; the child looks at the bytes itself.
PREVIEWABLE = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff"})
CHILD = Path(__file__).with_name("preview_child.py")


def can_preview(media_type: str) -> bool:
    """Whether a file of this kind is worth trying."""
    return media_type in PREVIEWABLE


def preview_path(sha256: str) -> Path:
    """Where the preview of these bytes is kept."""
    path_of(sha256)  # refuses anything but a digest
    return root() / "previews" / sha256[:2] / f"{sha256}-{SIDE}.jpg"


def preview_of(sha256: str) -> Path | None:
    """The preview, made now if need be, or None when the file gives none.

    An empty file marks a failure, so that a bomb costs its twenty seconds once and not at each look.
    """
    path = preview_path(sha256)
    try:
        if not path.exists():
            _make(sha256, path)
        return path if path.stat().st_size else None
    except (OSError, StoreError):
        return None


def _make(sha256: str, path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{secrets.token_hex(8)}")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as target, open_original(sha256) as original:
            done = _run(original.fileno(), target.fileno())
        if not done:
            part.write_bytes(b"")
        part.rename(path)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _run(original: int, target: int) -> bool:
    """Run the child without environment, shell, working folder or error output. True when it went well."""
    try:
        return (
            subprocess.run(  # noqa: S603 - our own interpreter and script, no text from outside
                [sys.executable, "-I", str(CHILD), str(SIDE)],
                stdin=original,
                stdout=target,
                stderr=subprocess.DEVNULL,
                env={},
                cwd="/",
                timeout=TIMEOUT,
                check=False,
                start_new_session=True,
            ).returncode
            == 0
        )
    except (OSError, subprocess.SubprocessError):
        return False
