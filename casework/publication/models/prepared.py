"""The public text before it is public: a separate text, its checklist, and which evidence it shows."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.constraints import known, known_or_empty
from casework.core.records import Withdrawable
from casework.core.references import ReferenceField
from casework.evidence.choices import Stance
from casework.evidence.models import EvidenceItem
from casework.incidents.models.incident import WithinQuerySet
from casework.incidents.models.ranges import people_count, range_constraint
from casework.investigations.models import Finding
from casework.people.models import Person
from casework.places.choices import PlacePrecision

from ..choices import VERSION_MARKS, Redaction, RedactionAnswer, Showing, VersionState, WithdrawalReason

FINDING_PREFIX = "F"


class PublicVersionQuerySet(CaseRecordQuerySet):
    """Public texts by where they stand."""

    def current(self) -> Self:
        """The text that is being prepared or waits for its second supervisor."""
        return self.standing().filter(state__in=(VersionState.DRAFT, VersionState.PROPOSED))

    def with_successor(self) -> Self:
        """Each with `replaced_by`: the number of the next public text, while both are public."""
        later = self.model._base_manager.filter(
            case=OuterRef("case"), state=VersionState.PUBLISHED, number__gt=OuterRef("number")
        )
        number = Subquery(later.order_by("number").values("number")[:1])
        return self.annotate(replaced_by=Case(When(state=VersionState.PUBLISHED, then=number)))


class PublicVersion(CaseRecord, Withdrawable):
    """One version of what the public is told about a case, in English and Arabic.

    It is written for the public and holds nothing that was not typed or chosen for it: the public pages never
    read a case. One supervisor proposes it with a finished checklist, a second one publishes it.
    """

    finding = models.ForeignKey(
        Finding, models.PROTECT, related_name="public_versions", verbose_name=_("finding"), editable=False
    )
    reference = ReferenceField(unique=False, verbose_name=_("public reference"))
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    title_en = models.CharField(_("title, English"), max_length=200)
    title_ar = models.CharField(_("title, Arabic"), max_length=200, blank=True)
    short_en = models.TextField(_("in short, English"), max_length=4000)
    short_ar = models.TextField(_("in short, Arabic"), blank=True, max_length=4000)
    account_en = models.TextField(_("what happened, English"), max_length=40000)
    account_ar = models.TextField(_("what happened, Arabic"), blank=True, max_length=40000)
    reasons_en = models.TextField(_("how we know, English"), max_length=40000)
    reasons_ar = models.TextField(_("how we know, Arabic"), blank=True, max_length=40000)
    when_en = models.CharField(_("when, English"), max_length=200)
    when_ar = models.CharField(_("when, Arabic"), max_length=200, blank=True)
    when_earliest = models.DateField(_("earliest day"), null=True, blank=True)
    when_latest = models.DateField(_("latest day"), null=True, blank=True)
    place_en = models.CharField(_("where, English"), max_length=200)
    place_ar = models.CharField(_("where, Arabic"), max_length=200, blank=True)
    place_precision = models.CharField(
        _("shown as exactly as"),
        max_length=20,
        choices=PlacePrecision,
        default=PlacePrecision.NEIGHBOURHOOD,
        help_text=_("Never finer than a neighbourhood."),
    )
    weapon_en = models.CharField(_("weapon or method, English"), max_length=200, blank=True)
    weapon_ar = models.CharField(_("weapon or method, Arabic"), max_length=200, blank=True)
    killed_min = people_count(_("killed, at least"))
    killed_max = people_count(_("killed, at most"))
    injured_min = people_count(_("injured, at least"))
    injured_max = people_count(_("injured, at most"))
    range_reason_en = models.TextField(_("how the range was reached, English"), blank=True, max_length=4000)
    range_reason_ar = models.TextField(_("how the range was reached, Arabic"), blank=True, max_length=4000)
    correction_en = models.TextField(
        _("what changed since the last version, English"), blank=True, max_length=4000
    )
    correction_ar = models.TextField(
        _("what changed since the last version, Arabic"), blank=True, max_length=4000
    )
    state = models.CharField(
        _("state"), max_length=10, choices=VersionState, default=VersionState.DRAFT, editable=False
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("written by"),
        editable=False,
    )
    proposer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("proposed by"),
        editable=False,
    )
    proposed_at = models.DateTimeField(_("proposed"), null=True, blank=True, editable=False)
    publisher = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
        editable=False,
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    comment = models.TextField(
        _("comment of the second supervisor"), blank=True, max_length=4000, editable=False
    )
    words = models.JSONField(
        _("words that go out with it"),
        default=dict,
        blank=True,
        editable=False,
        help_text=_("For each record of the case: whether it goes out, and in which words."),
    )
    kept_hits = models.JSONField(
        _("what the automatic search found and is kept, with the reason"), default=dict, editable=False
    )
    text_changed_at = models.DateTimeField(_("text last changed"), null=True, editable=False)
    open_hits = models.PositiveIntegerField(
        _("findings of the automatic search that nobody answered"), default=0, editable=False
    )
    withdrawal_reason = models.CharField(
        _("why no longer public"), max_length=10, choices=WithdrawalReason, blank=True, editable=False
    )

    objects = PublicVersionQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("public text")
        verbose_name_plural = _("public texts")
        ordering = ("-number", "-id")
        constraints = [
            known("state", VersionState, "publicversion_state_known"),
            known("place_precision", PlacePrecision, "publicversion_precision_known"),
            known_or_empty("withdrawal_reason", WithdrawalReason, "publicversion_reason_known"),
            models.CheckConstraint(
                condition=~Q(place_precision__in=("exact", "within_100m", "street")),
                name="publicversion_place_coarse",
                violation_error_message=_("A public place is never finer than a neighbourhood."),
            ),
            range_constraint("killed", "publicversion_killed_range"),
            range_constraint("injured", "publicversion_injured_range"),
            models.UniqueConstraint(fields=("case", "number"), name="publicversion_number_once"),
            models.UniqueConstraint(
                fields=("case",),
                condition=Q(withdrawn_at=None, state__in=(VersionState.DRAFT, VersionState.PROPOSED)),
                name="publicversion_one_in_work",
                violation_error_message=_("A public text is being prepared already."),
            ),
            models.CheckConstraint(
                condition=Q(publisher=None) | ~Q(publisher=F("proposer")),
                name="publicversion_two_supervisors",
                violation_error_message=_("A second supervisor publishes."),
            ),
            models.CheckConstraint(
                condition=~Q(state=VersionState.PUBLISHED)
                | Q(proposer__isnull=False, publisher__isnull=False, published_at__isnull=False),
                name="publicversion_published_by_two",
            ),
            models.CheckConstraint(
                condition=Q(when_earliest__isnull=True)
                | Q(when_latest__isnull=True)
                | Q(when_earliest__lte=F("when_latest")),
                name="publicversion_when_order",
            ),
        ]
        indexes = [models.Index(fields=("case", "state"), name="publicversion_case_state")]

    def __str__(self) -> str:
        return f"{self.reference} / {self.number}"

    def get_absolute_url(self) -> str:
        """Its page inside the case."""
        return reverse("publication:version-detail", args=[self.case.reference, self.uid])

    @property
    def is_draft(self) -> bool:
        """Whether it is being written."""
        return self.state == VersionState.DRAFT

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for its second supervisor."""
        return self.state == VersionState.PROPOSED

    @property
    def is_published(self) -> bool:
        """Whether the public reads it, or read it until a newer version came."""
        return self.state == VersionState.PUBLISHED

    @property
    def symbol(self) -> str:
        """Shape of its state."""
        return VERSION_MARKS[self.state][0]

    @property
    def tone(self) -> str:
        """Colour class of its state; never the only mark."""
        return VERSION_MARKS[self.state][1]

    @property
    def is_locked(self) -> bool:
        """Whether nobody may edit it."""
        return self.state != VersionState.DRAFT or self.is_withdrawn


class RedactionCheck(CaseRecord):
    """One point of the redaction checklist, answered by a person for one public text."""

    version_of = models.ForeignKey(
        PublicVersion, models.PROTECT, related_name="checks", verbose_name=_("public text"), editable=False
    )
    point = models.CharField(_("point"), max_length=20, choices=Redaction)
    answer = models.CharField(_("answer"), max_length=10, choices=RedactionAnswer)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    looked_at = models.DateTimeField(_("looked at"), null=True, blank=True, editable=False)

    objects = CaseRecordQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("point of the redaction checklist")
        verbose_name_plural = _("points of the redaction checklist")
        ordering = ("id",)
        constraints = [
            known("point", Redaction, "redactioncheck_point_known"),
            known("answer", RedactionAnswer, "redactioncheck_answer_known"),
            models.UniqueConstraint(fields=("version_of", "point"), name="redactioncheck_once"),
            models.CheckConstraint(
                condition=~Q(answer=RedactionAnswer.KEPT) | ~Q(note=""),
                name="redactioncheck_kept_has_reason",
                violation_error_message=_("Say why it stays in the text."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_point_display())

    def get_absolute_url(self) -> str:
        return f"{self.version_of.get_absolute_url()}#checklist"


class PublicMention(CaseRecord, Withdrawable):
    """A person who is mentioned or quoted in a public text: nothing is published without their consent."""

    confidentiality_paths = ("person__confidentiality",)
    stands_with = ("version_of", "person")

    version_of = models.ForeignKey(
        PublicVersion, models.PROTECT, related_name="mentions", verbose_name=_("public text"), editable=False
    )
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("person, by code"), editable=False
    )
    quoted = models.BooleanField(_("their words are quoted"), default=False)

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("person in a public text")
        verbose_name_plural = _("people in public texts")
        ordering = ("id",)
        constraints = [
            models.UniqueConstraint(
                fields=("version_of", "person"), condition=Q(withdrawn_at=None), name="publicmention_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)

    def get_absolute_url(self) -> str:
        return f"{self.version_of.get_absolute_url()}#people"


class PublicEvidence(CaseRecord, Withdrawable):
    """One row of the public evidence list: shown under a title made for it, or withheld with the reason.

    A withheld item's digest is published salted, so that nobody who holds the same file can tell; `salt`
    stays inside for ever.
    """

    confidentiality_paths = ("item__confidentiality", "item__source__confidentiality")
    stands_with = ("version_of", "item")

    version_of = models.ForeignKey(
        PublicVersion, models.PROTECT, related_name="evidence", verbose_name=_("public text"), editable=False
    )
    item = models.ForeignKey(
        EvidenceItem, models.PROTECT, related_name="+", verbose_name=_("evidence item"), editable=False
    )
    stance = models.CharField(_("stance"), max_length=12, choices=Stance)
    showing = models.CharField(_("what the public sees"), max_length=10, choices=Showing)
    title_en = models.CharField(_("public title, English"), max_length=300)
    title_ar = models.CharField(_("public title, Arabic"), max_length=300, blank=True)
    note_en = models.TextField(_("what it shows or why it is withheld, English"), blank=True, max_length=2000)
    note_ar = models.TextField(_("what it shows or why it is withheld, Arabic"), blank=True, max_length=2000)
    salt = models.CharField(max_length=64, blank=True, editable=False)

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("row of the public evidence list")
        verbose_name_plural = _("public evidence list")
        ordering = ("id",)
        constraints = [
            known("stance", Stance, "publicevidence_stance_known"),
            known("showing", Showing, "publicevidence_showing_known"),
            models.UniqueConstraint(
                fields=("version_of", "item", "stance"),
                condition=Q(withdrawn_at=None),
                name="publicevidence_once",
            ),
            models.CheckConstraint(
                condition=~Q(showing=Showing.WITHHELD) | ~Q(note_en=""),
                name="publicevidence_withheld_has_reason",
                violation_error_message=_("Say why the item is withheld."),
            ),
        ]

    def __str__(self) -> str:
        return self.title_en

    def get_absolute_url(self) -> str:
        return f"{self.version_of.get_absolute_url()}#evidence"
