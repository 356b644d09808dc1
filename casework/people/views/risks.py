"""Risk to the people of a case, or to one of them."""

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import CaseScope, may
from casework.core.access import case_right
from casework.core.forms import ReasonForm
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, EditPage

from .. import actions, queries, rules
from ..forms import RiskForm
from ..models import Person, RiskAssessment


class RiskPage(CaseScope):
    """A page about the risk to the case as a whole, or to one person."""

    access = case_right("case.work")
    tab = "people"
    template_name = "casework/people/risk_form.html"
    form_class: Any = RiskForm
    person: Person | None = None

    def back(self) -> str:
        """The page on which the assessment stands."""
        if self.person is not None:
            return f"{self.person.get_absolute_url()}#risk"
        return reverse("people:list", args=[self.case.reference]) + "#risk"


class RiskCreate(RiskPage, CreatePage):
    """Assess the risk anew; the newest assessment counts."""

    said = _("The risk assessment was written down.")

    def enter_scope(self) -> None:
        super().enter_scope()
        if asked := self.request.GET.get("person", ""):
            self.person = self.find_person(asked)
        self.context |= {"person": self.person, "cancel_url": self.back()}

    def find_person(self, asked: str) -> Person:
        """The person of the case that the address names."""
        try:
            key = uuid.UUID(asked)
        except ValueError:
            raise Http404 from None
        found: Any = queries.people_of_case(self.request.user, self.case).filter(uid=key).first()
        if found is None:
            raise self.not_found("person")
        found.case = self.case
        return found  # type: ignore[no-any-return]

    def verdict(self) -> Verdict:
        if self.person is not None:
            return rules.may_change_person(self.request.user, self.person)
        return may(self.request.user, "case.work", self.case)

    def form_kwargs(self) -> dict[str, Any]:
        """The present assessment is taken up where it was left; its day for another look is not."""
        fresh = RiskAssessment(case=self.case, person=self.person)
        last = queries.current_risk(self.request.user, self.case, self.person)
        if last is not None:
            for name in RiskForm.Meta.fields:
                setattr(fresh, name, getattr(last, name))
            fresh.review_on = None
        self.context["last"] = last
        return {"instance": fresh}

    def perform(self, form: RiskForm) -> str:
        actions.assess_risk(
            actor=self.request.user, case=self.case, person=self.person, **form.changed_values()
        )
        return self.back()


class RiskScope(RiskPage):
    """One assessment of the case, in scope."""

    def get_object(self) -> RiskAssessment:
        rows = RiskAssessment.objects.visible_to(self.request.user).filter(case=self.case)
        found = rows.select_related("person").filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise self.not_found("risk")
        found.case = self.case
        if found.person is not None:
            found.person.case = self.case
        self.person = found.person
        self.context |= {"person": found.person, "cancel_url": self.back()}
        return found

    def verdict(self) -> Verdict:
        return rules.may_change_risk(self.request.user, self.object)  # type: ignore[attr-defined]


class RiskEdit(RiskScope, EditPage):
    """Correct an assessment."""

    said = _("Saved.")

    def perform(self, form: RiskForm) -> str:
        actions.change_risk(
            actor=self.request.user, risk=form.instance, reason=form.change_reason, **form.changed_values()
        )
        return self.back()


class RiskWithdraw(RiskScope, ActPage):
    """Mark an assessment as entered by mistake."""

    template_name = "casework/people/risk_withdraw.html"
    form_class = ReasonForm
    said = _("Withdrawn.")

    def perform(self, form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_risk(actor=self.request.user, risk=self.object, reason=reason)
        return self.back()
