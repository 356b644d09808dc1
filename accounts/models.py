"""Accounts: the person who signs in, the ways in (invitation, password link), a lost second factor.

A user is never deleted: every history row names its author, so a person who leaves is deactivated. All of
these are audited records; secrets (password, tokens) are kept as hashes and the password stays out of the
history. Sessions and authenticators belong to Django and allauth and are not case data.
"""

import datetime
import zoneinfo
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role, rights_of
from casework.core import clock
from casework.core.constraints import known
from casework.core.records import AuditedQuerySet, Record


def life_of_links() -> datetime.timedelta:
    """How long the link of an invitation, or of a new password, works."""
    return datetime.timedelta(hours=settings.CASEWORK_INVITATION_HOURS)


def validate_time_zone(value: str) -> None:
    """Refuse a time zone that this machine does not know: it would break every page of its owner."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(value)s” is not a known time zone."), params={"value": value})


def validate_language(value: str) -> None:
    """Refuse a language the interface does not speak."""
    if value not in dict(settings.LANGUAGES):
        raise ValidationError(_("“%(value)s” is not a language of this site."), params={"value": value})


def site_time_zone() -> str:
    """The zone of those who have not chosen one."""
    return str(settings.TIME_ZONE)


class UserQuerySet(AuditedQuerySet):
    """People; the natural key is the e-mail address without regard to case."""

    def get_by_natural_key(self, email: str) -> "User":
        """The user with this login; Django's backend and commands ask for it."""
        return self.get(email__iexact=email)  # type: ignore[return-value]

    def active(self) -> "UserQuerySet":
        """Those who may sign in today."""
        still = Q(access_ends_on__isnull=True) | Q(access_ends_on__gte=clock.today())
        return self.filter(still, is_active=True)

    def with_role(self, role: str) -> "UserQuerySet":
        """Those of one global role."""
        return self.filter(role=role)


class User(Record, AbstractBaseUser):
    """A person of the organisation, or an auditor from outside with an end date. Never deleted.

    Built without Django's groups and permissions: many-to-many rows have no history of their own, and four
    roles with named rights (accounts.roles) say what is needed in one table that can be read.
    """

    history_excluded = ("password", "last_login")
    unstamped_updates = frozenset({"last_login", "password"})  # a sign-in, and a rehash of the same password

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices, default=Role.INVESTIGATOR)
    is_active = models.BooleanField(_("may sign in"), default=True)
    access_ends_on = models.DateField(
        _("access ends on"), null=True, blank=True, help_text=_("Last day on which this person may sign in.")
    )
    language = models.CharField(_("language"), max_length=10, default="en", validators=[validate_language])
    time_zone = models.CharField(
        _("time zone"), max_length=64, default=site_time_zone, validators=[validate_time_zone]
    )
    shortcuts_on = models.BooleanField(_("keyboard shortcuts"), default=True)
    mail_digest = models.BooleanField(_("daily mail"), default=True)
    session_epoch = models.PositiveIntegerField(
        _("generation of sessions"),
        default=0,
        editable=False,
        help_text=_("Counts up when all sessions are ended."),
    )

    objects = UserQuerySet.as_manager()  # type: ignore[misc]

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta(Record.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name", "email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_ci",
                violation_error_message=_("There is already a person with this e-mail address."),
            ),
            known("role", Role, "accounts_user_role"),
            models.CheckConstraint(condition=~Q(email=""), name="accounts_user_email_given"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        """E-mail addresses are kept in lower case, so that one person has one login."""
        super().clean()
        self.email = self.email.strip().lower()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must prove at each request: a new password, role or epoch ends it."""
        proof = f"{self.password}|{self.role}|{self.session_epoch}"
        return salted_hmac(
            "accounts.models.User.session", proof, secret=secret, algorithm="sha256"
        ).hexdigest()

    def get_full_name(self) -> str:
        """Django and allauth ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """Django and allauth ask for it."""
        return self.name

    @property
    def rights(self) -> frozenset[str]:
        """The named rights of the global role, none for who may not sign in."""
        return rights_of(self.role) if self.may_sign_in else frozenset()

    def has_right(self, name: str) -> bool:
        """Whether the global role carries this right and the person may act at all."""
        return name in self.rights

    @property
    def may_sign_in(self) -> bool:
        """Active, and not past the last day of a time-limited access."""
        return self.is_active and (self.access_ends_on is None or self.access_ends_on >= clock.today())

    @property
    def is_staff(self) -> bool:
        """Django admin's name for: may open /admin/."""
        return self.has_right("admin.site")

    @property
    def is_superuser(self) -> bool:
        """Nobody is above the rules."""
        return False

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Django admin's question; what is registered there holds no case content, so one answer fits all."""
        return self.is_staff

    def has_perms(self, perm_list: Iterable[str], obj: models.Model | None = None) -> bool:
        """As `has_perm`."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """As `has_perm`."""
        return self.is_staff

    def email_user(self, subject: str, message: str, **kwargs: Any) -> None:
        """Mail to this person, as Django's own user has it."""
        AbstractUser.email_user(self, subject, message, **kwargs)  # type: ignore[arg-type]


class TokenRecord(Record):
    """A way in for one person, once, for a short time. Only the hash of its token is kept."""

    token_hash = models.CharField(_("token hash"), max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used at"), null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        abstract = True

    @property
    def is_open(self) -> bool:
        """Not used, not withdrawn, not too late."""
        return self.used_at is None and self.revoked_at is None and self.expires_at > clock.now()

    @property
    def state(self) -> str:
        """One word for lists."""
        if self.used_at:
            return str(_("used"))
        if self.revoked_at:
            return str(_("withdrawn"))
        return str(_("open")) if self.is_open else str(_("expired"))


class Invitation(TokenRecord):
    """The only way to an account: made by an admin for one address and one role, used once and soon."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    language = models.CharField(_("language"), max_length=10, default="en", validators=[validate_language])
    access_ends_on = models.DateField(_("access ends on"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("accepted by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )

    class Meta(TokenRecord.Meta):
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]
        constraints = [
            known("role", Role, "accounts_invitation_role"),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, accepted_by__isnull=True)
                | Q(used_at__isnull=False, accepted_by__isnull=False),
                name="accounts_invitation_used_by",
            ),
        ]

    def __str__(self) -> str:
        return self.email


class PasswordLink(TokenRecord):
    """The way back from a forgotten password where there is no mail: made by an admin, handed over."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="password_links",
    )

    class Meta(TokenRecord.Meta):
        verbose_name = _("password link")
        verbose_name_plural = _("password links")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.user)


class ResetDecision(models.TextChoices):
    """What the second administrator said to a request to take a lost second factor off."""

    WAITING = "waiting", _("Waiting for a second administrator")
    DONE = "done", _("Approved and done")
    REFUSED = "refused", _("Refused")


class FactorReset(Record):
    """A request to take a lost second factor off an account; another admin than the one who asked decides."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="factor_resets",
    )
    why = models.TextField(_("why"), max_length=2000)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Empty when it was done from the server's console."),
    )
    decision = models.CharField(
        _("decision"),
        max_length=10,
        choices=ResetDecision.choices,
        default=ResetDecision.WAITING,
        editable=False,
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True, editable=False)

    class Meta(Record.Meta):
        verbose_name = _("second-factor reset")
        verbose_name_plural = _("second-factor resets")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="accounts_factorreset_why"),
            known("decision", ResetDecision, "accounts_factorreset_decision"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(asked_by__isnull=True)
                | ~Q(decided_by=F("asked_by")),
                name="accounts_factorreset_two_people",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
                name="accounts_factorreset_not_own",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(decision=ResetDecision.WAITING),
                name="accounts_factorreset_one_waiting",
            ),
        ]

    def __str__(self) -> str:
        return str(self.user)
