"""Who may change a case and its circle of people, and why not."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from casework.cases.access import may, membership
from casework.cases.choices import Confidentiality, MemberRole, level_rank
from casework.cases.models import Case, CaseMember, TakeOver
from casework.core.verdict import ALLOWED, Verdict, refuse

FLAGS = ("identities", "cleared", "export", "publish")


def keepers_of(case: Case) -> list[CaseMember]:
    """Members a sealed case can rely on; a page that asks for many members hands the list over."""
    known = case.__dict__.get("_keepers_of_page")
    if known is not None:
        return known
    return list(CaseMember.objects.keeping().filter(case=case).select_related("user"))


def may_open_case(actor: Any) -> Verdict:
    """Investigators and supervisors open cases."""
    return ALLOWED if actor.has_right("cases.create") else refuse(_("Your role does not open cases."))


def may_change_case(actor: Any, case: Case) -> Verdict:
    """Those who work on a case describe it; a supervisor may set what comes next."""
    return ALLOWED if may(actor, "case.decide", case) else may(actor, "case.work", case)


def may_manage_members(actor: Any, case: Case) -> Verdict:
    """The lead and supervisors say who takes part."""
    return may(actor, "case.manage_access", case)


def may_join(actor: Any, case: Case) -> Verdict:
    """A supervisor who sees a case may join it; everybody else is added by its lead."""
    if not actor.has_right("cases.view_all"):
        return refuse(_("The lead of the case or a supervisor adds you."))
    if membership(actor, case) is not None:
        return refuse(_("You are a member of this case already."))
    return ALLOWED


def may_change_member(actor: Any, member: CaseMember) -> Verdict:
    """Nobody changes their own part in a case; the lead changes by a hand-over."""
    if not (verdict := may_manage_members(actor, member.case)):
        return verdict
    if member.user_id == actor.pk:
        return refuse(_("You cannot change your own membership. Another person who gives access has to."))
    if not member.is_current:
        return refuse(_("This membership has ended."))
    return ALLOWED


def may_give_flags(actor: Any, case: Case, given: set[str]) -> Verdict:
    """Nobody gives on what they do not hold; a supervisor may give each of them."""
    own = membership(actor, case)
    if actor.role == Role.SUPERVISOR or all(own is not None and getattr(own, flag) for flag in given):
        return ALLOWED
    return refuse(_("You can only give what you hold yourself. A supervisor can give the rest."))


def may_end_membership(actor: Any, member: CaseMember) -> Verdict:
    """One may leave, or be taken out; a lead hands over first, a sealed case keeps its keepers."""
    if not member.is_current:
        return refuse(_("This membership has ended."))
    if member.user_id != actor.pk and not (verdict := may_manage_members(actor, member.case)):
        return verdict
    if member.role == MemberRole.LEAD:
        return refuse(_("The lead hands the case over before leaving."))
    return stays_kept(member.case, leaving=member)


def may_hand_over(actor: Any, case: Case) -> Verdict:
    """The lead passes the case on, or a supervisor gives it to somebody."""
    return may(actor, "case.manage_access", case)


def may_set_level(actor: Any, case: Case, level: str) -> Verdict:
    """Any member raises the level; a supervisor lowers it."""
    if level == case.confidentiality:
        return refuse(_("The case has this level already."))
    if level_rank(level) < level_rank(case.confidentiality):
        return may(actor, "case.lower_level", case)
    if not may(actor, "case.lower_level", case) and not (verdict := may(actor, "case.work", case)):
        return verdict
    return can_be_sealed(case) if level == Confidentiality.HIGHLY_RESTRICTED else ALLOWED


def can_be_sealed(case: Case) -> Verdict:
    """A sealed case is read by its members alone: two must be there to keep it, one of them a supervisor."""
    kept = keepers_of(case)
    if len(kept) < 2:
        return refuse(_("A sealed case needs at least two active members. Add another one first."))
    if not any(member.user.role == Role.SUPERVISOR for member in kept):
        return refuse(_("A sealed case needs a supervisor among its members. Add one first."))
    return ALLOWED


def stays_kept(case: Case, leaving: CaseMember) -> Verdict:
    """Whether a sealed case still has its keepers without this membership."""
    if case.confidentiality != Confidentiality.HIGHLY_RESTRICTED:
        return ALLOWED
    rest = [member for member in keepers_of(case) if member.pk != leaving.pk]
    if len(rest) >= 2 and any(member.user.role == Role.SUPERVISOR for member in rest):
        return ALLOWED
    return refuse(_("A sealed case keeps at least two active members, one of them a supervisor."))


def may_be_member(user: User, role: str) -> Verdict:
    """What the global role of a person allows them to be in a case."""
    if user.role == Role.ADMIN:
        return refuse(_("An administrator sees no case."))
    if user.role == Role.AUDITOR and role != MemberRole.READER:
        return refuse(_("An auditor can only be a reader."))
    return ALLOWED


def may_ask_take_over(actor: Any, case: Case) -> Verdict:
    """A supervisor asks for a sealed case that has lost its keepers."""
    if not actor.has_right("cases.take_over"):
        return refuse(_("Two supervisors together take over a sealed case."))
    if not Case.objects.orphaned().filter(pk=case.pk).exists():
        return refuse(_("This case has its keepers."))
    return ALLOWED


def may_confirm_take_over(actor: Any, take_over: TakeOver) -> Verdict:
    """Another supervisor confirms."""
    if take_over.confirmer_id is not None:
        return refuse(_("This take-over is confirmed."))
    if take_over.proposer_id == actor.pk:
        return refuse(_("You asked for this. Another supervisor has to confirm."))
    return may_ask_take_over(actor, take_over.case)
