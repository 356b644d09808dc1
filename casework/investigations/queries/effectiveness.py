"""The two figures that are never the same: investigated, and effectively investigated (product.md §1, §2).

An allegation is one event alleged against one party. An investigation covers it when

- it stands in the same case, and has begun (ours from its first day, another body's as soon as it is known),
- it is about that event, or about all events of the case, and
- it is about that party, about one above or below it in the tree of parties, or about every party.

It covers it *effectively* when its confirmed rating satisfies `models.rating.EFFECTIVE`, the one rule. Our
own investigation counts like any other body's, and is rated like it.

Both conditions are written for rows of any table: name the lookups that lead from the row to its case, its
event and its party. Without a lookup for event or party any will do. For example, for attributions:

    Attribution.objects.annotate(
        investigated=investigated_by_anybody(reader, incident="violation__incident", party="party"),
        effectively=effectively_investigated(reader, incident="violation__incident", party="party"),
    )

and for cases: `Case.objects.annotate(investigated=investigated_by_anybody(reader, case="pk"))`.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from ..models import EffectivenessRating, Investigation
from ..models.investigation import InvestigationQuerySet
from ..models.rating import EFFECTIVE

#: So many levels of the tree of parties are climbed on either side; the shipped tree has four.
PARTY_LEVELS = 5


def _of_kin(party: str) -> Q:
    """The party of the investigation is the row's, stands above it, or below it."""
    kin = Q(party_id=OuterRef(f"{party}_id"))
    for level in range(1, PARTY_LEVELS):
        climb = "__parent" * level
        kin |= Q(party_id=OuterRef(f"{party}{climb}_id")) | Q(**{f"party{climb}_id": OuterRef(f"{party}_id")})
    return kin


def covering(
    reader: Any, *, case: str = "case_id", incident: str = "", party: str = ""
) -> InvestigationQuerySet:
    """Investigations that cover the outer row, as far as the reader may see them.

    Args:
        reader: a person who has the outer row in scope; None for a job that counts for everybody.
        case: lookup from the row to its case.
        incident: lookup to its event, without `_id`; empty: any event.
        party: lookup to its party, without `_id`; empty: any party.
    """
    rows = Investigation.objects.begun()
    rows = rows if reader is None else rows.allowed_to(reader)
    rows = rows.filter(case=OuterRef(case))
    if incident:
        rows = rows.filter(Q(incident__isnull=True) | Q(incident_id=OuterRef(f"{incident}_id")))
    return rows.filter(Q(party__isnull=True) | _of_kin(party)) if party else rows


def is_effective() -> Exists:
    """The condition on investigations that a confirmed rating calls them effective."""
    return Exists(EffectivenessRating.objects.filter(EFFECTIVE, investigation=OuterRef("pk")))


def investigated_by_anybody(
    reader: Any, *, case: str = "case_id", incident: str = "", party: str = ""
) -> Exists:
    """Whether any body, ours or another's, investigates or investigated the outer row."""
    return Exists(covering(reader, case=case, incident=incident, party=party))


def effectively_investigated(
    reader: Any, *, case: str = "case_id", incident: str = "", party: str = ""
) -> Exists:
    """Whether at least one investigation of the outer row is effective by its confirmed rating."""
    return Exists(covering(reader, case=case, incident=incident, party=party).filter(is_effective()))
