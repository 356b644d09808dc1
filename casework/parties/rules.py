"""May this person do this with parties and attributions, now?"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.access import may, may_revise
from casework.core.verdict import ALLOWED, Verdict, refuse
from casework.incidents.models import Violation

from .models import Party


def may_add_party(user: Any) -> Verdict:
    """Add a party or say where one stood: the list is kept by the people who work with it."""
    if user.has_right("parties.edit") or user.has_right("references.manage"):
        return ALLOWED
    return refuse(_("Investigators and supervisors add parties; administrators keep the list in order."))


def may_attribute(user: Any, violation: Violation) -> Verdict:
    """Lay an alleged act at the door of a party."""
    verdict = may(user, "case.work", violation.case)
    if verdict and (violation.is_withdrawn or violation.incident.is_withdrawn):
        return refuse(_("The alleged act is withdrawn: nothing can be added to it."))
    return verdict


def may_change(user: Any, record: Any) -> Verdict:
    """Change an attribution or a position, unless findings that were handed in rest on it."""
    return may_record_position(user, record).and_then(may_revise(record))


def may_record_position(user: Any, record: Any) -> Verdict:
    """Write down what a party says, whenever it says it; what was withdrawn stays as it was."""
    verdict = may(user, "case.work", record.case)
    if verdict and record.is_withdrawn:
        return refuse(_("This record is withdrawn and stays as it was."))
    return verdict


def may_choose_party(party: Party) -> Verdict:
    """Only a party in use may be chosen anew."""
    if party.is_active:
        return ALLOWED
    return refuse(_("This party is no longer in use. Choose another."))
