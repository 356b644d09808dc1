"""The one place where a case changes its stage: rule, what it does to the records below, stage, trace and
notices in one transaction."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from casework.cases.access import may
from casework.cases.choices import CloseReason, Stage
from casework.cases.models import Case
from casework.core import clock
from casework.core.actions import action
from casework.core.verdict import Refused
from casework.incidents.actions import link_incidents
from casework.incidents.models import Incident, IncidentLink
from casework.ladder.choices import LINKS_OF_OUTCOMES, Demand, DuplicateOutcome
from casework.ladder.effects import Said, carry_out, hold_texts
from casework.ladder.models import DuplicateCheck, StageChange
from casework.ladder.rules import may_move, may_report, needs_single_source_reason, target_of
from casework.ladder.table import BEFORE, BY_KEY, Transition
from casework.publication.choices import WithdrawalReason
from casework.tasks.actions import tell_members
from casework.tasks.choices import NoticeKind


@action
def record_opening(*, actor: Any, case: Case, reason: str = "") -> StageChange:
    """Write the first step of a case: from nothing to reported. The allegation stands in it already.

    Raises:
        Refused: the case was opened before, or something is missing without which nothing is reported.
    """
    if case.stage != Stage.REPORTED or StageChange.objects.filter(case=case).exists():
        raise Refused(_("This case has been opened before."))
    may_report(actor, case).require()
    return _step(case, "", Stage.REPORTED, reason)


@action
def move_case(
    *,
    actor: User,
    case: Case,
    key: str,
    reason: str,
    missing: str = "",
    review_on: dt.date | None = None,
    single_source: str = "",
    close_code: str = "",
    kept_case: Case | None = None,
    withdrawal: str = "",
    seen: str = "",
) -> StageChange:
    """Make the move `key` of the table, if the table, the role and the guards allow it.

    Args:
        seen: for a move that decides on a text, the mark of what the mover read (`mark_to_move`).

    Raises:
        Refused: there is no such move, it does not start here, or a guard does not hold.
        ValidationError: something the mover must say is missing or too short.
        StaleRecord: somebody else moved or changed the case, or the text it decides on, since it was read.
        ProofWanted: what is public changes, and the sign-in is not fresh.
    """
    transition = BY_KEY.get(key)
    if transition is None:
        raise Refused(_("There is no such move."))
    case.hold()
    hold_texts(case)
    may_move(transition, actor, case).require()
    said: dict[str, Any] = {
        Demand.MISSING: missing.strip(),
        Demand.REVIEW_ON: review_on,
        Demand.SINGLE_SOURCE: single_source.strip(),
        Demand.CLOSE_CODE: close_code,
        Demand.KEPT_CASE: kept_case,
        Demand.WITHDRAWAL: withdrawal,
    }
    _check_said(transition, actor, case, reason, said)
    before, after = case.stage, target_of(transition, case)
    carry_out(key, actor=actor, case=case, said=Said(reason, withdrawal, seen))
    _enter(case, after, said)
    if transition.target == BEFORE:
        _take_up_again(case)
    case.save()
    change = _step(case, before, after, reason, **{str(name): value for name, value in said.items()})
    tell_members(
        case,
        NoticeKind.STAGE_MOVED,
        words=after,
        link=case.get_absolute_url(),
        but_not=actor,
    )
    return change


def _enter(case: Case, after: str, said: dict[str, Any]) -> None:
    """Set the stage and what the case itself keeps about it."""
    case.returns_to = case.stage if after == Stage.SUSPENDED else ""
    case.stage, case.stage_since = after, clock.now()
    case.review_on = said[Demand.REVIEW_ON]
    case.close_reason, case.kept_case = said[Demand.CLOSE_CODE], said[Demand.KEPT_CASE]
    if after in (Stage.INSUFFICIENT, Stage.CREDIBLE):
        case.missing_information = said[Demand.MISSING]


def _take_up_again(case: Case) -> None:
    """A suspension is no new start: the case has stood at its stage since it first came there, and is looked
    at again on the day that was set then."""
    steps = StageChange.objects.filter(case=case, to_stage=case.stage).exclude(from_stage=Stage.SUSPENDED)
    if entered := steps.first():
        case.stage_since, case.review_on = entered.at, entered.review_on
        if case.stage == Stage.INSUFFICIENT:
            case.missing_information = entered.missing


def _step(case: Case, before: str, after: str, reason: str, **said: Any) -> StageChange:
    change = StageChange(case=case, from_stage=before, to_stage=after, reason=reason, **said)
    change.full_clean(exclude=("at", "actor", "actor_label", "txn_id"))
    change.save()
    return change


def _check_said(transition: Transition, actor: User, case: Case, reason: str, said: dict[str, Any]) -> None:
    """Raise ValidationError, field by field, for what the mover must say and did not."""
    wrong: dict[str, Any] = {}
    if len(reason.strip()) < transition.reason_length:
        wrong["reason"] = ngettext(
            "Write the reason, at least %(count)d character.",
            "Write the reason, at least %(count)d characters.",
            transition.reason_length,
        ) % {"count": transition.reason_length}
    for demand in transition.demands:
        if problem := _DEMANDS[demand](actor, case, said):
            wrong[str(demand)] = problem
    for name, value in said.items():
        if value and name not in transition.demands:
            wrong[str(name)] = _("This move does not ask for it.")
    if wrong:
        raise ValidationError(wrong)


def _missing(_actor: User, _case: Case, said: dict[str, Any]) -> str:
    return "" if said[Demand.MISSING] else _("List what is missing, so that the case can be looked at again.")


def _review_on(_actor: User, _case: Case, said: dict[str, Any]) -> str:
    day = said[Demand.REVIEW_ON]
    if day is None:
        return _("Give the date for another look.")
    return "" if day > clock.today() else _("The date for another look lies in the future.")


def _single_source(actor: User, case: Case, said: dict[str, Any]) -> str:
    if said[Demand.SINGLE_SOURCE] or not needs_single_source_reason(actor, case):
        return ""
    return _("The verified evidence comes from one source, or from one origin. Say why that is enough.")


def _close_code(_actor: User, _case: Case, said: dict[str, Any]) -> str:
    return "" if said[Demand.CLOSE_CODE] in CloseReason.values else _("Choose one of the reason codes.")


def _kept_case(actor: User, case: Case, said: dict[str, Any]) -> str:
    kept, named = (
        said[Demand.KEPT_CASE],
        said[Demand.CLOSE_CODE] in (CloseReason.DUPLICATE, CloseReason.MERGED),
    )
    if kept is None:
        return _("Name the case that is kept.") if named else ""
    if not named:
        return _("A kept case is named only for a duplicate or a merged case.")
    if kept.pk == case.pk:
        return _("A case cannot be kept in its own place.")
    seen = Case.objects.visible_to(actor).filter(pk=kept.pk).exists()
    return "" if seen else _("There is no such case.")


def _withdrawal(_actor: User, _case: Case, said: dict[str, Any]) -> str:
    known = said[Demand.WITHDRAWAL] in WithdrawalReason.values
    return "" if known else _("Choose the reason the public is told.")


_DEMANDS = {
    Demand.MISSING: _missing,
    Demand.REVIEW_ON: _review_on,
    Demand.SINGLE_SOURCE: _single_source,
    Demand.CLOSE_CODE: _close_code,
    Demand.KEPT_CASE: _kept_case,
    Demand.WITHDRAWAL: _withdrawal,
}


@action
def record_duplicate_check(
    *,
    actor: User,
    case: Case,
    outcome: str,
    considered: int = 0,
    note: str = "",
    event: Incident | None = None,
    other: Incident | None = None,
    reason: str = "",
) -> DuplicateCheck:
    """Keep that somebody searched for other cases about the same event, and what they concluded.

    Args:
        event: the event of this case, where one was found that is or may be the same.
        other: that one, in another case the actor sees; the two are linked.
    """
    may(actor, "case.work", case).require()
    check = DuplicateCheck(case=case, outcome=outcome, considered=considered, note=note)
    if outcome in LINKS_OF_OUTCOMES:
        check.link = _link_found(actor, check, event, other)
    elif other is not None:
        raise ValidationError({"other": _("You named another event, and say that there is none.")})
    check.full_clean(exclude=("at", "actor", "actor_label", "txn_id"))
    check.save()
    return check


def _link_found(
    actor: User, check: DuplicateCheck, event: Incident | None, other: Incident | None
) -> IncidentLink:
    """The link between the two events; one that stands already is taken as it is."""
    if event is None or event.case_id != check.case_id:
        raise ValidationError({"event": _("Choose the event of this case.")})
    if other is None or other.case_id == check.case_id:
        raise ValidationError({"other": _("Choose the event of the other case.")})
    kind = LINKS_OF_OUTCOMES[DuplicateOutcome(check.outcome)]
    known = IncidentLink.objects.visible_to(actor).standing()
    found = known.filter(incident=event, other=other, kind=kind).first()
    return found or link_incidents(actor=actor, incident=event, other=other, kind=kind, note=check.note)
