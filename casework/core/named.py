"""Names kept in English and in Arabic: which one is read, and how a record is found by any of them."""

from collections.abc import Iterable
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from casework.core.records import OfferedQuerySet
from casework.names import ranked, search_lines, search_terms

#: Above this many rows found by the database the ranking would cost more than it gives.
MOST_CANDIDATES = 500
#: A list of this size is still ranked whole, for a typing mistake that no piece of a name shares.
MOST_RANKED_WHOLE = 3_000


def reads_arabic() -> bool:
    """Whether the page is made in Arabic."""
    return (get_language() or "").startswith("ar")


def in_language(english: str, arabic: str) -> str:
    """The name in the reader's language, in English where there is no Arabic one."""
    return arabic if arabic and reads_arabic() else english


def name_column(stem: str) -> Any:
    """As `in_language`, for a query.

    Args:
        stem: the lookup without the language, such as `violation__type__name`.
    """
    english = F(f"{stem}_en")
    return Coalesce(f"{stem}_ar", english) if reads_arabic() else english


def _names_in(columns: Iterable[str]) -> list[str]:
    """The names that stand in these columns, one to a line."""
    return [line.strip() for text in columns for line in text.splitlines() if line.strip()]


class NamedQuerySet(OfferedQuerySet):
    """Rows of a list that are looked for by name, in either script and in any spelling."""

    def containing_names(self, typed: str) -> Self:
        """Rows of which each typed word, or its consonants, begins some word of a name."""
        found = self
        for pieces in search_terms(typed):
            any_piece = Q()
            for piece in pieces:
                any_piece |= Q(search_text__contains=piece)
            found = found.filter(any_piece)
        return found

    def matching(self, typed: str, limit: int = 20) -> Self:
        """Rows with a name like what was typed, in either script, best first.

        The database narrows; the matcher ranks. Where the database finds nothing and the list is small,
        all of it is ranked, so that a slip of the finger still finds the row.
        """
        columns = ("pk", *self.model.name_columns)  # type: ignore[attr-defined]
        rows = list(self.containing_names(typed).values_list(*columns)[:MOST_CANDIDATES])
        if not rows:
            rows = list(self.values_list(*columns)[: MOST_RANKED_WHOLE + 1])
            if len(rows) > MOST_RANKED_WHOLE:
                return self.none()
        best = ranked(typed, rows, names=lambda row: _names_in(row[1:]), limit=limit)
        keys = [match.item[0] for match in best]
        order = Case(*(When(pk=key, then=Value(at)) for at, key in enumerate(keys)), default=Value(len(keys)))
        return self.filter(pk__in=keys).order_by(order) if keys else self.none()


class TwoScripts(models.Model):
    """A record with names in Latin and in Arabic letters, which may lie within another of its kind.

    People spell both in many ways: `search_text` holds what all spellings have in common. The columns
    are the model's own, because each list calls them by its own words.
    """

    name_columns: ClassVar[tuple[str, ...]] = ("name_en", "name_ar", "aliases")
    """Columns by which the record is found; `aliases` holds one name to a line."""

    history_excluded = ("search_text",)

    name_en: Any
    name_ar: Any
    aliases: Any
    parent: Any
    search_text: Any

    class Meta:
        abstract = True

    def save(self, **kwargs: Any) -> None:
        """Keep the search text in step with the names."""
        self.search_text = self.names_for_search()
        super().save(**kwargs)

    def names_for_search(self) -> str:
        """All names as the search looks for them."""
        return search_lines(self.all_names)

    @property
    def all_names(self) -> list[str]:
        """Every name by which the record may be found."""
        return _names_in([getattr(self, column) for column in self.name_columns])

    @property
    def alias_list(self) -> list[str]:
        """The other names, one by one."""
        return _names_in([self.aliases])

    @property
    def name(self) -> str:
        """Name in the language of the reader."""
        return in_language(self.name_en, self.name_ar)

    @property
    def other_name(self) -> str:
        """Name in the other script, to be shown beside the first."""
        return str(self.name_en if self.name == self.name_ar else self.name_ar)

    def above(self) -> list[Self]:
        """The records this one lies in, the nearest first; a circle in bad data ends the walk."""
        found: list[Self] = []
        at = self.parent
        while at is not None and at not in found:
            found.append(at)
            at = at.parent
        return found

    def lies_in_itself(self) -> bool:
        """Whether a circle was made: the database sees only a record that is its own parent."""
        return self.pk is not None and any(one.pk == self.pk for one in self.above())
