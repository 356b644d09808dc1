"""Rows of the case list: what happened, who is alleged, what is held. One case costs as much as all."""

import dataclasses
from collections import defaultdict
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.evidence.choices import VerificationState
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident, Violation
from casework.parties.models import Attribution

MOST_NAMES = 3


@dataclasses.dataclass
class CaseRow:
    """One case as a row. Of several incidents the first is told, and how many more there are."""

    case: Case
    incidents: list[Incident] = dataclasses.field(default_factory=list)
    codes: list[str] = dataclasses.field(default_factory=list)
    parties: list[str] = dataclasses.field(default_factory=list)
    verified: int = 0
    items: int = 0

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


def _seen(model: Any, rows: dict[int, CaseRow], user: Any) -> Any:
    return model.objects.standing().allowed_to(user).filter(case__in=list(rows)).order_by("id")


def _add_incidents(rows: dict[int, CaseRow], user: Any) -> None:
    found = _seen(Incident, rows, user).select_related("place").defer("narrative", "adopted_rationale")
    for incident in sorted(
        found, key=lambda one: (one.when_earliest is None, one.when_earliest or one.pk, one.pk)
    ):
        rows[incident.case_id].incidents.append(incident)


def _add_violations(rows: dict[int, CaseRow], user: Any) -> None:
    for case_id, code in _seen(Violation, rows, user).values_list("case_id", "type__code"):
        if code not in rows[case_id].codes:
            rows[case_id].codes.append(code)


def _add_parties(rows: dict[int, CaseRow], user: Any) -> None:
    """Names joined by "or" where only one of them can have been it."""
    groups: dict[int, dict[Any, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in (
        _seen(Attribution, rows, user)
        .select_related("party")
        .only(
            "case_id",
            "violation_id",
            "alternative_group",
            "party__name_en",
            "party__name_ar",
            "party__short_name",
        )
    ):
        key = (one.violation_id, one.alternative_group) if one.alternative_group else one.party_id
        if one.party.short not in groups[one.case_id][key]:
            groups[one.case_id][key].append(one.party.short)
    for case_id, named in groups.items():
        said = [either(names) for names in named.values()]
        rows[case_id].parties = list(dict.fromkeys(said))


def either(names: list[str]) -> str:
    """One name, or several of which only one can have been it."""
    said = names[0]
    for name in names[1:]:
        said = _("%(first)s or %(second)s") % {"first": said, "second": name}
    return said


def _add_evidence(rows: dict[int, CaseRow], user: Any) -> None:
    verified = Count("pk", filter=Q(verification_state=VerificationState.VERIFIED))
    counts = (
        _seen(EvidenceItem, rows, user)
        .order_by()
        .values("case_id")
        .annotate(items=Count("pk"), verified=verified)
    )
    for count in counts:
        row = rows[count["case_id"]]
        row.items, row.verified = count["items"], count["verified"]
