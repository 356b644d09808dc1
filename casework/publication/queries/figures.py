"""The recommendation, counted: one incident alleged against one party is one allegation (product.md §2).

Parties are rolled up to the highest one above them. The rungs are derived from records, never from the
stage of a case, and need not nest.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from casework.incidents.choices import AT_THRESHOLD
from casework.investigations.choices import BodyKind
from casework.investigations.models import Assessment, EffectivenessRating, Investigation
from casework.parties.models import Attribution, Party
from casework.redress.models import RedressStatus

from ..choices import VersionState
from ..models import PublicVersion, PublishedAllegation, PublishedVersion
from .pairs import name_of
from .responsible import group_of
from .status import REDRESSED

RUNGS: Final = ("alleged", "credible", "investigated", "effectively", "public", "redress")

Allegation = tuple[int, str]


def figures_of(user: Any) -> dict[str, Any]:
    """Totals by party as this reader counts them; what `release_figures` puts before the public."""
    groups = {party.pk: group_of(party) for party in Party.objects.with_path()}
    facts = Facts(user, groups)
    reached: dict[str, set[Allegation]] = {rung: set() for rung in RUNGS}
    for row in _attributions(user):
        group = groups[row["party"]].code
        for rung in facts.rungs_of(row, group):
            reached[rung].add((row["violation__incident"], group))
    named = {party.code: party for party in groups.values()}
    counts = {rung: Counter(code for _incident, code in reached[rung]) for rung in RUNGS}
    rows = [
        {"code": code, **name_of(named[code])} | {rung: counts[rung][code] for rung in RUNGS}
        for code, _number in sorted(counts["alleged"].items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    return {
        "incidents": len({incident for incident, _code in reached["alleged"]}),
        "all": {rung: len(reached[rung]) for rung in RUNGS},
        "parties": rows,
    }


def _attributions(user: Any) -> Iterable[dict[str, Any]]:
    rows: Any = Attribution.objects.visible_to(user).standing()
    return rows.values("case", "party", "violation", "violation__incident")


class Facts:
    """What is known about cases and incidents, read once for all attributions."""

    def __init__(self, user: Any, groups: dict[int, Party]) -> None:
        assessments = Assessment.objects.visible_to(user).in_force().filter(standard__in=AT_THRESHOLD)
        self.credible = set(assessments.values_list("violation", flat=True))
        rows = Investigation.objects.visible_to(user).standing().exclude(body_kind=BodyKind.OURS)
        effective = set(EffectivenessRating.objects.effective().values_list("investigation", flat=True))
        self.bodies: dict[int, list[tuple[int | None, str | None, bool]]] = {}
        for key, case, incident, party in rows.values_list("pk", "case", "incident", "party"):
            group = groups[party].code if party else None
            self.bodies.setdefault(case, []).append((incident, group, key in effective))
        self.public = _public_groups()
        paid = RedressStatus.objects.visible_to(user).filter(state__in=REDRESSED)
        self.redressed = set(paid.values_list("case", flat=True))

    def rungs_of(self, row: dict[str, Any], group: str) -> Iterator[str]:
        """The rungs that one attribution takes its allegation to."""
        yield "alleged"
        if row["violation"] in self.credible:
            yield "credible"
        of_case = self.bodies.get(row["case"], [])
        fitting = [
            effective
            for incident, party, effective in of_case
            if incident in (None, row["violation__incident"]) and party in (None, group)
        ]
        if fitting:
            yield "investigated"
        if any(fitting):
            yield "effectively"
        if group in self.public.get(row["case"], ()):
            yield "public"
        if row["case"] in self.redressed:
            yield "redress"


def _public_groups() -> dict[int, set[str]]:
    """By case: the parties its public finding speaks of."""
    public = PublicVersion.objects.standing().filter(state=VersionState.PUBLISHED)
    cases = dict(public.order_by("number").values_list("reference", "case"))
    found: dict[int, set[str]] = {}
    newest = PublishedVersion.objects.newest().filter(reference__in=cases).values("reference", "number")
    numbers = {row["reference"]: row["number"] for row in newest}
    for row in PublishedAllegation.objects.filter(reference__in=numbers).values(
        "reference", "number", "group_code"
    ):
        if numbers[row["reference"]] == row["number"]:
            found.setdefault(cases[row["reference"]], set()).add(row["group_code"])
    return found
