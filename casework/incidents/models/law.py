"""What the law calls an act: kept apart from the act, with an author and a reason."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord
from casework.core.constraints import known
from casework.core.named import in_language
from casework.core.records import OfferedQuerySet, Record, Withdrawable

from ..choices import Applies, CharacterisationKind, ConflictType, ProofStandard
from .incident import Violation, WithinQuerySet

PLACES = {"Rule": gettext_noop("Rule %(number)s"), "Article": gettext_noop("Article %(number)s")}


class LegalProvision(Record):
    """An article or rule that an act may fall under.

    Some crimes of the Rome Statute exist for international armed conflict only; the list carries them so
    that the form can say why they cannot be used for an internal one.
    """

    code = models.CharField(_("code"), max_length=40, unique=True)
    instrument = models.CharField(_("instrument"), max_length=200)
    article = models.CharField(_("article or rule"), max_length=60)
    title_en = models.CharField(_("title in English"), max_length=300)
    title_ar = models.CharField(_("title in Arabic"), max_length=300, blank=True)
    applies_to = models.CharField(_("exists for"), max_length=4, choices=Applies, default=Applies.BOTH)
    is_active = models.BooleanField(_("may be chosen"), default=True)

    objects = OfferedQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["instrument", "code"]
        verbose_name = _("legal provision")
        verbose_name_plural = _("legal provisions")
        constraints = [
            known("applies_to", Applies, "legalprovision_applies_known"),
        ]

    def __str__(self) -> str:
        words = {"instrument": gettext(self.instrument), "article": self.article_words, "title": self.title}
        return gettext("%(instrument)s, %(article)s: %(title)s") % words

    @property
    def article_words(self) -> str:
        """Its number in the instrument, in the language of the reader."""
        kind, _space, number = self.article.partition(" ")
        words = PLACES.get(kind)
        return gettext(words) % {"number": number} if words else gettext(self.article)

    @property
    def title(self) -> str:
        """Title in the language of the reader."""
        return in_language(self.title_en, self.title_ar)

    def fits(self, conflict_type: str) -> bool:
        """Whether the provision exists for this kind of conflict."""
        return not provision_clash(self, conflict_type)


class LegalCharacterisation(CaseRecord, Withdrawable):
    """Somebody's reasoned judgement of what the law calls an alleged act.

    One act may have several, by different authors and at different standards.
    """

    confidentiality_paths = ("violation__confidentiality", "violation__incident__source__confidentiality")
    stands_with = ("violation", "violation__incident")

    violation = models.ForeignKey(
        Violation, on_delete=models.PROTECT, related_name="characterisations", verbose_name=_("violation")
    )
    kind = models.CharField(_("what the law calls it"), max_length=30, choices=CharacterisationKind)
    provision = models.ForeignKey(
        LegalProvision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="characterisations",
        verbose_name=_("provision"),
    )
    standard = models.CharField(
        _("standard of proof"), max_length=24, choices=ProofStandard, default=ProofStandard.ALLEGATION
    )
    rationale = models.TextField(_("reasons"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        ordering = ["id"]
        verbose_name = _("legal characterisation")
        verbose_name_plural = _("legal characterisations")
        constraints = [
            known("kind", CharacterisationKind, "characterisation_kind_known"),
            known("standard", ProofStandard, "characterisation_standard_known"),
            models.CheckConstraint(condition=~Q(rationale=""), name="characterisation_has_reasons"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def get_absolute_url(self) -> str:
        """Its place on the page of the incident."""
        return self.violation.get_absolute_url()

    def clean(self) -> None:
        """A provision must exist for the kind of conflict that the incident belongs to."""
        super().clean()
        if self.provision is None or self.violation_id is None:
            return
        clash = provision_clash(self.provision, self.violation.incident.conflict_type)
        if clash:
            raise ValidationError({"provision": clash})

    @property
    def fits(self) -> bool:
        """Whether the provision exists for the kind of conflict the incident is held to belong to now."""
        return self.provision is None or self.provision.fits(self.violation.incident.conflict_type)


def provision_clash(provision: LegalProvision, conflict_type: str) -> str | Promise:
    """Sentence saying why a provision cannot be used for this kind of conflict; empty when it can."""
    if provision.applies_to == Applies.IAC and conflict_type == ConflictType.NIAC:
        return _(
            "This provision exists only for international armed conflict; the incident belongs to a "
            "non-international one. The act itself can still be alleged."
        )
    if provision.applies_to == Applies.NIAC and conflict_type == ConflictType.IAC:
        return _(
            "This provision exists only for non-international armed conflict; the incident belongs to an "
            "international one. The act itself can still be alleged."
        )
    return ""
