"""Allegations and their rungs: one event alleged against one party at the top of its tree (product.md §2).

Every figure is a count of pairs (event, party) over rows the reader may see; the list behind a figure pages
through the same pairs, so that both agree by construction. Rungs come from records, never from the stage.
"""

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case as Choose
from django.db.models import Exists, F, IntegerField, Max, OuterRef, Q, QuerySet, Value, When
from django.db.models.lookups import Exact

from casework.cases.models import Case
from casework.core.whens import overlap_q
from casework.incidents.choices import CREDIBLE_THRESHOLD, PROOF_RANKS
from casework.incidents.models import Incident, Violation
from casework.investigations.choices import FindingState
from casework.investigations.models import Assessment, Conclusion, EffectivenessRating, Investigation
from casework.parties.choices import PartyKind
from casework.parties.models import Attribution, Party
from casework.publication.choices import VersionState
from casework.publication.models import PublicVersion
from casework.redress.queries import has_redress

from .choices import GAPS, Rung

NOBODY = 0
"""The group of events laid at nobody's door, or at that of a party not known."""

AT_THRESHOLD = tuple(key for key, rank in PROOF_RANKS.items() if rank >= CREDIBLE_THRESHOLD.rank)


@dataclasses.dataclass(frozen=True)
class PartyTree:
    """Which group each party is counted in: the top of its tree, and the branch below the top."""

    parties: dict[int, Party]
    tops: dict[int, int]
    branches: dict[int, int]

    def members(self, groups: dict[int, int]) -> dict[int, list[int]]:
        """Parties by their group."""
        found: dict[int, list[int]] = {}
        for party, group in groups.items():
            found.setdefault(group, []).append(party)
        return found

    def group(self, column: str, *, branch: bool = False) -> Choose:
        """The group of the party in `column`, as an expression."""
        members = self.members(self.branches if branch else self.tops)
        return Choose(
            *(When(**{f"{column}__in": keys}, then=Value(group)) for group, keys in members.items()),
            default=Value(NOBODY),
            output_field=IntegerField(),
        )

    def top_of(self, group: Any) -> Choose:
        """The top that a branch belongs to, as an expression over a branch."""
        return Choose(
            *(
                When(Exact(group, branch), then=Value(self.tops[branch]))
                for branch in set(self.branches.values()) - {NOBODY}
            ),
            default=Value(NOBODY),
            output_field=IntegerField(),
        )


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


class Allegations:
    """The pairs within a reader's scope and a question (period, places, kinds of violation)."""

    def __init__(self, user: Any, asked: dict[str, Any], tree: PartyTree | None = None) -> None:
        self.user, self.asked, self.tree = user, asked, tree or party_tree()
        self.cases = Case.objects.visible_to(user)

    def _conditions(self, to_act: str) -> Q:
        """The question, spoken of an act that `to_act` leads to."""
        found, asked = Q(), self.asked
        if asked.get("since") or asked.get("until"):
            found &= overlap_q(asked.get("since"), asked.get("until"), prefix=f"{to_act}incident__")
        if asked.get("places") is not None:
            found &= Q(**{f"{to_act}incident__place__in": asked["places"]})
        if asked.get("types"):
            found &= Q(**{f"{to_act}type__in": asked["types"]})
        return found & Q(case__in=self.cases.order_by().values("pk"))

    def _named(self, *, branch: bool) -> QuerySet:
        """Attributions of those acts, each with its event and the group its party is counted in."""
        rows = Attribution.objects.standing().allowed_to(self.user)
        return (
            rows.filter(self._conditions("violation__"))
            .order_by()
            .annotate(
                event=F("violation__incident_id"),
                since=F("violation__incident__when_earliest"),
                group=self.tree.group("party_id", branch=branch),
            )
        )

    def _unnamed(self) -> QuerySet:
        """Acts of events in which the reader sees nobody named."""
        rows = Violation.objects.standing().allowed_to(self.user)
        named = Attribution.objects.standing().allowed_to(self.user)
        return (
            rows.filter(~Exists(named.filter(violation__incident=OuterRef("incident"))), self._conditions(""))
            .order_by()
            .annotate(event=F("incident_id"), since=F("incident__when_earliest"), group=Value(NOBODY))
        )

    def table(self, rungs: Iterable[str], *, branch: bool = False) -> QuerySet:
        """The allegations themselves: one row an event and group, with 1 or 0 for each of these rungs."""
        flags = {rung: self._flag(rung, "violation_id", branch=branch) for rung in rungs}
        rows = self._named(branch=branch).values("event", "group", "since").annotate(**flags)
        return rows.order_by()

    def table_of_nobody(self, rungs: Iterable[str]) -> QuerySet:
        """The same for events laid at nobody's door."""
        flags = {rung: self._flag(rung, "pk", branch=False) for rung in rungs}
        return self._unnamed().values("event", "group", "since").annotate(**flags).order_by()

    def _flag(self, rung: str, act: str, *, branch: bool) -> Max:
        """1 where any row of an allegation reached the rung."""
        condition = getattr(self, f"_{rung}")(act, branch)
        return Max(Choose(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField()))

    def _assessed(self, act: str, _branch: bool) -> Any:
        seen = Assessment.objects.in_force().allowed_to(self.user)
        return Q(**{f"{act}__in": seen.order_by().values("violation_id")})

    def _credible(self, act: str, _branch: bool) -> Any:
        seen = Assessment.objects.in_force().allowed_to(self.user).filter(standard__in=AT_THRESHOLD)
        return Q(**{f"{act}__in": seen.order_by().values("violation_id")})

    def _investigations(self) -> QuerySet[Investigation]:
        return Investigation.objects.standing().allowed_to(self.user).order_by()

    def _covered(self, investigations: QuerySet[Investigation], act: str, branch: bool) -> Any:
        """The case has such an investigation, and it covers the event and the party, or all of them.

        A branch is covered by what looks at it, at the whole of its top, or at nobody in particular.
        """
        covering = investigations.filter(
            Q(incident__isnull=True) | Q(incident=OuterRef("event")), case=OuterRef("case_id")
        )
        if act == "violation_id":
            party = Q(party__isnull=True) | Q(looks_at=OuterRef("group"))
            covering = covering.annotate(looks_at=self.tree.group("party_id", branch=branch))
            if branch:
                top = self.tree.group("party_id")
                covering = covering.annotate(whole=top)
                party |= Q(party_id=F("whole")) & Q(whole=self.tree.top_of(OuterRef("group")))
            covering = covering.filter(party)
        return Q(case_id__in=investigations.values("case_id")) & Exists(covering)

    def _investigated(self, act: str, branch: bool) -> Any:
        return self._covered(self._investigations(), act, branch)

    def _effective(self, act: str, branch: bool) -> Any:
        rated = EffectivenessRating.objects.effective().allowed_to(self.user).values("investigation_id")
        return self._covered(self._investigations().filter(pk__in=rated.order_by()), act, branch)

    def _conclusions(self) -> QuerySet[Conclusion]:
        rows = Conclusion.objects.standing().allowed_to(self.user)
        return rows.filter(finding__state=FindingState.APPROVED).order_by()

    def _concluded(self, act: str, _branch: bool) -> Any:
        return Q(**{f"{act}__in": self._conclusions().values("violation_id")})

    def _public(self, act: str, _branch: bool) -> Any:
        public = PublicVersion.objects.filter(state=VersionState.PUBLISHED, withdrawn_at__isnull=True)
        concluded = Conclusion.objects.standing().allowed_to(self.user).order_by()
        shown = concluded.filter(finding__in=public.order_by().values("finding_id"))
        return Q(**{f"{act}__in": shown.values("violation_id")})

    def _redress(self, _act: str, _branch: bool) -> Any:
        granted = self.cases.order_by().filter(has_redress(self.user))
        return Q(case_id__in=granted.values("pk"))

    def counts(self, *, branch: bool = False) -> dict[int, dict[str, int]]:
        """How many allegations reached each rung and fell into each gap, by group; one statement.

        A top is counted by itself and never summed from its branches: one event may name several of them.
        Grouping what is grouped already is beyond the ORM, so its two statements are put into a third.
        """
        rungs = [rung for rung in Rung.values if rung != Rung.LOGGED]
        rows = self.table(rungs, branch=branch)
        if not branch:
            rows = rows.union(self.table_of_nobody(rungs), all=True)
        quote = connection.ops.quote_name
        sums = [f"SUM({quote(rung)})" for rung in rungs]
        sums += [_gap_sum(rung, but_not, quote) for rung, but_not, _words in GAPS.values()]
        names = ["group", Rung.LOGGED.value, *rungs, *GAPS]
        try:
            inner, values = rows.query.sql_with_params()
        except EmptyResultSet:
            return {}
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {quote('group')}, COUNT(*), {', '.join(sums)} FROM ({inner}) pairs "  # noqa: S608  (names of ours)
                f"GROUP BY {quote('group')}",
                values,
            )
            found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        return {row.pop("group"): row for row in found}

    def listed(self, rung: str, group: int | None = None, *, branch: bool = False, but_not: str = "") -> Any:
        """The allegations behind a figure, newest event first; the figure is their count.

        Args:
            rung: what they reached.
            group: a party at the top of its tree (or a branch of it); None for all, NOBODY for no party.
            branch: whether `group` names a branch.
            but_not: a rung they have not reached.
        """
        wanted = {name: value for name, value in ((rung, 1), (but_not, 0)) if name and name != Rung.LOGGED}
        columns = ("event", "group", "since")
        found = self.table(wanted, branch=branch).filter(**wanted)
        if group is not None:
            found = found.filter(group=group)
        found = found.values_list(*columns)
        if group in (None, NOBODY):
            nobody = self.table_of_nobody(wanted).filter(**wanted).values_list(*columns)
            found = found.union(nobody, all=True)
        return found.order_by(F("since").desc(nulls_last=True), "-event", "group")


def _gap_sum(rung: str, but_not: str, quote: Any) -> str:
    """How many reached one rung and not the other."""
    reached = "1" if rung == Rung.LOGGED else quote(rung)
    return f"SUM({reached} * (1 - {quote(but_not)}))"


def events(user: Any, keys: list[int]) -> dict[int, Incident]:
    """The events of one page, with their case and place."""
    rows = Incident.objects.visible_to(user).filter(pk__in=keys).select_related("case__lead", "place")
    return {incident.pk: incident for incident in rows}
