"""Translations without gettext programs: `python -m config.translations extract | compile | check`.

Babel reads Python but not Django templates; Django's own `templatize` turns a template into something that
reads like Python. Joined, they find every string.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ROOT / "locale"
LANGUAGES = ("ar",)
SOURCES = ("accounts", "casework", "config", "templates")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def sources() -> Iterator[Path]:
    """Every file that may hold a string people read."""
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def strings_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """The messages of one file, each with its context."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # The template's indentation means nothing, and Python's reader would stumble over it.
        text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
    options = {"encoding": "utf-8"}
    found = extract("python", io.BytesIO(text.encode()), KEYWORDS, ("Translators:",), options)
    for _line, message, _comments, context in found:
        yield message, context


def collect() -> Catalog:
    """All messages of the code, without line numbers: they change with every edit."""
    catalog = Catalog(charset="utf-8")
    for path in sources():
        place = str(path.relative_to(ROOT))
        for message, context in strings_in(path):
            parts = message if isinstance(message, tuple) else (message,)
            if any(PLACEHOLDER.search(part) for part in parts if part):
                catalog.add(message, locations=[(place, 0)], context=context, flags=("python-format",))
            else:
                catalog.add(message, locations=[(place, 0)], context=context)
    return catalog


def po_path(language: str) -> Path:
    """Where the translation of a language lies."""
    return LOCALES / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The translation as it stands; an empty one at first."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def write(path: Path, writer: object, *args: object, **options: object) -> None:
    """Write beside and rename: processes that start at the same time never see half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{id(path)}")
    with beside.open("wb") as file:
        writer(file, *args, **options)  # type: ignore[operator]
    beside.replace(path)


def extract_all() -> None:
    """Bring each language's file up to date; translations that exist are kept, unused ones leave."""
    found = collect()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(found, no_fuzzy_matching=True, update_creation_date=False)
        catalog.header_comment = f"# Casework: translation into {language}."
        write(
            po_path(language),
            write_po,
            catalog,
            width=110,
            sort_by_file=True,
            include_lineno=False,
            ignore_obsolete=True,
            include_previous=False,
        )
        print(f"{language}: {len(catalog)} strings, {len(problems(language, found))} to do")  # noqa: T201


def compile_all() -> None:
    """Make the files Django reads, where the translation is newer."""
    for language in LANGUAGES:
        source, target = po_path(language), po_path(language).with_suffix(".mo")
        stale = not target.exists() or target.stat().st_mtime < source.stat().st_mtime
        if source.exists() and stale:
            write(target, write_mo, read(language))


def problems(language: str, found: Catalog) -> list[str]:
    """What keeps a translation from being complete: missing, unsure, or placeholders that differ."""
    catalog = read(language)
    faults = []
    for message in found:
        if not message.id:
            continue
        known = catalog.get(message.id, message.context)
        source = message.id if isinstance(message.id, str) else message.id[-1]
        if known is None or not known.string or (isinstance(known.string, tuple) and not all(known.string)):
            faults.append(f"{language}: not translated: {source!r}")
        elif known.fuzzy:
            faults.append(f"{language}: marked fuzzy: {source!r}")
        elif not same_placeholders(message.id, known.string):
            faults.append(f"{language}: placeholders differ: {source!r}")
    stray = {(m.id, m.context) for m in catalog if m.id} - {(m.id, m.context) for m in found if m.id}
    return faults + [f"{language}: no longer in the code: {message!r}" for message, _context in stray]


def same_placeholders(source: object, target: object) -> bool:
    """Whether the translation names the values the source names; a plural form may spell the number out."""
    sources_ = source if isinstance(source, tuple) else (source,)
    allowed = set().union(*(PLACEHOLDER.findall(part) for part in sources_))
    if isinstance(target, tuple):
        return all(set(PLACEHOLDER.findall(part)) <= allowed for part in target)
    return set(PLACEHOLDER.findall(str(target))) == allowed


def check_all() -> int:
    """Print what is not up to date; the exit code counts as a failure when there is anything."""
    found = collect()
    faults = [fault for language in LANGUAGES for fault in problems(language, found)]
    for fault in faults[:40]:
        print(fault)  # noqa: T201
    if faults:
        print(f"{len(faults)} strings: run make messages, translate, run again.")  # noqa: T201
    return min(len(faults), 1)


def main(command: str) -> int:
    """Do one of the three."""
    if not settings.configured:
        settings.configure(USE_I18N=False, TEMPLATES=[])
        django.setup()
    if command == "check":
        return check_all()
    {"extract": extract_all, "compile": compile_all}[command]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
