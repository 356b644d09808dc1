"""Who is alleged to be responsible in a case, and what each of them says."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import CaseScope, may
from casework.cases.choices import HANDED_IN
from casework.cases.models import CaseRecordQuerySet
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, EditPage, Page
from casework.incidents.models import Violation
from casework.incidents.queries import visible_violations

from .. import actions, rules
from ..filters import ATTRIBUTION_SORT_WORDS, ATTRIBUTION_SORTS, AttributionFilter
from ..forms import AttributeForm, AttributionForm, PositionForm
from ..models import Attribution, Party, PartyPosition
from ..queries import (
    alternatives_of,
    case_attributions,
    case_parties_context,
    parties_of_case,
    visible_attributions,
    visible_positions,
)
from .base import READ, WORK, CaseFormPage, RecordScope, WithdrawPage


class CaseParties(CaseScope, Page):
    """The Parties tab: what we hold beside what the party says."""

    access = READ
    template_name = "casework/parties/case_parties.html"
    tab = "parties"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        listing = Listing(
            request,
            case_attributions(self.case, user),
            filterset_class=AttributionFilter,
            sorts=ATTRIBUTION_SORTS,
            sort_words=ATTRIBUTION_SORT_WORDS,
        )
        fitting = listing.rows.values_list("pk", flat=True)
        may_work = may(user, "case.work", self.case)
        context = case_parties_context(self.case, user, fitting, may_work=bool(may_work))
        listing.rows = context["blocks"]
        context["blocks"] = list(listing.page)
        return self.render(listing=listing, held=HANDED_IN.get(self.case.standing_stage), **context)


class Attribute(CaseFormPage, CreatePage):
    """Link a party to alleged acts of the case."""

    access = WORK
    form_class = AttributeForm
    heading = _("Link a responsible party")
    lede = _("Alleged, with a role and a confidence. Several parties may be linked to one act.")
    submit = _("Link the party")

    def violations(self) -> CaseRecordQuerySet:
        """Standing acts of the case that the person may see."""
        return (
            visible_violations(self.request.user)
            .standing()
            .filter(case=self.case)
            .order_by("incident_id", "id")
        )

    def form_kwargs(self) -> dict[str, Any]:
        violations = self.violations()
        asked = self.request.GET.getlist("violation")[:20]
        chosen = [str(one.uid) for one in violations if str(one.uid) in asked]
        if not chosen and len(violations) == 1:
            chosen = [str(violations[0].uid)]
        parties = parties_of_case(self.case, self.request.user)
        return {"violations": violations, "parties": parties, "initial": {"violations": chosen}}

    def perform(self, form: AttributeForm) -> str:
        data = form.cleaned_data
        made: Attribution | None = None
        for violation in data["violations"]:
            violation.case = self.case
            other = data.get("alternative_party")
            made = actions.attribute_violation(
                actor=self.request.user,
                violation=violation,
                party=data["party"],
                role=data["role"],
                confidence=data["confidence"],
                basis=data["basis"],
                note=data["note"],
                alternative_to=self.alternative(violation, other),
            )
        return made.get_absolute_url() if made else self.cancel_url()

    def alternative(self, violation: Violation, other: Party | None) -> Attribution | None:
        """The attribution of the act to the party named as the alternative, if there is one."""
        return alternatives_of(violation).filter(party=other).first() if other else None


class AttributionEdit(RecordScope, EditPage):
    """Change role, basis or confidence."""

    access = WORK
    form_class = AttributionForm
    rows = visible_attributions
    heading = _("Change what we hold")
    submit = _("Save the changes")

    def verdict(self) -> Verdict:
        return rules.may_change(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        others = alternatives_of(self.object.violation, but=self.object)
        return {"instance": self.object, "others": others}

    def perform(self, form: AttributionForm) -> Attribution:
        facts = form.changed_values()
        other = form.cleaned_data.get("alternative_to")
        if other is None and "alternative_to" in form.fields:
            facts["alternative_group"] = ""
        return actions.change_attribution(
            actor=self.request.user,
            attribution=form.instance,
            alternative_to=other,
            reason=form.change_reason,
            **facts,
        )


class AttributionWithdraw(WithdrawPage):
    """Take an attribution back."""

    rows = visible_attributions
    heading = _("Withdraw this attribution?")

    def perform(self, form: Any) -> Attribution:
        return actions.withdraw_attribution(
            actor=self.request.user, attribution=self.object, reason=form.cleaned_data["reason"]
        )


class PositionCreate(RecordScope, EditPage):
    """Write down what the party says about an attribution."""

    access = WORK
    form_class = PositionForm
    rows = visible_attributions
    heading = _("Record what the party says")
    lede = _("In its own words where possible. What it said before stays beside it.")
    submit = _("Record the position")

    def verdict(self) -> Verdict:
        return rules.may_record_position(self.request.user, self.object)

    def others(self) -> CaseRecordQuerySet:
        """Other standing attributions of the same party in this case."""
        rows = (
            visible_attributions(self.request.user).standing().filter(case=self.case, party=self.object.party)
        )
        return rows.exclude(pk=self.object.pk).order_by("id")

    def form_kwargs(self) -> dict[str, Any]:
        others = self.others()
        return {
            "instance": PartyPosition(case=self.case, attribution=self.object),
            "case": self.case,
            "user": self.request.user,
            "others": others,
            "initial": {"also": [str(one.uid) for one in others]},
        }

    def perform(self, form: PositionForm) -> Attribution:
        facts = form.changed_values()
        for attribution in [self.object, *form.cleaned_data.get("also", [])]:
            attribution.case = self.case
            actions.record_position(
                actor=self.request.user,
                attribution=attribution,
                when=form.cleaned_data["when"],
                **facts,
            )
        return self.object


class PositionEdit(RecordScope, EditPage):
    """Correct the record of a statement."""

    access = WORK
    form_class = PositionForm
    rows = visible_positions
    heading = _("Correct the recorded position")
    lede = _("To correct this record. A new statement of the party is a position of its own.")
    submit = _("Save the changes")

    def verdict(self) -> Verdict:
        return rules.may_change(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "instance": self.object,
            "case": self.case,
            "user": self.request.user,
            "others": Attribution.objects.none(),
        }

    def perform(self, form: PositionForm) -> PartyPosition:
        return actions.change_position(
            actor=self.request.user,
            position=form.instance,
            reason=form.change_reason,
            when=form.cleaned_data["when"],
            **form.changed_values(),
        )


class PositionWithdraw(WithdrawPage):
    """Take the record of a statement back."""

    rows = visible_positions
    heading = _("Withdraw this position?")

    def perform(self, form: Any) -> PartyPosition:
        return actions.withdraw_position(
            actor=self.request.user, position=self.object, reason=form.cleaned_data["reason"]
        )
