"""Writing down what may happen to people, and what is done against it."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.access import may
from casework.cases.models import Case
from casework.core import clock
from casework.core.actions import action
from casework.core.storing import fill, store, withdraw

from ..models import Person, RiskAssessment
from ..rules import may_change_person, may_change_risk

RISK_FIELDS = (
    "threat", "likelihood", "severity", "mitigation", "safe_contact", "do_not_contact", "referrals",
    "review_on",
)  # fmt: skip


@action
def assess_risk(
    *,
    actor: User,
    case: Case,
    threat: str,
    likelihood: str,
    severity: str,
    mitigation: str,
    person: Person | None = None,
    reason: str = "",
    **facts: Any,
) -> RiskAssessment:
    """Assess the risk to the people of a case, or to one person; the newest assessment counts.

    Args:
        person: None for the case as a whole.
        facts: the other columns of RISK_FIELDS.
    """
    may(actor, "case.work", case).require()
    if person is not None:
        may_change_person(actor, person).require()
        if person.case_id != case.pk:
            raise ValidationError({"person": _("Choose a person of this case.")})
    risk = RiskAssessment(case=case, person=person)
    named = {"threat": threat, "likelihood": likelihood, "severity": severity, "mitigation": mitigation}
    return _store(risk, named | facts)


@action
def change_risk(*, actor: User, risk: RiskAssessment, reason: str = "", **facts: Any) -> RiskAssessment:
    """Correct an assessment. When the situation has changed, a new assessment is made instead."""
    may_change_risk(actor, risk).require()
    return _store(risk, facts)


def _store(risk: RiskAssessment, facts: dict[str, Any]) -> RiskAssessment:
    before: dt.date | None = risk.review_on
    fill(risk, facts, RISK_FIELDS)
    if risk.review_on is not None and risk.review_on != before and risk.review_on <= clock.today():
        raise ValidationError({"review_on": _("The date for another look lies in the future.")})
    return store(risk)


@action
def withdraw_risk(*, actor: User, risk: RiskAssessment, reason: str) -> RiskAssessment:
    """Mark an assessment as entered by mistake."""
    may_change_risk(actor, risk).require()
    return withdraw(risk, reason)
