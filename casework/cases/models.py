"""A case, the people who work in it, and the base of every record inside a case.

Who sees what is product.md §2: a case at `internal` is read by every investigator and supervisor, at
`restricted` by its members and the supervisors, at `highly restricted` by its members alone. A record inside
a case may be higher than its case; a highly restricted record is for members with the flag `cleared`.
Whoever may not see a row must not learn that it exists: everything reads through `visible_to(user)`.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from casework.cases.choices import CloseReason, Confidentiality, MemberRole, Priority, Stage
from casework.cases.scope import CaseInScope, IsMember, LevelAllows
from casework.core import clock
from casework.core.constraints import known, known_or_empty
from casework.core.records import AuditedQuerySet, Record, StaleRecord
from casework.core.references import ReferenceField


def reads_cases(user: Any) -> bool:
    """Whether this person may read any case at all; an admin may not."""
    return bool(user.is_authenticated and user.is_active and user.has_right("case.view"))


class CaseQuerySet(AuditedQuerySet):
    """Cases in the scope of a reader."""

    def visible_to(self, user: Any) -> Self:
        """Return the cases `user` may read now."""
        if not reads_cases(user):
            return self.none()
        mine = IsMember("pk", user=user)
        if user.has_right("cases.view_all"):
            return self.filter(~Q(confidentiality=Confidentiality.HIGHLY_RESTRICTED) | mine)
        if user.has_right("cases.view_internal"):
            return self.filter(Q(confidentiality=Confidentiality.INTERNAL) | mine)
        return self.filter(mine)

    def of_member(self, user: Any) -> Self:
        """Return the cases `user` is a member of now."""
        return self.filter(IsMember("pk", user=user))

    def orphaned(self) -> Self:
        """Return sealed cases with fewer than two keepers, or without a supervisor among them."""
        keepers = CaseMember.objects.keeping().filter(case=OuterRef("pk"))
        another = CaseMember.objects.keeping().filter(case=OuterRef("case")).exclude(pk=OuterRef("pk"))
        two = Exists(keepers.filter(Exists(another)))
        supervisor = Exists(keepers.filter(user__role=Role.SUPERVISOR))
        return self.filter(~(two & supervisor), confidentiality=Confidentiality.HIGHLY_RESTRICTED)

    def open(self) -> Self:
        """Leave out closed cases."""
        return self.exclude(stage=Stage.CLOSED)


class Case(Record):
    """One matter that is documented and taken up the ladder: reported, credible, investigated, public."""

    reference = ReferenceField()
    title = models.CharField(
        _("title"), max_length=200, help_text=_("No names of people. It is seen in lists.")
    )
    summary = models.TextField(_("summary"), blank=True, max_length=20000)
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=20,
        choices=Confidentiality.choices,
        default=Confidentiality.RESTRICTED,
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage.choices, default=Stage.REPORTED, editable=False
    )
    stage_since = models.DateTimeField(_("in this stage since"), editable=False)
    returns_to = models.CharField(
        _("returns to"),
        max_length=20,
        choices=Stage.choices,
        blank=True,
        editable=False,
        help_text=_("The stage a suspended case goes back to."),
    )
    priority = models.CharField(
        _("priority"), max_length=10, choices=Priority.choices, default=Priority.NORMAL
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead"),
    )
    opened_on = models.DateField(_("opened"))
    next_action = models.CharField(_("next action"), max_length=300, blank=True)
    next_action_due = models.DateField(_("due"), null=True, blank=True)
    review_on = models.DateField(
        _("look again on"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("When an insufficient or suspended case is looked at again."),
    )
    missing_information = models.TextField(_("what is missing"), blank=True, editable=False)
    close_reason = models.CharField(
        _("reason for closing"), max_length=20, choices=CloseReason.choices, blank=True, editable=False
    )
    kept_case = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("kept case"),
        help_text=_("The case that a duplicate or merged case lives on in."),
    )
    is_demonstration = models.BooleanField(default=False, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("case")
        verbose_name_plural = _("cases")
        ordering = ("-opened_on", "-id")
        constraints = [
            known("stage", Stage, "case_stage_known"),
            known_or_empty("close_reason", CloseReason, "case_close_reason_known"),
            models.CheckConstraint(
                condition=Q(returns_to="") | Q(returns_to__in=Stage.values), name="case_returns_to_known"
            ),
            models.CheckConstraint(
                condition=~Q(stage=Stage.SUSPENDED)
                | (~Q(returns_to="") & ~Q(returns_to__in=[Stage.SUSPENDED, Stage.CLOSED])),
                name="case_suspended_returns",
            ),
            known("confidentiality", Confidentiality, "case_confidentiality_known"),
            known("priority", Priority, "case_priority_known"),
        ]
        indexes = [
            models.Index(fields=("stage", "-opened_on"), name="case_stage_opened"),
            models.Index(fields=("-opened_on", "-id"), name="case_opened"),
            models.Index(fields=("-updated_at", "-id"), name="case_updated"),
            models.Index(fields=("next_action_due",), name="case_due"),
            models.Index(fields=("title", "-id"), name="case_title"),
            models.Index(fields=("confidentiality", "stage"), name="case_level_stage"),
            models.Index(fields=("stage", "stage_since"), name="case_stage_since"),
            models.Index(fields=("lead", "stage"), name="case_lead_stage"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """Return the address of the case's overview."""
        return reverse("desk:case-overview", args=[self.reference])

    def hold(self) -> None:
        """Let nobody else move the case until this transaction ends: what is asked from now on stays true.

        Raises:
            StaleRecord: somebody moved it since it was read.
        """
        held = Case.objects.select_for_update(no_key=True).filter(pk=self.pk)
        if list(held.values_list("stage", flat=True)) != [self.stage]:
            raise StaleRecord(self)

    @property
    def ledger_scope(self) -> int | None:
        return self.pk

    @property
    def is_open(self) -> bool:
        return self.stage != Stage.CLOSED

    @property
    def standing_stage(self) -> str:
        """Where the case stands on the ladder; a suspension changes nothing about that."""
        return self.returns_to if self.stage == Stage.SUSPENDED else self.stage

    @property
    def is_overdue(self) -> bool:
        """Whether the next action should have happened before today."""
        return bool(self.is_open and self.next_action_due and self.next_action_due < clock.today())

    @property
    def days_in_stage(self) -> int:
        """Whole days since the case entered its stage."""
        return (clock.now() - self.stage_since).days


class CaseMemberQuerySet(AuditedQuerySet):
    """Memberships."""

    def current(self) -> Self:
        """Leave out those that ended."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=clock.today()), left_at__isnull=True)

    def active(self) -> Self:
        """Current members whose account may sign in."""
        ends = Q(user__access_ends_on__isnull=True) | Q(user__access_ends_on__gte=clock.today())
        return self.current().filter(ends, user__is_active=True)

    def keeping(self) -> Self:
        """Members a sealed case can rely on: active, not readers, without an end date."""
        return self.active().filter(ends_on__isnull=True).exclude(role=MemberRole.READER)

    def of(self, user: Any) -> Self:
        """Return the current memberships of `user`."""
        return self.current().filter(user_id=user.pk)

    def visible_to(self, user: Any) -> Self:
        """Return memberships of cases that `user` may read."""
        return self.filter(Exists(Case.objects.visible_to(user).filter(pk=OuterRef("case_id"))))


class CaseMember(Record):
    """A person's part in a case, with its flags, from joining to leaving."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="memberships", verbose_name=_("case"))
    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
    identities = models.BooleanField(_("may see identities"), default=False)
    cleared = models.BooleanField(_("cleared for highly restricted records"), default=False)
    export = models.BooleanField(_("may export"), default=False)
    publish = models.BooleanField(_("may publish"), default=False)
    joined_at = models.DateTimeField(_("joined"), editable=False)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True, editable=False)

    objects = CaseMemberQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("case member")
        verbose_name_plural = _("case members")
        ordering = ("joined_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=("case", "user"), condition=Q(left_at__isnull=True), name="case_member_once"
            ),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(left_at__isnull=True, role=MemberRole.LEAD),
                name="case_member_one_lead",
            ),
            known("role", MemberRole, "case_member_role_known"),
        ]
        indexes = [models.Index(fields=("user", "case"), name="case_member_user_case")]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"

    def get_absolute_url(self) -> str:
        """Return the address of the case's Access tab."""
        return reverse("cases:access", args=[self.case.reference])

    @property
    def is_current(self) -> bool:
        return self.left_at is None and (self.ends_on is None or self.ends_on >= clock.today())


class CaseRecordQuerySet(AuditedQuerySet):
    """Records inside cases, in the scope of a reader."""

    case_path: ClassVar[str] = "case_id"
    """Lookup to the case whose readers see a row; events reach it through the record they are about."""

    def visible_to(self, user: Any) -> Self:
        """Return the rows whose case `user` may read and whose own levels allow it.

        The levels are those of `confidentiality_paths`: the row's own, its source's, its parents'.
        Membership is asked by EXISTS, never by a join: a join would multiply rows and counts.
        """
        if not reads_cases(user):
            return self.none()
        return self.allowed_to(user).filter(CaseInScope(self.case_path, user=user))

    def allowed_to(self, user: Any) -> Self:
        """Return the rows whose own levels allow it: for rows of cases that are in scope already."""
        rows = self
        for path in self.model.confidentiality_paths:  # type: ignore[attr-defined]
            rows = rows.filter(level_allows(user, path, case_path=self.case_path))
        return rows

    def in_case(self, case: Case) -> Self:
        """Return the rows of one case."""
        return self.filter(case=case)

    def standing(self) -> Self:
        """Leave out what was withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


def level_allows(user: Any, path: str, case_path: str) -> Any:
    """Return the condition under which a level at `path` lets `user` read the row.

    Args:
        user: the reader.
        path: a lookup to a confidentiality level; null where there is no such parent.
        case_path: the lookup to the row's case id.
    """
    return LevelAllows(path, case_path, user=user)


class CaseRecord(Record):
    """A record that belongs to one case, one hop away."""

    confidentiality_paths: ClassVar[tuple[str, ...]] = ()
    """Lookups to the levels that also guard a row, besides its case's."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="+", verbose_name=_("case"))

    objects = CaseRecordQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True


class TakeOver(CaseRecord):
    """Two supervisors together open a sealed case that has lost its keepers: one asks, another confirms.

    A sealed case is read by its members alone; when fewer than two are left, or no supervisor is among
    them, it would be lost for ever. Both people and the reason stay in the history of the case.
    """

    proposer = models.ForeignKey(
        User, models.PROTECT, related_name="+", verbose_name=_("asked by"), editable=False
    )
    reason = models.TextField(_("reason"), max_length=2000)
    confirmer = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("confirmed by"),
        editable=False,
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True, editable=False)

    class Meta(CaseRecord.Meta):
        verbose_name = _("take-over")
        verbose_name_plural = _("take-overs")
        ordering = ("-created_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmer=None) | ~Q(confirmer=models.F("proposer")), name="takeover_two_people"
            ),
            models.CheckConstraint(
                condition=Q(confirmer=None, confirmed_at=None)
                | Q(confirmer__isnull=False, confirmed_at__isnull=False),
                name="takeover_confirmed_whole",
            ),
            models.UniqueConstraint(fields=("case",), condition=Q(confirmer=None), name="takeover_one_open"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
