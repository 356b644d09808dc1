"""What a guard is, and which rows it may look at."""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, OuterRef
from django.utils.functional import Promise

Holds = Callable[[Any], Any]


@dataclasses.dataclass(frozen=True)
class Guard:
    """A condition on a case. `words` says it as a fact that holds, `lack` what to do when it does not.

    `where` is the tab on which it is put right, `short` a few words for a column: what most cases of a stage
    wait for. `personal` guards are about who decides; they say nothing about the state of a case.
    """

    key: str
    words: str | Promise
    lack: str | Promise
    holds: Holds
    where: str = ""
    short: str | Promise = ""
    personal: bool = False


def flag(condition: Any) -> ExpressionWrapper:
    """A condition on columns as something that can be annotated."""
    return ExpressionWrapper(condition, output_field=BooleanField())


def allowed(rows: Any, actor: Any) -> Any:
    """Those rows whose own levels let `actor` see them. Without an actor (a job): all."""
    return rows if actor is None else rows.allowed_to(actor)


def seen(model: Any, actor: Any) -> Any:
    """Standing rows of the outer case that `actor` may see. Nobody decides on what they cannot see, and a
    guard must not tell them that it is there. The case itself is in their scope already."""
    return allowed(model.objects.standing(), actor).filter(case=OuterRef("pk"))
