"""May this person do this, now? One answer for the button and for the action."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.access import may, may_revise
from casework.cases.choices import Confidentiality, level_rank
from casework.cases.models import Case
from casework.core.verdict import ALLOWED, Verdict, refuse

from .models import Incident, LegalProvision, Violation, ViolationType
from .models.law import provision_clash


def may_record(user: Any, case: Case) -> Verdict:
    """Add incidents, violations, claims, characterisations and links to a case."""
    return may(user, "case.work", case)


def may_change(user: Any, record: Any) -> Verdict:
    """Change a record of this room, unless findings that were handed in rest on it."""
    return may_supplement(user, record).and_then(may_revise(record))


def may_supplement(user: Any, record: Any) -> Verdict:
    """Add to a record that stands, or protect it better; what was withdrawn stays as it was."""
    verdict = may(user, "case.work", record.case)
    if verdict and record.is_withdrawn:
        return refuse(_("This record is withdrawn and stays as it was."))
    return verdict


def may_add_to(user: Any, incident: Incident) -> Verdict:
    """Add something to an incident that still stands."""
    verdict = may(user, "case.work", incident.case)
    if verdict and incident.is_withdrawn:
        return refuse(_("The incident is withdrawn: nothing can be added to it."))
    return verdict


def may_choose_type(violation_type: ViolationType) -> Verdict:
    """Any act may be alleged whatever the law of the conflict; only a type out of use may not be chosen."""
    if not violation_type.is_active:
        return refuse(_("This violation type is no longer in use. Choose another."))
    return ALLOWED


def may_apply(provision: LegalProvision | None, incident: Incident) -> Verdict:
    """A provision must exist for the kind of conflict of the incident."""
    if provision is None:
        return ALLOWED
    if not provision.is_active:
        return refuse(_("This provision is no longer in use. Choose another."))
    clash = provision_clash(provision, incident.conflict_type)
    return refuse(clash) if clash else ALLOWED


def level_of(violation_type: ViolationType, asked: str) -> str:
    """Level a violation gets: the one asked for, or the highest where the act demands it."""
    return str(Confidentiality.HIGHLY_RESTRICTED) if violation_type.is_protected else asked


def is_lowered(violation: Violation, level: str) -> bool:
    """Whether a violation would be seen by more people at this level than now."""
    return level_rank(level) < level_rank(violation.confidentiality)


def may_lower_level(user: Any, violation: Violation) -> Verdict:
    """Any member may raise a level; a supervisor lowers it."""
    return may(user, "case.lower_level", violation.case)
