"""Turns every route of the project into addresses for the access matrix."""

import dataclasses
import re
import uuid
from collections.abc import Iterator

from casework.library_routes import all_routes
from tests.access.world import FullCase, World

ABSENT_REFERENCE = "MOS-2017-ZZZZZZ"
ABSENT_UID = uuid.UUID("00000000-0000-4000-8000-00000000dead")
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")

# Which record of a case the `uid` of a route names. A new route with a uid must be added here.
RECORDS = {
    "cases/<str:ref>/access/<uuid:uid>/": "member",
    "cases/<str:ref>/access/<uuid:uid>/end/": "member",
    "cases/<str:ref>/status/incidents/<uuid:uid>/": "incident",
    "cases/<str:ref>/incidents/<uuid:uid>/": "incident",
    "cases/<str:ref>/incidents/<uuid:uid>/edit/": "incident",
    "cases/<str:ref>/incidents/<uuid:uid>/withdraw/": "incident",
    "cases/<str:ref>/incidents/<uuid:uid>/link/": "incident",
    "cases/<str:ref>/incidents/<uuid:uid>/violation/": "incident",
    "cases/<str:ref>/incidents/<uuid:uid>/claim/": "incident",
    "cases/<str:ref>/incidents/<uuid:uid>/adopt/": "incident",
    "cases/<str:ref>/incidents/links/<uuid:uid>/withdraw/": "link",
    "cases/<str:ref>/incidents/violations/<uuid:uid>/edit/": "violation",
    "cases/<str:ref>/incidents/violations/<uuid:uid>/withdraw/": "violation",
    "cases/<str:ref>/incidents/violations/<uuid:uid>/law/": "violation",
    "cases/<str:ref>/incidents/law/<uuid:uid>/withdraw/": "characterisation",
    "cases/<str:ref>/incidents/claims/<uuid:uid>/edit/": "claim",
    "cases/<str:ref>/incidents/claims/<uuid:uid>/withdraw/": "claim",
    "cases/<str:ref>/tasks/<uuid:uid>/": "task",
    "cases/<str:ref>/tasks/<uuid:uid>/end/": "task",
    "cases/<str:ref>/notes/<uuid:uid>/": "note",
    "cases/<str:ref>/notes/<uuid:uid>/withdraw/": "note",
    "history/<slug:model>/<uuid:uid>/": "incident",
    "history/<slug:model>/<uuid:uid>/compare/": "incident",
}
# Records that belong to no case: places, parties, common lists.
COMMON = {
    "places/<uuid:uid>/": "place",
    "places/<uuid:uid>/edit/": "place",
}
WORDS = {"key": "assess", "model": "incident", "token": "no-such-token"}


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


def targets(world: World) -> Iterator[Target]:
    """Yield every address to visit, for every object the route can name."""
    for route in our_routes():
        names = CONVERTER.findall(route)
        if "ref" in names or route in RECORDS:
            for name, full in (("own", world.own), ("other", world.other), ("closed", world.closed)):
                yield Target(route, name, fill(route, full))
            yield Target(route, "absent", fill(route, None))
        else:
            yield Target(route, "-", fill(route, None))


def fill(route: str, full: FullCase | None) -> str:
    """Put the values of a case, or of nothing that exists, into a route."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "ref":
            return full.case.reference if full else ABSENT_REFERENCE
        if name == "uid":
            return str(full.records[RECORDS[route]].uid if full and route in RECORDS else ABSENT_UID)
        return WORDS[name]

    return "/" + CONVERTER.sub(value, route)
