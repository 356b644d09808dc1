"""Who may change the gazetteer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.core.verdict import ALLOWED, Verdict, refuse


def may_edit_places(user: Any) -> Verdict:
    """Places are shared by all cases: whoever works in cases, or keeps the lists, may add and correct."""
    if user.has_right("places.edit") or user.has_right("references.manage"):
        return ALLOWED
    return refuse(_("Your role may look at places but not change them."))
