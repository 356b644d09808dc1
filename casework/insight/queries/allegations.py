"""Allegations and their rungs: one event alleged against one party at the top of its tree (product.md §2).

Every figure is a count of pairs (event, party) over rows the reader may see; the list behind a figure pages
through the same pairs, so that both agree by construction. Rungs come from records, never from the stage.

The database is asked for plain columns, set by set, and the sets are put together here: as one statement
with a condition per rung, two groupings and a tree of parties, the same took forty times as long.
"""

import dataclasses
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.functional import cached_property

from casework.cases.models import Case
from casework.core.remember import remembered
from casework.core.whens import overlap_q
from casework.incidents.choices import AT_THRESHOLD
from casework.incidents.models import Incident, Violation
from casework.investigations.choices import FindingState
from casework.investigations.models import Assessment, Conclusion, EffectivenessRating, Investigation
from casework.parties.choices import PartyKind
from casework.parties.models import Party
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion
from casework.redress.models import CompensationClaim, RedressStatus
from casework.redress.queries import has_redress

from ..choices import GAPS, Rung

NOBODY = 0
"""The group of events laid at nobody's door, or at that of a party not known."""

BITS = {rung: 1 << place for place, rung in enumerate(Rung.values) if rung != Rung.LOGGED} | {Rung.LOGGED: 0}
"""One bit for each rung an allegation may have reached; all are logged."""

Allegation = tuple[int, int]
"""The key of an event and that of a group of parties."""


@dataclasses.dataclass(frozen=True)
class PartyTree:
    """Which group each party is counted in: the top of its tree, and the branch below the top."""

    parties: dict[int, Party]
    tops: dict[int, int]
    branches: dict[int, int]

    def groups(self, *, branch: bool) -> dict[int, int]:
        """The group of each party."""
        return self.branches if branch else self.tops


def party_tree() -> PartyTree:
    """Read the tree of parties, in one statement. Parties of unknown kind count as nobody."""
    parties = {party.pk: party for party in Party.objects.order_by("pk")}
    tops, branches = {}, {}
    for pk, party in parties.items():
        line = [pk]
        while (above := parties[line[-1]].parent_id) in parties and above not in line:
            line.append(above)  # type: ignore[arg-type]
        unknown = parties[line[-1]].kind == PartyKind.UNKNOWN or party.kind == PartyKind.UNKNOWN
        tops[pk] = NOBODY if unknown else line[-1]
        branches[pk] = NOBODY if unknown else (line[-2] if len(line) > 1 else line[-1])
    return PartyTree(parties, tops, branches)


@dataclasses.dataclass(frozen=True)
class Look:
    """One investigation: which event and which party of its case it looks at, None for all of them."""

    event: int | None
    party: int | None
    reached: int


class Coverage:
    """What investigations cover, at one level of the tree of parties."""

    def __init__(self, looks: dict[int, list[Look]], tree: PartyTree, *, branch: bool) -> None:
        self.looks, self.tree, self.branch = looks, tree, branch
        self.groups = tree.groups(branch=branch)

    def of(self, case: int, event: int, group: int, *, named: bool) -> int:
        """The rungs an allegation reached by the investigations of its case."""
        reached = 0
        for look in self.looks.get(case, ()):
            if look.event in (None, event) and (not named or self._looks_at(look.party, group)):
                reached |= look.reached
        return reached

    def _looks_at(self, party: int | None, group: int) -> bool:
        """A branch is covered by what looks at it, at the whole of its top, or at nobody in particular."""
        if party is None or self.groups.get(party, NOBODY) == group:
            return True
        return self.branch and group != NOBODY and self.tree.tops.get(party) == party == self.tree.tops[group]


@dataclasses.dataclass(frozen=True)
class Pairs:
    """All allegations of one question at one level, the newest event first, as three long columns."""

    events: array
    groups: array
    reached: array

    def __iter__(self) -> Iterator[tuple[int, int, int]]:
        return zip(self.events, self.groups, self.reached, strict=True)


class Allegations:
    """The pairs within a reader's scope and a question (period, places, kinds of violation)."""

    def __init__(self, user: Any, asked: dict[str, Any], tree: PartyTree | None = None) -> None:
        self.user, self.asked, self.tree = user, asked, tree or party_tree()

    def pairs(self, *, branch: bool = False) -> Pairs:
        """The allegations of one level."""
        tops, branches = self._kept
        return branches if branch else tops

    @cached_property
    def _kept(self) -> tuple[Pairs, Pairs]:
        """Both levels, kept until something is written."""
        return remembered(self.user, ("allegations", *self._name()), self._both, large=True)

    def _name(self) -> tuple[Any, ...]:
        """The question as a key."""
        places, asked = self.asked.get("places"), self.asked
        return (
            asked.get("since"),
            asked.get("until"),
            None if places is None else frozenset(places),
            frozenset(asked.get("types") or ()),
        )

    def _both(self) -> tuple[Pairs, Pairs]:
        """Tops and branches from the same rows."""
        acts, looks, redressed = list(self._acts()), self._looks(), self._redressed()
        reached, named = self._reached(), {event for event, *_rest, party in acts if party is not None}
        if self.asked.get("types"):
            wanted = set(self.asked["types"])
            acts = [act for act in acts if act[3] in wanted]
        return (
            self._pairs(acts, named, reached, redressed, Coverage(looks, self.tree, branch=False)),
            self._pairs(acts, named, reached, redressed, Coverage(looks, self.tree, branch=True)),
        )

    def _pairs(
        self,
        acts: list[tuple[Any, ...]],
        named: set[int],
        reached: dict[int, int],
        redressed: set[int],
        coverage: Coverage,
    ) -> Pairs:
        """Put the acts of one event and one group together, with what any of them reached."""
        found: dict[Allegation, int] = {}
        groups, redress = coverage.groups, BITS[Rung.REDRESS]
        for event, case, act, _kind, party in acts:
            is_named = event in named
            if is_named and party is None:
                continue
            pair, bits = (event, groups.get(party, NOBODY)), reached.get(act, 0)
            if pair in found:
                found[pair] |= bits
                continue
            if case in redressed:
                bits |= redress
            found[pair] = bits | coverage.of(case, *pair, named=is_named) if case in coverage.looks else bits
        return Pairs(
            array("q", (event for event, _group in found)),
            array("q", (group for _event, group in found)),
            array("H", found.values()),
        )

    def _acts(self) -> QuerySet:
        """Acts in scope with each party they are laid to, or with none: event, case, act, kind, party.

        An attribution has the levels of its act, so it is in scope where its act is. Kinds are left out
        later: an event is laid at somebody's door by any of its acts.
        """
        asked, cases = self.asked, Case.objects.visible_to(self.user).order_by()
        found = Q(case__in=cases.values("pk"))
        if asked.get("since") or asked.get("until"):
            found &= overlap_q(asked.get("since"), asked.get("until"), prefix="incident__")
        if asked.get("places") is not None:
            found &= Q(incident__place__in=asked["places"])
        standing = Q(attributions__withdrawn_at__isnull=True)
        rows = Violation.objects.standing().allowed_to(self.user).filter(found)
        return (
            rows.annotate(laid_to=FilteredRelation("attributions", condition=standing))
            .order_by(F("incident__when_earliest").desc(nulls_last=True), "-incident_id", "pk")
            .values_list("incident_id", "case_id", "pk", "type_id", "laid_to__party_id")
        )

    def _reached(self) -> dict[int, int]:
        """The rungs of acts. What judges an act has the levels of the act: nothing of it is asked again."""
        found: dict[int, int] = {}
        assessed, both = BITS[Rung.ASSESSED], BITS[Rung.ASSESSED] | BITS[Rung.CREDIBLE]
        judged = Assessment.objects.in_force().order_by().values_list("violation_id", "standard")
        for act, standard in judged:
            found[act] = found.get(act, 0) | (both if standard in AT_THRESHOLD else assessed)
        public = PublicVersion.objects.filter(state=VersionState.PUBLISHED, withdrawn_at__isnull=True)
        shown = Exists(public.filter(finding=OuterRef("finding")))
        concluded = Conclusion.objects.standing().order_by().annotate(is_public=shown)
        for act, state, is_public in concluded.values_list("violation_id", "finding__state", "is_public"):
            bits = BITS[Rung.CONCLUDED] if state == FindingState.APPROVED else 0
            found[act] = found.get(act, 0) | bits | (BITS[Rung.PUBLIC] if is_public else 0)
        return found

    def _looks(self) -> dict[int, list[Look]]:
        """The investigations of each case, those that are effective marked so."""
        rated = EffectivenessRating.objects.effective().allowed_to(self.user)
        effective = Exists(rated.filter(investigation=OuterRef("pk")))
        seen = Investigation.objects.begun().allowed_to(self.user).order_by().annotate(effective=effective)
        found: dict[int, list[Look]] = {}
        for case, event, party, is_effective in seen.values_list(
            "case_id", "incident_id", "party_id", "effective"
        ):
            reached = BITS[Rung.INVESTIGATED] | (BITS[Rung.EFFECTIVE] if is_effective else 0)
            found.setdefault(case, []).append(Look(event, party, reached))
        return found

    def _redressed(self) -> set[int]:
        """The cases in which redress was granted; only those that know anything of redress are asked."""
        known = [kind.objects.order_by().values("case_id") for kind in (CompensationClaim, RedressStatus)]
        rows = Case.objects.filter(Q(pk__in=known[0]) | Q(pk__in=known[1])).filter(has_redress(self.user))
        return set(rows.order_by().values_list("pk", flat=True))

    def counts(self, *, branch: bool = False) -> dict[int, dict[str, int]]:
        """How many allegations reached each rung and fell into each gap, by group.

        A top is counted by itself and never summed from its branches: one event may name several of them.
        """
        pairs = self.pairs(branch=branch)
        found: dict[int, dict[str, int]] = {}
        for (group, reached), number in Counter(zip(pairs.groups, pairs.reached, strict=True)).items():
            row = found.setdefault(group, dict.fromkeys([*Rung.values, *GAPS], 0))
            for rung in Rung.values:
                row[rung] += number * _is_among(reached, rung)
            for gap, (rung, but_not, _words) in GAPS.items():
                row[gap] += number * _is_among(reached, rung, but_not)
        return found

    def listed(
        self, rung: str, group: int | None = None, *, branch: bool = False, but_not: str = ""
    ) -> list[Allegation]:
        """The allegations behind a figure, newest event first; the figure is their count.

        Args:
            rung: what they reached.
            group: a party at the top of its tree (or a branch of it); None for all, NOBODY for no party.
            branch: whether `group` names a branch.
            but_not: a rung they have not reached.
        """
        return [
            (event, of)
            for event, of, reached in self.pairs(branch=branch)
            if group in (None, of) and _is_among(reached, rung, but_not)
        ]


def _is_among(reached: int, rung: str, but_not: str = "") -> bool:
    """Whether an allegation counts: it reached one rung, and not the other."""
    return reached & BITS[rung] == BITS[rung] and not (but_not and reached & BITS[but_not])


def events(user: Any, keys: list[int]) -> dict[int, Incident]:
    """The events of one page, with their case and place."""
    rows = Incident.objects.visible_to(user).filter(pk__in=keys).select_related("case__lead", "place")
    return {incident.pk: incident for incident in rows}
