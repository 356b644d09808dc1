"""Asking the database which records a public text carries over: `words` keeps that under the key of each."""

from typing import Any

from django.db.models import BooleanField, Expression, F, Func

from ..choices import WordKind


class GoesOut(Func):
    """Whether the words of the record `kind`:`uid` go out, read from the JSON of a text.

    SQLite keeps a uid without hyphens, the JSON has them: there they are taken out of it. Its words change by
    that too, but only "out" is read.
    """

    output_field = BooleanField()
    conditional = True

    def __init__(self, words: str | Expression, kind: str | WordKind, uid: Any) -> None:
        super().__init__(words if isinstance(words, Expression) else F(words), uid)
        self.kind = WordKind(kind)

    def as_sqlite(  # type: ignore[override]
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, list[Any]]:
        template = """COALESCE(JSON_EXTRACT(REPLACE({}, '-', ''), '$."{kind}:' || {} || '".out'), 0) = 1"""
        return self._filled(template, compiler)

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list[Any]]:
        template = """COALESCE(({} -> ('{kind}:' || {}::text) ->> 'out')::boolean, false)"""
        return self._filled(template, compiler)

    def _filled(self, template: str, compiler: Any) -> tuple[str, list[Any]]:
        """The template with its two columns; the kind is a word of our own list, never of a reader."""
        parts = [compiler.compile(source) for source in self.source_expressions]
        sql = template.format(*(text for text, _values in parts), kind=self.kind.value)
        return f"({sql})", [value for _text, values in parts for value in values]
