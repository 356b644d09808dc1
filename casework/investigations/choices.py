"""The closed lists of the investigations room (domain.md §6.1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SourceReliability(models.TextChoices):
    """Admiralty letter: how far the source is trusted, apart from what it says this time."""

    A = "A", _("A: completely reliable")
    B = "B", _("B: usually reliable")
    C = "C", _("C: fairly reliable")
    D = "D", _("D: not usually reliable")
    E = "E", _("E: unreliable")
    F = "F", _("F: cannot be judged")


class InformationCredibility(models.TextChoices):
    """Admiralty figure: how far the information itself is believed, apart from who said it."""

    ONE = "1", _("1: confirmed by other independent sources")
    TWO = "2", _("2: probably true")
    THREE = "3", _("3: possibly true")
    FOUR = "4", _("4: doubtful")
    FIVE = "5", _("5: improbable")
    SIX = "6", _("6: cannot be judged")


class AssessmentState(models.TextChoices):
    """The path of one assessment. A new one for the same violation supersedes the approved one."""

    PROPOSED = "proposed", _("Waiting for a decision")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")
    SUPERSEDED = "superseded", _("Superseded")
