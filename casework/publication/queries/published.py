"""What the public pages ask: the frozen tables, and of them only the columns that are public."""

import datetime as dt
import json
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from casework.core.whens import overlap_q
from casework.ledger.entries import newest_entries
from casework.names import search_terms

from ..models import PublicVersion, PublishedAllegation, PublishedFigures, PublishedVersion, Tombstone

COLUMNS = ("reference", "number", "at", "title_en", "title_ar", "content", "sha256")


def newest_findings() -> QuerySet:
    """The newest version of each finding that is public, the newest event first."""
    return PublishedVersion.objects.newest().order_by("-when_latest", "-id")


def references() -> list[str]:
    """The references of all findings that are public."""
    return list(PublishedVersion.objects.newest().order_by("reference").values_list("reference", flat=True))


def narrowed(
    rows: QuerySet,
    *,
    group: str = "",
    violation: str = "",
    place: str = "",
    disputed: bool = False,
    typed: str = "",
    earliest: dt.date | None = None,
    latest: dt.date | None = None,
) -> QuerySet:
    """Findings that answer all that was asked."""
    alleged = PublishedAllegation.objects.filter(reference=OuterRef("reference"), number=OuterRef("number"))
    if group:
        rows = rows.filter(Exists(alleged.filter(group_code=group)))
    if violation:
        rows = rows.filter(Exists(alleged.filter(violation_code=violation)))
    if place:
        rows = rows.filter(Q(place_en=place) | Q(place_ar=place))
    if disputed:
        rows = rows.filter(is_disputed=True)
    for pieces in search_terms(typed):
        any_piece = Q()
        for piece in pieces:
            any_piece |= Q(search_text__contains=piece)
        rows = rows.filter(any_piece)
    return rows.filter(overlap_q(earliest, latest)) if earliest or latest else rows


def read(rows: QuerySet) -> list[dict[str, Any]]:
    """Rows as data, each with its content as it was frozen."""
    found = list(rows.values(*COLUMNS))
    for row in found:
        row["frozen"], row["content"] = row["content"], json.loads(row["content"])
    return found


def alleged_now() -> QuerySet:
    """Allegations of the versions that are public and newest."""
    newest = PublishedVersion.objects.newest().filter(
        reference=OuterRef("reference"), number=OuterRef("number")
    )
    return PublishedAllegation.objects.filter(Exists(newest))


def group_counts() -> list[dict[str, Any]]:
    """How many findings speak of each group of parties, the most first."""
    rows = alleged_now().order_by().values("group_code", "group_en", "group_ar")
    return list(rows.annotate(n=Count("reference", distinct=True)).order_by("-n", "group_code"))


def place_counts() -> list[dict[str, Any]]:
    """The places of the findings by name, with how many each: no map is drawn of where people live."""
    rows = newest_findings().order_by().values("place_en", "place_ar")
    return list(rows.annotate(n=Count("pk")).order_by("place_en"))


def violation_choices() -> list[dict[str, Any]]:
    """The alleged violations that can be asked for."""
    rows = alleged_now().order_by().values("violation_code", "violation_en", "violation_ar").distinct()
    return list(rows.order_by("violation_code"))


def versions_of(reference: str) -> list[dict[str, Any]]:
    """The versions of one finding that nothing hides, the newest first."""
    return read(PublishedVersion.objects.open().filter(reference=reference).order_by("-number"))


def frozen_before(version: PublicVersion) -> list[dict[str, Any]]:
    """For the office: every version of a finding that was public before this text, also withdrawn ones."""
    rows = PublishedVersion.objects.filter(reference=version.reference, number__lt=version.number)
    return read(rows.order_by("-number"))


def frozen_of(version: PublicVersion) -> dict[str, Any] | None:
    """For the office: what was frozen of this text; nothing before its publication."""
    rows = read(PublishedVersion.objects.filter(reference=version.reference, number=version.number))
    return rows[0]["content"] if rows else None


def frozen_entry(version: PublicVersion) -> dict[str, Any] | None:
    """For the office: the digest of what was frozen of this text, and its entry in the ledger."""
    row = PublishedVersion.objects.filter(reference=version.reference, number=version.number).first()
    if row is None:
        return None
    found = newest_entries([row.uid], [PublishedVersion._meta.label])
    return {"sha256": row.sha256, "leaf": found.get(row.uid)}


def all_versions() -> list[dict[str, Any]]:
    """Every version that nothing hides."""
    return read(PublishedVersion.objects.open().order_by("reference", "number"))


def tombstone_of(reference: str) -> dict[str, Any] | None:
    """The newest notice of withdrawal of a finding."""
    rows: Any = Tombstone.objects.filter(reference=reference).order_by("-last_number")
    return rows.values("reference", "last_number", "reason", "versions", "at").first()


def tombstones() -> list[dict[str, Any]]:
    """All notices, the newest first; a finding that came back as a new version is still in this list."""
    rows: Any = Tombstone.objects.order_by("-at", "-id")
    return list(rows.values("reference", "last_number", "reason", "at", "versions"))


def latest_figures() -> dict[str, Any] | None:
    """The figures that were released last, with their moment."""
    rows: Any = PublishedFigures.objects.order_by("-at", "-id")
    return rows.values("figures", "at").first()


def changes(limit: int = 50) -> list[dict[str, Any]]:
    """What became public, was corrected or was withdrawn, the newest first."""
    versions = [
        {"at": row["at"], "row": row}
        for row in read(PublishedVersion.objects.open().order_by("-at", "-id")[:limit])
    ]
    notices = [{"at": row["at"], "notice": row} for row in tombstones()[:limit]]
    return sorted([*versions, *notices], key=lambda change: change["at"], reverse=True)[:limit]


def release_mark() -> tuple[Any, ...]:
    """What changes whenever anything public changes: files made for one mark hold for it."""
    models: tuple[Any, ...] = (PublishedVersion, Tombstone, PublishedFigures)
    return tuple(model.objects.order_by("-id").values_list("uid", flat=True).first() for model in models)
