"""Turns every route of the project into addresses for the access matrix."""

import dataclasses
import re
import uuid
from collections.abc import Iterator
from typing import Any

from casework.library_routes import all_routes
from casework.parties.models import Party
from casework.places.models import Place
from casework.redress.models import Recommendation
from tests.access.world import FullCase, World

ABSENT_REFERENCE = "MOS-2017-ZZZZZZ"
ABSENT_UID = uuid.UUID("00000000-0000-4000-8000-00000000dead")
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")

# Which record of a case the `uid` of a route names, by the longest beginning that fits.
IN_A_CASE = {
    "cases/<str:ref>/access/": "member",
    "cases/<str:ref>/assessments/": "assessment",
    "cases/<str:ref>/evidence/": "item",
    "cases/<str:ref>/contrary/": "contrary",
    "cases/<str:ref>/findings/": "finding",
    "cases/<str:ref>/findings/conclusions/": "conclusion",
    "cases/<str:ref>/findings/replies/": "reply",
    "cases/<str:ref>/incidents/": "incident",
    "cases/<str:ref>/incidents/claims/": "claim",
    "cases/<str:ref>/incidents/law/": "characterisation",
    "cases/<str:ref>/incidents/links/": "link",
    "cases/<str:ref>/incidents/violations/": "violation",
    "cases/<str:ref>/investigations/": "investigation",
    "cases/<str:ref>/investigations/documents/": "document",
    "cases/<str:ref>/investigations/grades/": "grade",
    "cases/<str:ref>/investigations/ratings/": "rating",
    "cases/<str:ref>/notes/": "note",
    "cases/<str:ref>/parties/": "attribution",
    "cases/<str:ref>/parties/positions/": "position",
    "cases/<str:ref>/people/": "person",
    "cases/<str:ref>/people/risk/": "risk",
    "cases/<str:ref>/publication/": "public_text",
    "cases/<str:ref>/questions/": "question",
    "cases/<str:ref>/questions/<slug:kind>/": "finding",
    "cases/<str:ref>/redress/claims/": "payment",
    "cases/<str:ref>/redress/recommendations/": "rest",
    "cases/<str:ref>/redress/referrals/": "referral",
    "cases/<str:ref>/second-reviews/": "second",
    "cases/<str:ref>/second-reviews/ask/": "finding",
    "cases/<str:ref>/status/incidents/": "incident",
    "cases/<str:ref>/tasks/": "task",
    "history/": "incident",
    "review/": "assessment",
    "sources/": "source",
}
# Records of the common lists, and rows that nobody but their owner has.
IN_NO_CASE = {
    "drafts/": lambda: None,
    "views/": lambda: None,
    "parties/": lambda: Party.objects.get(code="COA-US"),
    "parties/links/": lambda: None,
    "recommendations/": lambda: Recommendation.objects.earliest("id"),
    "recommendations/responses/": lambda: None,
    "places/": lambda: Place.objects.earliest("id"),
}
WORDS = {"key": "assess", "model": "incident", "purpose": "collect"} | {
    "lang": "en",
    "name": "findings.csv",
    "reference": "F-2017-ZZZZZZ",
    "number": "2",
    "former": "1",
    "rest": "no/such/page",
}


@dataclasses.dataclass(frozen=True)
class Target:
    """One address: the route, which object it names, and the concrete path."""

    route: str
    name: str
    path: str


def our_routes() -> Iterator[str]:
    """Yield the routes of our own rooms and pages, in order; admin and accounts are tested apart."""
    for route, pattern in all_routes():
        if not route.startswith(("admin/", "accounts/")) and pattern.callback is not None:
            yield route


def longest(route: str, table: dict[str, Any]) -> Any:
    """Return the entry of the longest beginning of `route`, or None."""
    fitting = [start for start in table if route.startswith(start)]
    return table[max(fitting, key=len)] if fitting else None


def targets(world: World) -> Iterator[Target]:
    """Yield every address to visit, for every object the route can name."""
    for route in our_routes():
        names = CONVERTER.findall(route)
        if "ref" in names or ("uid" in names and longest(route, IN_A_CASE)):
            for name, full in (("own", world.own), ("other", world.other), ("closed", world.closed)):
                yield Target(route, name, fill(route, full))
            yield Target(route, "absent", fill(route, None))
        else:
            yield Target(route, "-", fill(route, None))


def fill(route: str, full: FullCase | None) -> str:
    """Put the values of a case, of a common list, or of nothing that exists, into a route."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "ref":
            return full.case.reference if full else ABSENT_REFERENCE
        if name == "uid":
            return str(named_record(route, full))
        if name == "part":
            return str(full.records[part_named(route)].uid if full else ABSENT_UID)
        if name == "kind":
            return "assessment" if route.startswith("review/") else "finding"
        if name == "party":
            return str(Party.objects.get(code="COA-US").uid)
        if name in ("violation", "incident"):
            return str(full.records[name].uid if full else ABSENT_UID)
        return WORDS[name]

    return "/" + CONVERTER.sub(value, route)


def part_named(route: str) -> str:
    """Which record the `part` of a route names."""
    parts = {"verification/": "check", "publication/<uuid:uid>/evidence": "public_row", "/people/": "mention"}
    return next((record for piece, record in parts.items() if piece in route), "citation")


def named_record(route: str, full: FullCase | None) -> uuid.UUID:
    """Return the uid that a route's `uid` stands for; a new kind of route must be added to the tables."""
    kind, common = longest(route, IN_A_CASE), longest(route, IN_NO_CASE)
    if kind is not None:
        return full.records[kind].uid if full else ABSENT_UID
    assert common is not None, f"Say in tests/access/routes.py which record {route} names."
    record = common()
    return record.uid if record is not None else ABSENT_UID
