"""What is disputed: we hold credible evidence; the accused party, by its last word, rejects it or is silent.

Who said what last is put together from two plain reads of the database, as numbers, and kept while no case of
theirs is written in. As one statement that asks each attribution for its last position, the same took minutes
at a hundred thousand cases.
"""

import datetime as dt
from collections.abc import Collection
from typing import Any, Final

from django.db.models import F, QuerySet

from casework.cases.queries import memberships_over
from casework.core.columns import Columns, join_columns
from casework.core.kept import Kept
from casework.incidents.choices import ProofStandard
from casework.investigations.models import Assessment
from casework.investigations.rules import reaches_threshold
from casework.parties.choices import REJECTING, ClaimStatus, PositionKind
from casework.parties.models import Attribution, PartyPosition

CREDIBLE: Final = tuple(standard.value for standard in ProofStandard if reaches_threshold(standard))
UNANSWERED: Final = (PositionKind.NO_RESPONSE, PositionKind.NOT_ASKED)
NOTHING: Final = "nothing"
SAID: Final = (NOTHING, *(kind.value for kind in (*REJECTING, *UNANSWERED)))
"""What a party may say, or not, for its attribution to be disputed; rows carry the place in this list."""

_kept: Kept[Columns] = Kept(
    join=join_columns, without_influence=("accounts.HistoricalUser",), overnight=memberships_over
)


COLUMNS: Final = (
    "case",
    "attribution",
    "party",
    "incident",
    "position",
    "said",
    "said_on",
    "earliest",
    "latest",
)
"""Keys of a disputed attribution and of what belongs to it; the place in SAID of what the party says last;
and days, counted; 0 is what is not known or not there."""


def disputes(user: Any) -> Columns:
    """Every disputed attribution in the reader's scope, by case."""
    return _kept.ask(user, "disputes", lambda cases: Columns(COLUMNS, _asked(user, cases)))


def in_force() -> QuerySet[Assessment]:
    """Assessments by which we hold credible evidence."""
    return Assessment.objects.in_force().filter(standard__in=CREDIBLE)


def _asked(user: Any, cases: Collection[int] | None) -> list[tuple[int, ...]]:
    """The disputes of these cases, or of all, from the database."""
    last = _last_words(user, cases)
    found: list[tuple[int, ...]] = []
    for case, attribution, party, incident, earliest, latest in _alleged(user, cases):
        position, kind, said_on = last.get(attribution, (0, NOTHING, None))
        if kind in SAID:
            days = (_day(said_on), _day(earliest), _day(latest))
            found.append((case, attribution, party, incident, position, SAID.index(kind), *days))
    return found


def _alleged(user: Any, cases: Collection[int] | None) -> QuerySet:
    """Attributions in scope, not rejected by ourselves, of acts for which we hold credible evidence."""
    rows = Attribution.objects.visible_to(user).standing().exclude(claim_status=ClaimStatus.REJECTED)
    rows = _within(rows, cases).filter(violation__in=_within(in_force(), cases).values("violation"))
    days = ("violation__incident__when_earliest", "violation__incident__when_latest")
    return rows.order_by().values_list("case_id", "pk", "party_id", "violation__incident_id", *days)


def _last_words(user: Any, cases: Collection[int] | None) -> dict[int, tuple[int, str, dt.date | None]]:
    """The last position on each attribution that the reader may see: the latest, of one day the newest."""
    rows = _within(PartyPosition.objects.allowed_to(user), cases).filter(withdrawn_at__isnull=True)
    rows = rows.order_by(F("when_latest").asc(nulls_first=True), "id")
    return {
        attribution: said
        for attribution, *said in rows.values_list("attribution_id", "pk", "kind", "when_latest")
    }  # type: ignore[misc]


def _within(rows: Any, cases: Collection[int] | None) -> Any:
    return rows if cases is None else rows.filter(case__in=cases)


def _day(day: dt.date | None) -> int:
    return day.toordinal() if day else 0
