"""What was written since a moment: every audited write leaves a leaf, so the ledger lists all changes.

Leaves are numbered when they are written and can be read when their transaction ends. SQLite has one writer
at a time: numbers become readable in their order. On PostgreSQL number 10 may be readable before number 9,
which a transaction still holds. Whoever stands at 10 would never look at 9: so a moment also carries the
numbers below the newest that could not be read, and looks for them until their transactions are over.
"""

import dataclasses
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, F, Func, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KeyTextTransform

from casework.ledger.models import LedgerLeaf

LOOK_BACK: Final = 10_000
"""No transaction stays open while the others write more leaves than this."""
MOST: Final = 5_000
"""Beyond so many news, asking anew costs less than reading them."""


class Leaf(NamedTuple):
    """One change: of which model, in which case if any, and whether the record is new by it."""

    model: str
    scope: int | None
    is_first: bool


@dataclasses.dataclass(frozen=True)
class Moment:
    """A place in the ledger: the newest leaf, and the numbers before it that could not be read yet.

    With each such number goes a ticket. Tickets and transactions are numbered in one row: when the oldest
    transaction that still runs came after the ticket, the number either can be read or was rolled back.
    """

    newest: int
    leaf_hash: str
    unread: Mapping[int, int] = dataclasses.field(default_factory=dict)


def present_moment() -> Moment:
    """The end of the ledger. Read it before whatever is to be kept is computed, never after."""
    rows = LedgerLeaf.objects.order_by("-id")
    if not _several_writers():
        newest = rows.values_list("id", "leaf_hash").first()
        return Moment(*newest) if newest else Moment(0, "")
    start = LedgerLeaf.objects.order_by("-id").values(start=F("id") - LOOK_BACK)[:1]
    found = list(rows.filter(id__gt=Subquery(start)).values_list("id", "leaf_hash", _ticket()))
    if not found:
        return Moment(0, "")
    (newest, leaf_hash, ticket), known = found[0], {row[0] for row in found}
    first = max(newest - LOOK_BACK, 0) + 1
    return Moment(newest, leaf_hash, dict.fromkeys(set(range(first, newest)) - known, ticket))


def since(moment: Moment) -> tuple[Moment, list[Leaf]] | None:
    """The moment reached now, and what was written on the way.

    Returns:
        None where the way cannot be told: too much was written, or the ledger is another one.
    """
    rows = list(_rows(moment)[: MOST + 1])
    hashes = {row[0]: row[1] for row in rows}
    if len(rows) > MOST or (moment.newest and hashes.pop(moment.newest, None) != moment.leaf_hash):
        return None
    newest = max([*hashes, moment.newest])
    if newest - moment.newest > LOOK_BACK:
        return None
    unread = _still_unread(moment, newest, hashes, oldest=rows[0][-1] if rows else 0)
    news = [
        Leaf(model, scope, str(version) == "1")
        for key, _hash, model, scope, version, _oldest in rows
        if key in hashes
    ]
    return Moment(newest, hashes.get(newest, moment.leaf_hash), unread), news


def _rows(moment: Moment) -> QuerySet[LedgerLeaf, Any]:
    """The newest leaf known, so that it is seen to be still there; all after it; those not read before."""
    wanted = Q(id__gte=moment.newest)
    if moment.unread:
        wanted |= Q(id__in=list(moment.unread))
    version = KeyTextTransform("version", F("payload__values"))
    oldest = _oldest_running() if _several_writers() else Value(0)
    found = LedgerLeaf.objects.filter(wanted).order_by("id").annotate(of_version=version, oldest=oldest)
    return found.values_list("id", "leaf_hash", "model", "scope", "of_version", "oldest")


def _still_unread(moment: Moment, newest: int, seen: Collection[int], oldest: int) -> Mapping[int, int]:
    """The numbers to look for next time."""
    if not _several_writers():
        return {}
    left = {key: ticket for key, ticket in moment.unread.items() if key not in seen and ticket > oldest}
    skipped = set(range(moment.newest + 1, newest)) - set(seen)
    return left | dict.fromkeys(skipped, _draw_ticket()) if skipped else left


def _several_writers() -> bool:
    """Whether transactions may end in another order than they wrote."""
    return connection.vendor == "postgresql"


def _ticket() -> Func:
    """A number after those of all transactions that have written anything by now."""
    return Func(
        function="pg_current_xact_id", template="%(function)s()::text::bigint", output_field=BigIntegerField()
    )


def _draw_ticket() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text::bigint")
        return int(cursor.fetchone()[0])


def _oldest_running() -> Func:
    """All transactions with a lower number than this are over, and what they wrote can be read."""
    return Func(
        function="pg_snapshot_xmin",
        template="%(function)s(pg_current_snapshot())::text::bigint",
        output_field=BigIntegerField(),
    )
