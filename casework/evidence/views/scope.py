"""Resolves the case and then the item, in scope; whoever may not see one of them meets a 404."""

import uuid
from typing import Any

from django.db.models import QuerySet

from casework.cases.access import CaseScope
from casework.cases.choices import Confidentiality, highest_level
from casework.core.access import case_right

from ..models import EvidenceItem
from ..queries import items_of_case


class ItemScope(CaseScope):
    """Mixin of pages of one item of a case."""

    access = case_right("case.view")
    tab = "evidence"
    item: EvidenceItem

    def get_queryset(self) -> QuerySet[EvidenceItem]:
        return items_of_case(self.request.user, self.case)

    def get_object(self) -> EvidenceItem:
        """The item, or the same 404 for absent and forbidden, recorded alike."""
        item = self.get_queryset().filter(uid=self.kwargs["uid"]).first()
        if item is None:
            raise self.not_found("evidence item")
        item.case = self.case
        return item

    def enter_scope(self) -> None:
        super().enter_scope()
        self.item = self.context["item"] = self.get_object()


def uid_or_none(text: str | None) -> uuid.UUID | None:
    """A uid from the address line, or nothing when it is none: odd text is an answer, never an error."""
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def is_confidential(item: EvidenceItem) -> bool:
    """Whether looking at the item is written down as a look at something confidential."""
    levels: tuple[Any, ...] = (item.confidentiality, item.case.confidentiality)
    if item.source is not None:
        levels += (item.source.confidentiality,)
    return highest_level(*levels) != Confidentiality.INTERNAL
