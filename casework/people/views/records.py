"""The People tab of a case, its persons by their codes, and the person who told us."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import CaseScope, may
from casework.core.access import case_right
from casework.core.forms import ReasonForm
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, DetailPage, EditPage, Page
from casework.ledger.actions import record_access
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
from ..forms import LevelForm, PersonForm, PersonSourceForm
from ..models import Person, Source
from .base import LevelPage, WithdrawPage


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


class PersonLevel(PersonScope, LevelPage):
    """Raise or lower who may see a person."""

    heading = _("Who may see this person")

    def verdict(self) -> Verdict:
        return rules.may_change_person(self.request.user, self.object)

    def perform(self, form: LevelForm) -> str:
        data = form.cleaned_data
        actions.set_person_level(
            actor=self.request.user, person=self.object, level=data["level"], reason=data["reason"]
        )
        return self.gone_or(self.object)


class PersonWithdraw(PersonScope, WithdrawPage):
    """Mark a person's record as entered by mistake."""

    heading, submit = _("Withdraw this record"), _("Withdraw the record")
    lede = _("It stays in the history, marked, and out of all figures.")

    def verdict(self) -> Verdict:
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
