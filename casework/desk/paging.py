"""Pages of long lists, whose number of rows is counted once and kept while nothing has been written."""

from collections.abc import Hashable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from casework.cases.models import Case
from casework.core.questions import Question, one_of
from casework.core.remember import remembered


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


class KeyPaginator(Paginator):
    """Pages of keys that were chosen and sorted already; the rows of one page are read by their keys."""

    def __init__(self, keys: list[int], size: int, *, rows: QuerySet) -> None:
        super().__init__(keys, size)
        self.rows = rows

    def page(self, number: Any) -> Page:
        """The rows of a page. One that left the reader's scope just now is not among them."""
        page = super().page(number)
        keys = list(page.object_list)
        found = self.rows.in_bulk(keys)
        page.object_list = [found[key] for key in keys if key in found]
        return page


@Question
def _cases(_reader: Any, keys: list[Any]) -> QuerySet:
    """The cases of these keys, which were found in the reader's scope just now."""
    return Case.objects.filter(one_of("id", keys)).select_related("lead").order_by()
