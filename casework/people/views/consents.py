"""Consent of a person, purpose by purpose: an answer, a revocation, an entry made by mistake."""

from typing import Any

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.access import case_right
from casework.core.forms import ReasonForm
from casework.core.verdict import Verdict
from casework.core.views import ActPage, EditPage

from .. import actions, rules
from ..choices import ConsentPurpose
from ..forms import ConsentForm, RevokeForm
from ..models import Consent, Person
from .records import PersonScope


def consequence_of_revoking(case: Case) -> Promise:
    """What follows at once, and what has to be looked at, by how far the case has come."""
    if case.stage == Stage.PUBLISHED:
        return _(
            "The findings of this case are public. From now on nothing more of what this person said is "
            "shared or published. A supervisor has to decide at once whether the public version may stand."
        )
    if case.stage in (Stage.FINDINGS_REVIEW, Stage.FINDINGS_APPROVED):
        return _(
            "Nothing is public yet. From now on sharing is refused, and so is publication of a version that "
            "mentions this person, until they agree again or are left out."
        )
    return _("From now on what this person said is neither shared nor published for this purpose.")


class ConsentScope(PersonScope):
    """The answer of one person about one purpose."""

    person: Person

    def find_person(self) -> str:
        """Read the person, and check that the purpose exists; return it."""
        self.person = super().get_object()
        if self.kwargs["purpose"] not in ConsentPurpose.values:
            raise Http404
        self.context["person"] = self.person
        return str(self.kwargs["purpose"])

    def get_object(self) -> Any:
        purpose = self.find_person()
        found = self.standing(purpose)
        if found is None:
            raise Http404
        return found

    def standing(self, purpose: str) -> Consent | None:
        """The answer that stands, if any."""
        rows = Consent.objects.visible_to(self.request.user).standing()
        found = rows.filter(person=self.person, purpose=purpose).select_related("explained_by").first()
        if found is not None:
            found.case, found.person = self.case, self.person
        return found


class ConsentRecord(ConsentScope, EditPage):
    """Write down an answer, correct it, or write down a new one after a revocation."""

    access = case_right("case.work")
    template_name = "casework/people/consent_form.html"
    form_class = ConsentForm
    said = _("The answer was written down.")

    def get_object(self) -> Any:
        purpose = self.find_person()
        fresh = Consent(case=self.case, person=self.person, purpose=purpose)
        return self.standing(purpose) or fresh

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"user": self.request.user}

    def verdict(self) -> Verdict:
        return rules.may_change_person(self.request.user, self.person)

    def perform(self, form: ConsentForm) -> Consent:
        facts, user = form.changed_values(), self.request.user
        if form.instance._state.adding:
            purpose = form.instance.purpose
            return actions.record_consent(actor=user, person=self.person, purpose=purpose, **facts)
        return actions.change_consent(actor=user, consent=form.instance, reason=form.change_reason, **facts)


class ConsentRevoke(ConsentScope, ActPage):
    """The person takes the consent back: what follows, what they said."""

    template_name = "casework/people/consent_revoke.html"
    form_class = RevokeForm
    said = _("Taken back. The members who may see this person are told.")

    def verdict(self) -> Verdict:
        self.context["consequence"] = consequence_of_revoking(self.case)
        return rules.may_revoke_consent(self.request.user, self.object)

    def perform(self, form: RevokeForm) -> Consent:
        data = form.cleaned_data
        actions.revoke_consent(
            actor=self.request.user, consent=self.object, said=data["said"], revoked_on=data["revoked_on"]
        )
        return self.object


class ConsentWithdraw(ConsentScope, ActPage):
    """Mark an answer as entered by mistake: our act, not the person's."""

    access = case_right("case.work")
    template_name = "casework/people/consent_withdraw.html"
    form_class = ReasonForm
    said = _("Withdrawn. It counts as no.")

    def verdict(self) -> Verdict:
        return rules.may_change_consent(self.request.user, self.object)

    def perform(self, form: ReasonForm) -> Consent:
        reason = form.cleaned_data["reason"]
        actions.withdraw_consent(actor=self.request.user, consent=self.object, reason=reason)
        return self.object
