"""What a person agreed to, purpose by purpose, and taking it back."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.queries import active_members
from casework.core import clock
from casework.core.actions import action
from casework.core.storing import fill, store, withdraw
from casework.tasks.actions import tell_about
from casework.tasks.choices import NoticeKind

from ..choices import SHARING, ConsentAnswer
from ..models import Consent, Person
from ..rules import may_change_consent, may_change_person, may_revoke_consent

CONSENT_FIELDS = (
    "answer", "recipient", "means", "language", "interpreter", "explained_by", "given_on", "expires_on",
    "guardian", "capacity_note",
)  # fmt: skip


def consent_faults(person: Person, purpose: str, facts: dict[str, Any]) -> dict[str, str]:
    """What a yes asks to be said, field by field; the form asks too: all is said at once."""
    wrong: dict[str, str] = {}
    given_on, expires_on = facts.get("given_on"), facts.get("expires_on")
    if given_on is not None and given_on > clock.today():
        wrong["given_on"] = _("This day lies in the future.")
    if given_on is not None and expires_on is not None and expires_on < given_on:
        wrong["expires_on"] = _("It cannot end before it was given.")
    if facts.get("answer") != ConsentAnswer.YES:
        return wrong
    if "given_on" not in wrong and given_on is None:
        wrong["given_on"] = _("Say on which day the person agreed.")
    if not facts.get("means"):
        wrong["means"] = _("Say how the person agreed.")
    if purpose in SHARING and not (facts.get("recipient") or "").strip():
        wrong["recipient"] = _("Say with whom it may be shared: consent is for somebody, not for anybody.")
    if person.is_child and not facts.get("guardian") and not (facts.get("capacity_note") or "").strip():
        wrong["guardian"] = _("For a child a guardian answers, or the note says how the child understood it.")
    return wrong


@action
def record_consent(
    *, actor: User, person: Person, purpose: str, answer: str, reason: str = "", **facts: Any
) -> Consent:
    """Write down what a person said about one purpose.

    Args:
        facts: columns of CONSENT_FIELDS; `explained_by` is the actor where nothing is said.
    """
    may_change_person(actor, person).require()
    consent = Consent(case=person.case, person=person, purpose=purpose, explained_by=actor)
    return _store(consent, {"answer": answer} | facts)


@action
def change_consent(*, actor: User, consent: Consent, reason: str = "", **facts: Any) -> Consent:
    """Correct an answer, or write down a new one after the person took the former back."""
    may_change_consent(actor, consent).require()
    if consent.revoked_on is not None:
        _answered_anew(consent, facts)
    return _store(consent, facts)


def _answered_anew(consent: Consent, facts: dict[str, Any]) -> None:
    """A yes after a revocation is a new act of the person: later than it, and in the history beside it."""
    given_on: dt.date | None = facts.get("given_on")
    if facts.get("answer") == ConsentAnswer.YES and given_on is not None:
        if given_on < consent.revoked_on:  # type: ignore[operator]
            raise ValidationError({"given_on": _("The person took the consent back after this day.")})
        consent.revoked_on, consent.revoked_reason = None, ""


def _store(consent: Consent, facts: dict[str, Any]) -> Consent:
    fill(consent, facts, CONSENT_FIELDS)
    said = {name: getattr(consent, name) for name in CONSENT_FIELDS}
    if wrong := consent_faults(consent.person, consent.purpose, said):
        raise ValidationError(wrong)
    return store(consent)


@action
def revoke_consent(
    *, actor: User, consent: Consent, said: str, revoked_on: dt.date | None = None, reason: str = ""
) -> Consent:
    """Write down that the person took their consent back: it blocks sharing and publication at once."""
    may_revoke_consent(actor, consent).require()
    day = revoked_on or clock.today()
    if not said.strip():
        raise ValidationError({"said": _("Write down what the person said, or that they gave no reason.")})
    if day > clock.today():
        raise ValidationError({"revoked_on": _("This day lies in the future.")})
    if consent.given_on is not None and day < consent.given_on:
        raise ValidationError({"revoked_on": _("It cannot be taken back before it was given.")})
    consent.revoked_on, consent.revoked_reason = day, said.strip()
    store(consent)
    _tell_members(actor, consent)
    return consent


def _tell_members(actor: User, consent: Consent) -> None:
    """Members who may see the person learn at once what they may no longer share or publish."""
    for member in active_members(consent.case):
        words = consent.person.reference
        tell_about(member.user, NoticeKind.CONSENT_REVOKED, consent, words=words, actor=actor)


@action
def withdraw_consent(*, actor: User, consent: Consent, reason: str) -> Consent:
    """Mark an answer as entered by mistake: as if the person had never been asked."""
    may_change_consent(actor, consent).require()
    return withdraw(consent, reason)
