"""Evidence items, their chain of custody, verification steps and citations."""

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core.records import AppendOnly, Withdrawable
from casework.core.references import ReferenceField, assign_reference
from casework.core.whens import WhenMixin, when_constraint
from casework.people.choices import Connection, ConsentAsked

from .choices import CopyKind, CustodyKind, EvidenceKind, Method, Stance, Step, StepResult, VerificationState
from .web import LONGEST

EVIDENCE_PREFIX = getattr(settings, "CASEWORK_EVIDENCE_PREFIX", "E")
NAME_LENGTH = 8000
SHA256 = RegexValidator(r"\A[0-9a-f]{64}\Z", _("A SHA-256 digest has 64 hexadecimal characters."))


class EvidenceItem(CaseRecord, WhenMixin, Withdrawable):
    """One piece of evidence: a file that never changes, or a pointer (a web address, an object).

    The bytes live in the content-addressed store under their digest; the row says where they come from.
    `when` is the date of creation of the material, not of its registration.
    """

    confidentiality_paths = ("confidentiality", "source__confidentiality")

    reference = ReferenceField()
    title = models.CharField(_("title"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind)
    language = models.CharField(_("language"), max_length=60, blank=True)
    description = models.TextField(_("description"), blank=True, max_length=20000)

    source = models.ForeignKey(
        "casework.Source",
        verbose_name=_("source"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="evidence_items",
    )
    connection = models.CharField(
        _("connection of the source to the event"),
        max_length=12,
        choices=Connection,
        default=Connection.UNKNOWN,
    )
    creator = models.CharField(_("original creator"), max_length=300, blank=True)
    obtained_from = models.CharField(_("obtained from"), max_length=300, blank=True)
    obtained_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("obtained by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    obtained_at = models.DateTimeField(_("obtained at"), null=True, blank=True)
    method = models.CharField(_("how it was obtained"), max_length=12, choices=Method, default=Method.UNKNOWN)
    tool = models.CharField(_("tool and version"), max_length=200, blank=True)
    place = models.ForeignKey(
        "casework.Place",
        verbose_name=_("place shown"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    place_note = models.CharField(_("place, in words"), max_length=300, blank=True)
    web_address = models.TextField(_("web address"), blank=True, max_length=LONGEST)
    archive_address = models.TextField(_("archive address"), blank=True, max_length=LONGEST)
    consent_asked = models.CharField(
        _("consent asked"), max_length=8, choices=ConsentAsked, default=ConsentAsked.NOT_YET
    )
    licence = models.CharField(_("legal basis or licence"), max_length=300, blank=True)

    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, default="", validators=[SHA256])
    size = models.BigIntegerField(
        _("size in bytes"), null=True, blank=True, validators=[MinValueValidator(0)]
    )
    media_type = models.CharField(_("media type"), max_length=120, blank=True, default="")
    original_name = models.TextField(_("original file name"), blank=True, default="", max_length=NAME_LENGTH)
    derived_from = models.ForeignKey(
        "self",
        verbose_name=_("made from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="derivatives",
    )
    copy_kind = models.CharField(_("kind of copy"), max_length=12, choices=CopyKind, blank=True, default="")

    confidentiality = models.CharField(
        _("confidentiality"), max_length=20, choices=Confidentiality, default=Confidentiality.RESTRICTED
    )
    graphic = models.BooleanField(_("graphic: hidden until shown"), default=False)
    graphic_note = models.CharField(_("what is graphic about it"), max_length=200, blank=True)
    storage = models.CharField(_("where a physical item is kept"), max_length=200, blank=True)
    custodian = models.CharField(_("who holds it now"), max_length=200, blank=True)
    legal_hold = models.BooleanField(_("legal hold"), default=False)
    review_on = models.DateField(_("review or keep until"), null=True, blank=True)

    verification_state = models.CharField(
        _("verification"),
        max_length=20,
        choices=VerificationState,
        default=VerificationState.UNVERIFIED,
        editable=False,
    )
    verification_reason = models.TextField(_("reason of the decision"), blank=True, max_length=4000)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    verified_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = CaseRecordQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("evidence item")
        verbose_name_plural = _("evidence")
        ordering = ("-created_at", "-id")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256="", size=None) | Q(Exact(Length("sha256"), 64), size__gte=0),
                name="evidence_sha256_length",
            ),
            models.CheckConstraint(
                condition=Q(verification_state__in=VerificationState.values), name="evidence_state_known"
            ),
            models.CheckConstraint(
                condition=Q(confidentiality__in=Confidentiality.values), name="evidence_confidentiality_known"
            ),
            models.CheckConstraint(
                condition=Q(derived_from=None, copy_kind="")
                | (Q(derived_from__isnull=False) & ~Q(copy_kind="")),
                name="evidence_copy_names_its_original",
            ),
            models.CheckConstraint(
                condition=Q(derived_from=None) | ~Q(derived_from=F("id")),
                name="evidence_not_made_from_itself",
            ),
            when_constraint("evidence"),
        ]
        indexes = [
            models.Index(fields=("case", "-created_at"), name="evidence_case_created"),
            models.Index(fields=("sha256",), name="evidence_sha256"),
            models.Index(fields=("case", "verification_state"), name="evidence_case_state"),
            models.Index(fields=("verification_state", "-created_at"), name="evidence_state_created"),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, **kwargs: Any) -> None:
        year = self.when_earliest.year if self.when_earliest else None
        assign_reference(self, EVIDENCE_PREFIX, year)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("evidence:detail", args=[self.case.reference, self.uid])

    @property
    def has_file(self) -> bool:
        return bool(self.sha256)

    @property
    def is_copy(self) -> bool:
        return bool(self.copy_kind)


class CustodyEvent(AppendOnly):
    """One thing that happened to an item: who held it, where, for what, and its digest then.

    Never changed, never deleted (triggers, no admin, no form). A mistake is corrected by a new entry that
    names the wrong one. Each entry has a leaf in the ledger, which takes the place of a hash chain.
    """

    leaf = True
    confidentiality_paths = ("item__confidentiality", "item__source__confidentiality")

    case = models.ForeignKey(
        "casework.Case", verbose_name=_("case"), on_delete=models.PROTECT, related_name="custody_events"
    )
    item = models.ForeignKey(
        EvidenceItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="custody_events"
    )
    kind = models.CharField(_("what happened"), max_length=20, choices=CustodyKind)
    happened_at = models.DateTimeField(_("when it happened"), null=True, blank=True)
    from_custodian = models.CharField(_("from"), max_length=200, blank=True)
    to_custodian = models.CharField(_("to"), max_length=200, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    purpose = models.CharField(_("purpose"), max_length=500, blank=True)
    method = models.CharField(_("method or tool"), max_length=300, blank=True)
    sha256 = models.CharField(_("SHA-256 then"), max_length=64, blank=True, default="", validators=[SHA256])
    copy_kind = models.CharField(_("kind of copy"), max_length=12, choices=CopyKind, blank=True, default="")
    package = models.CharField(_("seal or package number"), max_length=120, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=4000)
    corrects = models.ForeignKey(
        "self",
        verbose_name=_("entry it is about"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )

    objects = CaseRecordQuerySet.as_manager()

    class Meta(AppendOnly.Meta):
        verbose_name = _("custody entry")
        verbose_name_plural = _("chain of custody")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CustodyKind.values), name="custody_kind_known"),
            models.CheckConstraint(
                condition=Q(sha256="") | Q(Exact(Length("sha256"), 64)), name="custody_sha256_length"
            ),
        ]
        indexes = [models.Index(fields=("item", "id"), name="custody_item_order")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.uid}"


class Verification(CaseRecord, Withdrawable):
    """One check of an item: what was looked at, what it showed and why. Who did it is `created_by`."""

    confidentiality_paths = ("item__confidentiality", "item__source__confidentiality")

    item = models.ForeignKey(
        EvidenceItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="verifications"
    )
    step = models.CharField(_("step"), max_length=16, choices=Step)
    result = models.CharField(_("result"), max_length=8, choices=StepResult)
    reason = models.TextField(_("why"), max_length=4000)
    corroborated_by = models.ForeignKey(
        EvidenceItem,
        verbose_name=_("corroborated by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corroborates",
    )
    independent = models.BooleanField(_("of independent origin"), default=False)

    objects = CaseRecordQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("verification step")
        verbose_name_plural = _("verification steps")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=Q(step__in=Step.values), name="verification_step_known"),
            models.CheckConstraint(
                condition=Q(result__in=StepResult.values), name="verification_result_known"
            ),
            models.CheckConstraint(
                condition=Q(corroborated_by=None) | ~Q(corroborated_by=F("item")),
                name="verification_not_by_itself",
            ),
        ]
        indexes = [models.Index(fields=("item", "id"), name="verification_item_order")]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.get_result_display()}"

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url() + "#verification"


TARGETS = ("violation", "attribution", "position", "casualty_claim")


def _exactly_one(names: tuple[str, ...]) -> Q:
    """A condition that holds when exactly one of the named foreign keys is set."""
    condition = Q()
    for chosen in names:
        condition |= Q(**{f"{name}__isnull": name != chosen for name in names})
    return condition


class CitationBase(CaseRecord, Withdrawable):
    """A passage of an item held for or against something. Concrete citations name their own targets.

    `case` is the case of the thing the item is cited for; the item may stand in another case, where both are
    visible.
    """

    item = models.ForeignKey(
        EvidenceItem, verbose_name=_("item"), on_delete=models.PROTECT, related_name="%(class)ss"
    )
    locator = models.CharField(_("page, clip or time code"), max_length=200, blank=True)
    stance = models.CharField(_("stance"), max_length=12, choices=Stance, default=Stance.SUPPORTS)
    note = models.TextField(_("what it shows"), blank=True, max_length=2000)

    class Meta(CaseRecord.Meta):
        abstract = True


class CitationQuerySet(CaseRecordQuerySet):
    """Citations in the scope of a reader: both ends must be theirs to see."""

    def visible_to(self, user: Any) -> "CitationQuerySet":
        items = EvidenceItem.objects.visible_to(user).filter(pk=OuterRef("item_id"))
        rows = super().visible_to(user).filter(Exists(items))
        for name in TARGETS:
            model = self.model._meta.get_field(name).related_model
            seen = model.objects.visible_to(user).filter(pk=OuterRef(f"{name}_id"))
            rows = rows.filter(Q(**{f"{name}__isnull": True}) | Exists(seen))
        return rows

    def standing(self) -> "CitationQuerySet":
        """Leave out withdrawn citations and those of withdrawn items."""
        return super().standing().filter(item__withdrawn_at__isnull=True)


class Citation(CitationBase):
    """An item cited for an alleged violation, an attribution, a party's position or a casualty claim."""

    violation = models.ForeignKey(
        "casework.Violation",
        verbose_name=_("alleged violation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    attribution = models.ForeignKey(
        "casework.Attribution",
        verbose_name=_("attribution"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    position = models.ForeignKey(
        "casework.PartyPosition",
        verbose_name=_("party's position"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )
    casualty_claim = models.ForeignKey(
        "casework.CasualtyClaim",
        verbose_name=_("casualty claim"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="citations",
    )

    objects = CitationQuerySet.as_manager()

    class Meta(CitationBase.Meta):
        abstract = False
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ("id",)
        constraints = [
            models.CheckConstraint(condition=_exactly_one(TARGETS), name="citation_exactly_one_target"),
            models.CheckConstraint(condition=Q(stance__in=Stance.values), name="citation_stance_known"),
        ]
        indexes = [
            models.Index(fields=("case", "id"), name="citation_case_order"),
            models.Index(fields=("item", "id"), name="citation_item_order"),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.get_stance_display()})"

    def get_absolute_url(self) -> str:
        return self.item.get_absolute_url() + "#citations"

    @property
    def target(self) -> models.Model:
        """The one thing the item is cited for."""
        return next(getattr(self, name) for name in TARGETS if getattr(self, f"{name}_id"))
