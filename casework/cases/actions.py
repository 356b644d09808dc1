"""Opening and describing a case, and who takes part in it. Its stage is moved in the ladder room alone."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import Confidentiality, MemberRole, Priority, Stage, level_rank
from casework.cases.models import Case, CaseMember, TakeOver
from casework.cases.queries import open_take_over, possible_leads
from casework.cases.rules import (
    FLAGS,
    may_ask_take_over,
    may_be_member,
    may_change_case,
    may_change_member,
    may_confirm_take_over,
    may_end_membership,
    may_give_flags,
    may_hand_over,
    may_join,
    may_manage_members,
    may_open_case,
    may_set_level,
    stays_kept,
)
from casework.core import clock
from casework.core.actions import action
from casework.core.proof import want_proof
from casework.core.references import assign_reference
from casework.core.verdict import Refused

CASE_FIELDS = ("title", "summary", "priority", "next_action", "next_action_due")
STAMPS = ("created_at", "updated_at")


def case_prefix() -> str:
    """The first letters of case references: a setting of the organisation."""
    return getattr(settings, "CASEWORK_CASE_PREFIX", "MOS")


@action
def open_case(
    *,
    actor: User,
    title: str,
    summary: str = "",
    confidentiality: str = Confidentiality.RESTRICTED,
    priority: str = Priority.NORMAL,
    lead: User | None = None,
    year: int | None = None,
    reason: str = "",
    is_demonstration: bool = False,
) -> Case:
    """Open a case at the first stage, with the one who opens it as a member and, if named, its lead.

    Args:
        year: the year of what happened, part of the reference.
    """
    may_open_case(actor).require()
    if confidentiality == Confidentiality.HIGHLY_RESTRICTED:
        raise ValidationError(
            {"confidentiality": _("Open the case as restricted, add its members, then seal it.")}
        )
    if lead is not None and not possible_leads().filter(pk=lead.pk).exists():
        raise ValidationError({"lead": _("This person cannot lead a case.")})
    case = Case(
        title=title.strip(),
        summary=summary,
        confidentiality=confidentiality,
        stage=Stage.REPORTED,
        stage_since=clock.now(),
        priority=priority,
        lead=lead,
        opened_on=clock.today(),
        is_demonstration=is_demonstration,
    )
    assign_reference(case, case_prefix(), year or clock.today().year)
    case.full_clean(exclude=STAMPS)
    case.save()
    # Cleared: what they write on a child or on sexual violence would otherwise be seen by nobody at all.
    _enrol(case, actor, MemberRole.LEAD if lead == actor else MemberRole.MEMBER, cleared=True)
    if lead is not None and lead != actor:
        _enrol(case, lead, MemberRole.LEAD)
    return case


@action
def change_case(*, actor: User, case: Case, changes: dict[str, Any], reason: str = "") -> Case:
    """Change how a case is described and what comes next."""
    may_change_case(actor, case).require()
    for name in CASE_FIELDS:
        if name in changes:
            setattr(case, name, changes[name])
    case.full_clean(exclude=STAMPS)
    case.save()
    return case


def _enrol(case: Case, user: User, role: str, ends_on: dt.date | None = None, **flags: bool) -> CaseMember:
    for ended in CaseMember.objects.filter(case=case, user=user, left_at__isnull=True):
        if ended.is_current:
            raise ValidationError({"user": _("This person is a member already.")})
        ended.left_at = clock.now()
        ended.save()
    member = CaseMember(case=case, user=user, role=role, ends_on=ends_on, joined_at=clock.now(), **flags)
    _check_member(member)
    member.save()
    case.__dict__.pop("_memberships_read", None)
    return member


def _check_member(member: CaseMember) -> None:
    verdict = may_be_member(member.user, member.role)
    wrong: dict[str, Any] = {} if verdict else {"role": verdict.reason}
    if member.ends_on is not None and member.ends_on < clock.today():
        wrong["ends_on"] = _("The end date lies in the past.")
    if member.role == MemberRole.LEAD and member.ends_on is not None:
        wrong["ends_on"] = _("A lead has no end date.")
    if member.user.role == Role.AUDITOR and member.ends_on is None:
        wrong["ends_on"] = _("An auditor needs an end date.")
    if member.user.role == Role.AUDITOR and (member.identities or member.publish):
        wrong["identities"] = _("An auditor sees no identities and publishes nothing.")
    if wrong:
        raise ValidationError(wrong)
    member.full_clean(exclude=STAMPS)


@action
def add_member(
    *,
    actor: User,
    case: Case,
    user: User,
    role: str = MemberRole.MEMBER,
    ends_on: dt.date | None = None,
    identities: bool = False,
    cleared: bool = False,
    export: bool = False,
    publish: bool = False,
    reason: str = "",
) -> CaseMember:
    """Let a person take part in a case."""
    may_manage_members(actor, case).require()
    if user == actor:
        raise Refused(_("You cannot add yourself. Join the case instead, or ask for it."))
    if role == MemberRole.LEAD:
        raise ValidationError({"role": _("The lead changes by a hand-over.")})
    flags = {"identities": identities, "cleared": cleared, "export": export, "publish": publish}
    may_give_flags(actor, case, {name for name, given in flags.items() if given}).require()
    member = _enrol(case, user, role, ends_on, **flags)
    if any(flags.values()):
        want_proof()
    return member


@action
def join_case(*, actor: User, case: Case, reason: str = "") -> CaseMember:
    """A supervisor takes part in a case they see. Flags are given by somebody else."""
    may_join(actor, case).require()
    return _enrol(case, actor, MemberRole.MEMBER)


@action
def change_member(
    *, actor: User, member: CaseMember, changes: dict[str, Any], reason: str = ""
) -> CaseMember:
    """Change role, flags or end date of a member."""
    may_change_member(actor, member).require()
    if (
        MemberRole.LEAD in (member.role, changes.get("role"))
        and changes.get("role", member.role) != member.role
    ):
        raise ValidationError({"role": _("The lead changes by a hand-over.")})
    given = {name for name in FLAGS if changes.get(name) and not getattr(member, name)}
    may_give_flags(actor, member.case, given).require()
    if changes.get("ends_on") or changes.get("role") == MemberRole.READER:
        stays_kept(member.case, leaving=member).require()
    for name in ("role", "ends_on", *FLAGS):
        if name in changes:
            setattr(member, name, changes[name])
    _check_member(member)
    if given:
        want_proof()
    member.save()
    return member


@action
def end_membership(*, actor: User, member: CaseMember, reason: str = "") -> CaseMember:
    """Leave a case, or take somebody out of it; it acts at their next request."""
    may_end_membership(actor, member).require()
    if member.user_id != actor.pk and not reason.strip():
        raise ValidationError({"reason": _("Say why this person leaves the case.")})
    member.left_at = clock.now()
    member.save()
    member.case.__dict__.pop("_memberships_read", None)
    return member


@action
def hand_over_lead(*, actor: User, case: Case, lead: User, reason: str = "") -> Case:
    """Give the lead of a case to another person; the former lead stays as a member."""
    may_hand_over(actor, case).require()
    if not possible_leads().filter(pk=lead.pk).exists():
        raise ValidationError({"lead": _("This person cannot lead a case.")})
    if case.lead_id == lead.pk:
        raise ValidationError({"lead": _("This person leads the case already.")})
    for former in CaseMember.objects.filter(case=case, left_at__isnull=True, role=MemberRole.LEAD):
        former.role = MemberRole.MEMBER
        former.save()
    member = CaseMember.objects.current().filter(case=case, user=lead).select_related("user", "case").first()
    if member is None:
        if case.confidentiality == Confidentiality.HIGHLY_RESTRICTED and not actor.has_right(
            "cases.view_all"
        ):
            raise ValidationError({"lead": _("Add this person to the sealed case first.")})
        _enrol(case, lead, MemberRole.LEAD)
    else:
        member.role, member.ends_on = MemberRole.LEAD, None
        _check_member(member)
        member.save()
    case.lead = lead
    case.save()
    return case


@action
def set_level(*, actor: User, case: Case, level: str, reason: str = "") -> Case:
    """Raise or lower who may see the case. Lowering needs a supervisor and a reason of some length."""
    if level not in Confidentiality.values:
        raise ValidationError({"level": _("There is no such level.")})
    may_set_level(actor, case, level).require()
    if level_rank(level) < level_rank(case.confidentiality):
        if len(reason.strip()) < 20:
            raise ValidationError({"reason": _("Write the reason, at least 20 characters.")})
        want_proof()
    case.confidentiality = level
    case.save()
    return case


@action
def ask_take_over(*, actor: User, case: Case, reason: str) -> TakeOver:
    """Ask for a sealed case that has lost its keepers."""
    may_ask_take_over(actor, case).require()
    if len(reason.strip()) < 20:
        raise ValidationError({"reason": _("Write the reason, at least 20 characters.")})
    if open_take_over(case) is not None:
        raise Refused(_("A take-over of this case waits for its second supervisor already."))
    want_proof()
    asked = TakeOver(case=case, proposer=actor, reason=reason.strip())
    asked.save()
    return asked


@action
def confirm_take_over(*, actor: User, take_over: TakeOver, reason: str = "") -> TakeOver:
    """Confirm as the second supervisor: both become members of the case."""
    may_confirm_take_over(actor, take_over).require()
    want_proof()
    take_over.confirmer, take_over.confirmed_at = actor, clock.now()
    take_over.save()
    case = take_over.case
    inside = set(CaseMember.objects.current().filter(case=case).values_list("user_id", flat=True))
    for user in (take_over.proposer, actor):
        if user.pk not in inside:
            _enrol(case, user, MemberRole.MEMBER)
    return take_over
