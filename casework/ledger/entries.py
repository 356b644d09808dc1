"""The newest ledger entry of each of some records: what a printed page names, so that it can be checked."""

import uuid
from collections.abc import Iterable

from django.db.models import Max

from casework.ledger.models import LedgerLeaf


def newest_entries(uids: Iterable[uuid.UUID], kinds: Iterable[str]) -> dict[uuid.UUID, LedgerLeaf]:
    """The last entry of each record, by its uid.

    Args:
        kinds: labels of the history tables or events that the entries are of, such as
            `casework.HistoricalFinding`.
    """
    mine = LedgerLeaf.objects.filter(object_uid__in=list(uids), model__in=list(kinds)).order_by()
    last = mine.values("object_uid").annotate(last=Max("id")).values("last")
    return {leaf.object_uid: leaf for leaf in LedgerLeaf.objects.filter(id__in=last).defer("digests")}
