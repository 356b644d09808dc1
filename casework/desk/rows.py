"""Rows of the case list: what happened, who is alleged, what is held. One case costs as much as all."""

import dataclasses
from collections import defaultdict
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.core.questions import Question, one_of
from casework.evidence.choices import VerificationState
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident, Violation
from casework.ladder.queries import GUARDS, lacking, needs_of_cases
from casework.parties.models import Attribution, Party

MOST_NAMES = 3
INCIDENT_COLUMNS = (
    "case_id",
    "title",
    "place_text",
    "place_precision",
    "when_text",
    "when_earliest",
    "when_latest",
    "when_precision",
    "when_circa",
    "when_time",
    "adopted_at",
    "adopted_killed_min",
    "adopted_killed_max",
)
PLACE_COLUMNS = ("place__name_en", "place__name_ar")
"""What a row shows; the account of an event alone can be longer than all rows."""


@dataclasses.dataclass
class CaseRow:
    """One case as a row. Of several incidents the first is told, and how many more there are."""

    case: Case
    incidents: list[Incident] = dataclasses.field(default_factory=list)
    codes: list[str] = dataclasses.field(default_factory=list)
    parties: list[str] = dataclasses.field(default_factory=list)
    verified: int = 0
    items: int = 0
    blocked_on: list[str] = dataclasses.field(default_factory=list)

    @property
    def first(self) -> Incident | None:
        return self.incidents[0] if self.incidents else None

    @property
    def more(self) -> int:
        return max(len(self.incidents) - 1, 0)

    @property
    def party_words(self) -> str:
        return _cut(self.parties)

    @property
    def blocked_words(self) -> str:
        return _cut(self.blocked_on)

    @property
    def code_words(self) -> str:
        return _cut(self.codes)


def _cut(names: list[str]) -> str:
    rest = len(names) - MOST_NAMES
    said = _(", ").join(names[:MOST_NAMES])
    return _("%(names)s and %(count)s more") % {"names": said, "count": rest} if rest > 0 else said


def case_rows(cases: list[Case], user: Any) -> list[CaseRow]:
    """Rows for these cases, which are in scope; records in them are shown as their levels allow."""
    rows = {case.pk: CaseRow(case) for case in cases}
    _add_incidents(rows, user)
    _add_violations(rows, user)
    _add_parties(rows, user)
    _add_evidence(rows, user)
    return list(rows.values())


def with_blockers(rows: list[CaseRow], user: Any) -> list[CaseRow]:
    """The same rows, each with the short words of what its next move lacks."""
    needs = needs_of_cases(user)
    for row in rows:
        row.blocked_on = [str(GUARDS[key].short) for key in lacking(needs, row.case.pk)]
    return rows


def _seen(model: Any, reader: Any, cases: list[Any]) -> Any:
    return model.objects.standing().allowed_to(reader).filter(one_of("case_id", cases)).order_by("id")


@Question
def _incidents(reader: Any, cases: list[Any]) -> QuerySet:
    rows = _seen(Incident, reader, cases).select_related("place")
    return rows.only(*INCIDENT_COLUMNS, *PLACE_COLUMNS)


@Question
def _codes(reader: Any, cases: list[Any]) -> QuerySet:
    return _seen(Violation, reader, cases).values_list("case_id", "type__code")


@Question
def _attributions(reader: Any, cases: list[Any]) -> QuerySet:
    names = ("party__name_en", "party__name_ar", "party__short_name")
    return _seen(Attribution, reader, cases).values_list(
        "case_id", "violation_id", "alternative_group", "party_id", *names
    )


@Question
def _evidence(reader: Any, cases: list[Any]) -> QuerySet:
    verified = Count("pk", filter=Q(verification_state=VerificationState.VERIFIED))
    return (
        _seen(EvidenceItem, reader, cases)
        .order_by()
        .values("case_id")
        .annotate(items=Count("pk"), verified=verified)
    )


def _add_incidents(rows: dict[int, CaseRow], user: Any) -> None:
    found = _incidents(user, cases=list(rows))
    for incident in sorted(
        found, key=lambda one: (one.when_earliest is None, one.when_earliest or one.pk, one.pk)
    ):
        rows[incident.case_id].incidents.append(incident)


def _add_violations(rows: dict[int, CaseRow], user: Any) -> None:
    for case_id, code in _codes(user, cases=list(rows)):
        if code not in rows[case_id].codes:
            rows[case_id].codes.append(code)


def _add_parties(rows: dict[int, CaseRow], user: Any) -> None:
    """Names joined by "or" where only one of them can have been it."""
    groups: dict[int, dict[Any, list[str]]] = defaultdict(lambda: defaultdict(list))
    shorts: dict[int, str] = {}
    for case_id, violation_id, alternative, party_id, name_en, name_ar, short_name in _attributions(
        user, cases=list(rows)
    ):
        if party_id not in shorts:
            shorts[party_id] = Party(name_en=name_en, name_ar=name_ar, short_name=short_name).short
        named = groups[case_id][(violation_id, alternative) if alternative else party_id]
        if shorts[party_id] not in named:
            named.append(shorts[party_id])
    for case_id, named_once in groups.items():
        said = [either(names) for names in named_once.values()]
        rows[case_id].parties = list(dict.fromkeys(said))


def either(names: list[str]) -> str:
    """One name, or several of which only one can have been it."""
    said = names[0]
    for name in names[1:]:
        said = _("%(first)s or %(second)s") % {"first": said, "second": name}
    return said


def _add_evidence(rows: dict[int, CaseRow], user: Any) -> None:
    for count in _evidence(user, cases=list(rows)):
        row = rows[count["case_id"]]
        row.items, row.verified = count["items"], count["verified"]


def first_day(user: Any) -> Subquery:
    """The earliest day on which an event of the case can have happened, as far as this person may see it."""
    seen = (
        Incident.objects.standing().allowed_to(user).filter(case=OuterRef("pk"), when_earliest__isnull=False)
    )
    return Subquery(seen.order_by("when_earliest").values("when_earliest")[:1])
