"""The frozen tables: all that the public pages read. No foreign key leads from here into the office.

Rows are written once, when a second supervisor publishes, and never change. A withdrawal is a row of its own;
it hides the versions up to its number, whose text then answers nobody outside.
"""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from casework.core.constraints import known
from casework.core.records import AppendOnly, AppendOnlyQuerySet

from ..choices import WithdrawalReason


class PublishedQuerySet(AppendOnlyQuerySet):
    """Published versions, as the public may see them."""

    def open(self) -> Self:
        """Leave out versions that a withdrawal hides."""
        hiding = Tombstone.objects.filter(reference=OuterRef("reference"))
        return self.filter(~Exists(hiding.filter(last_number__gte=OuterRef("number"))))

    def newest(self) -> Self:
        """The newest version of each finding that nothing hides."""
        newer = PublishedVersion.objects.filter(reference=OuterRef("reference"))
        return self.open().filter(~Exists(newer.filter(number__gt=OuterRef("number"))))


class PublishedVersion(AppendOnly):
    """One version of one finding as the public reads it, frozen, with the digest of exactly these bytes.

    `content` holds every word of the page in English and Arabic, as canonical JSON; the columns beside it are
    copies for filters and lists.
    """

    leaf = True

    reference = models.CharField(_("public reference"), max_length=24, editable=False)
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    title_en = models.CharField(max_length=200, editable=False)
    title_ar = models.CharField(max_length=200, blank=True, editable=False)
    place_en = models.CharField(max_length=200, editable=False)
    place_ar = models.CharField(max_length=200, blank=True, editable=False)
    when_earliest = models.DateField(null=True, editable=False)
    when_latest = models.DateField(null=True, editable=False)
    killed_min = models.PositiveIntegerField(null=True, editable=False)
    killed_max = models.PositiveIntegerField(null=True, editable=False)
    is_disputed = models.BooleanField(default=False, editable=False)
    search_text = models.TextField(editable=False)
    content = models.TextField(editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, editable=False)

    objects = PublishedQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("published version")
        verbose_name_plural = _("published versions")
        ordering = ("-when_latest", "-id")
        constraints = [
            models.UniqueConstraint(fields=("reference", "number"), name="publishedversion_once"),
        ]
        indexes = [models.Index(fields=("-when_latest", "-id"), name="publishedversion_newest")]

    def __str__(self) -> str:
        return f"{self.reference} / {self.number}"

    @property
    def ledger_scope(self) -> int | None:
        """What is public belongs to no case."""
        return None


class PublishedAllegation(AppendOnly):
    """One incident alleged against one party, as published: what the public list filters and counts by."""

    leaf = True

    reference = models.CharField(_("public reference"), max_length=24, editable=False)
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    party_code = models.CharField(max_length=40, editable=False)
    party_en = models.CharField(max_length=200, editable=False)
    party_ar = models.CharField(max_length=200, blank=True, editable=False)
    group_code = models.CharField(max_length=40, editable=False)
    group_en = models.CharField(max_length=200, editable=False)
    group_ar = models.CharField(max_length=200, blank=True, editable=False)
    violation_code = models.CharField(max_length=12, editable=False)
    violation_en = models.CharField(max_length=200, editable=False)
    violation_ar = models.CharField(max_length=200, blank=True, editable=False)
    standard = models.CharField(max_length=24, editable=False)
    investigated = models.BooleanField(default=False, editable=False)
    effectively = models.BooleanField(default=False, editable=False)
    redress = models.BooleanField(default=False, editable=False)

    objects = PublishedQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("published allegation")
        verbose_name_plural = _("published allegations")
        ordering = ("id",)
        indexes = [
            models.Index(fields=("reference", "number"), name="publishedallegation_of"),
            models.Index(fields=("group_code",), name="publishedallegation_group"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.party_en}"

    @property
    def ledger_scope(self) -> int | None:
        """What is public belongs to no case."""
        return None


class Tombstone(AppendOnly):
    """A finding was withdrawn: what remains when its text is gone. Nothing about place, date or people."""

    leaf = True

    reference = models.CharField(_("public reference"), max_length=24, editable=False)
    last_number = models.PositiveSmallIntegerField(_("last version it hides"), editable=False)
    reason = models.CharField(_("reason"), max_length=10, choices=WithdrawalReason, editable=False)
    versions = models.JSONField(
        _("numbers, days and digests of the hidden versions"), default=list, editable=False
    )

    class Meta(AppendOnly.Meta):
        verbose_name = _("notice of withdrawal")
        verbose_name_plural = _("notices of withdrawal")
        ordering = ("-at", "-id")
        constraints = [
            known("reason", WithdrawalReason, "tombstone_reason_known"),
            models.UniqueConstraint(fields=("reference", "last_number"), name="tombstone_once"),
            models.CheckConstraint(condition=~Q(reference=""), name="tombstone_names_finding"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def ledger_scope(self) -> int | None:
        """What is public belongs to no case."""
        return None


class PublishedFigures(AppendOnly):
    """The recommendation, counted on one day and released by a supervisor: totals by party only."""

    leaf = True

    figures = models.JSONField(default=dict, editable=False)

    class Meta(AppendOnly.Meta):
        verbose_name = _("published figures")
        verbose_name_plural = _("published figures")
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return str(self.at)

    @property
    def ledger_scope(self) -> int | None:
        """What is public belongs to no case."""
        return None
