"""What is done to accounts: each one transaction with a named actor, a version and an event."""

import datetime
from typing import Any, TypeVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts import rules, sessions
from accounts.mail import tell
from accounts.models import (
    FactorReset,
    Invitation,
    PasswordLink,
    ResetDecision,
    TokenRecord,
    User,
    life_of_links,
)
from accounts.roles import Role
from accounts.tokens import hash_of, new_token
from casework.core import clock
from casework.core.actions import action
from casework.core.context import because
from casework.core.storing import store
from casework.core.verdict import Refused
from casework.ledger.actions import record_auth
from casework.ledger.models import AuthEvent

Kind = AuthEvent.Kind
Link = TypeVar("Link", bound=TokenRecord)


class LinkClosed(Exception):
    """The link was used, withdrawn, is too old or never existed; which of these is nobody's business."""


@action
def create_person(
    *, actor: Any, email: str, name: str, role: str, password: str, reason: str = "", **values: Any
) -> User:
    """Make an account with a verified, primary e-mail address (allauth asks for one before a second factor).

    Raises:
        ValidationError: the address is taken or invalid, or the password is too weak.
    """
    rules.may_manage(actor).require()
    user = User(email=email, name=name, role=role, **values)
    validate_password(password, user)
    user.set_password(password)
    store(user)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@action
def invite_person(
    *,
    actor: Any,
    email: str,
    role: str,
    name: str = "",
    language: str = "en",
    access_ends_on: datetime.date | None = None,
    reason: str = "",
) -> tuple[Invitation, str]:
    """Make an invitation for one address and one role; an earlier open one for that address ends.

    Returns:
        The invitation and its token. The token is not kept: it can be shown this once.

    Raises:
        ValidationError: somebody with this address has an account, or the input is not valid.
    """
    rules.may_manage(actor).require()
    token = new_token()
    invitation = Invitation(
        email=email.strip().lower(),
        role=role,
        name=name,
        language=language,
        access_ends_on=access_ends_on,
        token_hash=hash_of(token),
        expires_at=clock.now() + life_of_links(),
    )
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise ValidationError({"email": _("There is already a person with this e-mail address.")})
    invitation.full_clean()
    for earlier in Invitation.objects.filter(email=invitation.email, used_at=None, revoked_at=None):
        _close(earlier)
    invitation.save()
    record_auth(Kind.INVITED, actor=actor, label=invitation.email, detail=role)
    return invitation, token


@action
def withdraw_invitation(invitation: Invitation, *, actor: Any, reason: str = "") -> None:
    """An open invitation stops working."""
    rules.may_withdraw_invitation(actor, invitation).require()
    _close(invitation)


@action
def accept_invitation(*, actor: Any, token: str, name: str, password: str, time_zone: str = "") -> User:
    """Turn an invitation into the account it was made for: its address, its role, once.

    Raises:
        LinkClosed: it is used, withdrawn, too old, unknown, or the address has an account by now.
        ValidationError: the password is too weak or the name is empty.
    """
    invitation = open_link(Invitation, token, lock=True)
    if User.objects.filter(email__iexact=invitation.email).exists():
        raise LinkClosed
    values = {"time_zone": time_zone} if time_zone else {}
    user = create_person(
        actor=actor,
        email=invitation.email,
        name=name,
        role=invitation.role,
        password=password,
        language=invitation.language,
        access_ends_on=invitation.access_ends_on,
        reason=_("Invited by %(name)s") % {"name": invitation.created_by or "—"},
        **values,
    )
    invitation.used_at = clock.now()
    invitation.accepted_by = user
    invitation.save()
    record_auth(Kind.JOINED, user=user, detail=user.role)
    return user


@action
def make_password_link(user: User, *, actor: Any, reason: str = "") -> str:
    """Make a link with which a person sets a new password; an earlier open one ends. Returns its token."""
    rules.may_make_password_link(actor, user).require()
    for earlier in PasswordLink.objects.filter(user=user, used_at=None, revoked_at=None):
        _close(earlier)
    token = new_token()
    PasswordLink(user=user, token_hash=hash_of(token), expires_at=clock.now() + life_of_links()).save()
    record_auth(Kind.RESET_ASKED, actor=actor, user=user, detail="password")
    return token


@action
def use_password_link(*, actor: Any, token: str, password: str) -> User:
    """Set the new password and end every session of the person.

    Raises:
        LinkClosed: the link does not work (any more).
        ValidationError: the password is too weak.
    """
    link = open_link(PasswordLink, token, lock=True)
    user = User.objects.select_for_update().get(pk=link.user_id)
    if not user.may_sign_in:
        raise LinkClosed
    validate_password(password, user)
    user.set_password(password)
    link.used_at = clock.now()
    with because(_("New password set by a link from an administrator")):
        sessions.end_all(user)
        link.save()
    record_auth(Kind.PASSWORD_CHANGED, user=user, detail="link")
    return user


def open_link(model: type[Link], token: str, *, lock: bool = False) -> Link:
    """Return the open link of a token; raises LinkClosed."""
    rows = model.objects.select_for_update() if lock else model.objects.all()
    link = rows.filter(token_hash=hash_of(token)).first()
    if link is None or not link.is_open:
        raise LinkClosed
    return link  # type: ignore[return-value]


def _close(link: TokenRecord) -> None:
    link.revoked_at = clock.now()
    link.save()


@action
def change_person(user: User, *, actor: Any, reason: str = "", **values: Any) -> User:
    """Save what an administrator changed on a person; role and end date have rules and events of their own.

    A new role ends the person's sessions: the session of each request proves the role it began with.
    """
    rules.may_manage(actor).require()
    stored = User.objects.get(pk=user.pk)
    for name, value in values.items():
        setattr(user, name, value)
    if (user.role, user.access_ends_on) != (stored.role, stored.access_ends_on):
        rules.may_change_role(actor, stored).require()
    store(user)
    if user.role != stored.role:
        detail = f"{Role(stored.role).value} -> {Role(user.role).value}"
        record_auth(Kind.ROLE_CHANGED, actor=actor, user=user, detail=detail)
    return user


@action
def change_preferences(user: User, *, actor: Any, reason: str = "", **values: Any) -> User:
    """Save what a person chose for themselves; nothing here touches their access."""
    allowed = {"name", "language", "time_zone", "shortcuts_on", "mail_digest"}
    if actor.pk != user.pk or not set(values) <= allowed:
        raise Refused(_("These settings belong to the person."))
    for name, value in values.items():
        setattr(user, name, value)
    return store(user)


@action
def deactivate_person(user: User, *, actor: Any, reason: str = "") -> None:
    """The person signs in no more; sessions die, records and their authorship stay."""
    rules.may_deactivate(actor, user).require()
    user.is_active = False
    sessions.end_all(user)
    record_auth(Kind.DEACTIVATED, actor=actor, user=user, detail=reason)


@action
def reactivate_person(user: User, *, actor: Any, reason: str = "") -> None:
    """The person may sign in again."""
    rules.may_reactivate(actor, user).require()
    user.is_active = True
    user.save()
    record_auth(Kind.REACTIVATED, actor=actor, user=user, detail=reason)


@action
def end_sessions(user: User, *, actor: Any, reason: str = "") -> None:
    """Every session of the person ends at its next request."""
    rules.may_manage(actor).require()
    sessions.end_all(user)
    record_auth(Kind.SESSIONS_ENDED, actor=actor, user=user, detail=reason)


@action
def ask_factor_reset(user: User, *, actor: Any, reason: str) -> FactorReset:
    """Ask that a person's lost second factor be taken off; another administrator decides."""
    rules.may_ask_reset(actor, user).require()
    reset = store(FactorReset(user=user, why=reason, asked_by=actor))
    record_auth(Kind.RESET_ASKED, actor=actor, user=user, detail="second factor")
    return reset


@action
def approve_factor_reset(reset: FactorReset, *, actor: Any, reason: str = "") -> None:
    """Take the second factor off; the person signs in by password and sets up a new one first."""
    rules.may_decide_reset(actor, reset).require()
    _decide(reset, actor, ResetDecision.DONE)
    _remove_factors(reset.user, actor)


@action
def refuse_factor_reset(reset: FactorReset, *, actor: Any, reason: str = "") -> None:
    """Leave the second factor as it is."""
    rules.may_decide_reset(actor, reset).require()
    _decide(reset, actor, ResetDecision.REFUSED)


@action
def reset_factor_from_console(user: User, *, actor: Any, reason: str) -> FactorReset:
    """The way out where only one administrator exists: the owner of the machine does it, on record."""
    rules.may_reset_from_console().require()
    done = {"decision": ResetDecision.DONE, "decided_at": clock.now()}
    reset = store(FactorReset(user=user, why=reason, **done))
    _remove_factors(user, actor)
    return reset


def _decide(reset: FactorReset, actor: Any, decision: str) -> None:
    reset.decision = decision
    reset.decided_by = actor
    reset.decided_at = clock.now()
    reset.save()


def _remove_factors(user: User, actor: Any) -> None:
    Authenticator.objects.filter(user_id=user.pk).delete()
    sessions.end_all(user)
    record_auth(Kind.RESET_DONE, actor=actor, user=user, detail="second factor")
    tell(user, "accounts/mail/factor_reset.txt")
