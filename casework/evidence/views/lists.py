"""The evidence tab of a case, and all evidence a reader may see."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from casework.cases.access import CaseScope
from casework.core.access import case_right, right
from casework.core.lists import Listing
from casework.core.views import Page

from ..filters import ITEM_SORT_WORDS, ITEM_SORTS, ItemFilter
from ..models import EvidenceItem
from ..queries import citation_numbers, items_of_case, items_seen
from ..rules import may_register


class _Items(Page):
    """What both lists share: filters, sorting, how often each item is cited."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        listing = Listing(
            request,
            self.get_queryset(),
            filterset_class=ItemFilter,
            sorts=ITEM_SORTS,
            sort_words=ITEM_SORT_WORDS,
            default_sort="-added",
        )
        numbers = citation_numbers(request.user, listing.page)
        for item in listing.page:
            item.cited = numbers.get(item.pk, 0)
        return self.render(listing=listing)


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
