"""House rules of style sheets, templates and scripts that the eye would find too late."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").glob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_template_when_read_then_nothing_is_inline_and_nothing_is_trusted(path: Path) -> None:
    text = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r'\sstyle="', text), "no inline style"
    assert not re.search(r"<style\b", text), "no style element"
    assert not re.search(r'\son[a-z]+="', text), "no inline handler"
    assert not re.search(r"\|\s*safe\b|autoescape off", text), "nothing is marked safe"
    for opening in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in opening or "application/json" in opening, "no inline script"
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', text), "nothing from elsewhere"


@pytest.mark.parametrize("path", STYLES, ids=name)
def test_style_when_read_then_it_knows_start_and_end_but_not_left_and_right(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    physical = (
        r"(?:margin|padding|border|inset)-(?:left|right)|(?:^|[;{\s])(?:left|right)\s*:"
        r"|(?:text-align|float)\s*:\s*(?:left|right)"
    )
    assert not re.search(physical, text)
    assert "url(" not in text.replace("url(data:", "")
    assert "@import" not in text


@pytest.mark.parametrize("path", [p for p in STYLES if p.name != "tokens.css"], ids=name)
def test_style_when_read_then_colours_come_from_the_tokens(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
    if path.name not in {"print.css", "components.css"}:
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_script_when_read_then_it_builds_no_markup_and_evaluates_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
    )
    assert "http://" not in text.replace("http://www.w3.org/", "") and "https://" not in text
    assert not re.search(r"localStorage|sessionStorage|indexedDB", text), "nothing stays on the device"


def test_symbols_when_templates_name_one_then_it_is_in_the_sheet() -> None:
    known = set(
        re.findall(r'<symbol id="([^"]+)"', (ROOT / "static" / "icons.svg").read_text(encoding="utf-8"))
    )
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        for used in re.findall(r'{% icon "([^"]+)"', text):
            assert used in known, f"{name(path)}: {used}"
        for used in re.findall(r'{% shape "([^"]+)"', text):
            assert f"s-{used}" in known, f"{name(path)}: {used}"
