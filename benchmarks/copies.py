"""Copies of a block of rows, made inside the database: other keys and codes, the same links among them."""

from collections.abc import Sequence

from django.core.management.color import no_style
from django.db import connection, models, transaction

Model = type[models.Model]
RANDOM = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}


def series(first: int, last: int) -> str:
    """A table of numbers, in both dialects."""
    step = f"SELECT n + 1 FROM s WHERE n < {last}"
    return f"WITH RECURSIVE s(n) AS (SELECT {first} UNION ALL {step}) SELECT n FROM s"


def multiply(kinds: Sequence[Model], times: int) -> None:
    """Make `times - 1` copies of all rows of these models."""
    steps = {kind: models.QuerySet(kind).aggregate(most=models.Max("pk"))["most"] or 0 for kind in kinds}
    with connection.cursor() as cursor:
        for kind in kinds:
            with transaction.atomic():
                cursor.execute(_copy(kind, steps, times))
        for sql in connection.ops.sequence_reset_sql(no_style(), list(kinds)):
            cursor.execute(sql)


def _copy(kind: Model, steps: dict[Model, int], times: int) -> str:
    quote = connection.ops.quote_name
    fields = kind._meta.concrete_fields
    columns = ", ".join(quote(field.column) for field in fields)
    values = ", ".join(_value(field, kind, steps) for field in fields)
    table = quote(kind._meta.db_table)
    return (
        f"INSERT INTO {table} ({columns}) "
        f"SELECT {values} FROM ({series(1, times - 1)}) n CROSS JOIN {table} m ORDER BY n.n, m.id"
    )


def _value(field: models.Field, kind: Model, steps: dict[Model, int]) -> str:
    column = f"m.{connection.ops.quote_name(field.column)}"
    if field.primary_key:
        return f"{column} + n.n * {steps[kind]}"
    if field.is_relation and field.related_model in steps:
        return f"{column} + n.n * {steps[field.related_model]}"
    if field.column in ("uid", "txn_id"):
        return RANDOM[connection.vendor]
    if field.column == "reference":
        return f"{column} || n.n"
    if field.column == "content":
        return f"replace({column}, m.reference, m.reference || n.n)"
    return column
