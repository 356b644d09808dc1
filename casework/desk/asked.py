"""What the overview asks the database. Each question is compiled once (casework.core.questions).

The case is in the reader's scope already and stands on every row, so nothing here joins it again.
"""

import uuid
from collections import defaultdict
from typing import Any

from django.apps import apps
from django.db.models import CharField, Count, Q, QuerySet, Value

from casework.audit.rules import readable
from casework.cases.models import Case
from casework.core.questions import Question, one_of
from casework.evidence.choices import VerificationState
from casework.evidence.models import EvidenceItem
from casework.incidents.models import CasualtyClaim, Incident, Violation
from casework.investigations.models import Assessment
from casework.ledger.models import LedgerLeaf
from casework.parties.models import Attribution
from casework.parties.queries import visible_positions
from casework.tasks.models import Task
from casework.tasks.queries import OPEN_FIRST


@Question
def _incidents(reader: Any, case: Any) -> QuerySet:
    rows = Incident.objects.standing().allowed_to(reader).filter(case=case)
    return rows.select_related("place", "source", "adopted_by").order_by("when_earliest", "id")


@Question
def _claims(reader: Any, case: Any) -> QuerySet:
    rows = CasualtyClaim.objects.standing().allowed_to(reader).filter(case=case)
    return rows.select_related("source")


def incidents_of(case: Case, user: Any) -> list[Incident]:
    """The standing incidents of the case with their claims."""
    found = _incidents(user, case=case.pk)
    by_key = {one.pk: one for one in found}
    for one in found:
        one.case, one.shown_claims = case, []
    for claim in _claims(user, case=case.pk) if found else ():
        if claim.incident_id in by_key:
            claim.case, claim.incident = case, by_key[claim.incident_id]
            claim.incident.shown_claims.append(claim)
    return found


@Question
def _violations(reader: Any, case: Any) -> QuerySet:
    rows = Violation.objects.standing().allowed_to(reader).filter(case=case)
    return rows.select_related("type", "place")


def violations_of(case: Case, user: Any, incidents: list[Incident]) -> list[Violation]:
    """The standing acts alleged in these incidents."""
    by_key = {one.pk: one for one in incidents}
    found = [one for one in _violations(user, case=case.pk) if one.incident_id in by_key]
    for one in found:
        one.case, one.incident = case, by_key[one.incident_id]
    return found


@Question
def _attributions(reader: Any, case: Any) -> QuerySet:
    rows = Attribution.objects.standing().allowed_to(reader).filter(case=case)
    return rows.select_related("party__parent__parent").order_by("id")


@Question
def _positions(reader: Any, case: Any) -> QuerySet:
    return visible_positions(reader).filter(case=case)


def attributions_of(case: Case, user: Any, violations: list[Violation]) -> list[Attribution]:
    """The standing attributions of these acts, each with what the party says."""
    by_key = {one.pk: one for one in violations}
    found = [one for one in _attributions(user, case=case.pk) if one.violation_id in by_key]
    said = defaultdict(list)
    for position in _positions(user, case=case.pk) if found else ():
        said[position.attribution_id].append(position)
    for one in found:
        one.case, one.violation, one.shown_positions = case, by_key[one.violation_id], said[one.pk]
    return found


@Question
def _standings(reader: Any, case: Any) -> QuerySet:
    rows = Assessment.objects.in_force().allowed_to(reader).filter(case=case).order_by("pk")
    return rows.values_list("violation_id", "standard")


def standings_of(case: Case, user: Any) -> dict[int, str]:
    """The standard of proof that an approved assessment gave each violation of the case."""
    return dict(_standings(user, case=case.pk))


@Question
def _evidence(reader: Any, case: Any) -> QuerySet:
    verified = Q(verification_state=VerificationState.VERIFIED)
    rows = EvidenceItem.objects.standing().allowed_to(reader).filter(case=case).order_by()
    return rows.values("case_id").annotate(
        items=Count("pk"),
        verified=Count("pk", filter=verified),
        sources=Count("source", filter=verified, distinct=True),
    )


def evidence_counts(case: Case, user: Any) -> dict[str, int]:
    """How many items are held, how many are verified, and whether these come from several named sources."""
    return next(iter(_evidence(user, case=case.pk)), {"items": 0, "verified": 0, "sources": 0})


@Question
def _tasks(reader: Any, case: Any) -> QuerySet:
    rows = Task.objects.visible_to(reader).filter(case=case, ended_at=None)
    return rows.select_related("assignee").order_by(*OPEN_FIRST)[:4]


def tasks_of(case: Case, user: Any) -> list[Task]:
    """The open tasks that are due first."""
    found = _tasks(user, case=case.pk)
    for one in found:
        one.case = case
    return found


@Question
def _leaves(_reader: Any, most: int, case: Any) -> QuerySet:
    return LedgerLeaf.objects.filter(scope=case).select_related("payload")[:most]


def leaves_of(case: Case, user: Any, most: int) -> list[LedgerLeaf]:
    """The newest leaves of the case, whoever may see what they are about."""
    return _leaves(user, most, case=case.pk)


@Question
def _readable(reader: Any, models: tuple[tuple[str, str], ...], uids: list[Any]) -> QuerySet:
    """Which of these records the reader may see: one statement over all their tables."""
    parts = [
        readable(apps.get_model(model), reader)
        .filter(one_of("uid", uids))
        .order_by()
        .values_list(Value(label, output_field=CharField()), "uid")
        for label, model in models
    ]
    return parts[0].union(*parts[1:], all=True)


def seen_of(
    wanted: dict[str, set[uuid.UUID]], models: dict[str, Any], user: Any
) -> set[tuple[str, uuid.UUID]]:
    """Which of the records with these identifiers the reader may see today, by the label of their leaves."""
    shape = tuple(sorted((label, models[label]._meta.label) for label in wanted))
    uids = sorted(set().union(*wanted.values()))
    return set(_readable(user, shape, uids=uids)) if shape else set()
