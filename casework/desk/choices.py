"""Closed lists of the desk."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What is wanted of the reader."""

    ASSESSMENT = "assessment", _("Assessment for approval")
    FINDING = "finding", _("Findings for approval")
    RATING = "rating", _("Rating to confirm")
    PUBLIC = "public", _("Public text for approval")
    SECOND = "second", _("Second opinion asked of you")
    QUESTION = "question", _("Question to answer")
