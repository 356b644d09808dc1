"""What a public text says, part by part and passage by passage: to compare two, and to read one whole."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils import formats, translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .reading import spoken

Page = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One part of the public page in both languages; without Arabic where the English words stand for it."""

    heading: str | Promise
    english: list[str]
    arabic: list[str]


def read_whole(content: Page) -> list[Part]:
    """Everything that is said, in the order of the public page; parts that say nothing are left out."""
    said = {}
    for language in ("en", "ar"):
        with translation.override(language):
            page = spoken(content, language)
            said[language] = [[str(passage) for passage in say(page) if passage] for say in WHOLE.values()]
    parts = zip(WHOLE, said["en"], said["ar"], strict=True)
    return [
        Part(heading, english, arabic if arabic != english else [])
        for heading, english, arabic in parts
        if english or arabic
    ]


def _line(*parts: Any) -> str:
    """What one row of a list says, in one passage."""
    return ". ".join(str(part).strip().rstrip(".") for part in parts if part not in ("", None, []))


def _day(text: str | None) -> str:
    """A kept day as every page of the office writes one, its figures in their own order in Arabic too; what
    is no day is shown as it stands: a compare hides nothing."""
    try:
        words = formats.date_format(dt.date.fromisoformat(text or ""), "j M Y")
    except ValueError:
        return text or ""
    return f"\u2068{words}\u2069"


def _told(paragraphs: list[Page]) -> Iterable[str]:
    for paragraph in paragraphs:
        sources = str(_(", ")).join(paragraph["sources"])
        yield f"{paragraph['text']} [{sources}]" if sources else paragraph["text"]


def _facts(page: Page) -> Iterable[str]:
    yield page["when"]["words"]
    yield _line(page["place"]["words"], page["place"]["precision_words"])
    yield from filter(None, [page["weapon"]])


def _harmed(page: Page) -> Iterable[str]:
    toll = page["casualties"]
    yield f"{_('Killed')}: {toll['killed']['words']}"
    yield f"{_('Injured')}: {toll['injured']['words']}"
    yield from _told(toll["reason"])
    for claim in toll["claims"]:
        relied = _("One of those the range rests on") if claim["relied_on"] else ""
        said = f"{claim['source']}: {claim['killed']['words']}"
        yield _line(said, claim["when"], claim["counts"], claim["grade"], relied)


def _stands(page: Page) -> Iterable[str]:
    status = page["status"]
    credible = status["credible"]
    yield f"{_('Credible evidence')}: {_line(credible['words'], _day(credible.get('on')))}"
    yield f"{_('Investigated')}: {status['investigated']['words']}"
    yield f"{_('Effectively')}: {status['effectively']['words']}"
    yield f"{_('Redress')}: {status['redress']['words']}"


def _responsible(page: Page) -> Iterable[str]:
    for party in page["parties"]:
        acts = [_line(act["name"], act["standard_words"]) for act in party["violations"]]
        said = f"{party['name']}: {party['standard_words']}"
        roles, basis = (str(_("; ")).join(party[name]) for name in ("roles", "basis"))
        yield _line(said, roles, *acts, basis, *party["notes"])
        for stated in party["positions"]:
            conceded = stated["conceded"]["words"] if stated["conceded"] else ""
            said = f"{party['name']}: {stated['words']}"
            yield _line(
                said, stated["text"], stated["when"], conceded and f"{_('Deaths conceded')}: {conceded}"
            )
    for one in page["conclusions"]:
        yield _line(one["violation"], one["standard_words"], one["text"])


def _inquiries(page: Page) -> Iterable[str]:
    for body in page["investigations"]:
        said = f"{body['body']}: {body['outcome_words']}"
        yield _line(said, body["kind_words"], body["opened"], body["closed"], body["said"])
        for one in body["rating"]["criteria"] if body["rating"] else ():
            yield _line(f"{one['words']}: {one['answer_words']}", one["reason"])


def _evidence(page: Page) -> Iterable[str]:
    for row in page["evidence"]:
        name = row["reference"] or _("Withheld")
        digest = row["sha256"] or row["salted_sha256"]
        stance = STANCES.get(row["stance"], "")
        yield _line(
            name, row["title"], row["note"], stance, row["kind_words"], row["verification_words"], digest
        )


def _replies(page: Page) -> Iterable[str]:
    for reply in page["replies"]:
        days = (_day(reply[name]) for name in ("asked_on", "answer_by", "answered_on"))
        yield _line(f"{reply['party']}: {reply['words']}", *days)
        yield from filter(None, reply["text"].splitlines())


STANCES: Final[dict[str, str | Promise]] = {
    "supports": _("For the finding"),
    "contradicts": _("Against it, or a part of it"),
    "context": pgettext_lazy("stance of evidence", "Context"),
}
PARTS: Final[dict[str | Promise, Callable[[Page], Iterable[str]]]] = {
    _("Title"): lambda page: [page["title"]],
    _("When and where"): _facts,
    _("In short"): lambda page: _told(page["short"]),
    _("What happened"): lambda page: _told(page["account"]),
    _("How many people were harmed"): _harmed,
    pgettext_lazy("recommendation", "Where it stands"): _stands,
    _("Who is alleged to be responsible"): _responsible,
    _("Who investigated"): _inquiries,
    _("How we know"): lambda page: _told(page["reasons"]),
    _("Evidence"): _evidence,
    _("Replies of the parties"): _replies,
}
WHOLE: Final = PARTS | {_("Correction"): lambda page: [page["correction"]]}
"""The correction note says what differs from the version before: it is read, not compared."""
