"""Whose proposal it is: one that was returned or taken back, and made again, stays of all who made it."""

from collections.abc import Collection
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Exists, OuterRef, QuerySet, Value, When


def in_other_hands(
    actor: Any, waiting: QuerySet, *, about: str, by: str, agreed: Collection[str]
) -> QuerySet:
    """Those that wait and of which this person made no round since somebody last agreed to one.

    Otherwise two people could pass each other their own words: one proposes and takes it back, the other
    proposes the same, the first agrees.

    Args:
        about: the column of what is judged; `by`: that of who judged.
        agreed: states of rounds that a second person agreed to; what lies before them is settled.
    """
    rounds = waiting.model._default_manager.filter(**{about: OuterRef(about)})
    settled = rounds.filter(pk__gt=OuterRef("pk"), state__in=agreed)
    mine = rounds.filter(**{by: actor.pk}).exclude(state__in=agreed).filter(~Exists(settled))
    return waiting.filter(~Exists(mine))


def was_decided(record: Any) -> bool:
    """Whether somebody else answered it after it was read: then that is why it does not wait any more."""
    return not type(record)._default_manager.filter(pk=record.pk, state=record.state).exists()


def told_for(actor: Any, rows: QuerySet, name: str, holds: Exists) -> QuerySet:
    """Rows with the answer to a question about this person, for a page that asks a rule more than once: their
    key in `name`, with a minus where it does not hold."""
    return rows.annotate(**{name: Choose(When(holds, then=Value(actor.pk)), default=Value(-actor.pk))})


def known_for(actor: Any, record: Any, name: str) -> bool | None:
    """That answer, if this very record was read with it for this very person."""
    known: int = getattr(record, name, 0)
    return known > 0 if abs(known) == actor.pk else None
