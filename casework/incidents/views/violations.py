"""Alleged acts within an event, and what the law calls them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from casework.cases.choices import Confidentiality
from casework.core.access import access, right
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, EditPage, question

from .. import actions, rules
from ..forms import CharacteriseForm, ViolationForm
from ..models import Violation
from ..queries import suggest_types, visible_characterisations, visible_violations
from .base import WORK, IncidentScope, RecordScope, WithdrawPage


def say_level(request: HttpRequest, violation: Violation, asked: str) -> None:
    """Say that the level was raised by itself, and who can still see the record."""
    if violation.confidentiality != asked and violation.type.is_protected:
        messages.warning(
            request,
            _(
                "Saved as highly restricted, because of what is alleged: only members of the case who are "
                "cleared see it."
            ),
        )


class ViolationCreate(IncidentScope, CreatePage):
    """Allege an act within an event."""

    access = WORK
    form_class = ViolationForm
    heading = _("Add an alleged violation")
    lede = _("What was done is a fact in dispute. What the law calls it is recorded apart.")
    submit = _("Save the violation")

    def verdict(self) -> Verdict:
        return rules.may_add_to(self.request.user, self.incident)

    def perform(self, form: ViolationForm) -> Violation:
        values = form.changed_values()
        violation = actions.add_violation(
            actor=self.request.user, incident=self.incident, when=form.cleaned_data["when"], **values
        )
        say_level(self.request, violation, values["confidentiality"])
        return violation


class ViolationEdit(RecordScope, EditPage):
    """Correct an alleged act."""

    access = WORK
    form_class = ViolationForm
    rows = visible_violations
    heading = _("Edit the alleged violation")
    submit = _("Save the changes")

    def verdict(self) -> Verdict:
        return rules.may_supplement(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        """Where findings rest on the act, who may see it can still be narrowed."""
        whole = rules.may_change(self.request.user, self.object)
        self.context["held"] = whole.reason
        return super().form_kwargs() | {"level_only": not whole}

    def perform(self, form: ViolationForm) -> Violation:
        asked = form.cleaned_data.get("confidentiality", Confidentiality.INTERNAL)
        violation = actions.change_violation(
            actor=self.request.user,
            violation=form.instance,
            reason=form.change_reason,
            **({"when": form.cleaned_data["when"]} if "when" in form.fields else {}),
            **form.changed_values(),
        )
        say_level(self.request, violation, asked)
        return violation


class ViolationWithdraw(WithdrawPage):
    """Take an alleged act back."""

    rows = visible_violations
    heading = _("Withdraw this alleged violation?")

    def perform(self, form: Any) -> Violation:
        return actions.withdraw_violation(
            actor=self.request.user, violation=self.object, reason=form.cleaned_data["reason"]
        )


class Characterise(RecordScope, EditPage):
    """Say what the law calls an act."""

    access = WORK
    form_class = CharacteriseForm
    rows = visible_violations
    heading = _("What the law calls it")
    lede = _("Your judgement, under your name, beside those of others. It does not change the fact alleged.")
    submit = _("Record the judgement")

    def verdict(self) -> Verdict:
        return rules.may_supplement(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return {}

    def perform(self, form: CharacteriseForm) -> str:
        data = form.cleaned_data
        actions.characterise(
            actor=self.request.user,
            violation=self.object,
            kind=data["kind"],
            provision=data["provision"],
            standard=data["standard"],
            rationale=data["rationale"],
        )
        return f"{self.object.incident.get_absolute_url()}#law"


class CharacterisationWithdraw(WithdrawPage):
    """Take a legal judgement back."""

    rows = visible_characterisations
    heading = _("Withdraw this judgement?")
    consequence = _("It is kept under its author’s name and marked as withdrawn.")

    def perform(self, form: Any) -> str:
        found = actions.withdraw_characterisation(
            actor=self.request.user, characterisation=self.object, reason=form.cleaned_data["reason"]
        )
        return found.violation.incident.get_absolute_url()


@require_safe
@access(right("cases.list"))
def type_suggest(request: HttpRequest) -> HttpResponse:
    """Answer the type-ahead over violation types: by word or code, in either script."""
    results = [
        {
            "value": str(one.uid),
            "label": one.name,
            "sub": one.parent.name if one.parent else "",
            "tag": one.code,
        }
        for one in suggest_types(question(request))
    ]
    return JsonResponse({"results": results})
