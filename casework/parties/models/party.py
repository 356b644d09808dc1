"""Forces, groups and authorities, and who stood above whom when."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.core.constraints import in_order, known, not_own_parent
from casework.core.dates import UncertainDate, parse
from casework.core.named import NamedQuerySet, TwoScripts
from casework.core.records import Record, Withdrawable, WithdrawableQuerySet

from ..choices import ClaimStatus, LinkRelation, PartyKind


class PartyQuerySet(NamedQuerySet):
    """Reads of the list of parties."""

    def with_path(self) -> Self:
        """Read the parties above along, as far up as a path is shown."""
        return self.select_related("parent__parent__parent__parent")


class Party(TwoScripts, Record):
    """A force, group, coalition or authority on the side that may be responsible; never a single person.

    Belongs to no case. Its parent is where it stands today; where it stood on a date is in `CommandLink`,
    because units move between commands.
    """

    name_columns = ("code", "name_en", "name_ar", "short_name", "aliases")

    code = models.CharField(_("code"), max_length=24, unique=True)
    name_en = models.CharField(_("name in English"), max_length=200)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    aliases = models.TextField(_("other names, one per line"), blank=True)
    kind = models.CharField(_("kind"), max_length=40, choices=PartyKind)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("belongs to"),
    )
    description = models.TextField(_("description"), blank=True)
    active_from = models.DateField(_("active from"), null=True, blank=True)
    active_to = models.DateField(_("active to"), null=True, blank=True)
    is_active = models.BooleanField(_("may be chosen"), default=True)
    source = models.CharField(_("where this is known from"), max_length=500, blank=True)
    search_text = models.TextField(editable=False, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["code"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.CheckConstraint(condition=~Q(code=""), name="party_code_given"),
            known("kind", PartyKind, "party_kind_known"),
            not_own_parent("party_not_own_parent"),
            in_order("active_from", "active_to", "party_active_period"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of this party."""
        return reverse("parties:detail", args=[self.uid])

    def clean(self) -> None:
        """Dates in order, and no party above itself."""
        super().clean()
        if self.active_from and self.active_to and self.active_from > self.active_to:
            raise ValidationError({"active_to": _("The end is before the start.")})
        if self.lies_in_itself():
            raise ValidationError({"parent": _("A party cannot stand above itself.")})

    @property
    def short(self) -> str:
        """Short name for narrow columns, or the full one; short names are in Latin letters."""
        return self.name if self.name == self.name_ar else self.short_name or self.name

    @property
    def path(self) -> str:
        """What the party belongs to, the nearest first: tells apart two units of the same name."""
        return " · ".join(party.short for party in self.above())


class CommandLink(Record, Withdrawable):
    """One party stood above another during a period: a claim with dates, a source and a standing.

    Both ends of the period may be uncertain, so each keeps its words and its earliest and latest day:
    the link is certain between the latest start and the earliest end, possible around that.
    """

    parent = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="links_down", verbose_name=_("the party above")
    )
    child = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="links_up", verbose_name=_("the party below")
    )
    relation = models.CharField(
        _("relation"), max_length=20, choices=LinkRelation, default=LinkRelation.COMMANDS
    )
    start_text = models.CharField(_("from"), max_length=200, blank=True)
    start_earliest = models.DateField(null=True, blank=True, editable=False)
    start_latest = models.DateField(null=True, blank=True, editable=False)
    end_text = models.CharField(_("until"), max_length=200, blank=True)
    end_earliest = models.DateField(null=True, blank=True, editable=False)
    end_latest = models.DateField(null=True, blank=True, editable=False)
    claim_status = models.CharField(
        _("standing of this claim"), max_length=20, choices=ClaimStatus, default=ClaimStatus.NEEDS_WORK
    )
    source = models.CharField(_("where this is known from"), max_length=500, blank=True)
    note = models.TextField(_("note"), blank=True)

    objects = WithdrawableQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["start_earliest", "id"]
        verbose_name = _("command link")
        verbose_name_plural = _("command links")
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("child")), name="commandlink_two_parties"),
            known("relation", LinkRelation, "commandlink_relation_known"),
            known("claim_status", ClaimStatus, "commandlink_status_known"),
            in_order("start_earliest", "end_latest", "commandlink_period"),
        ]

    def __str__(self) -> str:
        return f"{self.parent} > {self.child}"

    def get_absolute_url(self) -> str:
        """The page of the party below, where its place in the hierarchy is shown."""
        return self.child.get_absolute_url()

    def clean(self) -> None:
        """Two different parties, and an end that is not before the start."""
        super().clean()
        if self.parent_id and self.parent_id == self.child_id:
            raise ValidationError({"parent": _("A party cannot stand above itself.")})
        if self.start_earliest and self.end_latest and self.start_earliest > self.end_latest:
            raise ValidationError({"end_text": _("The end is before the start.")})

    @property
    def starts(self) -> UncertainDate:
        """When it began, as understood from the words."""
        return parse(self.start_text) if self.start_text else UncertainDate()

    @starts.setter
    def starts(self, value: UncertainDate | None) -> None:
        value = value or UncertainDate()
        self.start_text, self.start_earliest, self.start_latest = value.text, value.earliest, value.latest

    @property
    def ends(self) -> UncertainDate:
        """When it ended, as understood from the words."""
        return parse(self.end_text) if self.end_text else UncertainDate()

    @ends.setter
    def ends(self, value: UncertainDate | None) -> None:
        value = value or UncertainDate()
        self.end_text, self.end_earliest, self.end_latest = value.text, value.earliest, value.latest
