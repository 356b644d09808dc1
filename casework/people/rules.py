"""Who may write down people and sources, and who may move a level of confidentiality."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.access import may
from casework.cases.choices import level_rank
from casework.cases.models import Case
from casework.core.verdict import ALLOWED, Verdict, refuse

from .models import Consent, Person, RiskAssessment, Source


def may_change_person(actor: Any, person: Person) -> Verdict:
    """Whoever works in the case, as long as the record stands."""
    if person.is_withdrawn:
        return refuse(_("This record is withdrawn. It can be read and not changed."))
    return may(actor, "case.work", person.case)


def may_add_published_source(actor: Any) -> Verdict:
    """The list of organisations and outlets is common to the office; readers do not write in it."""
    if actor.has_right("sources.edit"):
        return ALLOWED
    return refuse(_("Your role does not include this."))


def may_change_source(actor: Any, source: Source) -> Verdict:
    """A published source: who keeps the common list. A person: who works in their case."""
    if source.is_withdrawn:
        return refuse(_("This record is withdrawn. It can be read and not changed."))
    if source.case is None:
        return may_add_published_source(actor)
    return may(actor, "case.work", source.case)


def may_set_level(actor: Any, case: Case, before: str, after: str) -> Verdict:
    """Any member raises a level at once; only a supervisor lowers it (product.md §2)."""
    if level_rank(after) < level_rank(before):
        return may(actor, "case.lower_level", case)
    return may(actor, "case.work", case)


def may_change_consent(actor: Any, consent: Consent) -> Verdict:
    """Whoever works in the case, while the answer and the person stand."""
    if consent.is_withdrawn:
        return refuse(_("This answer is withdrawn. Record a new one."))
    return may_change_person(actor, consent.person)


def may_revoke_consent(actor: Any, consent: Consent) -> Verdict:
    """Whoever works or decides in the case, at any stage: a closed case does not bind who gave consent."""
    if consent.is_withdrawn or not consent.agrees:
        return refuse(_("The person has not agreed to this. There is nothing to take back."))
    if consent.revoked_on is not None:
        return refuse(_("The person took this back already."))
    deciding = may(actor, "case.decide", consent.case)
    return deciding or may(actor, "case.work", consent.case)


def may_change_risk(actor: Any, risk: RiskAssessment) -> Verdict:
    """Whoever works in the case, while the assessment stands."""
    if risk.is_withdrawn:
        return refuse(_("This record is withdrawn. It can be read and not changed."))
    return may(actor, "case.work", risk.case)
