"""Allegations and their rungs: one event alleged against one party at the top of its tree (product.md §2).

Every figure is a count of pairs (event, party) over rows the reader may see; the list behind a figure pages
through the same pairs, so that both agree by construction. Rungs come from records, never from the stage.

The database is asked for plain columns, set by set, and the sets are put together here: as one statement
with a condition per rung, two groupings and a tree of parties, the same took forty times as long. What was
put together is kept, and after a write only the cases it was about are asked again (`casework.core.kept`).
"""

import dataclasses
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from django.db.models import BigIntegerField, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Value
from django.utils.functional import cached_property

from casework.cases.models import Case
from casework.cases.queries import memberships_over
from casework.core.kept import Kept
from casework.core.whens import overlap_q
from casework.incidents.choices import AT_THRESHOLD
from casework.incidents.models import Incident, Violation
from casework.investigations.choices import FindingState
from casework.investigations.models import Assessment, Conclusion, EffectivenessRating, Investigation
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion
from casework.redress.queries import granted_claims, redressed_as_a_whole

from ..choices import Rung
from .pairs import BITS, Allegation, Listed, Pair, Pairs, event_at, place_of
from .tree import NOBODY, Coverage, Look, PartyTree, read_tree

NEWEST_FIRST = "-when"
SORTS = {"event": "title", "party": "", "when": "when_earliest", "case": "case__reference"}
"""The columns a list is sorted by, and what of the event they show; the party is no matter of the event."""

Cases = Collection[int] | None
"""The keys of cases that are asked about; None for all."""

ALL: Final = Value(None, output_field=BigIntegerField())
"""No event and no party in particular."""

Act = tuple[int, int, int, int, int | None]
"""An alleged act and a party: place of its event in the order, case, key, kind, party or None."""


@dataclasses.dataclass(frozen=True)
class Facts:
    """What is known of acts, of groups, and of what was done about them, read once for all pairs."""

    of_acts: dict[int, int]
    of_groups: dict[tuple[int, int], int]
    looks: dict[int, list[Look]]
    grants: dict[int, list[Look]]


@dataclasses.dataclass(frozen=True)
class Counted:
    """The pairs at both levels, with the tree they were made by."""

    tree: PartyTree
    tops: Pairs
    branches: Pairs

    def __len__(self) -> int:
        return len(self.tops) + len(self.branches)


def _joined(old: Counted, cases: Collection[int], part: Counted) -> Counted:
    return Counted(part.tree, old.tops.joined(cases, part.tops), old.branches.joined(cases, part.branches))


KEPT: Kept[Counted] = Kept(
    room=2_200_000,
    join=_joined,
    # No rung depends on the day: what a reader may see does.
    overnight=memberships_over,
    # Places and kinds stand in the question; names of people, law and what is public already in no pair.
    without_influence={
        "accounts.HistoricalUser",
        "casework.HistoricalCommandLink",
        "casework.HistoricalLegalProvision",
        "casework.HistoricalPlace",
        "casework.HistoricalRecommendation",
        "casework.HistoricalRecommendationResponse",
        "casework.HistoricalViolationType",
        "casework.PublishedAllegation",
        "casework.PublishedVersion",
        "casework.Tombstone",
    },
)


class Allegations:
    """The pairs within a reader's scope and a question (period, places, kinds of violation)."""

    name = "office"

    def __init__(self, user: Any, asked: dict[str, Any]) -> None:
        self.user, self.asked = user, asked

    @cached_property
    def counted(self) -> Counted:
        """The pairs as they are now, kept from one request to the next."""
        return KEPT.ask(self.user, (self.name, *self._question()), self._count)

    @property
    def tree(self) -> PartyTree:
        """The tree of parties that the pairs were made by."""
        return self.counted.tree

    def pairs(self, *, branch: bool = False) -> Pairs:
        """The allegations of one level."""
        return self.counted.branches if branch else self.counted.tops

    def counts(self, *, branch: bool = False) -> dict[int, dict[str, int]]:
        """How many allegations reached each rung and fell into each gap, by group.

        A top is counted by itself and never summed from its branches: one event may name several of them.
        """
        return self.pairs(branch=branch).counts

    def listed(
        self, rung: str, group: int | None = None, *, branch: bool = False, but_not: str = ""
    ) -> Listed:
        """The allegations behind a figure, newest event first; the figure is their count.

        Args:
            rung: what they reached.
            group: a party at the top of its tree (or a branch of it); None for all, NOBODY for no party.
            branch: whether `group` names a branch.
            but_not: a rung they have not reached.
        """
        return self.pairs(branch=branch).listed(rung, group, but_not)

    def _question(self) -> tuple[Any, ...]:
        """The question as a key."""
        places, asked = self.asked.get("places"), self.asked
        return (
            asked.get("since"),
            asked.get("until"),
            None if places is None else frozenset(places),
            frozenset(asked.get("types") or ()),
        )

    def _count(self, cases: Cases) -> Counted:
        """Tops and branches from the same rows, of these cases or of all."""
        tree = read_tree()
        acts, facts = self._acts(cases), self._facts(tree, cases)
        named = {place for place, *_others, party in acts if party is not None}
        if self.asked.get("types"):
            wanted = set(self.asked["types"])
            acts = [act for act in acts if act[3] in wanted]
        tops, branches = (
            _pairs(acts, named, facts, Coverage(facts.looks, facts.grants, tree, branch=branch))
            for branch in (False, True)
        )
        return Counted(tree, tops, branches)

    def _acts(self, cases: Cases) -> list[Act]:
        """Acts in scope with each party they are laid to, or with none.

        An attribution has the levels of its act, so it is in scope where its act is. Kinds are left out
        later: an event is laid at somebody's door by any of its acts.
        """
        asked, seen = self.asked, Case.objects.visible_to(self.user).order_by()
        # Said of the cases too: SQLite would list all cases in sight before it looks for a few.
        found = Q(case__in=(seen if cases is None else seen.filter(pk__in=cases)).values("pk"))
        if asked.get("since") or asked.get("until"):
            found &= overlap_q(asked.get("since"), asked.get("until"), prefix="incident__")
        if asked.get("places") is not None:
            found &= Q(incident__place__in=asked["places"])
        rows = of_cases(Violation.objects.standing().allowed_to(self.user).filter(found), cases)
        standing = FilteredRelation("attributions", condition=Q(attributions__withdrawn_at__isnull=True))
        columns = ("incident_id", "incident__when_earliest", "case_id", "pk", "type_id", "laid_to__party_id")
        newest = F("incident__when_earliest").desc(nulls_last=True)
        read = rows.annotate(laid_to=standing).order_by(newest, "-incident_id", "pk").values_list(*columns)
        return [(place_of(event, day), case, key, kind, party) for event, day, case, key, kind, party in read]

    def _facts(self, tree: PartyTree, cases: Cases) -> Facts:
        """What judges an act has the levels of the act: nothing of it is asked again."""
        of_acts: dict[int, int] = {}
        assessed, both = BITS[Rung.ASSESSED], BITS[Rung.ASSESSED] | BITS[Rung.CREDIBLE]
        judged = of_cases(Assessment.objects.in_force(), cases).values_list("violation_id", "standard")
        for act, standard in judged:
            of_acts[act] = of_acts.get(act, 0) | (both if standard in AT_THRESHOLD else assessed)
        public = PublicVersion.objects.filter(state=VersionState.PUBLISHED, withdrawn_at__isnull=True)
        shown = Exists(public.filter(finding=OuterRef("finding")))
        concluded = of_cases(Conclusion.objects.standing(), cases).annotate(is_public=shown)
        for act, state, is_public in concluded.values_list("violation_id", "finding__state", "is_public"):
            bits = BITS[Rung.CONCLUDED] if state == FindingState.APPROVED else 0
            of_acts[act] = of_acts.get(act, 0) | bits | (BITS[Rung.PUBLIC] if is_public else 0)
        return Facts(of_acts, {}, self._looks(cases), self._grants(cases))

    def _investigations(self) -> QuerySet[Investigation]:
        """Those that count as investigations by somebody."""
        return Investigation.objects.begun().allowed_to(self.user)

    def _looks(self, cases: Cases) -> dict[int, list[Look]]:
        """The investigations of each case, those that are effective marked so."""
        rated = EffectivenessRating.objects.effective().allowed_to(self.user)
        effective = Exists(rated.filter(investigation=OuterRef("pk")))
        seen = of_cases(self._investigations(), cases).annotate(effective=effective)
        found: dict[int, list[Look]] = {}
        for case, event, party, is_effective in seen.values_list(
            "case_id", "incident_id", "party_id", "effective"
        ):
            reached = BITS[Rung.INVESTIGATED] | (BITS[Rung.EFFECTIVE] if is_effective else 0)
            found.setdefault(case, []).append(Look(event, party, reached))
        return found

    def _grants(self, cases: Cases) -> dict[int, list[Look]]:
        """What was granted in each case: for which event and on whose account, or in the case as a whole."""
        found: dict[int, list[Look]] = {}
        claims = of_cases(granted_claims(self.user), cases).values_list("case_id", "incident_id", "party_id")
        whole = of_cases(redressed_as_a_whole(), cases).values_list("case_id", ALL, ALL)
        for case, event, party in claims.union(whole):
            found.setdefault(case, []).append(Look(event, party, BITS[Rung.REDRESS]))
        return found


def of_cases(rows: QuerySet[Any], cases: Cases) -> QuerySet[Any]:
    """The rows of these cases, in no order; all for None."""
    return (rows if cases is None else rows.filter(case_id__in=cases)).order_by()


def _pairs(acts: list[Act], named: set[int], facts: Facts, coverage: Coverage) -> Pairs:
    """Put the acts of one event and one group together, with what any of them reached."""
    return Pairs.of(
        pair
        for place, together in groupby(acts, key=itemgetter(0))
        for pair in _of_event(list(together), place in named, facts, coverage)
    )


def _of_event(acts: list[Act], is_named: bool, facts: Facts, coverage: Coverage) -> Iterator[Pair]:
    """The allegations of one event: each group it is laid to, or nobody where no party is named."""
    found: dict[int, int] = {}
    groups, of_acts = coverage.groups, facts.of_acts
    for _place, _case, key, _kind, party in acts:
        if party is not None or not is_named:
            group = NOBODY if party is None else groups.get(party, NOBODY)
            found[group] = found.get(group, 0) | of_acts.get(key, 0)
    place, case = acts[0][:2]
    looked_at, granted = case in coverage.looks, case in coverage.grants
    for group, of_those in found.items():
        reached = of_those | facts.of_groups.get((case, group), 0)
        if looked_at:
            reached |= coverage.of(case, event_at(place), group, named=is_named)
        if granted:
            reached |= coverage.granted(case, event_at(place), group)
        yield Pair(place, case, group, reached)


def events(user: Any, keys: list[int]) -> dict[int, Incident]:
    """The events of one page, with their case and place."""
    rows = Incident.objects.visible_to(user).filter(pk__in=keys).select_related("case__lead", "place")
    return {incident.pk: incident for incident in rows}


def in_order(user: Any, listed: Listed, tree: PartyTree, sort: str) -> Sequence[Allegation]:
    """The allegations in the order of a column; of equal ones the newest event stays first.

    They come newest first already. For another order each is made once, and the events are asked for theirs.
    """
    key, down = sort.removeprefix("-"), sort.startswith("-")
    if sort == NEWEST_FIRST or key not in SORTS:
        return listed
    if key == "party":
        named = {pk: party.name.casefold() for pk, party in tree.parties.items()}
        return sorted(listed, key=lambda pair: named.get(pair[1], ""), reverse=down)
    column = F(SORTS[key])
    order = column.desc(nulls_last=True) if down else column.asc(nulls_last=True)
    rows = Incident.objects.visible_to(user).order_by(order, "-pk").values_list("pk", flat=True)
    places = {pk: place for place, pk in enumerate(rows)}
    return sorted(listed, key=lambda pair: places.get(pair[0], len(places)))
