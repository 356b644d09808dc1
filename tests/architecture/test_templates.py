"""Templates: nothing inline, nothing unescaped, nothing from elsewhere, every word translatable."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, style_sheets, templates

MOST_LINES = 150
FORBIDDEN = {
    "unescaped text": re.compile(r"\|\s*safe\b|\{%\s*autoescape\s+off|\|\s*safeseq\b"),
    "inline style": re.compile(r"\sstyle\s*=|<style\b", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\b(src=|type=\"application/json\"))", re.IGNORECASE),
    "foreign address": re.compile(r"(src|href|action)=\"(https?:)?//", re.IGNORECASE),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
}
COMMENTS = re.compile(r"\{#.*?#\}|\{%\s*comment\b.*?endcomment\s*%\}|<!--.*?-->", re.DOTALL)
TRANSLATED = re.compile(r"\{%\s*blocktrans(late)?\b.*?endblocktrans(late)?\s*%\}", re.DOTALL)
CODE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SILENT = re.compile(r"<(script|svg|code)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
SPOKEN = re.compile(r"\b(alt|title|placeholder|aria-label|aria-description)=\"([^\"]*)\"")
WORD = re.compile(r"[A-Za-z]{2,}")
# Names and signs that are the same in every language.
SAME_EVERYWHERE = {
    "Casework",
    "SHA",
    "UTC",
    "sha",
    "sum",
    "TOTP",
    "WebAuthn",
    "QR",
    "PDF",
    "CSV",
    "JSON",
    "Ctrl",
    "Shift",
    "Enter",
    "Esc",
}
# Signs by name, and blocks of the base page that hold class names.
NO_WORDS = re.compile(r"&\w+;|\{%\s*block (?:bodyclass|coltype|frame)\s*%\}.*?\{%\s*endblock")
SCRIPT_COMMENTS = re.compile(r"/\*[\s\S]*?\*/|^[ \t]*//.*$", re.MULTILINE)
FROM_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import|@font-face")
PHYSICAL = re.compile(
    r"\b(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)|border-(?:top|bottom)-(?:left|right)-radius"
)


def name(path: Path) -> str:
    """A template's place, for messages and test ids."""
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_when_written_then_without(what: str) -> None:
    faults = []
    for path in templates():
        text = COMMENTS.sub(lambda found: "\n" * found.group().count("\n"), path.read_text(encoding="utf-8"))
        faults += [
            f"{name(path)}:{text[: found.start()].count(chr(10)) + 1}"
            for found in FORBIDDEN[what].finditer(text)
        ]
    assert not faults, "\n".join(faults)


def test_templates_when_written_then_short() -> None:
    long = [name(path) for path in templates() if path.read_text(encoding="utf-8").count("\n") > MOST_LINES]
    assert long == []


def words_left(text: str) -> list[str]:
    """What a reader sees that no translator can reach."""
    for pattern in (COMMENTS, TRANSLATED, NO_WORDS, CODE, SILENT):
        text = pattern.sub(" ", text)
    spoken = [value for _attribute, value in SPOKEN.findall(text)]
    visible = re.sub(r"<[^>]*>", " ", text)
    return [word for part in [visible, *spoken] for word in WORD.findall(part) if word not in SAME_EVERYWHERE]


def test_words_when_on_a_page_then_translatable() -> None:
    left = {name(path): words_left(path.read_text(encoding="utf-8")) for path in templates()}
    faults = [f"{path}: {' '.join(words)}" for path, words in left.items() if words]
    assert not faults, "\n".join(faults)


def test_forms_when_posted_then_carry_a_token_against_forgery() -> None:
    faults = []
    for path in templates():
        text = path.read_text(encoding="utf-8")
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL | re.IGNORECASE):
            posted = re.search(r"method=\"post\"", form, re.IGNORECASE)
            if posted and "csrf_token" not in form and "components/form.html" not in form:
                faults.append(name(path))
    assert not faults, "\n".join(faults)


def test_styles_when_written_then_without_physical_sides() -> None:
    faults = []
    for path in style_sheets():
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        faults += [f"{name(path)}: {found.group()}" for found in PHYSICAL.finditer(text)]
    assert not faults, "\n".join(faults)


def test_styles_when_written_then_nothing_from_elsewhere() -> None:
    faults = []
    for path in style_sheets():
        text = path.read_text(encoding="utf-8")
        faults += [name(path) for _found in FROM_ELSEWHERE.finditer(text)]
    assert not faults, "\n".join(faults)


def test_scripts_when_written_then_nothing_evaluated_and_nothing_from_elsewhere() -> None:
    bad = re.compile(
        r"\beval\(|new Function\(|\.innerHTML\s*=|document\.write|https?://(?!www\.w3\.org)|localStorage"
    )
    faults = []
    for path in sorted((ROOT / "static").rglob("*.js")):
        if "vendor" in path.parts:
            continue
        text = SCRIPT_COMMENTS.sub("", path.read_text(encoding="utf-8"))
        faults += [f"{name(path)}: {found.group()}" for found in bad.finditer(text)]
    assert not faults, "\n".join(faults)
