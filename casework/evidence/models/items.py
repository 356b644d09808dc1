"""The piece of evidence itself."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.cases.models import CaseRecord, CaseRecordQuerySet
from casework.core import clock
from casework.core.constraints import known, known_or_empty
from casework.core.records import Withdrawable
from casework.core.references import ReferenceField, assign_reference
from casework.core.whens import WhenMixin, when_constraint
from casework.people.choices import Connection, ConsentAsked

from ..choices import CopyKind, EvidenceKind, Method, VerificationState
from ..web import LONGEST
from .digest import SHA256
from .provenance import CAPTURE_CONSTRAINTS, WHERE_CONSTRAINTS, CaptureMixin, WhereMadeMixin

EVIDENCE_PREFIX = getattr(settings, "CASEWORK_EVIDENCE_PREFIX", "E")
NAME_LENGTH = 8000


class EvidenceItem(CaseRecord, WhenMixin, WhereMadeMixin, CaptureMixin, Withdrawable):
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
            known("kind", EvidenceKind, "evidence_kind_known"),
            known("connection", Connection, "evidence_connection_known"),
            known("method", Method, "evidence_method_known"),
            known("consent_asked", ConsentAsked, "evidence_consent_asked_known"),
            known_or_empty("copy_kind", CopyKind, "evidence_copy_kind_known"),
            known("verification_state", VerificationState, "evidence_verification_state_known"),
            known("confidentiality", Confidentiality, "evidence_confidentiality_known"),
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
            *CAPTURE_CONSTRAINTS,
            *WHERE_CONSTRAINTS,
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

    def clean(self) -> None:
        """What was typed about the capture and the spot hangs together, and nothing lies in the future."""
        super().clean()
        wrong = self.capture_errors() | self.spot_errors()
        if self.obtained_at and self.obtained_at > clock.now():
            wrong["obtained_at"] = _("This lies in the future.")
        if wrong:
            raise ValidationError(wrong)

    @property
    def failed_its_check(self) -> bool:
        """Whether its file was once missing or another one, and nobody decided on it since."""
        return self.verification_state == VerificationState.INTEGRITY_FAILED

    @property
    def is_verified(self) -> bool:
        """Whether a second person agreed that it is what it seems."""
        return self.verification_state == VerificationState.VERIFIED

    @property
    def has_file(self) -> bool:
        return bool(self.sha256)
