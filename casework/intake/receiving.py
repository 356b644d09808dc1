"""Takes in the files of an allegation before it is logged: outside of any write transaction."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from casework.core import clock
from casework.core.drafts import Draft
from casework.evidence.names import show_name
from casework.evidence.store import StoreError
from casework.evidence.uploads import IncomingFile, StoredFile
from casework.intake.models import ReceivedFile

MOST_FILES = 50


def receive_files(*, user: Any, draft: uuid.UUID, files: Iterable[IncomingFile]) -> list[str]:
    """Keep the files in the store under this draft; the same bytes once.

    Returns:
        A sentence for each file that could not be kept. Nothing else is lost by it.
    """
    problems: list[str] = []
    count = ReceivedFile.objects.of_draft(user, draft).count()
    for incoming in files:
        name = show_name(incoming.raw_name)
        if count >= MOST_FILES:
            problems.append(
                _("“%(name)s” was not kept: at most %(most)d files come with one allegation.")
                % {
                    "name": name,
                    "most": MOST_FILES,
                }
            )
            continue
        if not incoming.size and not incoming.error:
            problems.append(_("“%(name)s” was not kept: the file is empty.") % {"name": name})
            continue
        try:
            stored = incoming.keep()
        except StoreError as error:
            problems.append(_("“%(name)s” was not kept. %(why)s") % {"name": name, "why": error})
            continue
        _made, new = ReceivedFile.objects.get_or_create(
            user=user,
            draft=draft,
            sha256=stored.sha256,
            defaults={
                "size": stored.size,
                "media_type": stored.media_type,
                "original_name": stored.original_name,
                "at": clock.now(),
            },
        )
        count += new
    return problems


def stored_file(received: ReceivedFile) -> StoredFile:
    """The received file in the shape the evidence room takes."""
    return StoredFile(received.sha256, received.size, received.media_type, received.original_name)


def forget_abandoned(older_than: dt.timedelta) -> int:
    """Let go of the files of allegations that nobody has gone on with, and return how many that were.

    A draft that was touched since keeps its files. The bytes stay in the store until they are swept there.
    """
    before = clock.now() - older_than
    alive = Draft.objects.filter(uid=OuterRef("draft"), user=OuterRef("user"), updated_at__gte=before)
    gone, _models = ReceivedFile.objects.filter(~Exists(alive), at__lt=before).delete()
    return gone
