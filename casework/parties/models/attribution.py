"""Who is alleged to be responsible for a violation, and what they say."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord
from casework.core.constraints import known
from casework.core.records import Withdrawable
from casework.core.whens import WhenMixin, when_constraint
from casework.incidents.choices import ProofStandard
from casework.incidents.models import Violation
from casework.incidents.models.incident import WithinQuerySet
from casework.incidents.models.ranges import people_count, range_constraint, range_words

from ..choices import POSITION_MARKS, AttributionRole, Basis, ClaimStatus, PositionKind
from .party import Party


class Attribution(CaseRecord, Withdrawable):
    """One alleged violation laid at the door of one party: with a role, a basis and a confidence.

    Several parties on one violation each acted ("A and B") unless they share an `alternative_group`:
    then it was one of them, and it is not known which ("A or B").
    """

    confidentiality_paths = ("violation__confidentiality", "violation__incident__source__confidentiality")
    stands_with = ("violation", "violation__incident")

    violation = models.ForeignKey(
        Violation, on_delete=models.PROTECT, related_name="attributions", verbose_name=_("violation")
    )
    party = models.ForeignKey(
        Party, on_delete=models.PROTECT, related_name="attributions", verbose_name=_("party")
    )
    role = models.CharField(
        _("alleged role"), max_length=24, choices=AttributionRole, default=AttributionRole.SUSPECTED
    )
    basis = models.JSONField(_("what it rests on"), default=list, blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=24, choices=ProofStandard, default=ProofStandard.ALLEGATION
    )
    alternative_group = models.CharField(_("alternative group"), max_length=8, blank=True)
    claim_status = models.CharField(
        _("standing of this claim"), max_length=20, choices=ClaimStatus, default=ClaimStatus.NEEDS_WORK
    )
    note = models.TextField(_("what the party is alleged to have done"), blank=True)

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        ordering = ["violation_id", "id"]
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        indexes = [models.Index(fields=["party", "case"], name="attribution_party_case")]
        constraints = [
            known("role", AttributionRole, "attribution_role_known"),
            known("confidence", ProofStandard, "attribution_confidence_known"),
            known("claim_status", ClaimStatus, "attribution_status_known"),
            models.UniqueConstraint(
                fields=["violation", "party", "role"],
                condition=Q(withdrawn_at__isnull=True),
                name="attribution_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.get_role_display()}"

    def get_absolute_url(self) -> str:
        """The parties tab of the case, at this attribution."""
        return f"{self.case.get_absolute_url()}parties/#a-{self.uid}"

    def clean(self) -> None:
        """The basis is a list of known words, and the violation lies in this case."""
        super().clean()
        if not isinstance(self.basis, list) or not set(self.basis) <= set(Basis.values):
            raise ValidationError({"basis": _("Choose from the list what the attribution rests on.")})
        if self.violation_id and self.case_id and self.violation.case_id != self.case_id:
            raise ValidationError({"violation": _("Choose a violation of this case.")})
        if self.confidence == ProofStandard.BEYOND_DOUBT:
            raise ValidationError(
                {
                    "confidence": _(
                        "Only a criminal court finds beyond reasonable doubt. Quote it as a position."
                    )
                }
            )

    @property
    def basis_labels(self) -> list[str]:
        """What it rests on, in words to be set behind one another in a sentence."""
        labels = [str(Basis(value).label) for value in Basis.values if value in self.basis]
        return [label if at == 0 else label[:1].lower() + label[1:] for at, label in enumerate(labels)]


class PartyPosition(CaseRecord, WhenMixin, Withdrawable):
    """What the accused party itself said about an attribution, on a date, with the deaths it concedes.

    A new statement is a new record: what was said before stays beside it.
    """

    confidentiality_paths = (
        "source__confidentiality",
        "attribution__violation__confidentiality",
        "attribution__violation__incident__source__confidentiality",
    )
    stands_with = ("attribution", "attribution__violation", "attribution__violation__incident")

    attribution = models.ForeignKey(
        Attribution, on_delete=models.PROTECT, related_name="positions", verbose_name=_("attribution")
    )
    kind = models.CharField(_("what the party says"), max_length=24, choices=PositionKind)
    explanation = models.TextField(_("in its words, or why there is none"), blank=True)
    conceded_min = people_count(_("deaths conceded, at least"))
    conceded_max = people_count(_("deaths conceded, at most"))
    source = models.ForeignKey(
        "casework.Source",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="party_positions",
        verbose_name=_("source"),
    )
    source_reference = models.CharField(_("where it can be found"), max_length=500, blank=True)

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        ordering = ["when_earliest", "id"]
        verbose_name = _("position of a party")
        verbose_name_plural = _("positions of parties")
        constraints = [
            when_constraint("partyposition"),
            known("kind", PositionKind, "partyposition_kind_known"),
            range_constraint("conceded", "partyposition_conceded_range"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        """The parties tab of the case, at the attribution it answers."""
        return self.attribution.get_absolute_url()

    def clean(self) -> None:
        """Deaths conceded are a range in order."""
        super().clean()
        low, high = self.conceded_min, self.conceded_max
        if low is not None and high is not None and low > high:
            raise ValidationError({"conceded_max": _("“At most” is below “at least”.")})

    @property
    def conceded(self) -> str:
        """Deaths conceded, in words; empty when the party gave no number."""
        if self.conceded_min is None and self.conceded_max is None:
            return ""
        return range_words(self.conceded_min, self.conceded_max)

    @property
    def symbol(self) -> str:
        """Shape of this position in a table."""
        return POSITION_MARKS[self.kind][0]

    @property
    def tone(self) -> str:
        """Colour class of this position; never the only mark."""
        return POSITION_MARKS[self.kind][1]
