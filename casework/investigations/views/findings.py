"""The findings of a case: the document, and the forms that write it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import CaseScope, may
from casework.core.access import case_right
from casework.core.forms import ReasonForm
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, EditPage, Page
from casework.incidents.models import Violation
from casework.incidents.queries import visible_characterisations, visible_violations
from casework.parties.models import Attribution

from .. import actions, queries, rules
from ..checks import completeness
from ..choices import FindingState
from ..forms import ConclusionForm, DocumentForm, FindingForm
from ..models import AttributionConclusion, Conclusion, Finding
from .investigations import DocumentCreate

READ, WORK = case_right("case.view"), case_right("case.work")


class FindingScope(CaseScope):
    """Pages about findings of one case; `uid` names the findings."""

    tab = "findings"
    template_name = "casework/investigations/finding_form.html"
    heading: Any = ""
    lede: Any = ""
    submit: Any = ""
    danger = False

    def finding_named(self, uid: Any) -> Finding:
        """The findings of this case with that uid, in scope."""
        found = queries.findings_seen(self.request.user).filter(case=self.case, uid=uid).first()
        if found is None:
            raise self.not_found("finding")
        found.case = self.case
        return found

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        said = {"heading": self.heading, "lede": self.lede, "submit": self.submit, "danger": self.danger}
        return super().render(status, **said | {"back": self.back()} | context)

    def back(self) -> str:
        """Where "Cancel" leads."""
        return reverse("investigations:findings", args=[self.case.reference])


def document_context(user: Any, finding: Finding) -> dict[str, Any]:
    """The document, what it lacks, and what this reader may do with it."""
    document = queries.document_of(user, finding)
    names = ("rows", "charts", "several", "contrary", "gaps", "hearing", "challenges", "reviews", "entries")
    return {name: getattr(document, name) for name in names} | {
        "object": finding,
        "lacks": completeness(document),
        "may_change": rules.may_change_finding(user, finding),
        "may_challenge": rules.may_challenge(user, finding),
        "may_hear": rules.may_keep_replies(user, finding),
        "takes_out": {one.pk for one in document.hearing.replies if rules.may_withdraw_reply(user, one)},
        "may_ask_second": rules.may_ask_second(user, finding, document.reviews),
        "may_review": rules.may_review_finding(user, finding),
        "may_work": may(user, "case.work", finding.case),
        "may_decide": may(user, "case.decide", finding.case),
    }


class FindingList(FindingScope, Page):
    """The Findings tab: the findings work goes on with, as a document; before that, how to begin."""

    access = READ
    template_name = "casework/investigations/finding_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        seen = queries.findings_seen(request.user).filter(case=self.case)
        numbers = list(rules.with_approvable(request.user, seen))
        for one in numbers:
            one.case = self.case
        finding = self.chosen(numbers)
        if finding is None:
            return self.render(may_write=rules.may_write_finding(request.user, self.case))
        return self.render(numbers=numbers, **document_context(request.user, finding))

    def chosen(self, numbers: list[Finding]) -> Finding | None:
        """The current ones."""
        current = (one for one in numbers if one.state != FindingState.SUPERSEDED and not one.is_withdrawn)
        return next(current, None)


class FindingDetail(FindingList):
    """Findings of one number, also of the past."""

    def chosen(self, numbers: list[Finding]) -> Finding | None:
        found = next((one for one in numbers if one.uid == self.kwargs["uid"]), None)
        if found is None:
            raise self.not_found("finding")
        return found


class FindingCreate(FindingScope, CreatePage):
    """Begin the findings of the case."""

    access = WORK
    form_class = FindingForm
    heading = _("Write the findings")
    lede = _("One text for the case. Conclusions on each alleged violation are added to it afterwards.")
    submit = _("Save the draft")
    said = _("The draft is saved. Add a conclusion for each alleged violation.")

    def verdict(self) -> Verdict:
        return rules.may_write_finding(self.request.user, self.case)

    def perform(self, form: FindingForm) -> Finding:
        return actions.write_finding(actor=self.request.user, case=self.case, **form.changed_values())


class FindingEdit(FindingScope, EditPage):
    """Change a draft."""

    access = WORK
    form_class = FindingForm
    heading = _("Change the findings")
    lede = _("Whoever changes them becomes their author and cannot approve them.")
    submit = _("Save")
    said = _("Saved.")

    def get_object(self) -> Finding:
        return self.finding_named(self.kwargs["uid"])

    def verdict(self) -> Verdict:
        return rules.may_change_finding(self.request.user, self.object)

    def perform(self, form: FindingForm) -> Finding:
        return actions.change_finding(
            actor=self.request.user,
            finding=self.object,
            changes=form.changed_values(),
            reason=form.change_reason,
        )


class Conclude(FindingScope, EditPage):
    """Say what is concluded about one alleged violation, and how sure it is of each party."""

    access = WORK
    form_class = ConclusionForm
    heading = _("Conclusion")
    submit = _("Save the conclusion")
    said = _("The conclusion is saved.")
    finding: Finding
    violation: Violation

    def get_object(self) -> Conclusion:
        self.finding = self.finding_named(self.kwargs["uid"])
        self.violation = self._violation()
        self.lede = self.violation
        found = Conclusion.objects.visible_to(self.request.user).filter(
            finding=self.finding, violation=self.violation, withdrawn_at__isnull=True
        )
        conclusion = found.select_related("characterisation").first() or Conclusion(
            case=self.case, finding=self.finding, violation=self.violation
        )
        conclusion.finding, conclusion.violation = self.finding, self.violation
        return conclusion

    def _violation(self) -> Violation:
        rows = visible_violations(self.request.user).filter(case=self.case, uid=self.kwargs["violation"])
        found = rows.first()
        if found is None:
            raise self.not_found("violation")
        found.case = found.incident.case = self.case
        return found

    def verdict(self) -> Verdict:
        return rules.may_conclude(self.request.user, self.finding, self.violation)

    def form_kwargs(self) -> dict[str, Any]:
        user, said = self.request.user, {}
        if self.object.pk:
            standing = AttributionConclusion.objects.visible_to(user).filter(withdrawn_at__isnull=True)
            said = {one.attribution_id: one for one in standing.filter(conclusion=self.object)}
        linked: QuerySet[Attribution] = Attribution.objects.visible_to(user).standing()
        linked = linked.filter(violation=self.violation).select_related("party")
        law: Any = visible_characterisations(user)
        return super().form_kwargs() | {
            "attributions": [(one, said.get(one.pk)) for one in linked],
            "law": law.standing().filter(violation=self.violation),
        }

    def perform(self, form: ConclusionForm) -> Conclusion:
        data = form.cleaned_data
        return actions.conclude(
            actor=self.request.user,
            finding=self.finding,
            violation=self.violation,
            text=data["text"],
            standard=data["standard"],
            characterisation=data["characterisation"],
            confidences=form.confidences(),
            notes=form.notes(),
            version=data.get("version", 0),
            reason=form.change_reason,
        )


class ConclusionWithdraw(FindingScope, ActPage):
    """Take a conclusion out of a draft."""

    access = WORK
    form_class = ReasonForm
    heading = _("Take the conclusion out")
    lede = _("It stays in the history. The violation then has no conclusion.")
    submit = _("Take it out")
    said = _("The conclusion was taken out.")
    danger = True

    def get_object(self) -> Conclusion:
        rows = Conclusion.objects.visible_to(self.request.user).filter(case=self.case, uid=self.kwargs["uid"])
        found = rows.select_related("finding").first()
        if found is None:
            raise self.not_found("conclusion")
        found.finding.case = found.case = self.case
        return found

    def verdict(self) -> Verdict:
        return rules.may_withdraw_conclusion(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> str:
        reason = form.cleaned_data["reason"]
        actions.withdraw_conclusion(actor=self.request.user, conclusion=self.object, reason=reason)
        return self.back()


class ConclusionCite(DocumentCreate):
    """Cite an item for or against a conclusion of a draft."""

    tab = "findings"
    said = _("The item was cited.")
    words = DocumentCreate.words | {"heading": _("Cite an item for the conclusion")}

    def get_object(self) -> Conclusion:  # type: ignore[override]
        rows = Conclusion.objects.visible_to(self.request.user).filter(case=self.case, withdrawn_at=None)
        found = rows.filter(uid=self.kwargs["uid"]).select_related("finding", "violation__type").first()
        if found is None:
            raise self.not_found("conclusion")
        found.case = found.finding.case = self.case
        return found

    def perform(self, form: DocumentForm) -> str:
        actions.cite_document(actor=self.request.user, target=self.target, **form.facts())
        return str(self.target.get_absolute_url())
