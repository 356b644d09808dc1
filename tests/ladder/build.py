"""Cases that are ready for a move, or lack exactly one thing."""

import datetime as dt
from collections.abc import Collection
from typing import Any

from accounts.models import User
from casework.cases.choices import CloseReason, MemberRole, Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.context import audit_context
from casework.evidence.actions import register_evidence
from casework.evidence.choices import VerificationState
from casework.incidents.actions import add_incident, add_violation
from casework.incidents.models import ViolationType
from casework.investigations.choices import AssessmentState
from casework.investigations.models import Assessment
from casework.ladder.actions import record_duplicate_check
from casework.people.actions import add_person_source
from tests.factories import join_case, make_case

REASON = "The reports agree on place and time, and no other explanation fits them."


def ready_case(
    lead: User,
    supervisor: User,
    stage: str = Stage.REPORTED,
    without: Collection[str] = (),
    proposer: Any = None,
) -> Case:
    """A case at `stage` for which every working guard holds, save those named in `without`."""
    case = make_case(lead)
    join_case(case, supervisor, role=MemberRole.REVIEWER)
    named = "material_linked" not in without
    sources = [
        add_person_source(actor=lead, case=case, connection="witness") for _ in range(2 if named else 0)
    ]
    incident = add_incident(actor=lead, case=case, title="Strike", source=sources[0] if sources else None)
    for source in sources:
        item = register_evidence(
            actor=lead, case=case, values={"title": "Account", "kind": "report", "source": source}
        )
        if "verified_item" not in without:
            with audit_context(actor=supervisor):
                item.verification_state, item.verified_by = VerificationState.VERIFIED, supervisor
                item.save()
    if "duplicates_checked" not in without:
        record_duplicate_check(actor=lead, case=case, outcome="none")
    if "violation_named" not in without:
        kind = ViolationType.objects.get(code="ATT-04")
        violation = add_violation(actor=lead, incident=incident, type=kind)
        if "threshold_reached" not in without:
            _assess(case, violation, proposer or lead, supervisor)
    with audit_context(actor=supervisor):
        case.stage, case.stage_since = stage, clock.now()
        case.returns_to = Stage.ASSESSMENT if stage == Stage.SUSPENDED else ""
        if "lead_assigned" in without:
            case.lead = None
        case.save()
    return Case.objects.select_related("lead").get(pk=case.pk)


def _assess(case: Case, violation: Any, proposer: User, decider: User) -> None:
    with audit_context(actor=proposer):
        assessment = Assessment(
            case=case,
            violation=violation,
            standard="reasonable_suspicion",
            rationale=REASON,
            proposer=proposer,
        )
        assessment.save()
    with audit_context(actor=decider):
        assessment.state, assessment.decider, assessment.decided_at = (
            AssessmentState.APPROVED,
            decider,
            clock.now(),
        )
        assessment.save()


def said(key: str) -> dict[str, Any]:
    """What the mover says for a move of the table, complete."""
    words: dict[str, Any] = {"reason": REASON}
    if key == "shelve":
        words |= {"missing": "A second source", "review_on": clock.today() + dt.timedelta(days=30)}
    elif key == "suspend":
        words |= {"review_on": clock.today() + dt.timedelta(days=30)}
    elif key == "close":
        words |= {"close_code": CloseReason.OUTSIDE_MANDATE}
    return words


def posted(key: str) -> dict[str, str]:
    """The same as a browser sends it."""
    return {
        name: str(value.isoformat() if isinstance(value, dt.date) else value)
        for name, value in said(key).items()
    }
