"""People tab of a case, persons and sources by their codes, and the common list of published sources."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from casework.cases.access import CaseScope, get_case, may
from casework.cases.models import Case
from casework.core.access import access, case_right, right
from casework.core.forms import ReasonForm
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, DetailPage, EditPage, ListPage, Page
from casework.ledger.actions import record_access, record_denied
from casework.ledger.models import AccessEvent

from .. import actions, queries, rules
from ..choices import ConsentPurpose
from ..filters import (
    PEOPLE_SORT_WORDS,
    PEOPLE_SORTS,
    SOURCE_SORT_WORDS,
    SOURCE_SORTS,
    PersonFilter,
    PersonSourceFilter,
)
from ..forms import LevelForm, PersonForm, PersonSourceForm, PublishedSourceForm, SourceForm
from ..models import Person, Source

LONGEST_TERM = 200


class PeopleTab(CaseScope, Page):
    """The people of a case and the persons who are its sources."""

    access = case_right("case.view")
    template_name = "casework/people/people_tab.html"
    tab = "people"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        user = request.user
        people, sources = self.people(), self.sources()
        for person in people.page:
            person.case = self.case  # its address names the case: one read for all
        named = [source.person_id for source in sources.page]
        return self.render(
            people=people,
            sources=sources,
            seen={*queries.people_of_case(user, self.case).filter(pk__in=named).values_list("pk", flat=True)},
            may_add=may(user, "case.work", self.case),
            **self.protection(list(people.page)),
        )

    def people(self) -> Listing:
        """Those who were harmed, saw it or helped."""
        return Listing(
            self.request,
            queries.people_of_case(self.request.user, self.case),
            filterset_class=PersonFilter,
            sorts=PEOPLE_SORTS,
            sort_words=PEOPLE_SORT_WORDS,
        )

    def sources(self) -> Listing:
        """Those who told us."""
        return Listing(
            self.request,
            queries.sources_of_case(self.request.user, self.case).select_related("person"),
            filterset_class=PersonSourceFilter,
            sorts=SOURCE_SORTS,
            sort_words=SOURCE_SORT_WORDS,
            name="sources",
        )

    def protection(self, people: list[Person]) -> dict[str, Any]:
        """What they agreed to and what threatens them, put beside each person of this page; below it whoever
        of the case is at risk, on whichever page."""
        risks = queries.current_risks(self.request.user, self.case)
        said = queries.consents_of_case(self.request.user, self.case)
        rows = []
        for one in people:
            answered, agreed = said.get(one.pk, (0, 0))
            rows.append({"person": one, "risk": risks.get(one.pk), "asked": answered, "agreed": agreed})
        at_risk = [risk for risk in risks.values() if risk.person is not None]
        return {
            "rows": rows,
            "case_risk": risks.get(None),
            "risks": sorted(at_risk, key=lambda risk: risk.person.reference),
            "purposes": len(ConsentPurpose),
        }


class PersonScope(CaseScope):
    """One person of the case, in scope."""

    access = case_right("case.view")
    tab = "people"

    def get_queryset(self) -> QuerySet[Person]:
        return queries.people_of_case(self.request.user, self.case).select_related("created_by")

    def get_object(self) -> Person:
        person = self.get_queryset().filter(uid=self.kwargs["uid"]).first()
        if person is None:
            raise self.not_found("person")
        person.case = self.case
        return person

    def gone_or(self, person: Person) -> str:
        """The person's page, or the tab for whoever may no longer see them."""
        if self.get_queryset().filter(pk=person.pk).exists():
            return person.get_absolute_url()
        messages.warning(
            self.request, _("The record is highly restricted and you are not cleared: you do not see it.")
        )
        return reverse("people:list", args=[self.case.reference])


class PersonCreate(PersonScope, CreatePage):
    """Write down a person under a new code."""

    access = case_right("case.work")
    template_name = "casework/people/person_form.html"
    form_class = PersonForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": Person(case=self.case)}

    def perform(self, form: PersonForm) -> str:
        person = actions.add_person(
            actor=self.request.user,
            case=self.case,
            values=form.changed_values(),
            confidentiality=form.cleaned_data["confidentiality"],
        )
        messages.success(self.request, _("Written down as %(code)s.") % {"code": person.reference})
        return self.gone_or(person)


class PersonDetail(PersonScope, DetailPage):
    """One person: roles, what is known, consent."""

    template_name = "casework/people/person_detail.html"

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        record_access(
            actor=self.request.user,
            action=AccessEvent.Action.VIEW,
            obj=self.object,
            request=self.request,
            is_confidential=True,
        )
        sources = Source.objects.visible_to(self.request.user).filter(person=self.object)
        user, verdict = self.request.user, rules.may_change_person(self.request.user, self.object)
        consents = queries.consent_rows(user, self.object)
        return super().render(
            status,
            sources=sources,
            may_change=verdict,
            may_revoke=verdict or may(user, "case.decide", self.case),
            consents=consents,
            asked=sum(row.is_answered for row in consents),
            risk=queries.current_risk(user, self.case, self.object),
            **context,
        )


class PersonEdit(PersonScope, EditPage):
    """Change what is known about a person."""

    template_name = "casework/people/person_form.html"
    form_class = PersonForm

    def verdict(self) -> Verdict:
        return rules.may_change_person(self.request.user, self.object)

    def perform(self, form: PersonForm) -> str:
        person = actions.change_person(
            actor=self.request.user,
            person=form.instance,
            values=form.changed_values(),
            reason=form.change_reason,
        )
        return self.gone_or(person)


class PersonLevel(PersonScope, ActPage):
    """Raise or lower who may see a person."""

    template_name = "casework/people/act.html"
    form_class = LevelForm

    def verdict(self) -> Verdict:
        self.context |= {"heading": _("Who may see this person"), "button": _("Save the level")}
        return rules.may_change_person(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"level": self.object.confidentiality}}

    def perform(self, form: LevelForm) -> str:
        data = form.cleaned_data
        actions.set_person_level(
            actor=self.request.user, person=self.object, level=data["level"], reason=data["reason"]
        )
        return self.gone_or(self.object)


class PersonWithdraw(PersonScope, ActPage):
    """Mark a person's record as entered by mistake."""

    template_name = "casework/people/act.html"
    form_class = ReasonForm

    def verdict(self) -> Verdict:
        self.context |= {
            "heading": _("Withdraw this record"),
            "button": _("Withdraw the record"),
            "consequence": _("It stays in the history, marked, and out of all figures."),
            "danger": True,
        }
        return rules.may_change_person(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_person(actor=self.request.user, person=self.object, reason=reason)
        return self.gone_or(self.object)


class PersonSourceCreate(CaseScope, CreatePage):
    """Write down that a person told us."""

    access = case_right("case.work")
    tab = "people"
    template_name = "casework/people/case_source_form.html"
    form_class = PersonSourceForm

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user, "case": self.case}

    def perform(self, form: PersonSourceForm) -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "form_token"}
        source = actions.add_person_source(actor=self.request.user, case=self.case, **facts)
        messages.success(self.request, _("Written down as %(code)s.") % {"code": source.reference})
        return reverse("people:list", args=[self.case.reference])


class SourceList(ListPage):
    """The common list of organisations and outlets named openly."""

    access = right("cases.list")
    template_name = "casework/people/source_list.html"
    sorts = {"name": ("name",), "kind": ("publisher_kind", "name")}
    default_sort = "name"

    def get_queryset(self) -> QuerySet[Source]:
        typed = self.request.GET.get("q", "")[:LONGEST_TERM]
        self.context |= {"typed": typed, "may_add": rules.may_add_published_source(self.request.user)}
        return queries.published_sources(self.request.user, typed)


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


class SourceLevel(SourceScope, ActPage):
    """Raise or lower who may see a source that is a person."""

    template_name = "casework/people/act.html"
    form_class = LevelForm

    def verdict(self) -> Verdict:
        self.context |= {"heading": _("Who may see this source"), "button": _("Save the level")}
        return rules.may_change_source(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"level": self.object.confidentiality}}

    def perform(self, form: LevelForm) -> str:
        data = form.cleaned_data
        source = actions.set_source_level(
            actor=self.request.user, source=self.object, level=data["level"], reason=data["reason"]
        )
        if self.get_queryset().filter(pk=source.pk).exists() or source.case is None:
            return source.get_absolute_url()
        return reverse("people:list", args=[source.case.reference])


class SourceWithdraw(SourceScope, ActPage):
    """Mark a source as entered by mistake."""

    template_name = "casework/people/act.html"
    form_class = ReasonForm

    def verdict(self) -> Verdict:
        self.context |= {
            "heading": _("Withdraw this source"),
            "button": _("Withdraw the source"),
            "consequence": _("What refers to it stays and shows the mark. It can no longer be chosen."),
            "danger": True,
        }
        return rules.may_change_source(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> Source:
        return actions.withdraw_source(
            actor=self.request.user, source=self.object, reason=form.cleaned_data["reason"]
        )


@require_safe
@access(right("cases.list"))
def suggest_sources(request: HttpRequest) -> HttpResponse:
    """Answer the type-ahead: published sources, and with `case=` the persons of that case."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_TERM]
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
