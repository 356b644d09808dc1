"""Words of the ladder: who may move a case, what the mover must say, what a search for duplicates found."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casework.incidents.choices import IncidentLinkKind


class Mover(models.TextChoices):
    """The letters of the transition table."""

    INVESTIGATOR = "I", _("investigator")
    SUPERVISOR = "S", _("supervisor")
    OTHER_SUPERVISOR = "O", _("another supervisor")
    LEAD = "L", _("lead investigator")


class DuplicateOutcome(models.TextChoices):
    """What the person who searched for duplicates concluded."""

    NONE = "none", _("No other case describes the same event")
    LINKED = "linked", _("Possible duplicates found and linked")
    DUPLICATE = "duplicate", _("It is a duplicate")


#: Conclusions that name an event of another case, and how the two events are linked then.
LINKS_OF_OUTCOMES = {
    DuplicateOutcome.LINKED: IncidentLinkKind.POSSIBLY_SAME,
    DuplicateOutcome.DUPLICATE: IncidentLinkKind.DUPLICATE_OF,
}


class Demand(models.TextChoices):
    """What the mover must say beside the reason, for the moves that ask for it."""

    MISSING = "missing", _("What is missing")
    REVIEW_ON = "review_on", _("Date for another look")
    SINGLE_SOURCE = "single_source", _("Why a single source is enough")
    CLOSE_CODE = "close_code", _("Reason code")
    KEPT_CASE = "kept_case", _("Case that is kept")
    WITHDRAWAL = "withdrawal", _("Reason the public is told")
