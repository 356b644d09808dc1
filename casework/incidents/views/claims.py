"""What each source says about the people harmed, and the range the incident adopts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from casework.cases.models import CaseRecordQuerySet
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, EditPage

from .. import actions, rules
from ..forms import ADOPTED_ENDS, AdoptRangeForm, ClaimForm
from ..models import CasualtyClaim
from ..queries import visible_claims, visible_incidents
from .base import WORK, IncidentScope, RecordScope, WithdrawPage


class ClaimCreate(IncidentScope, CreatePage):
    """Record what one source says."""

    access = WORK
    template_name = "casework/incidents/claim_form.html"
    form_class = ClaimForm
    heading = _("Add a casualty claim")
    lede = _("One source, one claim. Claims are set beside each other and never added together.")
    submit = _("Save the claim")

    def verdict(self) -> Verdict:
        return rules.may_add_to(self.request.user, self.incident)

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case, "user": self.request.user}

    def perform(self, form: ClaimForm) -> CasualtyClaim:
        return actions.add_claim(
            actor=self.request.user,
            incident=self.incident,
            when=form.cleaned_data["when"],
            **form.changed_values(),
        )


class ClaimEdit(RecordScope, EditPage):
    """Correct the record of a claim."""

    access = WORK
    template_name = "casework/incidents/claim_form.html"
    form_class = ClaimForm
    rows = visible_claims
    heading = _("Edit the casualty claim")
    lede = _("To correct this record. A new statement of the same source is a claim of its own.")
    submit = _("Save the changes")

    def verdict(self) -> Verdict:
        return rules.may_change(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.object, "case": self.case, "user": self.request.user}

    def perform(self, form: ClaimForm) -> CasualtyClaim:
        return actions.change_claim(
            actor=self.request.user,
            claim=form.instance,
            reason=form.change_reason,
            when=form.cleaned_data["when"],
            **form.changed_values(),
        )


class ClaimWithdraw(WithdrawPage):
    """Take a claim off the table."""

    rows = visible_claims
    heading = _("Withdraw this claim?")

    def perform(self, form: Any) -> CasualtyClaim:
        return actions.withdraw_claim(
            actor=self.request.user, claim=self.object, reason=form.cleaned_data["reason"]
        )


class AdoptRange(RecordScope, EditPage):
    """Adopt the range that the incident stands for."""

    access = WORK
    template_name = "casework/incidents/adopt_form.html"
    form_class = AdoptRangeForm
    rows = visible_incidents
    heading = _("Adopt a range")
    lede = _("A judgement over the claims, with its reason. Leave an end empty where it is open.")
    submit = _("Adopt this range")

    def verdict(self) -> Verdict:
        return rules.may_change(self.request.user, self.object)

    def claims(self) -> CaseRecordQuerySet:
        """Standing claims of the incident that the person may see."""
        return visible_claims(self.request.user).standing().filter(incident=self.object)

    def form_kwargs(self) -> dict[str, Any]:
        claims = self.claims()
        relied = [str(claim.uid) for claim in claims if claim.relied_on]
        return {"incident": self.object, "claims": claims, "initial": {"relied_claims": relied}}

    def perform(self, form: AdoptRangeForm) -> str:
        data = form.cleaned_data
        if data.get("version") is not None:
            self.object.version = data["version"]
        actions.adopt_casualty_range(
            actor=self.request.user,
            incident=self.object,
            claims=list(data.get("relied_claims") or []),
            rationale=data["adopted_rationale"],
            **{name.removeprefix("adopted_"): data[name] for name in ADOPTED_ENDS},
        )
        return f"{self.object.get_absolute_url()}#claims"
