"""Investigation tab of a case: who investigates, on which documents; what others called an event."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import CaseScope, may
from casework.core.access import case_right, right
from casework.core.forms import ReasonForm
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, DetailPage, EditPage, Page
from casework.incidents.models import Incident

from .. import actions, queries, rules
from ..choices import AT_LEAST_PARTLY, CRITERION_QUESTIONS, MUST_BE_MET, BodyKind, Criterion
from ..filters import INVESTIGATION_SORT_WORDS, INVESTIGATION_SORTS, InvestigationFilter
from ..forms import DocumentForm, GradeForm, InvestigationForm
from ..models import Investigation, InvestigationCitation, OutsideGrade

READ, WORK = case_right("case.view"), case_right("case.work")
TAB = "inquiries"


class InquiryPage(CaseScope):
    """A page of the tab with one form: its words, and where Cancel leads."""

    access = WORK
    tab = TAB
    template_name = "casework/investigations/inquiry_form.html"
    words: dict[str, Any] = {}

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        return super().render(status, **({"cancel_url": self.cancel_url()} | self.words | context))

    def cancel_url(self) -> str:
        """Where to go without doing it: the record, or else the list."""
        found = getattr(self, "object", None) or getattr(self, "target", None)
        return found.get_absolute_url() if found else f"{self.case.get_absolute_url()}investigations/"


class InvestigationList(CaseScope, Page):
    """Every investigation of the case, ours and others', and whether any of them is effective."""

    access = READ
    template_name = "casework/investigations/inquiry_list.html"
    tab = TAB

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        rows = queries.investigation_rows(request.user, self.case)
        listing = self.listing(request)
        here = {row.investigation.pk: row for row in rows}
        return self.render(
            listing=listing,
            rows=[here[one.pk] for one in listing.page if one.pk in here],
            begun=sum(row.investigation.has_begun for row in rows),
            effective=sum(row.is_effective and row.investigation.has_begun for row in rows),
            has_ours=any(row.investigation.is_ours for row in rows),
            may_add=may(request.user, "case.work", self.case),
        )

    def listing(self, request: HttpRequest) -> Listing:
        """The investigations asked for; what is said above them counts them all."""
        return Listing(
            request,
            queries.investigations_seen(request.user).standing().filter(case=self.case),
            filterset_class=InvestigationFilter,
            sorts=INVESTIGATION_SORTS,
            sort_words=INVESTIGATION_SORT_WORDS,
        )


class InvestigationScope(InquiryPage):
    """One investigation of the case, in scope."""

    def get_queryset(self) -> QuerySet[Investigation]:
        return queries.investigations_seen(self.request.user).filter(case=self.case)

    def get_object(self) -> Investigation:
        found = self.get_queryset().filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise self.not_found("investigation")
        found.case = self.case
        if found.incident:
            found.incident.case = self.case
        return found


class InvestigationDetail(InvestigationScope, DetailPage):
    """One investigation: what it looks into, its course, its rating, its documents."""

    access = READ
    template_name = "casework/investigations/inquiry_detail.html"

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        user, found = self.request.user, self.object
        rating = (row := queries.rows_of(user, self.case, [found])[0]).in_force or row.waiting
        return super().render(
            status,
            row=row,
            rating=rating,
            documents=queries.documents_of(user, found),
            cited=queries.documents_by_criterion(user, rating) if rating else {},
            may_change=rules.may_change_investigation(user, found),
            may_rate=rules.may_rate(user, found),
            **context,
        )


class InvestigationCreate(InquiryPage, CreatePage):
    """Write down an investigation, ours or another body's."""

    form_class = InvestigationForm
    said = _("The investigation was written down.")
    words = {"submit": _("Save the investigation"), "heading": _("Add an investigation")}

    def form_kwargs(self) -> dict[str, Any]:
        is_ours = self.request.GET.get("kind") == BodyKind.OURS
        return {
            "instance": Investigation(case=self.case),
            "user": self.request.user,
            "case": self.case,
            "initial": {"body_kind": BodyKind.OURS} if is_ours else {},
        }

    def verdict(self) -> Verdict:
        return rules.may_add_investigation(self.request.user, self.case)

    def perform(self, form: InvestigationForm) -> Investigation:
        return actions.add_investigation(actor=self.request.user, case=self.case, **form.facts())


class InvestigationEdit(InvestigationScope, EditPage):
    """Correct or complete an investigation."""

    form_class = InvestigationForm
    said = _("Saved.")
    words = {"submit": _("Save the investigation"), "heading": _("Edit the investigation")}

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"user": self.request.user, "case": self.case}

    def verdict(self) -> Verdict:
        return rules.may_change_investigation(self.request.user, self.object)

    def perform(self, form: InvestigationForm) -> Investigation:
        return actions.change_investigation(
            actor=self.request.user,
            investigation=form.instance,
            reason=form.change_reason,
            **form.facts(),
        )


class InvestigationWithdraw(InvestigationScope, ActPage):
    """Mark an investigation as entered by mistake."""

    template_name = "casework/investigations/inquiry_withdraw.html"
    form_class = ReasonForm
    said = _("Withdrawn.")
    words = {
        "heading": _("Withdraw this investigation?"),
        "consequence": _(
            "It stays in the history, marked. It and its ratings leave all lists of work and all figures."
        ),
        "submit": _("Withdraw it"),
    }

    def verdict(self) -> Verdict:
        return rules.may_change_investigation(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_investigation(actor=self.request.user, investigation=self.object, reason=reason)
        return f"{self.case.get_absolute_url()}investigations/"


class DocumentCreate(InvestigationScope, CreatePage):
    """Cite an item for an investigation."""

    target: Any

    form_class = DocumentForm
    said = _("The document was cited.")
    words = {
        "submit": _("Cite it"),
        "heading": _("Cite a document"),
        "drawer": "casework/investigations/_add_item.html",
    }

    def enter_scope(self) -> None:
        super().enter_scope()
        self.target = self.context["object"] = self.get_object()

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user, "case": self.case}

    def verdict(self) -> Verdict:
        return rules.may_cite_for(self.request.user, self.target)

    def perform(self, form: DocumentForm) -> str:
        actions.cite_document(actor=self.request.user, target=self.target, **form.facts())
        return f"{self.target.get_absolute_url()}#documents"


class DocumentWithdraw(InquiryPage, ActPage):
    """Take the citation of a document back."""

    template_name = "casework/investigations/inquiry_withdraw.html"
    form_class = ReasonForm
    said = _("Withdrawn.")
    words = {
        "heading": _("Withdraw this citation?"),
        "consequence": _("It stays in the history, marked. The item itself stays as it is."),
        "submit": _("Withdraw it"),
    }

    def get_queryset(self) -> QuerySet[InvestigationCitation]:
        rows = InvestigationCitation.objects.visible_to(self.request.user).filter(case=self.case)
        return rows.select_related("item", "investigation", "rating", "conclusion__finding")

    def get_object(self) -> InvestigationCitation:
        found = self.get_queryset().filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise self.not_found("citation")
        found.case = found.target.case = self.case
        if found.conclusion:
            found.conclusion.finding.case = self.case
        return found

    def verdict(self) -> Verdict:
        return rules.may_withdraw_document(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_document(actor=self.request.user, citation=self.object, reason=reason)
        return self.object.target.get_absolute_url()


class GradeCreate(InquiryPage, CreatePage):
    """Quote what another body called an event."""

    form_class = GradeForm
    tab = "incidents"
    said = _("The grade was written down.")
    words = {
        "submit": _("Save the grade"),
        "heading": _("Add another body’s grade"),
        "lede": _("It stands beside our own judgement, under the name of whoever gave it."),
    }

    def enter_scope(self) -> None:
        super().enter_scope()
        rows = Incident.objects.visible_to(self.request.user).filter(case=self.case)
        found = rows.filter(uid=self.kwargs["incident"]).first()
        if found is None:
            raise self.not_found("incident")
        found.case = self.case
        self.target = self.context["object"] = found

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user, "case": self.case}

    def verdict(self) -> Verdict:
        return rules.may_grade(self.request.user, self.target)

    def perform(self, form: GradeForm) -> OutsideGrade:
        return actions.add_outside_grade(actor=self.request.user, incident=self.target, **form.facts())


class GradeWithdraw(InquiryPage, ActPage):
    """Mark a quoted grade as entered by mistake."""

    template_name = "casework/investigations/inquiry_withdraw.html"
    form_class = ReasonForm
    tab = "incidents"
    said = _("Withdrawn.")
    words = {
        "heading": _("Withdraw this grade?"),
        "consequence": _("It stays in the history, marked, and is no longer shown beside the event."),
        "submit": _("Withdraw it"),
    }

    def get_object(self) -> OutsideGrade:
        rows = OutsideGrade.objects.visible_to(self.request.user).filter(case=self.case)
        found = rows.select_related("incident", "source").filter(uid=self.kwargs["uid"]).first()
        if found is None:
            raise self.not_found("grade")
        found.case = found.incident.case = self.case
        return found

    def verdict(self) -> Verdict:
        return rules.may_withdraw_grade(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> OutsideGrade:
        reason = form.cleaned_data["reason"]
        return actions.withdraw_outside_grade(actor=self.request.user, grade=self.object, reason=reason)


class EffectiveExplained(Page):
    """What the word "effective" means here, criterion by criterion."""

    access = right("cases.list")
    template_name = "casework/investigations/effective.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        needs = dict.fromkeys(MUST_BE_MET, _("Must be met"))
        needs |= dict.fromkeys(AT_LEAST_PARTLY, _("Must be met at least partly"))
        criteria = [
            {
                "words": one.label,
                "question": CRITERION_QUESTIONS[one],
                "needs": needs.get(one, _("A figure of its own")),
            }
            for one in Criterion
        ]
        return self.render(criteria=criteria)
