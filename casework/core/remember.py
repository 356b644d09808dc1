"""Answers about many cases, kept in the process while nothing has been written.

Every audited write leaves a leaf in the ledger. As long as the newest leaf is the same, no count can have
changed, save by the clock: so the key carries the leaf, the reader and the minute. Nothing is stored outside
the process, and no GET writes anything.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from django.utils.translation import get_language

from casework.core import clock, kept
from casework.ledger.models import LedgerLeaf

T = TypeVar("T")
MOST: Final = 512
MOST_LARGE: Final = 6
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_large: OrderedDict[Hashable, Any] = OrderedDict()


def state_of_knowledge() -> tuple[Any, ...]:
    """What must be the same for a count to hold: the newest leaf, by its salted hash, and the minute."""
    newest = LedgerLeaf.objects.order_by("-id").values_list("id", "leaf_hash").first()
    return (newest, clock.now().replace(second=0, microsecond=0))


def remembered(
    reader: Any, name: Hashable, compute: Callable[[], T], state: Hashable = None, *, large: bool = False
) -> T:
    """The value for this reader, computed once per state of knowledge. Of large values few are kept."""
    key = (reader.pk, reader.role, name, state or state_of_knowledge())
    return _from(_large, MOST_LARGE, key, compute) if large else _from(_kept, MOST, key, compute)


def remembered_for_all(name: Hashable, state: Hashable, compute: Callable[[], T]) -> T:
    """A list that is the same for everybody of one language, such as that of the parties."""
    return _from(_kept, MOST, (get_language(), name, state), compute)


def _from(kept: OrderedDict[Hashable, Any], most: int, key: Hashable, compute: Callable[[], T]) -> T:
    if key in kept:
        kept.move_to_end(key)
        return kept[key]
    value = kept[key] = compute()
    while len(kept) > most:
        kept.popitem(last=False)
    return value


def forget() -> None:
    """Forget all that was counted: for measurements and tests."""
    _kept.clear()
    _large.clear()
    kept.forget_all()
