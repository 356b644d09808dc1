"""What each column of the published files means, and each code that stands in one: the data dictionary.

The same words stand on the page of the data and in two files of the release, so that a table that is passed
on alone can still be read.
"""

from collections.abc import Mapping
from typing import Any, Final

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from casework.evidence.choices import EvidenceKind, Stance, VerificationState
from casework.incidents.choices import ExternalGrade, ProofStandard
from casework.investigations.choices import BodyKind, Criterion, Met, Outcome
from casework.parties.choices import PositionKind
from casework.redress.choices import RedressState

from .choices import Showing
from .forms import COARSE

LANGUAGES: Final = ("en", "ar")
#: By "file.column" where two files mean different things by one head, else by column.
MEANINGS: Final[Mapping[str, Any]] = {
    "reference": _("Reference of the finding; the same in all files."),
    "version": _("Number of the version. All files but versions.csv hold the newest one alone."),
    "published_on": _("Day this version was published."),
    "sha256": _("SHA-256 of the record of this version, as printed on its page."),
    "date": _(
        "Day of the event; or the first and the last day it can have been, parted by a stroke. Two points "
        "stand for an open side."
    ),
    "title_en": _("Title in English."),
    "title_ar": _("Title in Arabic."),
    "place_en": _("Place in English, in words."),
    "place_ar": _("Place in Arabic, in words."),
    "place_precision": _("How finely the place is given; it is never given finer than a neighbourhood."),
    "killed_min": _(
        "People killed, at least. Zero means that none was reported; empty, that no number is given."
    ),
    "killed_max": _("People killed, at most. Empty means open: “at least”. Never read empty as zero."),
    "injured_min": _("People injured, at least; read like killed_min."),
    "injured_max": _("People injured, at most; read like killed_max."),
    "redress": _("What is known of compensation and other reparation."),
    "demonstration": _("True for made-up examples: not a finding."),
    "party": _("Code of the party."),
    "group": _("Code of the party that stands at the head of the one named: its units are counted with it."),
    "party_en": _("Name of the party in English."),
    "party_ar": _("Name of the party in Arabic."),
    "role": _("How the party is said to be involved, in English; several roles are parted by a semicolon."),
    "violation": _("Code of the alleged violation."),
    "violation_en": _("Name of the alleged violation in English."),
    "violation_ar": _("Name of the alleged violation in Arabic."),
    "standard": _("How far it is proved that this party is responsible. “Insufficient” is not “false”."),
    "position": _("What kind of answer the party itself gave."),
    "when": _("Date of the statement, in words."),
    "text_en": _("What the party says, in English."),
    "text_ar": _("What the party says, in Arabic."),
    "conceded_min": _("Deaths the party concedes, at least. Empty means that it states none."),
    "conceded_max": _("Deaths the party concedes, at most."),
    "source": _("Whose figure it is. A person is never named."),
    "grade": _("How the source itself graded the event, where it grades."),
    "relied_on": _("Whether our adopted range rests on this figure."),
    "counts_en": _("What the source counts, in English."),
    "counts_ar": _("What the source counts, in Arabic."),
    "body": _("Who investigated. “This organisation” is our own work."),
    "investigations.kind": _("What kind of body it is."),
    "outcome": _("What came of the investigation."),
    "criterion": _("One of the eight criteria of an effective investigation."),
    "answer": _("Whether the criterion is met."),
    "reason_en": _("Reason of the answer, in English."),
    "reason_ar": _("Reason of the answer, in Arabic."),
    "effective": _("Whether the eight answers together make the investigation effective."),
    "illustrative": _("True where the rating only shows how one would look."),
    "stance": _("Whether the item supports the finding, contradicts it or gives context."),
    "showing": _("Whether the item is shown or withheld; the note of a withheld one gives the reason."),
    "evidence.kind": _("What kind of evidence it is."),
    "verification": _("How far the item was checked."),
    "item": _("Reference of the item; empty when it is withheld."),
    "evidence.sha256": _("SHA-256 of the item’s file; empty when it is withheld."),
    "salted_sha256": _(
        "Of a withheld item: the hash of a secret and the item’s hash. The secret is never published."
    ),
    "note_en": _("What the item shows, or why it is withheld, in English."),
    "note_ar": _("What the item shows, or why it is withheld, in Arabic."),
    "correction_en": _("What this version corrects, in English; empty in a first version."),
    "correction_ar": _("What this version corrects, in Arabic."),
    "rung": _("A step of the recommendation, as on the first page."),
    "count": _("How many allegations stand there. An allegation is one incident alleged against one party."),
}
CODES: Final[Mapping[str, list[tuple[str, Any]]]] = {
    "place_precision": COARSE,
    "redress": RedressState.choices,
    "standard": ProofStandard.choices,
    "position": PositionKind.choices,
    "grade": ExternalGrade.choices,
    "investigations.kind": BodyKind.choices,
    "outcome": Outcome.choices,
    "criterion": Criterion.choices,
    "answer": Met.choices,
    "stance": Stance.choices,
    "showing": Showing.choices,
    "evidence.kind": EvidenceKind.choices,
    "verification": VerificationState.choices,
}


def tables(heads: Mapping[str, str]) -> list[dict[str, Any]]:
    """For the page: each file with its columns, their meaning and their codes."""
    return [
        {
            "name": f"{table}.csv",
            "columns": [
                {
                    "name": column,
                    "means": MEANINGS.get(f"{table}.{column}") or MEANINGS[column],
                    "codes": CODES.get(f"{table}.{column}") or CODES.get(column, []),
                }
                for column in head.split()
            ],
        }
        for table, head in heads.items()
    ]


def column_rows(heads: Mapping[str, str]) -> list[dict[str, Any]]:
    """For the file: one row a column."""
    return [
        {"file": table["name"], "column": column["name"]} | _in_both("meaning", column["means"])
        for table in tables(heads)
        for column in table["columns"]
    ]


def code_rows(heads: Mapping[str, str]) -> list[dict[str, Any]]:
    """For the file: one row a code that can stand in a column."""
    return [
        {"file": table["name"], "column": column["name"], "code": code} | _in_both("words", words)
        for table in tables(heads)
        for column in table["columns"]
        for code, words in column["codes"]
    ]


def _in_both(name: str, words: Any) -> dict[str, str]:
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[f"{name}_{language}"] = str(words)
    return found
