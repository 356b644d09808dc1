"""Counts over many cases, kept in the process while nothing has been written.

Every audited write leaves a leaf in the ledger. As long as the newest leaf is the same, no count can have
changed, save by the clock: so the key carries the leaf, the reader and the minute. Nothing is stored outside
the process, and no GET writes anything.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import get_language

from casework.cases.models import Case
from casework.core import clock
from casework.core.questions import Question, one_of
from casework.ledger.models import LedgerLeaf

T = TypeVar("T")
MOST: Final = 512
_kept: OrderedDict[Hashable, Any] = OrderedDict()


def state_of_knowledge() -> tuple[Any, ...]:
    """What must be the same for a count to hold: the newest leaf, by its salted hash, and the minute."""
    newest = LedgerLeaf.objects.order_by("-id").values_list("id", "leaf_hash").first()
    return (newest, clock.now().replace(second=0, microsecond=0))


def remembered(reader: Any, name: Hashable, compute: Callable[[], T], state: Hashable = None) -> T:
    """The value for this reader, computed once per state of knowledge."""
    return _remembered((reader.pk, reader.role, name, state or state_of_knowledge()), compute)


def remembered_for_all(name: Hashable, state: Hashable, compute: Callable[[], T]) -> T:
    """A list that is the same for everybody of one language, such as that of the parties."""
    return _remembered((get_language(), name, state), compute)


def _remembered(key: Hashable, compute: Callable[[], T]) -> T:
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    value = _kept[key] = compute()
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return value


def forget() -> None:
    """Forget all that was counted: for measurements and tests."""
    _kept.clear()


class CountingPaginator(Paginator):
    """Pages of rows whose number is counted over another shape of the same question, and kept."""

    def __init__(
        self, rows: QuerySet, size: int, *, counted: QuerySet, reader: Any, asked: str, state: Hashable
    ) -> None:
        super().__init__(rows, size)
        self.rows = rows
        self.counted, self.reader, self.asked, self.state = counted, reader, asked, state

    @cached_property
    def count(self) -> int:
        name = ("count", self.asked)
        return remembered(self.reader, name, self.counted.order_by().count, self.state)

    def page(self, number: Any) -> Page:
        """The rows of a page by their keys: sorting whole rows to skip most of them costs seconds."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = list(self.rows.values_list("pk", flat=True)[first : first + self.per_page])
        found = {case.pk: case for case in _cases(self.reader, keys=keys)}
        return Page([found[key] for key in keys], number, self)


@Question
def _cases(_reader: Any, keys: list[Any]) -> QuerySet:
    """The cases of these keys, which were found in the reader's scope just now."""
    return Case.objects.filter(one_of("id", keys)).select_related("lead").order_by()
