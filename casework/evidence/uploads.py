"""Takes uploads straight into the store's waiting room, hashing on the way in.

Set as the only upload handler of the project: every uploaded file in this product is evidence. No write
transaction is open while bytes arrive, and nothing is kept before a form has accepted the file.
"""

import codecs
from dataclasses import dataclass
from typing import Any

import puremagic
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParser
from django.utils.translation import gettext as _

from .names import keep_name
from .store import Intake, StoreError

PIECE = 256 * 1024
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class StoredFile:
    """A file that is in the store for good, ready to become an item."""

    sha256: str
    size: int
    media_type: str
    original_name: str


def sniff(head: bytes) -> str:
    """What the first bytes look like. A hint for people, never a reason to render anything."""
    try:
        found = puremagic.from_string(head, mime=True)
    except Exception:
        found = ""
    if found and "/" in found:
        return found[:120]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # a letter may be cut at the end of the head
    except UnicodeDecodeError:
        return UNKNOWN_TYPE
    return "text/plain" if head and b"\x00" not in head else UNKNOWN_TYPE


def store_bytes(content: bytes, name: str) -> StoredFile:
    """Keep bytes that are in memory already: files made by the product itself, imports, tests."""
    with Intake() as intake:
        intake.write(content)
        return StoredFile(intake.keep(), intake.size, sniff(intake.head), keep_name(name))


class IncomingFile(UploadedFile):
    """A file that has arrived and been hashed and waits to be kept or forgotten."""

    def __init__(self, intake: Intake | None, raw_name: str, error: str = "", **kwargs: Any) -> None:
        super().__init__(file=None, size=intake.size if intake else 0, **kwargs)
        self.intake = intake
        self.raw_name = raw_name
        self.error = error
        self.stored: StoredFile | None = None

    @property
    def sha256(self) -> str:
        return self.intake.sha256 if self.intake else ""

    def keep(self) -> StoredFile:
        """Put it into the store for good; a second call gives the same answer.

        Raises:
            StoreError: it did not arrive whole, or the disk refused it.
        """
        if self.stored is None:
            if self.intake is None or self.error:
                raise StoreError(self.error)
            digest = self.intake.keep()
            media_type = sniff(self.intake.head)
            self.stored = StoredFile(digest, self.intake.size, media_type, keep_name(self.raw_name))
        return self.stored

    def close(self) -> None:
        """Called by Django at the end of the request: what no form has kept is forgotten."""
        if self.intake is not None and self.stored is None:
            self.intake.discard()

    @property
    def closed(self) -> bool:
        return self.file is None


class _NameKeepingParser(MultiPartParser):
    """Django cuts names down to what is safe as a path. A name is evidence too: keep it beside that."""

    def sanitize_file_name(self, file_name: str) -> str | None:
        safe = super().sanitize_file_name(file_name)
        for handler in self._upload_handlers:  # type: ignore[attr-defined]
            handler.raw_name = file_name
        return safe or ("file" if file_name else None)


class StoreUploadHandler(FileUploadHandler):
    """Streams each file of a signed-in person into the waiting room; a stranger's bytes are dropped."""

    chunk_size = PIECE
    request: Any

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.raw_name = ""
        self.intake: Intake | None = None
        self.error = ""
        self._parsing = False

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> Any:
        """Parse with our own parser, once: it asks this handler again, and then gets None."""
        if self._parsing:
            return None
        self._parsing = True
        handlers = self.request.upload_handlers
        return _NameKeepingParser(META, input_data, handlers, encoding or self.request.encoding).parse()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.intake, self.error = None, ""
        if not self.request.user.is_authenticated:
            self.error = _("Sign in to send files.")
            return
        try:
            self.intake = Intake()
        except StoreError as error:
            self.error = str(error)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write the piece; after a failure the rest is read and dropped, so that the page can say why."""
        if self.intake is None or self.error:
            return
        try:
            self.intake.write(raw_data)
        except StoreError as error:
            self.error = str(error)

    def file_complete(self, file_size: int) -> IncomingFile:
        incoming = IncomingFile(
            self.intake,
            self.raw_name or self.file_name or "",
            self.error,
            name=self.file_name,
            content_type=self.content_type,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
        self.intake = None
        return incoming

    def upload_interrupted(self) -> None:
        """The line was cut: nothing of it is kept."""
        if self.intake is not None:
            self.intake.discard()
            self.intake = None
