"""Assessment tab of a case, a proposal, the decision on it."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.access import CaseScope, may
from casework.core.access import case_right
from casework.core.forms import DecisionForm, ReasonForm
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, FormPage, Page
from casework.incidents.models import Violation
from casework.incidents.queries import visible_violations

from .. import actions, queries, rules
from ..checks import checks_of
from ..filters import ASSESSMENT_SORT_WORDS, ASSESSMENT_SORTS, AssessmentFilter
from ..forms import AssessmentForm
from ..models import Assessment

CARRIED_OVER = (
    "standard", "rationale", "source_reliability", "information_credibility", "source_count", "origin_count",
    "single_source_reason", "missing", "review_on",
)  # fmt: skip


def cite_address(violation: Violation) -> str:
    """Where an item is cited for this violation."""
    return f"{reverse('evidence:cite-for', args=[violation.case.reference])}?for=violation:{violation.uid}"


class AssessmentList(CaseScope, Page):
    """Each alleged violation of the case and how far it is assessed."""

    access = case_right("case.view")
    template_name = "casework/investigations/assessment_list.html"
    tab = "investigations"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        listing = Listing(
            request,
            queries.assessable_violations(request.user, self.case),
            filterset_class=AssessmentFilter,
            sorts=ASSESSMENT_SORTS,
            sort_words=ASSESSMENT_SORT_WORDS,
        )
        return self.render(
            listing=listing,
            rows=queries.assessment_rows(request.user, self.case, listing.page),
            may_propose=may(request.user, "case.work", self.case),
        )


class AssessmentCreate(CaseScope, CreatePage):
    """Propose an assessment of one alleged violation."""

    access = case_right("case.work")
    template_name = "casework/investigations/assessment_form.html"
    form_class = AssessmentForm
    tab = "investigations"
    violation: Violation

    def enter_scope(self) -> None:
        super().enter_scope()
        found = (
            visible_violations(self.request.user).filter(case=self.case, uid=self.kwargs["violation"]).first()
        )
        if found is None:
            raise self.not_found("violation")
        found.case = self.case
        self.violation = found
        self.context |= {
            "violation": found,
            "material": queries.material_for(self.request.user, found),
            "cite_url": cite_address(found),
        }

    def verdict(self) -> Verdict:
        return rules.may_propose(self.request.user, self.violation)

    def form_kwargs(self) -> dict[str, Any]:
        """A returned proposal is taken up where it was left."""
        seen = queries.assessments_seen(self.request.user).filter(violation=self.violation)
        last = seen.filter(state="returned").order_by("-id").first()
        self.context["returned"] = last
        return {"initial": {name: getattr(last, name) for name in CARRIED_OVER}} if last else {}

    def perform(self, form: AssessmentForm) -> Assessment:
        assessment = actions.propose_assessment(
            actor=self.request.user, violation=self.violation, **form.facts()
        )
        messages.success(self.request, _("Proposed. Another person decides on it."))
        return assessment


class AssessmentScope(CaseScope):
    """One assessment of the case, in scope."""

    access = case_right("case.view")
    tab = "investigations"

    def get_queryset(self) -> QuerySet[Assessment]:
        return queries.assessments_seen(self.request.user).filter(case=self.case)

    def get_object(self) -> Assessment:
        found = self.get_queryset().filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise self.not_found("assessment")
        found.case = found.violation.case = self.case
        return found


class AssessmentDetail(AssessmentScope, FormPage):
    """The proposal beside its evidence; whoever may, decides here."""

    template_name = "casework/investigations/assessment_detail.html"
    form_class = DecisionForm

    def enter_scope(self) -> None:
        super().enter_scope()
        user = self.request.user
        self.object = self.get_object()
        material = self.material = queries.material_for(user, self.object.violation)
        former = self.get_queryset().filter(violation=self.object.violation_id, withdrawn_at__isnull=True)
        self.context |= {
            "object": self.object,
            "material": material,
            "checks": checks_of(user, self.object, material),
            "former": former.exclude(pk=self.object.pk).order_by("-id"),
            "may_decide": rules.may_decide(user, self.object),
            "may_withdraw": rules.may_withdraw(user, self.object),
            "may_propose": rules.may_propose(user, self.object.violation),
        }

    def verdict(self) -> Verdict:
        """Reading is for everyone in the case; the decision is not."""
        if self.request.method == "POST":
            return rules.may_decide(self.request.user, self.object)
        return super().verdict()

    def shown(self) -> str:
        """The proposal with what speaks for and against it."""
        return queries.assessment_mark(self.request.user, self.object, self.material)

    def perform(self, form: DecisionForm) -> Assessment:
        user, said = self.request.user, form.said()
        if form.approves:
            actions.approve_assessment(actor=user, assessment=self.object, **said)
            messages.success(self.request, _("The assessment is approved."))
        else:
            actions.return_assessment(actor=user, assessment=self.object, **said)
            messages.success(self.request, _("The assessment was returned."))
        return self.object


class AssessmentWithdraw(AssessmentScope, ActPage):
    """Take one's own waiting proposal back."""

    template_name = "casework/investigations/assessment_withdraw.html"
    form_class = ReasonForm

    def verdict(self) -> Verdict:
        return rules.may_withdraw(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> Assessment:
        reason = form.cleaned_data["reason"]
        return actions.withdraw_assessment(actor=self.request.user, assessment=self.object, reason=reason)
