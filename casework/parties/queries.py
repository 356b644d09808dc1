"""What the pages of this room, and the overview of a case, show. Everything is in the reader's scope."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Prefetch, QuerySet
from django.utils.translation import gettext as _

from casework.cases.models import Case, CaseRecordQuerySet
from casework.core.questions import Question
from casework.incidents.models import Incident, Violation

from .models import Attribution, CommandLink, Party, PartyPosition

MOST_SUGGESTIONS = 12


def visible_positions(user: Any) -> CaseRecordQuerySet:
    """What parties said, the newest first, as far as this person may see it."""
    return (
        PartyPosition.objects.visible_to(user)
        .standing()
        .select_related("source", "case")
        .order_by(F("when_latest").desc(nulls_last=True), "-id")
    )


def visible_attributions(user: Any) -> CaseRecordQuerySet:
    """Attributions this person may see, with `shown_positions` on each, the newest first."""
    return (
        Attribution.objects.visible_to(user)
        .select_related(
            "case", "party__parent__parent", "violation__type", "violation__incident__case", "violation__case"
        )
        .prefetch_related(Prefetch("positions", visible_positions(user), to_attr="shown_positions"))
    )


@dataclass
class AttributionRow:
    """What we hold about one party in one role, beside what it says; for one or several alleged acts."""

    attribution: Attribution
    violations: list[Violation] = field(default_factory=list)
    siblings: list[Attribution] = field(default_factory=list)
    cited: list[Any] = field(default_factory=list)

    @property
    def party(self) -> Party:
        """The party the row is about."""
        return self.attribution.party

    @property
    def positions(self) -> list[PartyPosition]:
        """What the party said, the newest first."""
        return self.attribution.shown_positions  # type: ignore[attr-defined, no-any-return]

    @property
    def position(self) -> PartyPosition | None:
        """The newest statement."""
        return self.positions[0] if self.positions else None


@dataclass
class AttributionBlock:
    """Rows that stand for themselves (one row), or alternatives of which one holds (several)."""

    rows: list[AttributionRow]

    @property
    def is_choice(self) -> bool:
        """Whether it was one of these and it is not known which."""
        return len(self.rows) > 1


def attribution_blocks(attributions: Iterable[Attribution]) -> list[AttributionBlock]:
    """Put alternatives together ("A or B"), everything else in blocks of one ("A and B").

    Attributions of one party that are alike in all that is shown become one row naming several acts.
    """
    members: dict[tuple[int, str], list[Attribution]] = defaultdict(list)
    attributions = list(attributions)
    for one in attributions:
        if one.alternative_group:
            members[one.violation_id, one.alternative_group].append(one)
    blocks: dict[Any, AttributionBlock] = {}
    rows: dict[Any, AttributionRow] = {}
    for one in attributions:
        group = members.get((one.violation_id, one.alternative_group), []) if one.alternative_group else []
        choice = tuple(sorted({_alike(other) for other in group})) if len(group) > 1 else ()
        key = (choice, _alike(one))
        if key not in rows:
            rows[key] = AttributionRow(one)
            blocks.setdefault(choice or key, AttributionBlock([])).rows.append(rows[key])
        rows[key].violations.append(one.violation)
        rows[key].siblings.append(one)
    return list(blocks.values())


def _alike(one: Attribution) -> tuple[Any, ...]:
    """What must be the same for two attributions to be one row."""
    said = tuple(
        (
            position.kind,
            position.when_text,
            position.explanation,
            position.conceded_min,
            position.conceded_max,
        )
        for position in getattr(one, "shown_positions", ())
    )
    return one.party_id, one.role, one.confidence, tuple(sorted(one.basis)), one.note, str(said)


def attributions_context(case: Case, user: Any, *, may_work: bool = False) -> dict[str, Any]:
    """Context of `casework/parties/_attributions.html` for the overview of a case.

    Keys: case, blocks, may_work. Two queries.
    """
    standing = visible_attributions(user).filter(case=case).standing().order_by("id")
    return {"case": case, "blocks": attribution_blocks(standing), "may_work": may_work}


@Question
def _of_violations(reader: Any, lookup: str, key: Any) -> QuerySet[Attribution]:
    rows = Attribution.objects.visible_to(reader).standing().select_related("party")
    return rows.filter(**{lookup: key}).order_by("id")


def parties_by_violation(
    user: Any, *, case: Case | None = None, incident: Incident | None = None
) -> dict[int, list[str]]:
    """Names of the parties alleged for each violation; alternatives are one entry: "A or B"."""
    lookup, record = ("violation__incident", incident) if incident is not None else ("case", case)
    groups: dict[int, dict[Any, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in _of_violations(user, lookup, key=record and record.pk):
        group = one.alternative_group or f"party {one.party_id}"
        if one.party.short not in groups[one.violation_id][group]:
            groups[one.violation_id][group].append(one.party.short)
    return {
        violation: [_either(names) for names in by_group.values()] for violation, by_group in groups.items()
    }


def _either(names: list[str]) -> str:
    """One name, or several joined by "or"."""
    said = names[0]
    for name in names[1:]:
        said = _("%(first)s or %(second)s") % {"first": said, "second": name}
    return said


def alternatives_of(violation: Violation, but: Attribution | None = None) -> CaseRecordQuerySet:
    """Attributions of the same act, of which a new one may be the alternative."""
    rows = Attribution.objects.standing().filter(violation=violation).select_related("party").order_by("id")
    return rows.exclude(pk=but.pk) if but is not None else rows


@dataclass(frozen=True)
class TreeRow:
    """A party in the list, with its depth in the tree."""

    party: Party
    depth: int


def party_tree(parties: Iterable[Party]) -> list[TreeRow]:
    """Parties under the one they belong to. One whose parent is filtered out stands at the top."""
    parties = sorted(parties, key=lambda party: party.code)
    present = {party.pk for party in parties}
    below: dict[int | None, list[Party]] = defaultdict(list)
    for party in parties:
        below[party.parent_id if party.parent_id in present else None].append(party)
    rows: list[TreeRow] = []

    def walk(parent: int | None, depth: int) -> None:
        for party in below.pop(parent, []):
            rows.append(TreeRow(party, depth))
            walk(party.pk, depth + 1)

    walk(None, 0)
    return rows


def with_parties_below(party: Party) -> set[int]:
    """Primary keys of a party and of all that belong to it."""
    below: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in Party.objects.order_by().values_list("pk", "parent_id"):
        below[parent].append(pk)
    found, waiting = {party.pk}, [party.pk]
    while waiting:
        for pk in below[waiting.pop()]:
            if pk not in found:
                found.add(pk)
                waiting.append(pk)
    return found


def alleged_against(party: Party, user: Any) -> CaseRecordQuerySet:
    """Standing attributions to a party or its sub-parties that this person may see, newest case first."""
    return (
        visible_attributions(user)
        .standing()
        .filter(party__in=with_parties_below(party))
        .order_by("-case__opened_on", "-case_id", "id")
    )


def links_up(party: Party) -> QuerySet[CommandLink]:
    """Where a party stood, by dates."""
    return (
        party.links_up.standing()
        .select_related("parent")
        .order_by(F("start_earliest").asc(nulls_first=True), "id")
    )


def links_down(party: Party) -> QuerySet[CommandLink]:
    """Which parties stood below it, by dates."""
    return (
        party.links_down.standing()
        .select_related("child")
        .order_by(F("start_earliest").asc(nulls_first=True), "id")
    )


def suggest_parties(typed: str) -> list[Party]:
    """Parties in use whose name or code is like what was typed, in either script."""
    rows = Party.objects.active().with_path()
    typed = typed.strip()
    if not typed:
        return list(rows.filter(parent__isnull=True)[:MOST_SUGGESTIONS])
    return list(rows.matching(typed, limit=MOST_SUGGESTIONS))


def all_parties() -> QuerySet[Party]:
    """Every party with the path above it, those no longer in use included."""
    return Party.objects.with_path()


def all_links() -> QuerySet[CommandLink]:
    """Every standing claim about the hierarchy."""
    return CommandLink.objects.standing().select_related("parent", "child")


def parties_of_case(case: Case, user: Any) -> QuerySet[Party]:
    """Parties alleged in a case, as far as this person may see it."""
    alleged = Attribution.objects.visible_to(user).standing().filter(case=case)
    return Party.objects.filter(pk__in=alleged.order_by().values("party_id"))


def case_attributions(case: Case, user: Any) -> CaseRecordQuerySet:
    """What stands in a case about who is alleged to be responsible."""
    return Attribution.objects.visible_to(user).standing().filter(case=case).order_by("id")


def case_parties_context(
    case: Case, user: Any, fitting: Iterable[int], *, may_work: bool = False
) -> dict[str, Any]:
    """Everything the Parties tab of a case shows.

    Args:
        fitting: keys of the attributions asked for, in the order asked for. Rows are made of all of them
            first: "A or B" stays whole when only A was asked for, it would say more alone.
    """
    rows = list(visible_attributions(user).filter(case=case).order_by("id"))
    standing = [one for one in rows if not (one.is_withdrawn or one.violation.is_withdrawn)]
    standing = [one for one in standing if not one.violation.incident.is_withdrawn]
    return {
        "case": case,
        "blocks": _in_order(attribution_blocks(standing), fitting),
        "withdrawn": [one for one in rows if one.is_withdrawn],
        "may_work": may_work,
    }


def _in_order(blocks: list[AttributionBlock], fitting: Iterable[int]) -> list[AttributionBlock]:
    """The blocks with one of these attributions, each where the first of its own stands."""
    places = {key: place for place, key in enumerate(fitting)}
    found = []
    for block in blocks:
        own = [places[one.pk] for row in block.rows for one in row.siblings if one.pk in places]
        if own:
            found.append((min(own), block))
    return [block for _place, block in sorted(found, key=lambda pair: pair[0])]


def party_context(party: Party, user: Any) -> dict[str, Any]:
    """Everything the page of one party shows: its place, what stands below it, where it is alleged."""
    return {
        "above": list(reversed(party.above())),
        "below": list(Party.objects.filter(parent=party).order_by("code")),
        "links_up": list(links_up(party)),
        "links_down": list(links_down(party)),
        "alleged": alleged_against(party, user),
    }
