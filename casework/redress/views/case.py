"""Redress in one case: where it stands, claims, referrals, recommendations that rest on it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casework.cases.access import CaseScope, may
from casework.cases.pages import RecordOfCase
from casework.core.access import case_right
from casework.core.form_words import FormWords
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, DetailPage, EditPage, Page

from .. import actions, queries, rules
from ..filters import (
    CLAIM_SORT_WORDS,
    CLAIM_SORTS,
    REFERRAL_SORT_WORDS,
    REFERRAL_SORTS,
    RESTING_SORT_WORDS,
    RESTING_SORTS,
    ClaimFilter,
    ReferralFilter,
    RestingFilter,
)
from ..forms import ClaimForm, LinkForm, ReferralForm, StatusForm
from ..models import CompensationClaim, RecommendationCase, RedressStatus, Referral
from .base import WithdrawPage

READ = case_right("case.view")


class CaseRedress(CaseScope, Page):
    """The tab: status, recommendations, referrals, claims."""

    access = READ
    template_name = "casework/redress/case_redress.html"
    tab = "redress"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        user, case = request.user, self.case
        return self.render(
            redress=queries.status_of(case),
            claims=self.claims(queries.claims(user).standing().filter(case=case)),
            referrals=self.referrals(queries.referrals(user).standing().filter(case=case)),
            links=self.recommendations(queries.linked_to(user, case)),
            may_keep=rules.may_keep(user, case),
            may_refer=may(user, "case.decide", case),
        )

    def claims(self, rows: QuerySet) -> Listing:
        """The claims for compensation."""
        return self.known(
            Listing(
                self.request,
                rows,
                filterset_class=ClaimFilter,
                sorts=CLAIM_SORTS,
                sort_words=CLAIM_SORT_WORDS,
            )
        )

    def referrals(self, rows: QuerySet) -> Listing:
        """Before whom the case was put."""
        return self.known(
            Listing(
                self.request,
                rows,
                filterset_class=ReferralFilter,
                sorts=REFERRAL_SORTS,
                sort_words=REFERRAL_SORT_WORDS,
                name="referrals",
            )
        )

    def recommendations(self, rows: QuerySet) -> Listing:
        """What was asked of authorities because of the case."""
        return self.known(
            Listing(
                self.request,
                rows,
                filterset_class=RestingFilter,
                sorts=RESTING_SORTS,
                sort_words=RESTING_SORT_WORDS,
                name="recommendations",
            )
        )

    def known(self, listing: Listing) -> Listing:
        """The list, the case of its rows known already."""
        for row in listing.page:
            row.case = self.case
        return listing


class _InCase(FormWords, RecordOfCase):
    """A page with a form inside a case, open to those who keep the record of redress."""

    access = READ
    template_name = "casework/redress/case_form.html"
    tab = "redress"

    def verdict(self) -> Verdict:
        return rules.may_keep(self.request.user, self.case)

    def cancel_url(self) -> str:
        return reverse("redress:case-list", args=[self.case.reference])


class _Change(_InCase):
    """A page that changes one record of the case."""

    def verdict(self) -> Verdict:
        return rules.may_change(self.request.user, self.context["object"])


class _Withdraw(_Change, WithdrawPage):
    """Take one record of the case back."""

    def perform(self, form: Any) -> str:
        actions.withdraw_entry(
            actor=self.request.user, record=self.object, reason=form.cleaned_data["reason"]
        )
        return self.cancel_url()


class StatusEdit(_InCase, EditPage):
    """Say where redress stands."""

    form_class = StatusForm
    heading = _("Where redress stands")
    lede = _("A published case can be closed only when this is known, with a day for another look or none.")

    def get_object(self) -> RedressStatus:
        return queries.status_of(self.case)

    def perform(self, form: StatusForm) -> str:
        actions.set_redress(
            actor=self.request.user,
            case=self.case,
            values=form.changed_values(),
            version=form.cleaned_data.get("version"),
            reason=form.change_reason,
        )
        return self.cancel_url()


class _ClaimForm(_InCase):
    rows = queries.claims
    lede = _("A person by code, or a group without names. What we find about the death stands elsewhere.")

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user, "case": self.case}


class ClaimCreate(_ClaimForm, CreatePage):
    """Write down a claim."""

    form_class = ClaimForm
    heading = pgettext_lazy("compensation", "Add a claim")
    submit = pgettext_lazy("compensation", "Save the claim")

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"instance": CompensationClaim(case=self.case)}

    def perform(self, form: ClaimForm) -> CompensationClaim:
        return actions.file_claim(actor=self.request.user, case=self.case, values=form.changed_values())


class ClaimEdit(_ClaimForm, _Change, EditPage):
    """Change what is known of a claim."""

    form_class = ClaimForm
    heading = _("Edit the claim")

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"instance": self.object}

    def perform(self, form: ClaimForm) -> CompensationClaim:
        return actions.change_claim(
            actor=self.request.user,
            claim=form.instance,
            values=form.changed_values(),
            reason=form.change_reason,
        )


class ClaimDetail(CaseScope, DetailPage):
    """One claim: who, where, which papers, how it stands."""

    access = READ
    template_name = "casework/redress/claim_detail.html"
    tab = "redress"

    def get_queryset(self) -> QuerySet:
        return queries.claims(self.request.user).filter(case=self.case)

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        self.object.case = self.case
        verdict = rules.may_change(self.request.user, self.object)
        return super().render(status, may_change=verdict, **context)


class ClaimWithdraw(_Withdraw):
    """Take a claim back."""

    rows = queries.claims


class ReferralCreate(_InCase, CreatePage):
    """Write down a referral."""

    form_class = ReferralForm
    heading = _("Refer the case")
    lede = _("A prosecutor, a mechanism, a committee. The referral stands beside the stages of the case.")
    submit = _("Save the referral")

    def verdict(self) -> Verdict:
        return may(self.request.user, "case.decide", self.case)

    def form_kwargs(self) -> dict[str, Any]:
        return {"instance": Referral(case=self.case)}

    def perform(self, form: ReferralForm) -> str:
        actions.refer_case(actor=self.request.user, case=self.case, values=form.changed_values())
        return self.cancel_url()


class ReferralEdit(_Change, EditPage):
    """Write down what came of a referral."""

    form_class = ReferralForm
    rows = queries.referrals
    heading = _("Edit the referral")

    def perform(self, form: ReferralForm) -> str:
        actions.change_referral(
            actor=self.request.user,
            referral=form.instance,
            values=form.changed_values(),
            reason=form.change_reason,
        )
        return self.cancel_url()


class ReferralWithdraw(_Withdraw):
    """Take a referral back."""

    rows = queries.referrals


class LinkCreate(_InCase, CreatePage):
    """Link a recommendation to the case."""

    form_class = LinkForm
    heading = _("Link a recommendation")
    lede = _("It stands on the common list of recommendations. One that is missing is added there first.")
    submit = _("Link it")

    def form_kwargs(self) -> dict[str, Any]:
        return {"choices": queries.recommendations(self.request.user).standing()}

    def perform(self, form: LinkForm) -> str:
        actions.link_recommendation(
            actor=self.request.user,
            case=self.case,
            recommendation=form.cleaned_data["recommendation"],
        )
        return self.cancel_url()


class LinkWithdraw(_Withdraw):
    """Take the link between a recommendation and the case back."""

    def get_queryset(self) -> QuerySet[RecommendationCase]:
        return queries.linked_to(self.request.user, self.case)
