"""The figures for the public: the allegations of the scorecard, with what only we say of ourselves left out.

Two things differ from the scorecard, and both are said beside the public figures. Investigations of our own
do not count: there, we would be counting ourselves. And a finding is public for a party when the words that
are public speak of it. What is laid at no known party's door stands in no row and in no total.
"""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import Role
from casework.investigations.choices import BodyKind
from casework.investigations.models import Investigation
from casework.publication.actions.figures import RUNGS
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion, PublishedAllegation, PublishedVersion
from casework.publication.queries.pairs import name_of

from ..choices import Rung
from .allegations import Allegations, Cases, Facts, of_cases
from .pairs import BITS
from .tree import NOBODY, PartyTree

COUNTED_AS = dict(
    zip(
        RUNGS,
        (Rung.LOGGED, Rung.CREDIBLE, Rung.INVESTIGATED, Rung.EFFECTIVE, Rung.PUBLIC, Rung.REDRESS),
        strict=True,
    )
)
"""What each rung of the public is on the scorecard."""


class PublicAllegations(Allegations):
    """All allegations that every supervisor sees, as the public counts them.

    What is sealed to named people does not count, whoever releases the figures: a public number above one's
    own would tell every other supervisor that there is a sealed case, and against whom.
    """

    name = "public"

    def __init__(self) -> None:
        super().__init__(User(pk=0, role=Role.SUPERVISOR), {})

    def _investigations(self) -> QuerySet[Investigation]:
        return super()._investigations().exclude(body_kind=BodyKind.OURS)

    def _facts(self, tree: PartyTree, cases: Cases) -> Facts:
        facts, not_public = super()._facts(tree, cases), ~BITS[Rung.PUBLIC]
        for act, reached in facts.of_acts.items():
            facts.of_acts[act] = reached & not_public
        facts.of_groups.update(dict.fromkeys(_spoken_of(tree, cases), BITS[Rung.PUBLIC]))
        return facts


def _spoken_of(tree: PartyTree, cases: Cases) -> set[tuple[int, int]]:
    """Each case with the groups its public finding speaks of."""
    public = of_cases(PublicVersion.objects.standing().filter(state=VersionState.PUBLISHED), cases)
    case_of = dict(public.values_list("reference", "case_id"))
    newest = PublishedVersion.objects.newest()
    spoken = PublishedAllegation.objects.order_by()
    if cases is not None:
        newest, spoken = newest.filter(reference__in=case_of), spoken.filter(reference__in=case_of)
    current = set(newest.values_list("reference", "number"))
    groups = {party.code: tree.tops[key] for key, party in tree.parties.items()}
    return {
        (case_of[reference], groups.get(code, NOBODY))
        for reference, number, code in spoken.values_list("reference", "number", "group_code")
        if reference in case_of and (reference, number) in current
    }


def public_figures() -> dict[str, Any]:
    """Totals by party; what `release_figures` puts before the public."""
    found = PublicAllegations()
    counts = {group: numbers for group, numbers in found.counts().items() if group != NOBODY}
    rows: list[dict[str, Any]] = [
        {"code": (party := found.tree.parties[group]).code}
        | name_of(party)
        | {rung: numbers[COUNTED_AS[rung]] for rung in RUNGS}
        for group, numbers in counts.items()
    ]
    rows.sort(key=lambda row: (-row["alleged"], row["code"]))
    return {
        "incidents": len({event for event, group in found.listed(Rung.LOGGED) if group != NOBODY}),
        "all": {rung: sum(row[rung] for row in rows) for rung in RUNGS},
        "parties": rows,
    }
