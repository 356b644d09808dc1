"""What the pages of this room, and the overview of a case, show. Everything is in the reader's scope."""

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from casework.cases.models import Case, CaseRecordQuerySet
from casework.core.questions import Question
from casework.names import ranked

from .chart import Chart, claims_chart
from .choices import REVERSE_LINK_LABELS, IncidentLinkKind
from .models import CasualtyClaim, Incident, IncidentLink, LegalCharacterisation, Violation, ViolationType
from .models.claims import HARMS

MOST_SUGGESTIONS, MOST_WORDS = 12, 6

#: Standing ones first, then by date; what has no date comes last on both databases.
BY_DATE = (F("withdrawn_at").asc(nulls_first=True), F("when_earliest").asc(nulls_last=True), "id")


def visible_incidents(user: Any) -> CaseRecordQuerySet:
    """Incidents this person may see, withdrawn ones too, with what a line of text needs."""
    return Incident.objects.visible_to(user).select_related("case", "place", "source")


@Question
def _incident(reader: Any, case: Any, uid: Any) -> QuerySet:
    people = ("created_by", "updated_by", "adopted_by", "withdrawn_by")
    rows = Incident.objects.visible_to(reader).select_related("place", "source", *people)
    return rows.filter(case=case, uid=uid)


def incident_of_case(case: Case, uid: uuid.UUID, user: Any) -> Incident | None:
    """The event of this case with this identifier, if this person may see it."""
    found = _incident(user, case=case.pk, uid=uid)
    for incident in found:
        incident.case = case
    return found[0] if found else None


def visible_violations(user: Any) -> CaseRecordQuerySet:
    """Alleged acts this person may see, with their type and incident."""
    return Violation.objects.visible_to(user).select_related("type", "incident", "place", "case")


def visible_claims(user: Any) -> CaseRecordQuerySet:
    """Casualty claims this person may see."""
    return CasualtyClaim.objects.visible_to(user).select_related("source", "incident", "case")


def visible_characterisations(user: Any) -> CaseRecordQuerySet:
    """Legal judgements this person may see."""
    return LegalCharacterisation.objects.visible_to(user).select_related(
        "provision", "author", "violation__type", "violation__incident", "case"
    )


def visible_links(user: Any) -> CaseRecordQuerySet:
    """Links of which this person may see both ends."""
    return IncidentLink.objects.visible_to(user).select_related(
        "case", "incident__case", "other__case", "incident__place", "other__place"
    )


def incidents_of_case(case: Case, user: Any) -> CaseRecordQuerySet:
    """Events of a case with `shown_violations` and `shown_claims` on each, the standing ones first."""
    return (
        visible_incidents(user)
        .filter(case=case)
        .select_related("adopted_by")
        .prefetch_related(
            Prefetch("violations", visible_violations(user).standing(), to_attr="shown_violations"),
            Prefetch("claims", visible_claims(user).standing().order_by(*BY_DATE), to_attr="shown_claims"),
        )
        .order_by(*BY_DATE)
    )


@dataclass(frozen=True)
class ViolationRow:
    """One alleged act as a row: the fact, and what rooms above know about it."""

    violation: Violation
    law: str
    parties: list[str] = field(default_factory=list)
    standing: str = ""
    citations: tuple[int, int] | None = None
    cited: list[Any] = field(default_factory=list)
    judgements: list[LegalCharacterisation] = field(default_factory=list)


@dataclass(frozen=True)
class ViolationColumns:
    """Columns that higher rooms fill, each keyed by the primary key of a violation.

    A mapping that is None leaves its column out.
    """

    parties: Mapping[int, list[str]] | None = None
    standings: Mapping[int, str] | None = None
    citations: Mapping[int, tuple[int, int]] | None = None
    cited: Mapping[int, list[Any]] | None = None


def law_words(codes: str) -> str:
    """Customary rules in words a reader knows: "C11, C12" as "customary rules 11, 12"; others as they are."""
    rules, others = [], []
    for code in re.split(r"[;,]\s*", codes):
        if re.fullmatch(r"C\d+(-C\d+)?", code):
            rules.append(code.replace("C", "").replace("-", "–"))
        elif code == "CA3":
            others.append(_("common article 3"))
        elif code and code != "-":
            others.append(code)
    if len(rules) == 1 and "–" not in rules[0]:
        others.append(_("customary rule %(number)s") % {"number": rules[0]})
    elif rules:
        others.append(_("customary rules %(numbers)s") % {"numbers": _(", ").join(rules)})
    return _("; ").join(others)


def violation_rows(violations: Any, columns: ViolationColumns | None = None) -> list[ViolationRow]:
    """Rows of the table of alleged acts; `columns` come from parties, investigations and evidence."""
    columns = columns or ViolationColumns()
    return [
        ViolationRow(
            violation=violation,
            law=law_words(violation.type.ihl),
            parties=(columns.parties or {}).get(violation.pk, []),
            standing=(columns.standings or {}).get(violation.pk, "none"),
            citations=(columns.citations or {}).get(violation.pk, (0, 0)),
            cited=(columns.cited or {}).get(violation.pk, []),
            judgements=getattr(violation, "shown_judgements", []),
        )
        for violation in violations
    ]


def violations_context(
    case: Case, user: Any, columns: ViolationColumns | None = None, *, may_work: bool = False
) -> dict[str, Any]:
    """Context of `casework/incidents/_violations.html` for the overview of a case.

    Keys: case, rows, columns, may_work. One query; the mappings are the caller's.
    """
    standing = visible_violations(user).standing().filter(case=case)
    columns = columns or ViolationColumns()
    return {"case": case, "rows": violation_rows(standing, columns), "columns": columns, "may_work": may_work}


def claims_context(case: Case, user: Any, *, may_work: bool = False) -> dict[str, Any]:
    """Context of `casework/incidents/_claims.html` for the overview of a case: one chart for each incident.

    Keys: case, charts (ClaimsChart), several (whether of more than one incident), may_work. Claims of
    different incidents are never mixed.
    """
    incidents = [one for one in incidents_of_case(case, user) if not one.is_withdrawn]
    charts = [entry for one in incidents for entry in charts_of(one, one.shown_claims)]
    return {"case": case, "charts": charts, "several": len(incidents) > 1, "may_work": may_work}


@dataclass(frozen=True)
class ClaimsChart:
    """The drawing of one kind of harm of one incident."""

    incident: Incident
    harm: str
    title: str
    word: str
    chart: Chart


def charts_of(incident: Incident, claims: list[CasualtyClaim]) -> list[ClaimsChart]:
    """A chart for each harm that somebody counted, or for which a range is adopted."""
    found = []
    for harm, word, title in (
        ("killed", _("Killed"), _("Civilians killed: what each source claims")),
        ("injured", _("Injured"), _("Injured: what each source claims")),
        ("missing", _("Missing"), _("Missing: what each source claims")),
    ):
        adopted = (
            getattr(incident, f"adopted_{harm}_min", None),
            getattr(incident, f"adopted_{harm}_max", None),
        )
        counting = [one for one in claims if _counts(one, harm)]
        if counting or adopted != (None, None):
            chart = claims_chart(counting, harm=harm, adopted=adopted)
            found.append(ClaimsChart(incident, harm, title, word, chart))
    return found


def _counts(claim: CasualtyClaim, harm: str) -> bool:
    """Whether a claim belongs into the chart of a harm; one without any number stands with the killed."""
    known = [
        name
        for name in HARMS
        if getattr(claim, f"{name}_min") is not None or getattr(claim, f"{name}_max") is not None
    ]
    return harm in known or (harm == "killed" and not known)


@dataclass(frozen=True)
class LinkRow:
    """A link as read from one incident: the relation in words and the other end."""

    link: IncidentLink
    words: str
    other: Incident


def links_of(incident: Incident, user: Any) -> list[LinkRow]:
    """Links of an incident of which the reader may see both ends."""
    rows = []
    for link in _links(user, incident=incident.pk):
        kind = IncidentLinkKind(link.kind)
        if link.incident_id == incident.pk:
            rows.append(LinkRow(link, str(kind.label), link.other))
        else:
            rows.append(LinkRow(link, str(REVERSE_LINK_LABELS[kind]), link.incident))
    return rows


@Question
def _links(reader: Any, incident: Any) -> QuerySet:
    return visible_links(reader).standing().filter(Q(incident=incident) | Q(other=incident))


@Question
def _violations(reader: Any, incident: Any) -> QuerySet:
    rows = Violation.objects.visible_to(reader).select_related("type", "place", "withdrawn_by")
    return rows.filter(incident=incident).order_by(F("withdrawn_at").asc(nulls_first=True), "id")


@Question
def _judgements(reader: Any, incident: Any) -> QuerySet:
    rows = LegalCharacterisation.objects.visible_to(reader).standing()
    return rows.select_related("provision", "author").filter(violation__incident=incident)


@Question
def _claims(reader: Any, incident: Any) -> QuerySet:
    rows = CasualtyClaim.objects.visible_to(reader).select_related("source", "withdrawn_by")
    return rows.filter(incident=incident).order_by(*BY_DATE)


def _violations_with_judgements(incident: Incident, user: Any) -> list[Violation]:
    """All acts alleged in the event, each with `shown_judgements`."""
    violations = _violations(user, incident=incident.pk)
    by_key = {one.pk: one for one in violations}
    for one in violations:
        one.incident, one.case, one.shown_judgements = incident, incident.case, []
    for judgement in _judgements(user, incident=incident.pk) if violations else ():
        if judgement.violation_id in by_key:
            judgement.violation, judgement.case = by_key[judgement.violation_id], incident.case
            judgement.violation.shown_judgements.append(judgement)
    return violations


def incident_context(incident: Incident, user: Any) -> dict[str, Any]:
    """Everything the page of one incident shows, save what higher rooms add."""
    violations = _violations_with_judgements(incident, user)
    claims = _claims(user, incident=incident.pk)
    for claim in claims:
        claim.incident, claim.case = incident, incident.case
    standing = [claim for claim in claims if not claim.is_withdrawn]
    return {
        "incident": incident,
        "violations": [one for one in violations if not one.is_withdrawn],
        "withdrawn_violations": [one for one in violations if one.is_withdrawn],
        "judgements": [
            judgement
            for one in violations
            if not one.is_withdrawn
            for judgement in one.shown_judgements  # type: ignore[attr-defined]
        ],
        "charts": charts_of(incident, standing),
        "claims": standing,
        "withdrawn_claims": [claim for claim in claims if claim.is_withdrawn],
        "links": links_of(incident, user),
        "checks": event_checks(incident, [one for one in violations if not one.is_withdrawn], standing),
    }


@dataclass(frozen=True)
class Check:
    """One thing an event should have, and whether it has it."""

    met: bool
    label: str
    said: str = ""


def event_checks(incident: Incident, violations: list[Violation], claims: list[CasualtyClaim]) -> list[Check]:
    """What is still missing before the event can be assessed; nothing here blocks."""
    return [
        Check(incident.when.is_known, _("Date, as far as known"), incident.when_text),
        Check(bool(incident.where or incident.latitude is not None), _("Place"), ""),
        Check(bool(violations or incident.narrative), _("A violation or an account")),
        Check(incident.source_id is not None, _("Source of the report")),
        Check(bool(claims), _("Casualty claims"), "" if claims else _("Zero is a claim too")),
        Check(
            bool(incident.adopted_rationale), _("Adopted range"), "" if claims else _("After the first claim")
        ),
    ]


def linkable_incidents(incident: Incident, user: Any) -> CaseRecordQuerySet:
    """Other incidents this person may see, to be linked to."""
    return visible_incidents(user).standing().exclude(pk=incident.pk).order_by("-when_earliest", "-id")


def suggest_types(typed: str) -> list[ViolationType]:
    """Violation types in use whose name or code is like what was typed, in either script."""
    types = list(ViolationType.objects.active().filter(parent__isnull=False).select_related("parent"))
    typed = typed.strip()
    if not typed:
        return types[:MOST_SUGGESTIONS]
    by_code = [one for one in types if one.code.casefold().startswith(typed.casefold())]
    matches = ranked(typed, types, names=lambda one: [one.name_en, one.name_ar], limit=MOST_SUGGESTIONS)
    by_name = [match.item for match in matches if match.item not in by_code]
    return (by_code + by_name)[:MOST_SUGGESTIONS]


def suggest_incidents(typed: str, user: Any) -> CaseRecordQuerySet:
    """Standing events this person may see, by words of the title or the code of the case."""
    rows = visible_incidents(user).standing().order_by("-when_earliest", "-id")
    for word in typed.split()[:MOST_WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(case__reference__icontains=word))
    return rows[:MOST_SUGGESTIONS]
