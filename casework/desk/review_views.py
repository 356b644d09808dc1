"""The review queue: the list of what waits for the reader, and one entry on a split screen."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casework.cases.access import may
from casework.core.access import right
from casework.core.lists import Chip
from casework.core.views import FormPage, Page
from casework.desk.choices import Kind
from casework.desk.review import Waiting, queue_of
from casework.desk.review_forms import QueueFilter
from casework.desk.review_kinds import REVIEWS
from casework.ledger.actions import record_denied

KEPT = ("q", "kind", "risk", "level", "age", "sort")


def chosen(queue: list[Waiting], asked: dict[str, Any]) -> list[Waiting]:
    """The entries a filter leaves, in the order asked for."""
    words = asked.get("q", "").casefold().split()
    rows = [
        one
        for one in queue
        if asked.get("kind") in (None, one.kind.value)
        and asked.get("risk") in (None, one.risk)
        and asked.get("level") in (None, one.level)
        and one.days >= int(asked.get("age", 0))
        and all(word in f"{one.reference} {one.title} {one.what}".casefold() for word in words)
    ]
    if asked.get("sort") in ("oldest", "newest"):
        rows.sort(key=lambda one: one.since, reverse=asked["sort"] == "newest")
    return rows


def kept_query(data: QueryDict) -> str:
    """The filter of the list as it stands in the address, for the links from entry to entry."""
    kept = QueryDict(mutable=True)
    for name in KEPT:
        if data.get(name):
            kept[name] = data.get(name, "")[:100]
    return f"?{kept.urlencode()}" if kept else ""


class ReviewQueue(Page):
    """Everything that waits for the reader's decision."""

    access = right("case.work")
    template_name = "casework/desk/review_list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = QueueFilter(request.GET)
        asked = form.asked()
        queue = queue_of(request.user)
        rows = chosen(queue, asked)
        page = Paginator(rows, 25).get_page(request.GET.get("page"))
        return self.render(
            form=form,
            page_obj=page,
            object_list=page.object_list,
            total=len(queue),
            chips=self.chips(form, asked),
            clear_url=reverse("desk:review"),
            query=kept_query(request.GET),
        )

    def chips(self, form: QueueFilter, asked: dict[str, Any]) -> list[Chip]:
        """The filters in force, each with the address without it."""
        found = []
        for name in ("kind", "risk", "level", "age"):
            if name in asked:
                left = self.request.GET.copy()
                for gone in (name, "page"):
                    left.pop(gone, None)
                field: Any = form.fields[name]
                words = dict(field.choices).get(str(asked[name]), "")
                found.append(Chip(field.label, str(words), f"?{left.urlencode()}"))
        return found


class ReviewItem(FormPage):
    """One entry: the proposal on one side, the evidence on the other, the decision below."""

    access = right("case.work")
    template_name = "casework/desk/review_item.html"

    def enter_scope(self) -> None:
        super().enter_scope()
        user, kind = self.request.user, self.kwargs["kind"]
        if kind not in Kind.values:
            raise Http404
        self.kind, self.review = Kind(kind), REVIEWS[Kind(kind)]
        self.object = self.review.find(user, self.kwargs["uid"])
        if self.object is None:
            record_denied(actor=user, query=f"review {kind}", request=self.request)
            raise Http404
        waiting = queue_of(user)
        self.waits = any(one.uid == self.object.uid for one in waiting)
        self.queue = chosen(waiting, QueueFilter(self.request.GET).asked())
        self.query = kept_query(self.request.GET)
        here = [at for at, one in enumerate(self.queue) if one.uid == self.object.uid]
        self.at = here[0] if here else None

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.waits:
            messages.info(request, _("This does not wait for you any more."))
            return redirect(self.address(self.following()))
        return super().get(request, *args, **kwargs)

    def following(self) -> Waiting | None:
        """The entry after this one; after the last the first, as long as there is another."""
        others = [one for one in self.queue if one.uid != self.object.uid]
        if not others:
            return None
        return others[self.at] if self.at is not None and self.at < len(others) else others[0]

    def neighbour(self, step: int) -> Waiting | None:
        """The entry before or after this one in the queue."""
        place = -1 if self.at is None else self.at + step
        return self.queue[place] if 0 <= place < len(self.queue) else None

    def address(self, entry: Waiting | None) -> str:
        return (entry.url if entry else reverse("desk:review")) + self.query

    def get_form(self, data: Any = None, files: Any = None) -> Any:
        return self.review.form_class(data)

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        user = self.request.user
        before, after = self.neighbour(-1), self.neighbour(1)
        entry = next((one for one in self.queue if one.uid == self.object.uid), None)
        return super().render(
            status,
            **self.material
            | {
                "object": self.object,
                "case": self.object.case,
                "kind": self.kind,
                "entry": entry,
                "place": None if self.at is None else self.at + 1,
                "total": len(self.queue),
                "previous_url": self.address(before) if before else "",
                "next_url": self.address(after) if after else "",
                "may_work": may(user, "case.work", self.object.case),
                "verdict": self.review.verdict(user, self.object, self.material),
                "approve_words": self.review.approve(),
                "returns": self.review.returns,
                "show_all": self.request.GET.get("show") == "all",
                "query": self.query,
                "here": f"{self.request.path}{self.query}",
            }
            | context,
        )

    @cached_property
    def material(self) -> dict[str, Any]:
        """What the page shows of this entry."""
        return self.review.show(self.request.user, self.object)

    def shown(self) -> str:
        """What is read here, also where a word of it stands elsewhere in the case."""
        return str(self.material["mark"])

    def perform(self, form: Any) -> str:
        following = self.following()
        said = self.review.decide(self.request.user, self.object, form)
        messages.success(self.request, naming(said, self.object))
        return self.address(following)


def naming(said: str, decided: Any) -> SafeString:
    """What was decided and on which case: the next page is about another one."""
    link = '{} <a href="{}"><bdi class="ref">{}</bdi></a>'
    return format_html(link, said, decided.get_absolute_url(), decided.case.reference)
