"""The evidence tab of a case, and all evidence a reader may see."""

from typing import Any

from django.db.models import QuerySet

from casework.cases.access import CaseScope
from casework.core.access import case_right, right
from casework.core.views import ListPage

from ..filters import ItemFilter
from ..models import EvidenceItem
from ..queries import citation_numbers, items_of_case, items_seen
from ..rules import may_register

SORTS = {
    "ref": ("reference",),
    "title": ("title",),
    "kind": ("kind",),
    "made": ("when_earliest",),
    "state": ("verification_state",),
    "added": ("created_at",),
}


class _Items(ListPage):
    """What both lists share: filters, sorting, chips."""

    filterset_class = ItemFilter
    sorts = SORTS
    default_sort = "-added"

    def render(self, status: int = 200, **context: Any) -> Any:
        numbers = citation_numbers(self.request.user, context["object_list"])
        for item in context["object_list"]:
            item.cited = numbers.get(item.pk, 0)
        return super().render(status, chips=self.context["filter"].chips(), **context)


class ItemList(_Items):
    """Every item in the reader's scope, over all their cases."""

    access = right("cases.list")
    template_name = "casework/evidence/item_list.html"

    def get_queryset(self) -> QuerySet[EvidenceItem]:
        return items_seen(self.request.user)


class CaseItemList(CaseScope, _Items):
    """The evidence of one case."""

    access = case_right("case.view")
    template_name = "casework/evidence/case_items.html"
    tab = "evidence"

    def get_queryset(self) -> QuerySet[EvidenceItem]:
        self.context["may_add"] = may_register(self.request.user, self.case)
        return items_of_case(self.request.user, self.case)
