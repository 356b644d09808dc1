"""Whether the stored files are still the ones that were registered, and when that was last looked at."""

import dataclasses
import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact
from django.utils import timezone

from casework.core import clock

from ..choices import IntegrityOutcome, VerificationState
from ..models import EvidenceItem, IntegrityCheck
from ..store import exists

#: States in which an item carries weight, or did until its file failed: these have to be intact.
WEIGHTY = (VerificationState.VERIFIED, VerificationState.PARTLY, VerificationState.INTEGRITY_FAILED)


def valid_since() -> dt.datetime:
    """Checks before this moment are too old to rest a decision on. It is the same all day: the guard that
    asks it is compiled once a day."""
    first = clock.today() - dt.timedelta(days=settings.CASEWORK_INTEGRITY_DAYS)
    return timezone.make_aware(dt.datetime.combine(first, dt.time.min))


def _last(column: str, **limits: Any) -> Subquery:
    rows = IntegrityCheck.objects.filter(item=OuterRef("pk"), **limits)
    return Subquery(rows.order_by("-id").values(column)[:1])


def intact_recently() -> Q:
    """ONE condition over evidence items: the last check found the file intact, and is recent enough."""
    last = _last("outcome", at__gte=valid_since())
    return Q(Exact(Coalesce(last, Value("")), Value(IntegrityOutcome.INTACT.value)))


def items_not_intact(actor: Any = None) -> QuerySet[EvidenceItem]:
    """Standing items with a file that carry weight and have no recent check that found them intact, among
    those the actor's clearance allows (all, for a job).

    For the guard "each verified item has an intact, recent hash check":
    `~Exists(items_not_intact(actor).filter(case=OuterRef("pk")))` over cases in scope.
    """
    rows = EvidenceItem.objects.standing()
    rows = rows if actor is None else rows.allowed_to(actor)
    return rows.filter(~intact_recently(), verification_state__in=WEIGHTY).exclude(sha256="")


def due_for_check(older_than_days: int) -> QuerySet[EvidenceItem]:
    """Items whose file was not looked at for so many days, the longest neglected first.

    Withdrawn ones too: their files stay sealed, and a file that rots is a warning about the disk.
    """
    before = clock.now() - dt.timedelta(days=older_than_days)
    rows = EvidenceItem.objects.exclude(sha256="").annotate(checked_at=_last("at"))
    due = rows.filter(Q(checked_at=None) | Q(checked_at__lt=before))
    return due.select_related("case").order_by(F("checked_at").asc(nulls_first=True), "id")


@dataclasses.dataclass(frozen=True)
class FileState:
    """What is known of the stored file of an item: the last check, its age, and whether the file is there."""

    check: IntegrityCheck | None
    is_there: bool

    @property
    def days(self) -> int:
        """Whole days since the last check."""
        return (clock.now() - self.check.at).days if self.check else 0

    @property
    def is_intact(self) -> bool:
        return self.is_there and self.check is not None and self.check.outcome == IntegrityOutcome.INTACT

    @property
    def is_recent(self) -> bool:
        return self.check is not None and self.check.at >= valid_since()

    @property
    def is_missing(self) -> bool:
        return not self.is_there

    @property
    def is_altered(self) -> bool:
        return self.is_there and self.check is not None and self.check.outcome == IntegrityOutcome.ALTERED

    @property
    def valid_until(self) -> dt.datetime | None:
        """Until when the last check counts."""
        return self.check.at + dt.timedelta(days=settings.CASEWORK_INTEGRITY_DAYS) if self.check else None


def file_state(item: EvidenceItem) -> FileState | None:
    """The state of the file of an item the reader sees; None for a pointer without a file."""
    if not item.has_file:
        return None
    return FileState(IntegrityCheck.objects.filter(item=item).last(), exists(item.sha256))


def is_broken(item: EvidenceItem) -> bool:
    """Whether the sealed file of an item failed its check or is not in the store."""
    failed = item.verification_state == VerificationState.INTEGRITY_FAILED
    return failed or bool(item.has_file and not exists(item.sha256))
