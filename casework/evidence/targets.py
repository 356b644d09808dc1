"""What an item can be cited for inside a case, as one list of choices with words a person recognises."""

from typing import Any

from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from casework.cases.models import Case
from casework.incidents.models import CasualtyClaim, Violation
from casework.parties.models import Attribution, PartyPosition

from .models import Citation

Choice = tuple[Any, Any]
KINDS: dict[str, tuple[type, str | Promise]] = {
    "violation": (Violation, _("Alleged violations")),
    "attribution": (Attribution, _("Attributions to a party")),
    "position": (PartyPosition, _("Positions of a party")),
    "casualty_claim": (CasualtyClaim, _("Casualty claims")),
}
RELATED = {
    "violation": ("type", "incident"),
    "attribution": ("party", "violation__type"),
    "position": ("attribution__party", "attribution__violation__type"),
    "casualty_claim": ("source", "incident"),
}


def words_for(name: str, target: Any) -> str:
    """How a target is called in a list: what it is, then what tells it from its neighbours."""
    if name == "violation":
        return f"{target.type} · {target.incident.title}"
    if name == "attribution":
        return f"{target.party} · {target.violation.type}"
    if name == "position":
        return f"{target.attribution.party} · {target} · {target.attribution.violation.type}"
    return f"{target.source} · {target.killed} · {target.incident.title}"


def citation_words(citation: Citation) -> str:
    """What a citation holds the item for or against."""
    for name in KINDS:
        if getattr(citation, f"{name}_id"):
            return words_for(name, getattr(citation, name))
    return ""


def target_choices(user: Any, case: Case) -> list[Choice]:
    """Grouped choices of everything in the case this reader may see and that stands."""
    groups: list[Choice] = []
    for name, (model, label) in KINDS.items():
        rows = model.objects.visible_to(user).standing().filter(case=case).select_related(*RELATED[name])  # type: ignore[attr-defined]
        options = [(f"{name}:{row.uid}", Truncator(words_for(name, row)).chars(140)) for row in rows[:300]]
        if options:
            groups.append((label, options))
    return groups


def find_target(user: Any, case: Case, key: str) -> Any | None:
    """The record a choice stands for, in scope; None for anything else."""
    name, _colon, uid = key.partition(":")
    if name not in KINDS:
        return None
    model = KINDS[name][0]
    return model.objects.visible_to(user).standing().filter(case=case, uid=uid).first()  # type: ignore[attr-defined]
