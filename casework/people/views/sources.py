"""One source in scope, and the common list of organisations and outlets named openly."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from casework.cases.access import get_case
from casework.cases.models import Case
from casework.core.access import access, right
from casework.core.forms import ReasonForm
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, DetailPage, EditPage, Page, question
from casework.ledger.actions import record_access, record_denied
from casework.ledger.models import AccessEvent

from .. import actions, queries, rules
from ..filters import PUBLISHED_SORT_WORDS, PUBLISHED_SORTS, PublishedFilter
from ..forms import LevelForm, PublishedSourceForm, SourceForm
from ..models import Person, Source
from .base import LevelPage, WithdrawPage


class SourceList(Page):
    """The common list of organisations and outlets named openly."""

    access = right("cases.list")
    template_name = "casework/people/source_list.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        listing = Listing(
            request,
            queries.published_sources(request.user),
            filterset_class=PublishedFilter,
            sorts=PUBLISHED_SORTS,
            sort_words=PUBLISHED_SORT_WORDS,
            default_sort="name",
        )
        return self.render(listing=listing, may_add=rules.may_add_published_source(request.user))


class SourceCreate(CreatePage):
    """Put an organisation or outlet on the common list."""

    access = right("sources.edit")
    template_name = "casework/people/source_form.html"
    form_class = PublishedSourceForm

    def perform(self, form: PublishedSourceForm) -> Source:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "form_token"}
        return actions.add_published_source(actor=self.request.user, **facts)


class SourceScope(Page):
    """One source in the reader's scope; a person's record of their case, an outlet for all."""

    access = right("cases.list")
    tab = "people"

    def get_queryset(self) -> QuerySet[Source]:
        return Source.objects.visible_to(self.request.user).select_related("case", "person", "created_by")

    def get_object(self) -> Source:
        source = self.get_queryset().filter(uid=self.kwargs["uid"]).first()
        if source is None:
            record_denied(actor=self.request.user, query="source", request=self.request)
            raise Http404
        self.context["case"] = source.case
        return source


class SourceDetail(SourceScope, DetailPage):
    """One source: what it is, how close it stands."""

    template_name = "casework/people/source_detail.html"

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        user, source = self.request.user, self.object
        if source.case is not None:
            record_access(
                actor=user,
                action=AccessEvent.Action.VIEW,
                obj=source,
                request=self.request,
                is_confidential=True,
            )
        person = Person.objects.visible_to(user).filter(pk=source.person_id).select_related("case").first()
        return super().render(
            status, person_record=person, may_change=rules.may_change_source(user, source), **context
        )


class SourceEdit(SourceScope, EditPage):
    """Change what is known about a source."""

    template_name = "casework/people/source_form.html"
    form_class = SourceForm

    def verdict(self) -> Verdict:
        return rules.may_change_source(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"user": self.request.user}

    def perform(self, form: SourceForm) -> Source:
        return actions.change_source(
            actor=self.request.user,
            source=form.instance,
            values=form.changed_values(),
            reason=form.change_reason,
        )


class SourceLevel(SourceScope, LevelPage):
    """Raise or lower who may see a source that is a person."""

    heading = _("Who may see this source")

    def verdict(self) -> Verdict:
        return rules.may_change_source(self.request.user, self.object)

    def perform(self, form: LevelForm) -> str:
        data = form.cleaned_data
        source = actions.set_source_level(
            actor=self.request.user, source=self.object, level=data["level"], reason=data["reason"]
        )
        if self.get_queryset().filter(pk=source.pk).exists() or source.case is None:
            return source.get_absolute_url()
        return reverse("people:list", args=[source.case.reference])


class SourceWithdraw(SourceScope, WithdrawPage):
    """Mark a source as entered by mistake."""

    heading, submit = _("Withdraw this source"), _("Withdraw the source")
    lede = _("What refers to it stays and shows the mark. It can no longer be chosen.")

    def verdict(self) -> Verdict:
        return rules.may_change_source(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> Source:
        return actions.withdraw_source(
            actor=self.request.user, source=self.object, reason=form.cleaned_data["reason"]
        )


@require_safe
@access(right("cases.list"))
def suggest_sources(request: HttpRequest) -> HttpResponse:
    """Answer the type-ahead: published sources, and with `case=` the persons of that case."""
    typed = question(request)
    rows = queries.published_sources(request.user, typed).standing() if typed else Source.objects.none()
    found = [(source.name, str(source.get_publisher_kind_display()), source) for source in rows[:8]]
    if ref := request.GET.get("case", ""):
        case: Case = get_case(request.user, ref, request)
        persons = queries.sources_of_case(request.user, case).standing()
        found += [
            (source.reference, str(source.get_connection_display()), source)
            for source in persons.filter(reference__icontains=typed)[:8]
        ]
    results = [{"value": str(source.uid), "label": label, "sub": sub} for label, sub, source in found]
    return JsonResponse({"results": results})
