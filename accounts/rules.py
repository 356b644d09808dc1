"""May somebody do this to an account, now? The same answers drive the pages and the actions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import FactorReset, Invitation, ResetDecision, User
from accounts.roles import Role
from casework.core.context import SystemActor
from casework.core.verdict import ALLOWED, Verdict, refuse


def may_manage(actor: Any) -> Verdict:
    """Administrators look after people; the console acts for whoever owns the machine."""
    if isinstance(actor, SystemActor) or actor.has_right("accounts.manage"):
        return ALLOWED
    return refuse(_("Only an administrator looks after accounts."))


def may_withdraw_invitation(actor: Any, invitation: Invitation) -> Verdict:
    """An administrator, as long as it could still be used."""
    if not invitation.is_open:
        return refuse(_("This invitation is not open any more."))
    return may_manage(actor)


def may_change_account(actor: Any, user: User) -> Verdict:
    """Nobody changes their own role, end date or standing: another administrator does."""
    verdict = may_manage(actor)
    if verdict and actor.pk is not None and actor.pk == user.pk:
        return refuse(_("Nobody changes their own access. Ask another administrator."))
    return verdict


def may_take_from_admins(user: User) -> Verdict:
    """One administrator must stay, or nobody could ever be invited or helped again."""
    others = User.objects.active().with_role(Role.ADMIN).exclude(pk=user.pk)
    if user.role == Role.ADMIN and user.may_sign_in and not others.exists():
        return refuse(_("This is the last administrator. Invite another one first."))
    return ALLOWED


def may_change_role(actor: Any, user: User) -> Verdict:
    """Another administrator, and never so that no administrator is left."""
    return may_change_account(actor, user).and_then(may_take_from_admins(user))


def may_deactivate(actor: Any, user: User) -> Verdict:
    """As a change of role; and only who is active."""
    if not user.is_active:
        return refuse(_("This person is deactivated already."))
    return may_change_role(actor, user)


def may_reactivate(actor: Any, user: User) -> Verdict:
    """Another administrator may let somebody in again."""
    if user.is_active:
        return refuse(_("This person may sign in already."))
    return may_change_account(actor, user)


def may_make_password_link(actor: Any, user: User) -> Verdict:
    """For others only, and only where somebody may use it."""
    if not user.may_sign_in:
        return refuse(_("This person may not sign in."))
    if actor.pk is not None and actor.pk == user.pk:
        return refuse(_("Change your own password on your account page."))
    return may_manage(actor)


def may_ask_reset(actor: Any, user: User) -> Verdict:
    """Another administrator asks; a second one decides."""
    if actor.pk is not None and actor.pk == user.pk:
        return refuse(_("Nobody resets their own second factor. Ask another administrator."))
    if FactorReset.objects.filter(user=user, decision=ResetDecision.WAITING).exists():
        return refuse(_("A reset for this person is waiting for a second administrator."))
    return may_manage(actor)


def may_decide_reset(actor: Any, reset: FactorReset) -> Verdict:
    """Neither the one who asked nor the one concerned, and only once."""
    verdict = may_manage(actor)
    if not verdict:
        return verdict
    if reset.decision != ResetDecision.WAITING:
        return refuse(_("This request has been decided."))
    if actor.pk is not None and actor.pk in (reset.asked_by_id, reset.user_id):
        return refuse(_("A second administrator decides, neither who asked nor the person concerned."))
    return ALLOWED


def may_reset_from_console() -> Verdict:
    """Two administrators decide where there are two; the console is for the place with one."""
    if User.objects.active().with_role(Role.ADMIN).count() > 1:
        return refuse(_("There is more than one administrator: one asks on the site, another one approves."))
    return ALLOWED
