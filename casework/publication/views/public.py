"""Pages of the public site. No user, no session, no script: frozen rows in, HTML out."""

import functools
from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from casework.core.access import OPEN, access

from .. import files
from ..filters import FindingFilter
from ..queries import published
from ..queries.compare import compared
from ..queries.reading import hash_parts, page_of, spoken

LANGUAGES: Final = ("en", "ar")
PAGE_SIZE: Final = 20
GONE: Final = 410

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
                return show(known, "missing", "front", {}, status=404)

    return shown


def show(
    lang: str, template: str, route: str, named: dict[str, Any], status: int = 200, **context: Any
) -> HttpResponse:
    """Render without a request: no context processor, no user, no token can get into a public page."""
    other = next(language for language in LANGUAGES if language != lang)
    frame = {
        "lang": lang,
        "other": other,
        "other_url": reverse(f"publication:{route}", kwargs={"lang": other, **named}),
        "route": route,
        "demo": getattr(settings, "CASEWORK_DEMO", False),
    }
    response = HttpResponse(render_to_string(f"public/{template}.html", frame | context), status=status)
    response.headers["Content-Language"] = lang
    return response


@access(OPEN)
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """To the list in the language the browser asks for; nothing remembers it."""
    asked = (translation.get_language_from_request(request) or "en")[:2]
    lang = asked if asked in LANGUAGES else LANGUAGES[0]
    return HttpResponseRedirect(reverse("publication:front", args=[lang]))


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
    versions = published.versions_of(reference)
    row = next((row for row in versions if number in (None, row["number"])), None)
    if row is None:
        return _tombstone(lang, reference, number)
    named = {"reference": reference} | ({"number": number} if number else {})
    route = "finding-version" if number else "finding"
    return show(lang, "finding", route, named, **finding_context(row, versions, lang))


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
        return _tombstone(lang, reference, former)
    named: dict[str, Any] = {"reference": reference, "former": former, "number": number}
    later = rows[number]["content"]
    return show(
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


def _tombstone(lang: str, reference: str, number: int | None) -> HttpResponse:
    notice = published.tombstone_of(reference)
    if notice is None or (number is not None and number > notice["last_number"]):
        raise Http404
    named = {"reference": reference} | ({"number": number} if number else {})
    route = "finding-version" if number else "finding"
    hashes = [entry | {"parts": hash_parts(entry["sha256"])} for entry in notice["versions"]]
    response = show(lang, "tombstone", route, named, status=GONE, notice=notice, hashes=hashes)
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


@public
def data(request: HttpRequest, lang: str) -> HttpResponse:
    """The files, what their fields mean, what is left out, how to check them."""
    released = files.release()
    changes = published.changes(10)
    return show(lang, "data", "data", {}, files=released, changes=changes, newest=changes[:1])


@public
def method(request: HttpRequest, lang: str) -> HttpResponse:
    """How we work: the standards, the criteria, the rules of this site."""
    return show(lang, "method", "method", {})


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
    return show(lang, "corrections", "corrections", {}, changes=changes)


@public
def missing(request: HttpRequest, lang: str, rest: str = "") -> HttpResponse:
    """Any other address below the public site."""
    raise Http404


@access(OPEN)
@require_safe
def data_file(request: HttpRequest, name: str) -> HttpResponse:
    """One file of the release, or the record of one version: exactly the bytes its digest was made of."""
    found = files.file_named(name)
    if found is None:
        with translation.override(LANGUAGES[0]):
            return show(LANGUAGES[0], "missing", "front", {}, status=404)
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
    site = request.build_absolute_uri("/").rstrip("/")
    updated = changes[0]["at"] if changes else None
    text = render_to_string(
        "public/feed.xml", {"lang": lang, "changes": changes, "site": site, "updated": updated}
    )
    response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
    response.headers["Content-Language"] = lang
    return response
