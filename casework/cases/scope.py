"""The conditions of `visible_to`, written out as SQL once instead of being built by the ORM each time.

A page asks them of a dozen models, some through three links. As nested querysets they cost more time to build
than the whole rest of the page; the database gets the same question. What they mean: casework.cases.models.
"""

from typing import Any

from django.apps import apps
from django.db.models import BooleanField, F, Func

from casework.cases.choices import Confidentiality
from casework.core import clock

INTERNAL, RESTRICTED = Confidentiality.INTERNAL.value, Confidentiality.RESTRICTED.value
HIGHEST = Confidentiality.HIGHLY_RESTRICTED.value


def _table(name: str, connection: Any) -> str:
    """The quoted table of a model of this room, which stands above this file."""
    return connection.ops.quote_name(apps.get_model("casework", name)._meta.db_table)


class Condition(Func):
    """A true-or-false expression over columns of the row that is asked about."""

    output_field = BooleanField()

    def __init__(self, *columns: str, user: Any) -> None:
        super().__init__(*(F(column) for column in columns))
        self.user_id, self.day = user.pk, clock.today()
        self.sees_all = user.has_right("cases.view_all")
        self.sees_internal = user.has_right("cases.view_internal")

    def member(self, connection: Any, case: str, *, cleared: bool = False) -> tuple[str, list[Any]]:
        """EXISTS of a current membership of the reader in the case, with its parameters."""
        flag = " AND own_member.cleared" if cleared else ""
        sql = (
            f"EXISTS(SELECT 1 FROM {_table('CaseMember', connection)} own_member "  # noqa: S608  (names of ours)
            f"WHERE own_member.case_id = {case} AND own_member.user_id = %s "
            "AND own_member.left_at IS NULL "
            f"AND (own_member.ends_on IS NULL OR own_member.ends_on >= %s){flag})"
        )
        return sql, [self.user_id, connection.ops.adapt_datefield_value(self.day)]

    def columns(self, compiler: Any) -> list[str]:
        """The SQL of the columns; they are plain references and carry no parameters."""
        compiled = [compiler.compile(column) for column in self.source_expressions]
        if any(values for _sql, values in compiled):
            raise TypeError("A condition of scope speaks of columns, not of computed values.")
        return [sql for sql, _values in compiled]


class IsMember(Condition):
    """The reader is a member of the case in `case` now."""

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, list[Any]]:
        return self.member(connection, self.columns(compiler)[0])


class CaseInScope(Condition):
    """The reader may read the case in `case`: by its level, or as a member."""

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, list[Any]]:
        mine, values = self.member(connection, "own_case.id")
        open_to, level = "", []
        if self.sees_all:
            open_to, level = "own_case.confidentiality <> %s OR ", [HIGHEST]
        elif self.sees_internal:
            open_to, level = "own_case.confidentiality = %s OR ", [INTERNAL]
        sql = (
            f"EXISTS(SELECT 1 FROM {_table('Case', connection)} own_case "  # noqa: S608  (names of ours)
            f"WHERE own_case.id = {self.columns(compiler)[0]} AND ({open_to}{mine}))"
        )
        return sql, [*level, *values]


class LevelAllows(Condition):
    """The level in the first column lets a reader of the case in the second read the row.

    No level at all (no such parent) is no bar.
    """

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, list[Any]]:
        level, case = self.columns(compiler)
        cleared, cleared_values = self.member(connection, case, cleared=True)
        if self.sees_all:
            sql = f"({level} IS NULL OR {level} IN (%s, %s) OR {cleared})"
            return sql, [INTERNAL, RESTRICTED, *cleared_values]
        member, member_values = self.member(connection, case)
        sql = f"({level} IS NULL OR {level} = %s OR ({level} = %s AND {member}) OR {cleared})"
        return sql, [INTERNAL, RESTRICTED, *member_values, *cleared_values]
