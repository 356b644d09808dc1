"""What the public reads of one version, in both languages: gathered once, shown as preview, then frozen.

An allow-list by construction: a value gets in only when it was typed for the public, confirmed for it
(`words`), or comes from a common list (parties, violations, standards).
"""

import datetime as dt
import hashlib
from typing import Any, Final

from django.utils.translation import gettext as _

from casework.core import clock
from casework.people.models import Source

from ..choices import Showing, WordKind
from ..models import PublicEvidence, PublicVersion
from .checks import Look
from .pairs import LANGUAGES, Chosen, Pair, both, name_of, no_words, people, told, typed
from .responsible import investigations_of, parties_of, replies_of
from .status import status_of
from .words import WordEntry

FORMAT: Final = "casework finding 1"


def content_of(user: Any, version: PublicVersion, published_on: dt.date | None = None) -> dict[str, Any]:
    """Everything a reader is shown of this version; `user` is who looks at it or publishes it."""
    chosen = Chosen(user, version)
    parties, bodies = parties_of(chosen), investigations_of(chosen)
    return {
        "format": FORMAT,
        "reference": version.reference,
        "version": version.number,
        "published_on": (published_on or clock.today()).isoformat(),
        "demonstration": version.case.is_demonstration,
        "title": typed(version, "title"),
        "when": {
            "words": typed(version, "when"),
            "earliest": version.when_earliest and version.when_earliest.isoformat(),
            "latest": version.when_latest and version.when_latest.isoformat(),
        },
        "place": {
            "words": typed(version, "place"),
            "precision": version.place_precision,
            "precision_words": both(version.get_place_precision_display),
        },
        "weapon": typed(version, "weapon"),
        "short": told(version, "short"),
        "account": told(version, "account"),
        "reasons": told(version, "reasons"),
        "casualties": _casualties(version, chosen),
        "conclusions": _conclusions(chosen),
        "parties": parties,
        "investigations": bodies,
        "status": status_of(user, version, chosen, bodies),
        "evidence": [_row(row) for row in Look(version, user).own_rows],
        "replies": replies_of(chosen),
        "correction": typed(version, "correction"),
    }


def _casualties(version: PublicVersion, chosen: Chosen) -> dict[str, Any]:
    return {
        "killed": people(version.killed_min, version.killed_max),
        "injured": people(version.injured_min, version.injured_max),
        "reason": told(version, "range_reason"),
        "claims": [_claim(entry, chosen) for entry in chosen.of(WordKind.CLAIM)],
    }


def _claim(entry: WordEntry, chosen: Chosen) -> dict[str, Any]:
    """One source's count."""
    claim = entry.record
    return {
        "source": _source(claim.source, chosen),
        "when": both(claim.when.words) if claim.when.is_known else no_words(),
        "killed": people(claim.killed_min, claim.killed_max),
        "counts": chosen.said(entry.key),
        "grade": claim.external_grade,
        "relied_on": claim.relied_on,
    }


def _source(source: Source, chosen: Chosen) -> Pair:
    """An openly named source in the words chosen for each language; a person is never named."""
    if not source.name:
        return both(lambda: _("A person who is not named"))
    said = chosen.said(f"{WordKind.SOURCE}:{source.uid}")
    return {language: said[language] or source.name for language in LANGUAGES}


def _conclusions(chosen: Chosen) -> list[dict[str, Any]]:
    found = []
    for entry in chosen.of(WordKind.CONCLUSION):
        kind = entry.record.violation.type
        found.append(
            {
                "violation_code": kind.code,
                "violation": name_of(kind),
                "standard": entry.record.standard,
                "standard_words": both(entry.record.get_standard_display),
                "text": chosen.said(entry.key),
            }
        )
    return found


def _row(row: PublicEvidence) -> dict[str, Any]:
    """One row of the evidence list. Of a withheld item only a salted digest goes out, never its code."""
    shown = row.showing == Showing.SHOWN
    item = row.item
    return {
        "stance": row.stance,
        "showing": row.showing,
        "reference": item.reference if shown else "",
        "title": typed(row, "title"),
        "note": typed(row, "note"),
        "kind": item.kind,
        "kind_words": both(item.get_kind_display),
        "verification": item.verification_state,
        "verification_words": both(item.get_verification_state_display),
        "sha256": item.sha256 if shown else "",
        "salted_sha256": "" if shown else salted(row.salt, item.sha256),
    }


def salted(salt: str, digest: str) -> str:
    """Can be checked by whoever is given the salt later; tells nothing to who holds the same file."""
    return hashlib.sha256(f"{salt}:{digest}".encode()).hexdigest() if digest else ""
