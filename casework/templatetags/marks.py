"""Which shape, colour and word stands for a stage, a level or a standard of proof.

The words come from the choices of the rooms, so that a list, a filter and a chip cannot differ.
"""

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Look(NamedTuple):
    """How one value is shown."""

    label: Any
    kind: str
    mark: str


STAGES: dict[str, Look] = {
    "reported": Look(_("Reported"), "", "reported"),
    "assessment": Look(_("Under assessment"), "active", "assess"),
    "insufficient": Look(_("Insufficient information"), "", "short"),
    "credible": Look(_("Credible evidence"), "active", "credible"),
    "investigation": Look(_("Investigation under way"), "active", "invest"),
    "findings_review": Look(_("Findings under review"), "review", "inreview"),
    "findings_approved": Look(_("Findings approved"), "done", "approved"),
    "published": Look(_("Findings public"), "done", "public"),
    "closed": Look(_("Closed"), "", "closed"),
    "suspended": Look(_("Suspended"), "", "suspended"),
}

LEVELS: dict[str, Look] = {
    "internal": Look(_("Internal"), "", "people"),
    "restricted": Look(_("Restricted"), "", "lock"),
    "highly_restricted": Look(_("Highly restricted"), "sealed", "lock"),
    "highly": Look(_("Highly restricted"), "sealed", "lock"),
}

RANKS: dict[str, tuple[int, Any]] = {
    "none": (0, _("Not assessed")),
    "allegation": (1, _("Allegation only")),
    "reasonable_suspicion": (2, _("Reasonable grounds to suspect")),
    "reasonable_grounds": (3, _("Reasonable grounds to believe")),
    "balance": (4, _("More likely than not")),
    "clear_convincing": (5, _("Clear and convincing")),
    "beyond_doubt": (6, _("Beyond reasonable doubt")),
}
