"""Pages of the public site. No user, no session, no script: frozen rows in, HTML out."""

import functools
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.template.loader import render_to_string
from django.urls import resolve, reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from casework.core.access import OPEN, access

from .. import columns, files
from ..filters import FindingFilter
from ..queries import published
from ..queries.compare import compared
from ..queries.reading import hash_parts, page_of, spoken

LANGUAGES: Final = ("en", "ar")
PAGE_SIZE: Final = 20
OK: Final = 200
GONE: Final = 410
#: How a reader computes a digest with what their system brings along.
HASH_COMMANDS: Final = (
    ("Linux", "sha256sum F-2017-9M4KQT-v3.json"),
    ("macOS", "shasum -a 256 F-2017-9M4KQT-v3.json"),
    ("Windows", "certutil -hashfile F-2017-9M4KQT-v3.json SHA256"),
)

View = Callable[..., HttpResponse]


def public(view: View) -> Any:
    """A page of the public site in the language its address names; what is not there has a page too."""

    @access(OPEN)
    @require_safe
    @functools.wraps(view)
    def shown(request: HttpRequest, lang: str, **named: Any) -> HttpResponse:
        known = lang if lang in LANGUAGES else LANGUAGES[0]
        with translation.override(known):
            try:
                if known != lang:
                    raise Http404
                return view(request, lang, **named)
            except Http404:
                return not_found(request, known)

    return shown


def site_of(request: HttpRequest) -> str:
    """The address of this site without a path, for what leaves it: feeds, citations, search engines."""
    return request.build_absolute_uri("/").rstrip("/")


def show(
    request: HttpRequest,
    lang: str,
    template: str,
    route: str,
    named: dict[str, Any],
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render without the request: no context processor, no user, no token can get into a public page."""
    other = next(language for language in LANGUAGES if language != lang)
    frame = {
        "lang": lang,
        "other": other,
        "other_url": reverse(f"publication:{route}", kwargs={"lang": other, **named}),
        "own_url": reverse(f"publication:{route}", kwargs={"lang": lang, **named}),
        "site": site_of(request) if status == OK else "",
        "route": route,
        "demo": getattr(settings, "CASEWORK_DEMO", False),
    }
    response = HttpResponse(render_to_string(f"public/{template}.html", frame | context), status=status)
    response.headers["Content-Language"] = lang
    return response


def not_found(request: HttpRequest, lang: str) -> HttpResponse:
    """The page of an address that is none; one that only lacks its last stroke leads on."""
    if not request.path_info.endswith("/") and is_page(f"{request.path_info}/"):
        return HttpResponsePermanentRedirect(f"{request.path_info}/")
    with translation.override(lang):
        return show(request, lang, "missing", "front", {}, status=404)


def is_page(path: str) -> bool:
    """Whether an address of the public site is one that pages stand at."""
    return resolve(path).url_name not in ("missing", "elsewhere")


def asked_language(request: HttpRequest) -> str:
    """The language the browser asks for, where the address names none; nothing remembers it."""
    asked = (translation.get_language_from_request(request) or "en")[:2]
    return asked if asked in LANGUAGES else LANGUAGES[0]


@access(OPEN)
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """To the list in the language the browser asks for."""
    return HttpResponseRedirect(reverse("publication:front", args=[asked_language(request)]))


@public
def front(request: HttpRequest, lang: str) -> HttpResponse:
    """The recommendation, counted; the same by party; the findings."""
    form = FindingFilter(request.GET)
    form.is_valid()
    rows = published.narrowed(published.newest_findings(), **form.asked())
    page: Any = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))
    found = published.read(page.object_list)
    figures = published.latest_figures()
    kept = {name: value for name, value in request.GET.items() if name in form.fields and value}
    return show(
        request,
        lang,
        "front",
        "front",
        {},
        form=form,
        kept=kept,
        page=page,
        findings=[spoken(row["content"], lang) for row in found],
        figures=figures,
        groups=_in_language(published.group_counts(), lang),
        places=_in_language(published.place_counts(), lang),
        violations=_in_language(published.violation_choices(), lang),
        total=published.newest_findings().count(),
        disputed=published.newest_findings().filter(is_disputed=True).count(),
        notices=published.tombstones(),
    )


def _in_language(rows: list[dict[str, Any]], lang: str) -> list[dict[str, Any]]:
    """Names of the common lists; where Arabic is missing, the English one."""
    for row in rows:
        for name in ("group", "violation", "place"):
            if f"{name}_en" in row:
                row["name"] = row[f"{name}_{lang}"] or row[f"{name}_en"]
    return rows


@public
def finding(request: HttpRequest, lang: str, reference: str, number: int | None = None) -> HttpResponse:
    """One finding, in its newest version or in an older one; or the notice that it was withdrawn."""
    versions = published.versions_of(reference.upper())
    row = next((row for row in versions if number in (None, row["number"])), None)
    if row is None:
        return _tombstone(request, lang, reference.upper(), number)
    named = {"reference": row["reference"]} | ({"number": number} if number else {})
    route = "finding-version" if number else "finding"
    return show(request, lang, "finding", route, named, **finding_context(row, versions, lang))


def finding_context(row: dict[str, Any], versions: list[dict[str, Any]], lang: str) -> dict[str, Any]:
    """What the template of a finding needs; the preview of the office uses it too."""
    return {
        "finding": page_of(row["content"], lang),
        "sha": hash_parts(row["sha256"]),
        "record": f"{row['content']['reference']}-v{row['number']}.json",
        "size": len(row["frozen"].encode()),
        "newest": versions[0]["number"] if versions else row["number"],
        "versions": [
            {"number": one["number"], "before": before, **_said_of_version(one["content"], lang)}
            for one, before in zip(versions, [*(one["number"] for one in versions[1:]), None], strict=True)
        ],
    }


@public
def compare(request: HttpRequest, lang: str, reference: str, former: int, number: int) -> HttpResponse:
    """What changed between two versions that are public, the older one first."""
    versions = published.versions_of(reference)
    rows = {row["number"]: row for row in versions}
    if former >= number or not {former, number} <= rows.keys():
        return _tombstone(request, lang, reference, former)
    named: dict[str, Any] = {"reference": reference, "former": former, "number": number}
    later = rows[number]["content"]
    return show(
        request,
        lang,
        "compare",
        "finding-compare",
        named,
        sections=compared(rows[former]["content"], later, lang),
        finding=page_of(later, lang),
        versions=[row for row in rows if row < number],
        **named,
    )


def _said_of_version(content: dict[str, Any], lang: str) -> dict[str, Any]:
    page = page_of(content, lang)
    return {"on": page["published_on"], "correction": page["correction"]}


def _tombstone(request: HttpRequest, lang: str, reference: str, number: int | None) -> HttpResponse:
    notice = published.tombstone_of(reference)
    if notice is None or (number is not None and number > notice["last_number"]):
        raise Http404
    named = {"reference": reference} | ({"number": number} if number else {})
    route = "finding-version" if number else "finding"
    hashes = [entry | {"parts": hash_parts(entry["sha256"])} for entry in notice["versions"]]
    response = show(request, lang, "tombstone", route, named, status=GONE, notice=notice, hashes=hashes)
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


@public
def data(request: HttpRequest, lang: str) -> HttpResponse:
    """The files, what their fields mean, what is left out, how to check them."""
    released = files.release()
    changes = published.changes(10)
    return show(
        request,
        lang,
        "data",
        "data",
        {},
        files=released,
        tables=columns.tables(files.HEADS),
        commands=HASH_COMMANDS,
        changes=changes,
        newest=changes[:1],
    )


@public
def method(request: HttpRequest, lang: str) -> HttpResponse:
    """How we work: the standards, the criteria, the rules of this site."""
    return show(request, lang, "method", "method", {})


@public
def corrections(request: HttpRequest, lang: str) -> HttpResponse:
    """Every correction and withdrawal, the newest first."""
    changes = [
        change
        for change in published.changes(200)
        if "notice" in change or change["row"]["content"]["correction"]["en"]
    ]
    for change in changes:
        if "row" in change:
            change["said"] = spoken(change["row"]["content"], lang)
    return show(request, lang, "corrections", "corrections", {}, changes=changes)


@public
def missing(request: HttpRequest, lang: str, rest: str = "") -> HttpResponse:
    """Any other address in a language of the public site."""
    raise Http404


@access(OPEN)
@require_safe
def elsewhere(request: HttpRequest, rest: str) -> HttpResponse:
    """Any other address of the public site: its own page, not that of the office."""
    return not_found(request, asked_language(request))


@access(OPEN)
@require_safe
def data_file(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the release, or the record of one version: exactly the bytes its digest was made of."""
    found = files.file_named(name)
    if found is None:
        return not_found(request, asked_language(request))
    kind = "application/json" if name.endswith(".json") else "text/csv; charset=utf-8"
    response = HttpResponse(found.body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return response


@public
def feed(request: HttpRequest, lang: str) -> HttpResponse:
    """Changes as an Atom feed."""
    changes = published.changes()
    for change in changes:
        content = change["row"]["content"] if "row" in change else None
        change["said"] = spoken(content, lang) if content else None
    site = site_of(request)
    updated = changes[0]["at"] if changes else None
    text = render_to_string(
        "public/feed.xml", {"lang": lang, "changes": changes, "site": site, "updated": updated}
    )
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    response.headers["Content-Language"] = lang
    return response


@access(OPEN)
@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """What search engines may list: the pages and the newest version of each finding, in both languages."""
    pages: list[tuple[str, ...]] = [("front",), ("data",), ("method",), ("corrections",)]
    pages += [("finding", reference) for reference in published.references()]
    entries = [
        {lang: reverse(f"publication:{name}", args=[lang, *named]) for lang in LANGUAGES}
        for name, *named in pages
    ]
    text = render_to_string("public/sitemap.xml", {"site": site_of(request), "entries": entries})
    return HttpResponse(text, content_type="application/xml; charset=utf-8")


@access(OPEN)
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines are asked into the findings and nowhere else."""
    lines = (
        "User-agent: *",
        f"Allow: {reverse('publication:findings')}",
        f"Allow: {settings.STATIC_URL}",
        "Disallow: /",
        f"Sitemap: {site_of(request)}{reverse('publication:sitemap')}",
    )
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
