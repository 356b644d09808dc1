"""Grades that other bodies gave, quoted beside our own judgement."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecord
from casework.core.constraints import known
from casework.core.records import Withdrawable
from casework.core.whens import WhenMixin, when_constraint
from casework.incidents.models import Incident
from casework.incidents.models.incident import WithinQuerySet
from casework.people.models import Source

from ..choices import BodyGrade, GradeScheme


class OutsideGrade(CaseRecord, WhenMixin, Withdrawable):
    """What another body called an incident in its own words: never taken over as our standard of proof."""

    confidentiality_paths = ("source__confidentiality", "incident__source__confidentiality")
    stands_with = ("incident",)

    incident = models.ForeignKey(
        Incident, models.PROTECT, related_name="outside_grades", verbose_name=_("event")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="outside_grades", verbose_name=_("who graded it")
    )
    scheme = models.CharField(_("whose words"), max_length=12, choices=GradeScheme)
    grade = models.CharField(_("grade"), max_length=16, choices=BodyGrade)
    reason = models.TextField(_("its reason"), blank=True, max_length=4000)
    reference = models.CharField(_("where it can be found"), max_length=500, blank=True)

    objects = WithinQuerySet.as_manager()

    class Meta(CaseRecord.Meta):
        verbose_name = _("grade by another body")
        verbose_name_plural = _("grades by other bodies")
        ordering = ("when_earliest", "id")
        constraints = [
            when_constraint("outsidegrade"),
            known("scheme", GradeScheme, "outsidegrade_scheme_known"),
            known("grade", BodyGrade, "outsidegrade_grade_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.get_grade_display()}"

    def get_absolute_url(self) -> str:
        """The page of the incident it grades."""
        return self.incident.get_absolute_url() + "#grades"
