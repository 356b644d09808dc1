"""A frozen finding as one reader sees it: in one language, paragraphs numbered through, figures drawn."""

import datetime as dt
from itertools import count
from typing import Any, Final

from casework.investigations.choices import AT_LEAST_PARTLY, MUST_BE_MET, Met

from .chart import casualty_chart

LANGUAGES = {"en", "ar"}
#: Answers that show an investigation not to be effective; "not known" only leaves it open.
FAILING: Final = dict.fromkeys(MUST_BE_MET, (Met.NOT_MET, Met.PARTLY)) | dict.fromkeys(
    AT_LEAST_PARTLY, (Met.NOT_MET,)
)
NONE_SAID: tuple[Any, ...] = ("", [], None)


def spoken(value: Any, language: str) -> Any:
    """Take one language out of frozen content; what has none in Arabic is given in English."""
    if isinstance(value, list):
        return [spoken(one, language) for one in value]
    if not isinstance(value, dict):
        return value
    if set(value) == LANGUAGES:
        chosen = value[language] if value[language] not in NONE_SAID else value["en"]
        return spoken(chosen, language)
    return {key: spoken(one, language) for key, one in value.items()}


def is_translated(content: dict[str, Any]) -> bool:
    """Whether the main texts exist in Arabic."""
    return all(content[name]["ar"] not in NONE_SAID for name in ("title", "short", "account"))


def page_of(content: dict[str, Any], language: str) -> dict[str, Any]:
    """Everything the template of a finding shows."""
    page = spoken(content, language)
    page["translated"] = language == "en" or is_translated(content)
    page["when"] |= {"earliest": _day(page["when"]["earliest"]), "latest": _day(page["when"]["latest"])}
    page["published_on"] = _day(page["published_on"])
    shown = {row["reference"] for row in page["evidence"] if row["reference"]}
    numbers = count(1)
    for paragraphs in (page["account"], page["casualties"]["reason"], page["reasons"]):
        for paragraph in paragraphs:
            paragraph["n"] = next(numbers)
            paragraph["sources"] = [code for code in paragraph["sources"] if code in shown]
    for reply in page["replies"]:
        reply["n"] = next(numbers)
        reply |= {name: _day(reply[name]) for name in ("asked_on", "answer_by", "answered_on")}
    page["status"]["credible"]["on"] = _day(page["status"]["credible"].get("on"))
    page["casualties"]["chart"] = casualty_chart(page["casualties"], language)
    rated = [body for body in page["investigations"] if body["rating"]]
    for body in rated:
        body["rating"]["fails"] = any(
            one["answer"] in FAILING.get(one["key"], ()) for one in body["rating"]["criteria"]
        )
    page["rated"] = [body for body in rated if not body["ours"]]
    page["own_work"] = [body for body in rated if body["ours"]]
    page["lists"] = {
        stance: _by_stance(page["evidence"], stance) for stance in ("supports", "contradicts", "context")
    }
    return page


def _by_stance(rows: list[dict[str, Any]], stance: str) -> dict[str, Any]:
    """The rows of one list; an item that stands in an earlier one keeps its anchor there."""
    found = [row for row in rows if row["stance"] == stance]
    earlier = (
        {row["reference"] for row in rows[: rows.index(found[0])] if row["reference"]} if found else set()
    )
    for row in found:
        row["anchored"] = bool(row["reference"]) and row["reference"] not in earlier
    return {"rows": found, "withheld": sum(row["showing"] == "withheld" for row in found)}


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def hash_parts(digest: str) -> list[str]:
    """A digest in eight pieces, as people compare it."""
    return [digest[at : at + 8] for at in range(0, len(digest), 8)]
