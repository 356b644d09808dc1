"""What happened, and what is alleged to be unlawful about it."""

from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.constraints import known
from casework.core.coordinates import latitude_column, longitude_column, on_earth, refuse_half_a_spot
from casework.core.records import Withdrawable
from casework.core.whens import WhenMixin, when_constraint
from casework.places.choices import PlacePrecision

from ..choices import ConflictType, IncidentLinkKind, Weapon
from .ranges import people_count, range_constraint, range_words
from .taxonomy import ViolationType


class WithinQuerySet(CaseRecordQuerySet):
    """Records that stand only as long as what they belong to stands."""

    def standing(self) -> Self:
        """Leave out what was withdrawn itself, or whose incident or violation was."""
        rows = super().standing()
        for path in self.model.stands_with:  # type: ignore[attr-defined]
            rows = rows.filter(**{f"{path}__withdrawn_at__isnull": True})
        return rows


class Incident(CaseRecord, WhenMixin, Withdrawable):
    """One event at one place and time, as a source reported it.

    Everything about it may be uncertain: the day, the spot, who did it. Casualty figures are claims of
    sources; the incident only adopts a range, with the reason why.
    """

    confidentiality_paths = ("source__confidentiality",)

    title = models.CharField(_("short title"), max_length=200)
    narrative = models.TextField(_("account"), blank=True)
    place = models.ForeignKey(
        "casework.Place",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="incidents",
        verbose_name=_("place"),
    )
    place_text = models.CharField(_("place in the words of the source"), max_length=300, blank=True)
    place_precision = models.CharField(
        _("how exactly the place is known"),
        max_length=20,
        choices=PlacePrecision,
        default=PlacePrecision.UNKNOWN,
    )
    latitude = latitude_column()
    longitude = longitude_column()
    conflict_type = models.CharField(
        _("kind of conflict"), max_length=20, choices=ConflictType, default=ConflictType.UNDETERMINED
    )
    weapon = models.CharField(_("weapon or method"), max_length=20, choices=Weapon, default=Weapon.UNKNOWN)
    what_was_hit = models.CharField(_("what was hit"), max_length=300, blank=True)
    source = models.ForeignKey(
        "casework.Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reported_incidents",
        verbose_name=_("source of the report"),
    )
    report_reference = models.CharField(_("where it can be found"), max_length=500, blank=True)
    adopted_killed_min = people_count(_("killed, at least"))
    adopted_killed_max = people_count(_("killed, at most"))
    adopted_injured_min = people_count(_("injured, at least"))
    adopted_injured_max = people_count(_("injured, at most"))
    adopted_rationale = models.TextField(_("why this range"), blank=True)
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True, editable=False)
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("adopted by"),
    )

    class Meta(CaseRecord.Meta):
        ordering = ["when_earliest", "id"]
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        indexes = [models.Index(fields=["when_earliest", "when_latest"], name="incident_when")]
        constraints = [
            when_constraint("incident"),
            known("place_precision", PlacePrecision, "incident_place_precision_known"),
            models.CheckConstraint(condition=~Q(title=""), name="incident_title_given"),
            known("conflict_type", ConflictType, "incident_conflict_type_known"),
            known("weapon", Weapon, "incident_weapon_known"),
            on_earth("incident_coordinates_on_earth"),
            range_constraint("adopted_killed", "incident_adopted_killed_range"),
            range_constraint("adopted_injured", "incident_adopted_injured_range"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of this incident inside its case."""
        return reverse("incidents:detail", args=[self.case.reference, self.uid])

    def clean(self) -> None:
        """Both coordinates or none."""
        super().clean()
        refuse_half_a_spot(self)

    @property
    def adopted_killed(self) -> str:
        """The adopted number of people killed, in words."""
        return range_words(self.adopted_killed_min, self.adopted_killed_max)

    @property
    def adopted_injured(self) -> str:
        """The adopted number of people injured, in words."""
        return range_words(self.adopted_injured_min, self.adopted_injured_max)

    @property
    def knows_precision(self) -> bool:
        """Whether anything is said of how exactly the place is known."""
        return self.place_precision != PlacePrecision.UNKNOWN

    @property
    def where(self) -> str:
        """Name of the place for a line of text; empty when nothing is known."""
        return self.place_text or (str(self.place) if self.place else "")


class Violation(CaseRecord, WhenMixin, Withdrawable):
    """One alleged unlawful act within an incident: a fact in dispute, not a legal judgement.

    It has a level of its own, because an act against a child or of sexual violence is kept from members
    who are not cleared, while the rest of the case stays open to them.
    """

    confidentiality_paths = ("confidentiality", "incident__source__confidentiality")
    stands_with = ("incident",)

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="violations", verbose_name=_("incident")
    )
    type = models.ForeignKey(
        ViolationType, on_delete=models.PROTECT, related_name="violations", verbose_name=_("violation")
    )
    source_words = models.TextField(_("in the words of the source"), blank=True)
    place = models.ForeignKey(
        "casework.Place",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="violations",
        verbose_name=_("place, when different"),
    )
    place_text = models.CharField(_("place in words, when different"), max_length=300, blank=True)
    confidentiality = models.CharField(
        _("who may see it"), max_length=20, choices=Confidentiality, default=Confidentiality.INTERNAL
    )

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        ordering = ["incident_id", "id"]
        verbose_name = _("alleged violation")
        verbose_name_plural = _("alleged violations")
        indexes = [models.Index(fields=["type", "case"], name="violation_type_case")]
        constraints = [
            when_constraint("violation"),
            known("confidentiality", Confidentiality, "violation_level_known"),
        ]

    def __str__(self) -> str:
        return str(self.type)

    def save(self, **kwargs: Any) -> None:
        """An act against a child or of sexual violence is highly restricted, whoever writes it."""
        if self.type.is_protected:
            self.confidentiality = Confidentiality.HIGHLY_RESTRICTED
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        """Its place on the page of the incident."""
        return f"{self.incident.get_absolute_url()}#v-{self.uid}"

    @property
    def is_for_cleared_only(self) -> bool:
        """Whether only members who are cleared see it."""
        return self.confidentiality == Confidentiality.HIGHLY_RESTRICTED

    def clean(self) -> None:
        """A violation lies in the case of its incident."""
        super().clean()
        if self.incident_id and self.case_id and self.incident.case_id != self.case_id:
            raise ValidationError({"incident": _("Choose an incident of this case.")})


class IncidentLinkQuerySet(WithinQuerySet):
    """Links in the scope of a reader: both ends must be theirs to see, in histories too."""

    def visible_to(self, user: Any) -> Self:
        """Return the links of which `user` may read the other end as well."""
        other = Incident.objects.visible_to(user).filter(pk=OuterRef("other_id"))
        return super().visible_to(user).filter(Exists(other))


class IncidentLink(CaseRecord, Withdrawable):
    """A relation between two incidents, which may lie in different cases.

    It belongs to the case of the first incident; a reader sees it only where both ends are visible.
    """

    confidentiality_paths = ("incident__source__confidentiality", "other__source__confidentiality")
    stands_with = ("incident", "other")

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="links_out", verbose_name=_("incident")
    )
    other = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="links_in", verbose_name=_("other incident")
    )
    kind = models.CharField(_("relation"), max_length=20, choices=IncidentLinkKind)
    note = models.TextField(_("why"), blank=True)

    objects = IncidentLinkQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        ordering = ["id"]
        verbose_name = _("link between incidents")
        verbose_name_plural = _("links between incidents")
        constraints = [
            models.CheckConstraint(condition=~Q(incident=F("other")), name="incidentlink_two_incidents"),
            known("kind", IncidentLinkKind, "incidentlink_kind_known"),
            models.UniqueConstraint(
                fields=["incident", "other", "kind"],
                condition=Q(withdrawn_at__isnull=True),
                name="incidentlink_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident} · {self.get_kind_display()} · {self.other}"

    def clean(self) -> None:
        """A link has two ends."""
        super().clean()
        if self.incident_id and self.incident_id == self.other_id:
            raise ValidationError({"other": _("Choose another incident.")})
