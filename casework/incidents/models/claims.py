"""How many people were harmed, according to each source."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord
from casework.core.constraints import known, known_or_empty
from casework.core.records import Withdrawable
from casework.core.whens import WhenMixin, when_constraint

from ..choices import CivilianStatus, ExternalGrade
from .incident import Incident, WithinQuerySet
from .ranges import people_count, range_constraint, range_words

HARMS = ("killed", "injured", "missing")
GROUPS = ("men", "women", "boys", "girls", "unknown")


def _parts_constraint(harm: str) -> models.CheckConstraint:
    """Men, women, boys, girls and unknown together are not more than the upper end."""
    total: Any = Coalesce(F(f"{harm}_men"), 0)
    for group in GROUPS[1:]:
        total = total + Coalesce(F(f"{harm}_{group}"), 0)
    return models.CheckConstraint(
        condition=Q(**{f"{harm}_max__isnull": True}) | Q(**{f"{harm}_max__gte": total}),
        name=f"casualtyclaim_{harm}_parts",
    )


class CasualtyClaim(CaseRecord, WhenMixin, Withdrawable):
    """One source's count of the people harmed in one incident.

    Claims about the same incident are never added together. An empty upper end is open ("at least"),
    an empty pair is not known, and zero means that the source says none.
    """

    confidentiality_paths = ("source__confidentiality", "incident__source__confidentiality")
    stands_with = ("incident",)

    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="claims", verbose_name=_("incident")
    )
    source = models.ForeignKey(
        "casework.Source",
        on_delete=models.PROTECT,
        related_name="casualty_claims",
        verbose_name=_("source"),
    )
    source_reference = models.CharField(_("where it can be found"), max_length=500, blank=True)
    note = models.CharField(_("in a few words"), max_length=300, blank=True)
    killed_min = people_count(_("killed, at least"))
    killed_max = people_count(_("killed, at most"))
    injured_min = people_count(_("injured, at least"))
    injured_max = people_count(_("injured, at most"))
    missing_min = people_count(_("missing, at least"))
    missing_max = people_count(_("missing, at most"))
    killed_men = people_count(_("men killed"))
    killed_women = people_count(_("women killed"))
    killed_boys = people_count(_("boys killed"))
    killed_girls = people_count(_("girls killed"))
    killed_unknown = people_count(_("killed, sex or age not known"))
    injured_men = people_count(_("men injured"))
    injured_women = people_count(_("women injured"))
    injured_boys = people_count(_("boys injured"))
    injured_girls = people_count(_("girls injured"))
    injured_unknown = people_count(_("injured, sex or age not known"))
    missing_men = people_count(_("men missing"))
    missing_women = people_count(_("women missing"))
    missing_boys = people_count(_("boys missing"))
    missing_girls = people_count(_("girls missing"))
    missing_unknown = people_count(_("missing, sex or age not known"))
    civilian_status = models.CharField(
        _("whom it counts"), max_length=20, choices=CivilianStatus, default=CivilianStatus.CIVILIAN
    )
    includes_combatants = models.BooleanField(_("may include combatants"), null=True, blank=True)
    external_grade = models.CharField(
        _("grade the source gives its figure"), max_length=20, choices=ExternalGrade, blank=True
    )
    relied_on = models.BooleanField(_("the adopted range rests on it"), default=False, editable=False)

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        ordering = ["when_earliest", "id"]
        verbose_name = _("casualty claim")
        verbose_name_plural = _("casualty claims")
        constraints = [
            when_constraint("casualtyclaim"),
            known_or_empty("external_grade", ExternalGrade, "casualtyclaim_external_grade_known"),
            *(range_constraint(harm, f"casualtyclaim_{harm}_range") for harm in HARMS),
            *(_parts_constraint(harm) for harm in HARMS),
            known("civilian_status", CivilianStatus, "casualtyclaim_status_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.killed}"

    def get_absolute_url(self) -> str:
        """Its place on the page of the incident."""
        return f"{self.incident.get_absolute_url()}#c-{self.uid}"

    def clean(self) -> None:
        """The rules of casualty recording, with a sentence for each."""
        super().clean()
        errors: dict[str, Any] = {}
        for harm in HARMS:
            low, high = getattr(self, f"{harm}_min"), getattr(self, f"{harm}_max")
            if low is not None and high is not None and low > high:
                errors[f"{harm}_max"] = _("“At most” is below “at least”.")
            elif high is not None and self.parts_total(harm) > high:
                errors[f"{harm}_max"] = _(
                    "Men, women, boys, girls and unknown together are more than “at most”."
                )
        if errors:
            raise ValidationError(errors)

    def parts_total(self, harm: str) -> int:
        """People counted by group for one kind of harm; a lower bound of the whole."""
        return sum(getattr(self, f"{harm}_{group}") or 0 for group in GROUPS)

    def parts_words(self, harm: str) -> str:
        """Who they were, where the source says so: "women 14 · girls 5"."""
        names = {
            "men": _("men %(number)d"),
            "women": _("women %(number)d"),
            "boys": _("boys %(number)d"),
            "girls": _("girls %(number)d"),
            "unknown": _("sex or age not known %(number)d"),
        }
        counted = [(name, getattr(self, f"{harm}_{group}")) for group, name in names.items()]
        return " · ".join(str(name % {"number": number}) for name, number in counted if number is not None)

    @property
    def sub_parts(self) -> list[str]:
        """What identifies the claim under the name of its source; each part finds its own direction."""
        when = self.when.words() if self.when_text else ""
        grade = str(self.get_external_grade_display()) if self.external_grade else ""
        return [part for part in (self.note or self.source_reference, when, grade) if part]

    @property
    def killed(self) -> str:
        """People killed, in words."""
        return range_words(self.killed_min, self.killed_max)

    @property
    def injured(self) -> str:
        """People injured, in words."""
        return range_words(self.injured_min, self.injured_max)

    @property
    def missing(self) -> str:
        """People missing, in words."""
        return range_words(self.missing_min, self.missing_max)
