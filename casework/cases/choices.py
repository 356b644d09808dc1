"""Words of a case: its stage, its level of confidentiality, what a member is."""

from typing import Final

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Stage(models.TextChoices):
    """Where a case stands against the recommendation (domain.md §4.1)."""

    REPORTED = "reported", _("Reported")
    ASSESSMENT = "assessment", _("Under preliminary assessment")
    INSUFFICIENT = "insufficient", _("Insufficient information")
    CREDIBLE = "credible", _("Credible evidence")
    INVESTIGATION = "investigation", _("Investigation under way")
    FINDINGS_REVIEW = "findings_review", _("Findings under review")
    FINDINGS_APPROVED = "findings_approved", _("Findings approved")
    PUBLISHED = "published", _("Findings public")
    CLOSED = "closed", pgettext_lazy("stage of a case", "Closed")
    SUSPENDED = "suspended", _("Suspended")


OPEN_STAGES = tuple(stage for stage in Stage.values if stage != Stage.CLOSED)
UNDECIDED: Final = (Stage.CLOSED, Stage.SUSPENDED)
"""Nothing is decided in these: what waits there is nobody's turn."""

_REVIEWED = _(
    "The findings are under review, and this is part of what they rest on. A supervisor returns them before "
    "it is changed."
)
_APPROVED = _(
    "The findings are approved, and this is part of what they rest on. A supervisor reopens the "
    "investigation before it is changed."
)
HANDED_IN: Final[dict[str, Promise]] = {
    Stage.FINDINGS_REVIEW: _REVIEWED,
    Stage.FINDINGS_APPROVED: _APPROVED,
    Stage.PUBLISHED: _APPROVED,
}
"""Stages at which findings are locked, and with them all they were drawn from; each with what to do first."""


class Confidentiality(models.TextChoices):
    """Who may see a record (product.md §2). `public` exists on published snapshots only."""

    INTERNAL = "internal", _("Internal")
    RESTRICTED = "restricted", _("Restricted")
    HIGHLY_RESTRICTED = "highly_restricted", _("Highly restricted")


LEVEL_HINTS = {
    Confidentiality.INTERNAL: _("Every investigator and supervisor reads; members work."),
    Confidentiality.RESTRICTED: _("Members of the case, and supervisors."),
    Confidentiality.HIGHLY_RESTRICTED: _("Members only. Supervisors too must be members."),
}
LEVELS = tuple(Confidentiality.values)


def level_rank(level: str) -> int:
    """Return 0 for internal, 1 for restricted, 2 for highly restricted."""
    return LEVELS.index(level)


def highest_level(*levels: str | None) -> str:
    """Return the highest of the levels given; None counts as internal."""
    return max((level or Confidentiality.INTERNAL for level in levels), key=level_rank)


class Priority(models.TextChoices):
    """How soon a case needs work."""

    LOW = "low", pgettext_lazy("priority", "Low")
    NORMAL = "normal", pgettext_lazy("priority", "Normal")
    HIGH = "high", pgettext_lazy("priority", "High")
    URGENT = "urgent", pgettext_lazy("priority", "Urgent")


class MemberRole(models.TextChoices):
    """What a member is in a case."""

    LEAD = "lead", _("Lead")
    MEMBER = "member", _("Member")
    REVIEWER = "reviewer", _("Reviewer")
    READER = "reader", _("Reader")


class CloseReason(models.TextChoices):
    """Why a case was closed before publication (domain.md §4.2)."""

    DUPLICATE = "duplicate", _("Duplicate of another case")
    MERGED = "merged", _("Merged into another case")
    OUTSIDE_MANDATE = "outside_mandate", _("Outside our mandate")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("Consent withdrawn")
    UNFOUNDED = "unfounded", _("Manifestly unfounded")
