"""Lists that can be asked: filtered, sorted and paged, with the whole state in the address.

A page holds one list or several. Each of several has a name, which stands before its part of the address
(`sources-page=2`); asking one of them leaves the others as they are.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Self

import django_filters
from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, QuerySet, Value, When
from django.http import HttpRequest, QueryDict
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.core.dates import UncertainDate
from casework.core.whens import UncertainDateField

PAGE_SIZES: Final = (25, 50, 100)
PAGE_SIZE = 50
LONGEST_TERM: Final = 200
HANDFUL: Final = 5
"""As many rows are seen at a glance: nobody needs to be asked which of them to show."""

Column = str | F | Case
Sorts = Mapping[str, tuple[Column, ...]]
Choices = Sequence[tuple[str, Any]]


class PlainText(forms.CharField):
    """Text of an address: control characters go, the rest is cut to a length that can be asked."""

    widget = forms.TextInput(attrs={"type": "search", "dir": "auto"})

    def to_python(self, value: Any) -> str:
        text = "".join(sign for sign in str(value or "") if sign.isprintable())
        return super().to_python(text[:LONGEST_TERM]) or ""


class TextFilter(django_filters.CharFilter):
    """A filter over plain text."""

    field_class = PlainText


class OneOf(django_filters.ChoiceFilter):
    """One of a closed list, or all of it."""

    def __init__(self, *, everything: Any, **kwargs: Any) -> None:
        super().__init__(empty_label=everything, **kwargs)


class StandingFilter(OneOf):
    """Records that stand, or those that were withdrawn."""

    def __init__(self) -> None:
        choices = [("standing", _("Standing")), ("withdrawn", pgettext_lazy("records", "Withdrawn"))]
        super().__init__(label=_("Show"), everything=pgettext_lazy("records", "All"), choices=choices)

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        return qs.filter(withdrawn_at__isnull=value == "standing") if value else qs


class PeriodFilter(django_filters.Filter):
    """A day, month, year or range in words, as in every date box."""

    field_class = UncertainDateField


class Offered(BaseChoiceIterator):
    """Choices that are read once, when they are first shown or asked for.

    A form copies its fields with all they hold; this stays one, and the list it comes from stays out of it.
    """

    def __init__(self, read: Callable[[], Choices]) -> None:
        self._read = read

    @cached_property
    def _rows(self) -> Choices:
        return self._read()

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __deepcopy__(self, memo: Any) -> Self:
        return self


class ListFilter(django_filters.FilterSet):
    """What a list can be asked: only what its class names, never a column of the table by itself.

    The rows handed in are those the reader may see. What a subclass offers to choose from, it takes from
    them, and whatever it looks up beside them it asks in the reader's scope: an answer tells nothing more
    than the unfiltered list does. A value that is not offered asks for nothing, whether it exists or not.
    """

    @property
    def reader(self) -> Any:
        """Who asks."""
        return self.request.user

    def offer(self, name: str, choices: Callable[[], Choices]) -> None:
        """Let the field `name` choose among these."""
        self.filters[name].extra["choices"] = Offered(choices)


@dataclass(frozen=True)
class Chip:
    """One filter in force, and the address of the list without it."""

    label: str | Promise
    value: str
    remove_url: str


def chips_of(filterset: Any, request: HttpRequest) -> list[Chip]:
    """A chip for each value asked for that was understood; the text has a box of its own."""
    chips = []
    for name, value in filterset.form.cleaned_data.items():
        field, key = filterset.form.fields[name], filterset.form.add_prefix(name)
        if not value or name == "q":
            continue
        words = dict(getattr(field, "choices", []) or [])
        if isinstance(value, list):
            for one in value:
                chips.append(Chip(field.label, str(words.get(one, one)), _without(request.GET, key, one)))
            continue
        said = (
            value.words()
            if isinstance(value, UncertainDate)
            else str(words.get(value, "" if value is True else value))
        )
        chips.append(Chip(field.label, said, _without(request.GET, key)))
    return chips


def _without(query: QueryDict, name: str, value: str | None = None) -> str:
    left = query.copy()
    left.pop(f"{name.rpartition('-')[0]}-page".lstrip("-"), None)
    rest = [one for one in left.getlist(name) if value is not None and one != value]
    if rest:
        left.setlist(name, rest)
    else:
        left.pop(name, None)
    return f"?{left.urlencode()}"


def ranked(column: str, order: Sequence[str]) -> Case:
    """The place of a column's value in this order, for sorting by what the words mean."""
    return Case(*(When(**{column: key}, then=Value(at)) for at, key in enumerate(order)))


def known_key(asked: str, sorts: Sorts, default: str) -> str:
    """The sort key asked for, with a minus for descending; unknown keys fall back."""
    return asked if asked.removeprefix("-") in sorts else default


def known_size(asked: str, default: int) -> int:
    """The page size asked for, one of PAGE_SIZES."""
    return int(asked) if asked in {str(size) for size in PAGE_SIZES} else default


def in_order(rows: QuerySet, columns: Sequence[Column], *, backwards: bool) -> QuerySet:
    """Order the rows; the primary key breaks ties, so that no row is on two pages.

    A column given as an expression may be empty: such rows come last, both ways.
    """
    return rows.order_by(*(_ordered(column, backwards) for column in columns), "-pk")


def _ordered(column: Column, backwards: bool) -> Any:
    if isinstance(column, str):
        name = column.removeprefix("-")
        return f"-{name}" if column.startswith("-") != backwards else name
    return column.desc(nulls_last=True) if backwards else column.asc(nulls_last=True)


class Listing:
    """One list of a page: its rows filtered, sorted and paged as the address asks."""

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet,
        *,
        filterset_class: type[ListFilter],
        sorts: Sorts,
        sort_words: Choices,
        default_sort: str = "",
        name: str = "",
    ) -> None:
        """
        Args:
            rows: what the reader may see, in the order that holds while none is asked for.
            sort_words: the keys of `sorts` with their words, for whoever sees no heads of columns.
            name: what tells this list from the others of its page.
        """
        self.request, self.name = request, name
        self.filter = filterset_class(request.GET, queryset=rows, request=request, prefix=name or None)
        self.sorts, self.sort_words = sorts, sort_words
        self.sort = known_key(self.asked("sort"), sorts, default_sort)
        self.has_own_order = not default_sort

    def param(self, name: str) -> str:
        """How a part of this list's state is called in the address."""
        return f"{self.name}-{name}" if self.name else name

    def asked(self, name: str) -> str:
        """What the address says of it."""
        return self.request.GET.get(self.param(name), "")

    @property
    def page_param(self) -> str:
        return self.param("page")

    @property
    def sort_param(self) -> str:
        return self.param("sort")

    @cached_property
    def rows(self) -> Any:
        """All rows that fit, in order; a page that shows them in other pieces puts these in their place."""
        rows = self.filter.qs
        if not self.sort:
            return rows
        return in_order(rows, self.sorts[self.sort.removeprefix("-")], backwards=self.sort.startswith("-"))

    @cached_property
    def page(self) -> Page:
        """The rows of the page asked for, or of the nearest there is."""
        return Paginator(self.rows, PAGE_SIZE).get_page(self.asked("page"))

    @cached_property
    def chips(self) -> list[Chip]:
        """The filters in force."""
        self.filter.form.is_valid()
        return chips_of(self.filter, self.request)

    @property
    def fields(self) -> list[forms.BoundField]:
        """What can be asked besides the text."""
        return [field for field in self.filter.form if field.name != "q"]

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked, be it understood or not."""
        form = self.filter.form
        return bool(not form.is_valid() or any(form.cleaned_data.values()))

    @property
    def is_offered(self) -> bool:
        """Whether to offer filters: not over a handful of rows of which none is left out."""
        return self.is_filtered or self.page.paginator.count > HANDFUL

    @cached_property
    def others(self) -> list[tuple[str, str]]:
        """The state of the other lists of the page, which asking this one leaves as it is."""
        mine = {self.param(name) for name in (*self.filter.filters, "sort", "page")}
        return [
            (name, value)
            for name, values in self.request.GET.lists()
            for value in values
            if name not in mine and (self.name or "-" in name)
        ]

    @property
    def clear_url(self) -> str:
        """This list whole again and in its own order, the others as they are."""
        rest = QueryDict(mutable=True)
        for name, value in self.others:
            rest.appendlist(name, value)
        return f"?{rest.urlencode()}" if rest else self.request.path
