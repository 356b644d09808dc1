"""Persons and sources. No field here holds a real name: that needs the sealed vault, not built yet."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Confidentiality
from casework.cases.models import Case, CaseRecord, CaseRecordQuerySet, level_allows, reads_cases
from casework.core.constraints import known, known_or_empty
from casework.core.records import Record, Withdrawable
from casework.core.references import ReferenceField, assign_reference

from ..choices import CHILD_BANDS, AgeBand, Connection, ConsentAsked, Gender, PublisherKind, SourceKind

PERSON_PREFIX = getattr(settings, "CASEWORK_PERSON_PREFIX", "W")
SOURCE_PREFIX = getattr(settings, "CASEWORK_SOURCE_PREFIX", "S")
PERSON_ROLES = ("is_victim", "is_witness", "is_relative", "is_helper")


class Person(CaseRecord, Withdrawable):
    """Someone on the protected side of a case: harmed, witness, relative. Known by a random code only.

    The prefix is the same for all, so that a code in a note does not tell victim from witness. What they
    agreed to are rows of Consent, one for each purpose; `consent_asked` is read by the history of older
    versions only and is written no more.
    """

    confidentiality_paths = ("confidentiality",)

    reference = ReferenceField(verbose_name=_("code"))
    is_victim = models.BooleanField(_("victim or survivor"), default=False)
    is_witness = models.BooleanField(_("witness"), default=False)
    is_relative = models.BooleanField(_("relative of a victim"), default=False)
    is_helper = models.BooleanField(_("gave help: medical, rescue, legal"), default=False)
    age_band = models.CharField(
        _("age when it happened"), max_length=12, choices=AgeBand, default=AgeBand.UNKNOWN
    )
    gender = models.CharField(_("gender"), max_length=8, choices=Gender, default=Gender.UNKNOWN)
    consent_asked = models.CharField(
        _("consent asked"), max_length=8, choices=ConsentAsked, default=ConsentAsked.NOT_YET
    )
    confidentiality = models.CharField(
        _("confidentiality"),
        max_length=20,
        choices=Confidentiality,
        default=Confidentiality.RESTRICTED,
    )
    note = models.TextField(_("note"), blank=True, max_length=4000)

    objects = CaseRecordQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("reference",)
        constraints = [
            known("age_band", AgeBand, "person_age_known"),
            known("gender", Gender, "person_gender_known"),
            known("consent_asked", ConsentAsked, "person_consent_known"),
            models.CheckConstraint(
                condition=Q(is_victim=True) | Q(is_witness=True) | Q(is_relative=True) | Q(is_helper=True),
                name="person_has_a_role",
                violation_error_message=_("Tick at least one role."),
            ),
            known("confidentiality", Confidentiality, "person_confidentiality_known"),
            models.CheckConstraint(
                condition=Q(confidentiality=Confidentiality.HIGHLY_RESTRICTED)
                | ~Q(age_band__in=sorted(CHILD_BANDS)),
                name="person_child_highly_restricted",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def save(self, **kwargs: Any) -> None:
        """A record on a child is highly restricted, whoever writes it."""
        self.raise_for_child()
        assign_reference(self, PERSON_PREFIX)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("people:person-detail", args=[self.case.reference, self.uid])

    @property
    def is_child(self) -> bool:
        return self.age_band in CHILD_BANDS

    def raise_for_child(self) -> None:
        """A child's record is for cleared members only."""
        if self.is_child:
            self.confidentiality = Confidentiality.HIGHLY_RESTRICTED

    @property
    def role_words(self) -> list[str]:
        """The ticked roles in words, for lists."""
        ticked = [name for name in PERSON_ROLES if getattr(self, name)]
        return [str(self._meta.get_field(name).verbose_name) for name in ticked]  # type: ignore[union-attr]


class SourceQuerySet(CaseRecordQuerySet):
    """Published sources are the office's common list; a person as a source follows their case."""

    def visible_to(self, user: Any) -> "SourceQuerySet":
        if not reads_cases(user):
            return self.none()
        in_scope = Exists(Case.objects.visible_to(user).filter(pk=OuterRef("case_id")))
        bound = Q(in_scope)
        for path in self.model.confidentiality_paths:  # type: ignore[attr-defined]
            bound &= Q(level_allows(user, path, case_path="case_id"))
        return self.filter(Q(case__isnull=True) | bound)

    def published(self) -> "SourceQuerySet":
        """Organisations and outlets named openly."""
        return self.filter(kind=SourceKind.PUBLISHED)

    def usable_in(self, case: Case) -> "SourceQuerySet":
        """What may be named as a source inside this case: published ones and the case's own."""
        return self.filter(Q(case__isnull=True) | Q(case=case))


class Source(Record, Withdrawable):
    """Who said it: an outlet or organisation named openly (no case), or a person with a code (one case)."""

    confidentiality_paths = ("confidentiality", "person__confidentiality")

    reference = ReferenceField(verbose_name=_("code"))
    kind = models.CharField(_("kind"), max_length=12, choices=SourceKind)
    case = models.ForeignKey(
        "casework.Case",
        verbose_name=_("case"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sources",
    )
    person = models.ForeignKey(
        Person,
        verbose_name=_("person on record"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="as_source",
    )
    name = models.CharField(_("name of the organisation or outlet"), max_length=300, blank=True)
    publisher_kind = models.CharField(
        _("what it is"), max_length=12, choices=PublisherKind, blank=True, default=""
    )
    website = models.TextField(_("web address"), blank=True, max_length=4000)
    connection = models.CharField(
        _("connection to the event"), max_length=12, choices=Connection, default=Connection.UNKNOWN
    )
    confidentiality = models.CharField(
        _("confidentiality"), max_length=20, choices=Confidentiality, default=Confidentiality.RESTRICTED
    )
    note = models.TextField(_("note"), blank=True, max_length=4000)

    objects = SourceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("name", "reference")
        constraints = [
            known_or_empty("publisher_kind", PublisherKind, "source_publisher_known"),
            known("connection", Connection, "source_connection_known"),
            models.CheckConstraint(
                condition=(Q(kind=SourceKind.PUBLISHED, case=None, person=None) & ~Q(name=""))
                | Q(kind=SourceKind.PERSON, case__isnull=False, name="", website=""),
                name="source_published_or_person",
                violation_error_message=_(
                    "A published source has a name and no case; a person has a case and no name."
                ),
            ),
            known("confidentiality", Confidentiality, "source_confidentiality_known"),
        ]
        indexes = [models.Index(fields=("case", "kind"), name="source_case_kind")]

    def __str__(self) -> str:
        return self.name or self.reference

    def save(self, **kwargs: Any) -> None:
        """A published source is open to the whole office; a person gets a code."""
        if self.kind == SourceKind.PUBLISHED:
            self.confidentiality = Confidentiality.INTERNAL
        assign_reference(self, SOURCE_PREFIX)
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("people:source-detail", args=[self.uid])
