"""Allegations and their rungs: one event alleged against one party at the top of its tree (product.md §2).

Every figure is a count of pairs (event, party) over rows the reader may see; the list behind a figure pages
through the same pairs, so that both agree by construction. Rungs come from records, never from the stage.
"""

import dataclasses
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When

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

from .choices import Rung

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
        self.user, self.tree = user, tree or party_tree()
        self.cases = Case.objects.visible_to(user)
        self.conditions = self._conditions(asked)

    def _conditions(self, asked: dict[str, Any]) -> Q:
        """The question, spoken of a violation and its event."""
        found = Q()
        if asked.get("since") or asked.get("until"):
            found &= overlap_q(asked.get("since"), asked.get("until"), prefix="incident__")
        if asked.get("places") is not None:
            found &= Q(incident__place__in=asked["places"])
        if asked.get("types"):
            found &= Q(type__in=asked["types"])
        return found

    def violations(self) -> QuerySet[Violation]:
        """Acts alleged, standing and seen."""
        rows = Violation.objects.standing().allowed_to(self.user)
        return rows.filter(self.conditions, case__in=self.cases.order_by().values("pk")).order_by()

    def rows(self, *, branch: bool = False) -> QuerySet[Attribution]:
        """Attributions of those acts, each with its event and the group its party is counted in."""
        rows = Attribution.objects.standing().allowed_to(self.user)
        rows = rows.filter(violation__in=self.violations().values("pk")).order_by()
        return rows.annotate(
            event=F("violation__incident_id"), group=self.tree.group("party_id", branch=branch)
        )

    def unattributed(self) -> QuerySet[Violation]:
        """Acts of events in which the reader sees nobody named."""
        named = Attribution.objects.standing().allowed_to(self.user).values("violation__incident_id")
        return self.violations().exclude(incident_id__in=named).annotate(event=F("incident_id"))

    def reached(self, rung: str, rows: QuerySet, *, act: str = "violation_id") -> QuerySet:
        """Narrow rows to those that reached a rung.

        Args:
            rung: one of Rung.
            rows: attributions or acts, annotated with `event`, and attributions with `group`.
            act: the column that holds the violation.
        """
        condition = getattr(self, f"_{rung}")(act)
        return rows if condition is None else rows.filter(condition)

    def _logged(self, _act: str) -> Any:
        return None

    def _assessed(self, act: str) -> Any:
        seen = Assessment.objects.in_force().allowed_to(self.user)
        return Q(**{f"{act}__in": seen.order_by().values("violation_id")})

    def _credible(self, act: str) -> Any:
        seen = Assessment.objects.in_force().allowed_to(self.user).filter(standard__in=AT_THRESHOLD)
        return Q(**{f"{act}__in": seen.order_by().values("violation_id")})

    def _investigations(self) -> QuerySet[Investigation]:
        rows = Investigation.objects.standing().allowed_to(self.user)
        return rows.annotate(party_group=self.tree.group("party_id")).order_by()

    def _covered(self, investigations: QuerySet[Investigation], act: str) -> Any:
        """The case has such an investigation, and it covers the event and the party, or all of them."""
        covering = investigations.filter(
            Q(incident__isnull=True) | Q(incident=OuterRef("event")), case=OuterRef("case_id")
        )
        if act == "violation_id":
            covering = covering.filter(Q(party__isnull=True) | Q(party_group=OuterRef("group")))
        return Q(case_id__in=investigations.values("case_id")) & Exists(covering)

    def _investigated(self, act: str) -> Any:
        return self._covered(self._investigations(), act)

    def _effective(self, act: str) -> Any:
        rated = EffectivenessRating.objects.effective().allowed_to(self.user).values("investigation_id")
        return self._covered(self._investigations().filter(pk__in=rated.order_by()), act)

    def _conclusions(self) -> QuerySet[Conclusion]:
        rows = Conclusion.objects.standing().allowed_to(self.user)
        return rows.filter(finding__state=FindingState.APPROVED).order_by()

    def _concluded(self, act: str) -> Any:
        return Q(**{f"{act}__in": self._conclusions().values("violation_id")})

    def _public(self, act: str) -> Any:
        public = PublicVersion.objects.filter(state=VersionState.PUBLISHED, withdrawn_at__isnull=True)
        concluded = Conclusion.objects.standing().allowed_to(self.user).order_by()
        shown = concluded.filter(finding__in=public.order_by().values("finding_id"))
        return Q(**{f"{act}__in": shown.values("violation_id")})

    def _redress(self, _act: str) -> Any:
        granted = self.cases.order_by().filter(has_redress(self.user))
        return Q(case_id__in=granted.values("pk"))

    def counts(self) -> dict[tuple[str, bool, int], int]:
        """How many allegations reached each rung, by whether a branch is meant and by group; one statement.

        A top is counted by itself and never summed from its branches: one event may name several of them.
        """
        parts = []
        for rung in Rung.values:
            for branch in (False, True):
                rows = self.reached(rung, self.rows(branch=branch))
                rows = rows.annotate(rung=Value(rung), branch=Value(int(branch)))
                parts.append(
                    rows.values("rung", "branch", "group").annotate(number=Count("event", distinct=True))
                )
        return {
            (row["rung"], bool(row["branch"]), row["group"]): row["number"]
            for row in parts[0].union(*parts[1:], all=True)
        }

    def unattributed_counts(self) -> dict[str, int]:
        """The same for events laid at nobody's door, all rungs in one statement."""
        columns = {}
        for rung in Rung.values:
            condition = getattr(self, f"_{rung}")("pk")
            only = {} if condition is None else {"filter": condition}
            columns[f"on_{rung}"] = Count("event", distinct=True, **only)
        return {
            name.removeprefix("on_"): number
            for name, number in self.unattributed().aggregate(**columns).items()
        }

    def pairs(self, rung: str, group: int | None = None, *, branch: bool = False, but_not: str = "") -> Any:
        """The allegations behind a figure: distinct pairs of event and group, newest event first.

        Args:
            rung: what they reached.
            group: a party at the top of its tree (or a branch of it); None for all, NOBODY for no party.
            branch: whether `group` names a branch.
            but_not: a rung they have not reached.
        """
        rows = self.reached(rung, self.rows(branch=branch))
        if group is not None:
            rows = rows.filter(group=group)
        if but_not:
            done = self.reached(but_not, self.rows(branch=branch)).filter(
                event=OuterRef("event"), group=OuterRef("group")
            )
            rows = rows.filter(~Exists(done))
        return (
            rows.annotate(since=F("violation__incident__when_earliest"))
            .values_list("event", "group", "since")
            .distinct()
        )

    def pairs_of_nobody(self, rung: str, but_not: str = "") -> Any:
        """The events behind a figure of nobody, as pairs with that group."""
        rows = self.reached(rung, self.unattributed(), act="pk")
        if but_not:
            done = self.reached(but_not, self.unattributed(), act="pk").filter(event=OuterRef("event"))
            rows = rows.filter(~Exists(done))
        rows = rows.annotate(group=Value(NOBODY), since=F("incident__when_earliest"))
        return rows.values_list("event", "group", "since").distinct()

    def listed(self, rung: str, group: int | None = None, *, branch: bool = False, but_not: str = "") -> Any:
        """Everything behind a figure, newest event first; the figure is its count."""
        found = self.pairs(rung, group, branch=branch, but_not=but_not)
        if group in (None, NOBODY):
            found = found.union(self.pairs_of_nobody(rung, but_not), all=True)
        return found.order_by(F("since").desc(nulls_last=True), "-event", "group")


def events(user: Any, keys: list[int]) -> dict[int, Incident]:
    """The events of one page, with their case and place."""
    rows = Incident.objects.visible_to(user).filter(pk__in=keys).select_related("case__lead", "place")
    return {incident.pk: incident for incident in rows}
