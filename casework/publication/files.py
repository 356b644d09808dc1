"""The published data as files: CSV a table at a time, JSON whole, each with its digest.

Only what is frozen goes in. The files are made once for each state of the public tables.
"""

import csv
import functools
import hashlib
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

from .columns import code_rows, column_rows
from .queries.published import all_versions, latest_figures, newest_findings, read, release_mark, versions_of

_STARTS_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_RECORD = re.compile(r"(?P<reference>F(?:-\d{4})?-[2-9A-Z]{6})-v(?P<number>\d{1,4})\.json")
LANGUAGES: Final = ("en", "ar")


class DataFile(NamedTuple):
    """One file of the release."""

    name: str
    kind: str
    rows: int
    body: bytes
    sha256: str


def cell(value: Any) -> str:
    """One cell that no spreadsheet takes for a formula: signs that start one are told to be text.

    Full-width forms and invisible signs before the sign do the same harm, so both are looked through.
    """
    text = "" if value is None else str(value)
    bare = unicodedata.normalize("NFKC", text)
    bare = "".join(sign for sign in bare if unicodedata.category(sign) not in ("Cf", "Zs")) or text
    if isinstance(value, (int, bool)):
        return text
    return f"'{text}" if _STARTS_FORMULA.match(bare) or text.startswith(("\t", "\r", "\n")) else text


def edtf(when: dict[str, Any]) -> str:
    """The window of an event: one day, two days parted by a stroke, or an open side."""
    first, last = when["earliest"], when["latest"]
    if not first and not last:
        return ""
    return first if first == last else f"{first or '..'}/{last or '..'}"


def _said(pair: dict[str, Any], name: str) -> dict[str, Any]:
    return {f"{name}_{language}": pair[language] for language in LANGUAGES}


def _of_finding(content: dict[str, Any]) -> dict[str, Any]:
    return {"reference": content["reference"], "version": content["version"]}


def _findings(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        content = row["content"]
        killed, injured = content["casualties"]["killed"], content["casualties"]["injured"]
        found.append(
            _of_finding(content)
            | {
                "published_on": content["published_on"],
                "sha256": row["sha256"],
                "date": edtf(content["when"]),
            }
            | _said(content["title"], "title")
            | _said(content["place"]["words"], "place")
            | {"place_precision": content["place"]["precision"]}
            | {"killed_min": killed["min"], "killed_max": killed["max"]}
            | {"injured_min": injured["min"], "injured_max": injured["max"]}
            | {"redress": content["status"]["redress"]["state"], "demonstration": content["demonstration"]}
        )
    return found


def _allegations(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _of_finding(row["content"])
        | {"party": party["code"], "group": party["group_code"]}
        | _said(party["name"], "party")
        | {"role": "; ".join(role["en"] for role in party["roles"])}
        | {"violation": violation["code"]}
        | _said(violation["name"], "violation")
        | {"standard": violation["standard"]}
        for row in rows
        for party in row["content"]["parties"]
        for violation in party["violations"]
    ]


def _positions(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _of_finding(row["content"])
        | {"party": party["code"], "position": stated["kind"], "when": stated["when"]["en"]}
        | _said(stated["text"], "text")
        | {f"conceded_{end}": (stated["conceded"] or {}).get(end) for end in ("min", "max")}
        for row in rows
        for party in row["content"]["parties"]
        for stated in party["positions"]
    ]


def _claims(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _of_finding(row["content"])
        | {"source": claim["source"]["en"], "when": claim["when"]["en"]}
        | {
            "killed_min": claim["killed"]["min"],
            "killed_max": claim["killed"]["max"],
            "grade": claim["grade"],
        }
        | {"relied_on": claim["relied_on"]}
        | _said(claim["counts"], "counts")
        for row in rows
        for claim in row["content"]["casualties"]["claims"]
    ]


def _investigations(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _of_finding(row["content"])
        | {
            "body": body["body"]["en"],
            "kind": body["kind"],
            "outcome": body["outcome"],
            "criterion": one["key"],
        }
        | {"answer": one["answer"]}
        | _said(one["reason"], "reason")
        | {"effective": body["rating"]["effective"], "illustrative": body["rating"]["illustrative"]}
        for row in rows
        for body in row["content"]["investigations"]
        if body["rating"]
        for one in body["rating"]["criteria"]
    ]


def _evidence(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _of_finding(row["content"])
        | {name: item[name] for name in ("stance", "showing", "kind", "verification")}
        | {"item": item["reference"], "sha256": item["sha256"], "salted_sha256": item["salted_sha256"]}
        | _said(item["title"], "title")
        | _said(item["note"], "note")
        for row in rows
        for item in row["content"]["evidence"]
    ]


def _versions(_rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        _of_finding(row["content"])
        | {"published_on": row["content"]["published_on"], "sha256": row["sha256"]}
        | _said(row["content"]["correction"], "correction")
        for row in all_versions()
    ]


def _ladder(_rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    released = latest_figures()
    parties = released["figures"]["parties"] if released else []
    return [
        {"party": row["code"], "party_en": row["en"], "party_ar": row["ar"], "rung": rung, "count": number}
        for row in parties
        for rung, number in row.items()
        if rung not in ("code", "en", "ar")
    ]


TABLES: Final[dict[str, Callable[[Iterable[dict[str, Any]]], list[dict[str, Any]]]]] = {
    "findings": _findings,
    "allegations": _allegations,
    "positions": _positions,
    "casualty-claims": _claims,
    "investigations": _investigations,
    "evidence": _evidence,
    "versions": _versions,
    "ladder": _ladder,
}

HEADS: Final = {
    "findings": (
        "reference version published_on sha256 date title_en title_ar place_en place_ar place_precision "
        "killed_min killed_max injured_min injured_max redress demonstration"
    ),
    "allegations": (
        "reference version party group party_en party_ar role violation violation_en violation_ar standard"
    ),
    "positions": "reference version party position when text_en text_ar conceded_min conceded_max",
    "casualty-claims": (
        "reference version source when killed_min killed_max grade relied_on counts_en counts_ar"
    ),
    "investigations": (
        "reference version body kind outcome criterion answer reason_en reason_ar effective illustrative"
    ),
    "evidence": (
        "reference version stance showing kind verification item sha256 salted_sha256 title_en title_ar "
        "note_en note_ar"
    ),
    "versions": "reference version published_on sha256 correction_en correction_ar",
    "ladder": "party party_en party_ar rung count",
}


#: The data dictionary: it names the columns of the tables above, not its own.
DICTIONARY: Final = {
    "columns": "file column meaning_en meaning_ar",
    "codes": "file column code words_en words_ar",
}


def as_csv(name: str, rows: list[dict[str, Any]]) -> bytes:
    """A table with a head, also where there is no row; a field that the head does not name is an error.

    The mark at the beginning lets spreadsheets read it as UTF-8: without it Excel garbles the Arabic.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, (HEADS | DICTIONARY)[name].split(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")


def release() -> list[DataFile]:
    """All files of the present state."""
    return _release(release_mark())


@functools.lru_cache(maxsize=2)
def _release(_mark: tuple[Any, ...]) -> list[DataFile]:
    rows = read(newest_findings())
    made = {name: table(rows) for name, table in TABLES.items()}
    made |= {"columns": column_rows(HEADS), "codes": code_rows(HEADS)}
    files = [_file(f"{name}.csv", name, len(table), as_csv(name, table)) for name, table in made.items()]
    whole = {"format": "casework findings 1", "findings": [row["content"] for row in rows]}
    body = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return [*files, _file("findings.json", "whole", len(rows), body)]


def _file(name: str, kind: str, rows: int, body: bytes) -> DataFile:
    return DataFile(name, kind, rows, body, hashlib.sha256(body).hexdigest())


def file_named(name: str) -> DataFile | None:
    """A file of the release, or the record of one version: exactly the bytes that were hashed."""
    if match := _RECORD.fullmatch(name):
        number = int(match["number"])
        for row in versions_of(match["reference"]):
            if row["number"] == number:
                return DataFile(name, "record", 1, row["frozen"].encode(), row["sha256"])
        return None
    return next((one for one in release() if one.name == name), None)
