"""Writing findings and their conclusions; handing them over, returning, approving, reopening them.

The stage of the case is moved by the ladder alone, which calls the last four of these.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.models import Case
from casework.cases.queries import active_members
from casework.core import clock
from casework.core.actions import action
from casework.core.records import StaleRecord
from casework.core.seen import require_seen
from casework.core.verdict import Refused
from casework.incidents.models import LegalCharacterisation, Violation
from casework.parties.models import Attribution
from casework.tasks.actions import tell_about
from casework.tasks.choices import NoticeKind

from ..choices import Families, FindingState
from ..models import AttributionConclusion, Conclusion, Finding, InvestigationCitation
from ..queries import finding_mark
from ..rules import (
    PROPOSABLE,
    may_approve_finding,
    may_change_finding,
    may_conclude,
    may_reopen_finding,
    may_return_finding,
    may_review_finding,
    may_submit_finding,
    may_unlock_finding,
    may_withdraw_conclusion,
    may_write_finding,
)

STAMPED = ("created_at", "updated_at")
WRITABLE = ("text", "custody_note", "families", "families_note")


def faults_of_finding(facts: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the words of findings, field by field; the form asks too."""
    wrong: dict[str, str] = {}
    if not (facts.get("text") or "").strip():
        wrong["text"] = _("Write what this organisation finds.")
    told = facts.get("families")
    if told in (Families.PARTLY, Families.NOT_INFORMED) and not (facts.get("families_note") or "").strip():
        wrong["families_note"] = _("Say why they were not informed, or why only some of them.")
    return wrong


@action
def write_finding(
    *,
    actor: User,
    case: Case,
    text: str,
    custody_note: str = "",
    families: str = "",
    families_note: str = "",
    reason: str = "",
) -> Finding:
    """Begin the findings of a case: a draft, with the next number of the case.

    Raises:
        Refused: not a working member, or the case has findings already.
        ValidationError: something is missing, field by field.
    """
    may_write_finding(actor, case).require()
    finding = Finding(case=case, number=_next_number(case), author=actor)
    return _put(
        finding,
        {"text": text, "custody_note": custody_note, "families": families, "families_note": families_note},
    )


@action
def change_finding(*, actor: User, finding: Finding, changes: dict[str, Any], reason: str = "") -> Finding:
    """Put other words into a draft. Whoever does so is its author from now on, and cannot approve it.

    Raises:
        StaleRecord: somebody else changed it since it was read.
    """
    may_change_finding(actor, finding).require()
    finding.author = actor
    return _put(finding, {name: changes.get(name, getattr(finding, name)) for name in WRITABLE})


def _next_number(case: Case) -> int:
    return (Finding.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0) + 1


def _put(finding: Finding, facts: dict[str, Any]) -> Finding:
    for name, value in facts.items():
        setattr(finding, name, value.strip())
    if wrong := faults_of_finding(facts):
        raise ValidationError(wrong)
    finding.full_clean(exclude=STAMPED)
    finding.save()
    return finding


def _draft_of(actor: User, finding: Finding) -> Finding:
    """The findings as they are stored now: a hand-over in between must not be written past."""
    stored = Finding.objects.select_for_update(of=("self",)).select_related("case").get(pk=finding.pk)
    may_change_finding(actor, stored).require()
    stored.author = actor
    stored.save()
    return stored


@action
def conclude(
    *,
    actor: User,
    finding: Finding,
    violation: Violation,
    text: str,
    standard: str,
    characterisation: LegalCharacterisation | None = None,
    confidences: Mapping[Attribution, str] | None = None,
    notes: Mapping[Attribution, str] | None = None,
    version: int | None = None,
    reason: str = "",
) -> Conclusion:
    """Say what is concluded about one alleged violation, and how sure it is of each party.

    A conclusion drawn before for the same violation is changed; a party that is left out keeps what was
    said of it.

    Args:
        version: the version of the conclusion that was read, 0 for none; None overwrites whatever is there.

    Raises:
        Refused: locked, not a working member, or the violation does not stand.
        ValidationError: something is missing, field by field.
        StaleRecord: a colleague concluded on it in between.
    """
    may_conclude(actor, finding, violation).require()
    finding = _draft_of(actor, finding)
    _check_conclusion(actor, violation, text, standard, characterisation)
    drawn = Conclusion.objects.filter(finding=finding, violation=violation, withdrawn_at__isnull=True)
    conclusion = drawn.first() or Conclusion(case=finding.case, finding=finding, violation=violation)
    if version == 0 and conclusion.version:
        raise ValidationError(_("A colleague has just concluded on this violation. Look at that first."))
    if version is not None and version != conclusion.version:
        raise StaleRecord(conclusion)
    conclusion.text, conclusion.standard = text.strip(), standard
    conclusion.characterisation = characterisation
    conclusion.full_clean(exclude=STAMPED)
    conclusion.save()
    for attribution, confidence in (confidences or {}).items():
        _rate_party(actor, conclusion, attribution, confidence, (notes or {}).get(attribution, ""))
    return conclusion


def _check_conclusion(
    actor: User, violation: Violation, text: str, standard: str, characterisation: Any
) -> None:
    wrong: dict[str, str] = {}
    if not Violation.objects.visible_to(actor).filter(pk=violation.pk).exists():
        raise Refused(_("There is no such alleged violation."))
    if not text.strip():
        wrong["text"] = _("Write what is concluded.")
    if standard not in PROPOSABLE:
        wrong["standard"] = _("Choose a standard. Beyond reasonable doubt is for criminal courts only.")
    if characterisation is not None and (
        characterisation.violation_id != violation.pk or characterisation.is_withdrawn
    ):
        wrong["characterisation"] = _("Choose a legal characterisation of this violation.")
    if wrong:
        raise ValidationError(wrong)


def _rate_party(
    actor: User, conclusion: Conclusion, attribution: Attribution, confidence: str, note: str
) -> None:
    seen = Attribution.objects.visible_to(actor).standing().filter(pk=attribution.pk)
    if attribution.violation_id != conclusion.violation_id or not seen.exists():
        raise ValidationError(_("This party is not linked to the alleged violation."))
    if confidence not in PROPOSABLE:
        raise ValidationError(
            {f"party-{attribution.uid}": _("Choose how sure the findings are of this party.")}
        )
    standing = AttributionConclusion.objects.filter(withdrawn_at__isnull=True)
    said = standing.filter(conclusion=conclusion, attribution=attribution).first() or AttributionConclusion(
        case=conclusion.case, conclusion=conclusion, attribution=attribution
    )
    said.confidence, said.note = confidence, note.strip()
    said.full_clean(exclude=STAMPED)
    said.save()


@action
def withdraw_conclusion(*, actor: User, conclusion: Conclusion, reason: str) -> Conclusion:
    """Take a conclusion out of a draft; it stays in the history."""
    may_withdraw_conclusion(actor, conclusion).require()
    _draft_of(actor, conclusion.finding)
    conclusion.mark_withdrawn(reason)
    conclusion.save()
    return conclusion


@action
def submit_finding(*, actor: User, finding: Finding, reason: str = "") -> Finding:
    """Hand the draft over: from now on it is locked. Called by the ladder with its move."""
    may_submit_finding(actor, finding).require()
    finding.state, finding.submitted_at = FindingState.UNDER_REVIEW, clock.now()
    finding.comment = ""
    finding.save()
    for member in active_members(finding.case):
        if may_review_finding(member.user, finding):
            tell_about(member.user, NoticeKind.DECISION_WANTED, finding, words="decide.finding", actor=actor)
    return finding


@action
def return_finding(*, actor: User, finding: Finding, seen: str, comment: str, reason: str = "") -> Finding:
    """Send it back with what is to be done: it is a draft again. Called by the ladder with its move.

    Args:
        seen: the `finding_mark` of what the actor read, here and for approving.

    Raises:
        Refused: it does not wait, or not for them.
        StaleRecord: the findings are others by now than they read.
    """
    may_return_finding(actor, finding).require()
    require_seen(seen, finding_mark(finding), finding)
    return _send_back(actor, finding, comment)


@action
def unlock_finding(*, actor: User, finding: Finding, reason: str) -> Finding:
    """A case that was closed over findings under review is taken up again, and they are a draft once more.

    Nothing is decided on them, so nobody has to have read them.
    """
    may_unlock_finding(actor, finding).require()
    return _send_back(actor, finding, reason)


def _send_back(actor: User, finding: Finding, comment: str) -> Finding:
    if not comment.strip():
        raise ValidationError({"comment": _("Say what has to be done before it can be approved.")})
    finding.state, finding.comment = FindingState.DRAFT, comment.strip()
    finding.save()
    tell_about(finding.author, NoticeKind.DECISION_MADE, finding, words="returned", actor=actor)
    return finding


@action
def approve_finding(*, actor: User, finding: Finding, seen: str, reason: str = "") -> Finding:
    """Agree: the text is locked for good. Called by the ladder with its move. `seen`: as for returning it."""
    may_approve_finding(actor, finding).require()
    require_seen(seen, finding_mark(finding), finding)
    finding.state, finding.approver, finding.approved_at = FindingState.APPROVED, actor, clock.now()
    finding.save()
    tell_about(finding.author, NoticeKind.DECISION_MADE, finding, words="approved", actor=actor)
    return finding


@action
def reopen_finding(*, actor: User, case: Case, reason: str = "") -> Finding:
    """Set the approved findings aside and begin the next number as a draft with the same words.

    The author stays who wrote them. Everything standing is copied, whoever may see it: the copy is the
    same text under a new number.
    """
    may_reopen_finding(actor, case).require()
    former = Finding.objects.current().select_for_update().get(case=case)
    former.state = FindingState.SUPERSEDED
    former.save()
    facts = {name: getattr(former, name) for name in WRITABLE}
    finding = Finding(case=case, number=_next_number(case), author=former.author, **facts)
    finding.full_clean(exclude=STAMPED)
    finding.save()
    for conclusion in former.conclusions.filter(withdrawn_at__isnull=True):
        _copy_conclusion(conclusion, finding)
    return finding


def _copy_conclusion(former: Conclusion, finding: Finding) -> None:
    copy = Conclusion(
        case=finding.case,
        finding=finding,
        violation=former.violation,
        text=former.text,
        standard=former.standard,
        characterisation=former.characterisation,
    )
    copy.save()
    for said in former.parties.filter(withdrawn_at__isnull=True):
        AttributionConclusion(
            case=finding.case,
            conclusion=copy,
            attribution=said.attribution,
            confidence=said.confidence,
            note=said.note,
        ).save()
    for cited in InvestigationCitation.objects.standing().filter(conclusion=former):
        facts = {name: getattr(cited, name) for name in ("item", "stance", "locator", "note")}
        InvestigationCitation(case=finding.case, conclusion=copy, **facts).save()
