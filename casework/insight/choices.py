"""The rungs of the recommendation, as they are counted (product.md §2)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Rung(models.TextChoices):
    """What one allegation has reached. Rungs are counted side by side and need not nest."""

    LOGGED = "logged", pgettext_lazy("rung", "Logged")
    ASSESSED = "assessed", pgettext_lazy("rung", "Assessed")
    CREDIBLE = "credible", pgettext_lazy("rung", "Credible")
    INVESTIGATED = "investigated", _("By somebody")
    EFFECTIVE = "effective", _("Effectively")
    CONCLUDED = "concluded", pgettext_lazy("rung", "Concluded")
    PUBLIC = "public", _("Findings public")
    REDRESS = "redress", pgettext_lazy("rung", "Redress")


class Decided(models.TextChoices):
    """What a second person decides, or says a word to."""

    ASSESSMENT = "assessment", _("Assessment")
    FINDING = "finding", _("Findings")
    RATING = "rating", pgettext_lazy("effectiveness", "Rating")
    PUBLIC = "public", _("Public text")
    SECOND = "second", _("Second opinion")


class Decision(models.TextChoices):
    """How a decision went, in the same words for every kind."""

    AGREED = "agreed", pgettext_lazy("decision", "Agreed to")
    RETURNED = "returned", _("Returned")
    OPINION = "opinion", _("Opinion given")


#: How each rung is counted, in one sentence, for the page that explains the figures.
RUNG_RULES = {
    Rung.LOGGED: _("One event alleged against one party, its sub-parties counted with it."),
    Rung.ASSESSED: _("A second person approved an assessment of an act of that event by that party."),
    Rung.CREDIBLE: _("Such an assessment reaches reasonable grounds to suspect, or more."),
    Rung.INVESTIGATED: _(
        "An investigation by anybody, this organisation included, covers the event and the party."
    ),
    Rung.EFFECTIVE: _(
        "Such an investigation is prompt, independent, impartial, thorough and capable, and at least partly "
        "transparent and open to victims; one person rated it, a second confirmed."
    ),
    Rung.CONCLUDED: _("Approved findings hold a conclusion on such an act."),
    Rung.PUBLIC: _("Those findings are public now."),
    Rung.REDRESS: _(
        "Redress was granted, at least in part: by a claim for this event on this party’s account, or for "
        "the case as a whole."
    ),
}

#: For the report of gaps: what was reached, and what did not follow.
GAPS = {
    "unassessed": (Rung.LOGGED, Rung.ASSESSED, _("Logged, not assessed")),
    "below": (Rung.ASSESSED, Rung.CREDIBLE, _("Assessed, threshold not met")),
    "uninvestigated": (Rung.CREDIBLE, Rung.INVESTIGATED, _("Credible, nobody investigates")),
    "ineffective": (Rung.INVESTIGATED, Rung.EFFECTIVE, _("Investigated, not effectively")),
    "unpublished": (Rung.CONCLUDED, Rung.PUBLIC, _("Concluded, not public")),
    "unredressed": (Rung.PUBLIC, Rung.REDRESS, _("Public, no redress")),
}
