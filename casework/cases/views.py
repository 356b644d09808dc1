"""Pages of the cases room: describing a case, its Access tab, taking over a sealed case."""

import copy
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases import actions, rules
from casework.cases.access import CaseScope
from casework.cases.choices import LEVELS
from casework.cases.forms import CaseForm, EndForm, JoinForm, LeadForm, LevelForm, MemberAddForm, MemberForm
from casework.cases.models import Case, CaseMember, TakeOver
from casework.cases.queries import (
    active_members,
    former_members,
    open_take_over,
    open_take_overs,
    orphaned_cases,
)
from casework.core.access import access, case_right, right
from casework.core.forms import ReasonForm
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, EditPage, Page


class CaseEdit(CaseScope, EditPage):
    """Describe the case and say what comes next."""

    access = case_right("case.view")
    form_class = CaseForm
    template_name = "casework/cases/case_form.html"
    tab = "summary"

    def get_object(self) -> Case:
        # A copy: the head of the page shows what is stored, not what is being typed.
        return copy.copy(self.case)

    def verdict(self) -> Verdict:
        return rules.may_change_case(self.request.user, self.case)

    def perform(self, form: Any) -> Case:
        return actions.change_case(
            actor=self.request.user,
            case=self.object,
            changes=form.changed_values(),
            reason=form.change_reason,
        )


class AccessTab(CaseScope, Page):
    """Who takes part, who may see the case, and what one may do about it."""

    access = case_right("case.view")
    template_name = "casework/cases/access.html"
    tab = "access"

    def get(self, request: HttpRequest, ref: str) -> HttpResponse:
        user, case = request.user, self.case
        case.__dict__["_keepers_of_page"] = rules.keepers_of(case)
        rows = [self.row(member) for member in active_members(case)]
        return self.render(
            rows=rows,
            former=former_members(case)[:50],
            may_add=rules.may_manage_members(user, case),
            may_join=rules.may_join(user, case),
            may_hand_over=rules.may_hand_over(user, case),
            may_set_level=rules.may_change_case(user, case),
            may_seal=rules.can_be_sealed(case),
        )

    def row(self, member: CaseMember) -> dict[str, Any]:
        """One member, with what the reader may do about them."""
        member.case = self.case
        user = self.request.user
        return {
            "member": member,
            "change": rules.may_change_member(user, member),
            "end": rules.may_end_membership(user, member),
            "self": member.user_id == user.pk,
        }


class _AccessForm(CaseScope):
    """What the forms of the Access tab share."""

    access = case_right("case.view")
    tab = "access"
    template_name = "casework/cases/access_form.html"

    def done(self, sentence: str) -> str:
        messages.success(self.request, sentence)
        return reverse("cases:access", args=[self.case.reference])


class MemberAdd(_AccessForm, CreatePage):
    """Let a person take part."""

    form_class = MemberAddForm

    def verdict(self) -> Verdict:
        self.context |= {"heading": _("Add a member"), "button": _("Add to the case")}
        return rules.may_manage_members(self.request.user, self.case)

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case}

    def perform(self, form: Any) -> str:
        data = {name: value for name, value in form.cleaned_data.items() if name != "form_token"}
        member = actions.add_member(actor=self.request.user, case=self.case, **data)
        return self.done(_("%(person)s takes part in the case.") % {"person": member.user})


class _OneMember(_AccessForm):
    """A current or former membership of this case, by its uid."""

    def get_object(self) -> CaseMember:
        member = CaseMember.objects.visible_to(self.request.user).filter(
            case=self.case, uid=self.kwargs["uid"]
        )
        found = member.select_related("user", "case").first()
        if found is None:
            raise Http404
        self.context["person"] = found.user
        return found


class MemberEdit(_OneMember, EditPage):
    """Change role, flags or end date."""

    form_class = MemberForm

    def verdict(self) -> Verdict:
        self.context |= {"heading": _("Change a membership"), "button": _("Save the membership")}
        return rules.may_change_member(self.request.user, self.object)

    def perform(self, form: Any) -> str:
        actions.change_member(
            actor=self.request.user,
            member=self.get_object_as_read(form),
            changes=form.changed_values(),
            reason=form.change_reason,
        )
        return self.done(_("The membership was changed."))

    def get_object_as_read(self, form: Any) -> CaseMember:
        """The stored row with the version the person read: the rules compare before and after."""
        member = self.get_object()
        member.version = form.instance.version
        return member


class MemberEnd(_OneMember, ActPage):
    """Leave, or take somebody out of the case."""

    form_class = EndForm

    def verdict(self) -> Verdict:
        own = self.object.user_id == self.request.user.pk
        self.context |= {
            "heading": _("Leave the case") if own else _("Take a person out of the case"),
            "button": _("Leave the case") if own else _("End the membership"),
            "consequence": _("It acts at the next request. The history keeps who took part and when."),
            "danger": True,
        }
        return rules.may_end_membership(self.request.user, self.object)

    def perform(self, form: Any) -> str:
        actions.end_membership(
            actor=self.request.user, member=self.object, reason=form.cleaned_data["reason"]
        )
        if self.object.user_id == self.request.user.pk:
            messages.success(self.request, _("You left the case."))
            return reverse("desk:case-list")
        return self.done(_("The membership has ended."))


class CaseJoin(_AccessForm, CreatePage):
    """A supervisor takes part in a case they see."""

    form_class = JoinForm

    def verdict(self) -> Verdict:
        self.context |= {
            "heading": _("Join the case"),
            "button": _("Join the case"),
            "consequence": _("You work on the case from then on. Flags are given by somebody else."),
        }
        return rules.may_join(self.request.user, self.case)

    def perform(self, form: Any) -> str:
        actions.join_case(actor=self.request.user, case=self.case, reason=form.cleaned_data["reason"])
        return self.done(_("You take part in the case."))


class LevelSet(_AccessForm, CreatePage):
    """Raise or lower who may see the case."""

    form_class = LevelForm
    template_name = "casework/cases/level_form.html"

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"level": self.case.confidentiality}}

    def verdict(self) -> Verdict:
        user, case = self.request.user, self.case
        self.context["options"] = [
            {"level": level, "verdict": rules.may_set_level(user, case, level)}
            for level in LEVELS
            if level != case.confidentiality
        ]
        return rules.may_change_case(user, case)

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        actions.set_level(actor=self.request.user, case=self.case, level=data["level"], reason=data["reason"])
        return self.done(_("The level of the case was changed."))


class LeadSet(_AccessForm, CreatePage):
    """Hand the lead over."""

    form_class = LeadForm

    def verdict(self) -> Verdict:
        self.context |= {
            "heading": _("Hand over the lead"),
            "button": _("Hand over"),
            "consequence": _("The former lead stays as a member."),
        }
        return rules.may_hand_over(self.request.user, self.case)

    def form_kwargs(self) -> dict[str, Any]:
        return {"case": self.case}

    def perform(self, form: Any) -> str:
        data = form.cleaned_data
        actions.hand_over_lead(
            actor=self.request.user, case=self.case, lead=data["lead"], reason=data["reason"]
        )
        return self.done(_("%(person)s leads the case.") % {"person": data["lead"]})


@access(right("cases.take_over"))
def take_over_list(request: HttpRequest) -> HttpResponse:
    """Sealed cases that have lost their keepers, by reference alone."""
    cases = list(orphaned_cases().order_by("reference")[:100])
    asked = open_take_overs(cases)
    rows = [{"case": case, "asked": asked.get(case.pk)} for case in cases]
    return render(request, "casework/cases/take_over_list.html", {"rows": rows})


class TakeOverAct(CreatePage):
    """Ask for a sealed case, or confirm as the second supervisor."""

    access = right("cases.take_over")
    form_class = ReasonForm
    template_name = "casework/cases/take_over_form.html"

    def enter_scope(self) -> None:
        if not self.request.user.has_right("cases.take_over"):
            raise Http404
        found = orphaned_cases().filter(reference=self.kwargs["ref"]).first()
        if found is None:
            raise Http404
        self.case: Case = found
        self.asked: TakeOver | None = open_take_over(found)
        self.context |= {"reference": found.reference, "asked": self.asked}

    def verdict(self) -> Verdict:
        user = self.request.user
        if self.asked is None:
            return rules.may_ask_take_over(user, self.case)
        return rules.may_confirm_take_over(user, self.asked)

    def perform(self, form: Any) -> str:
        actor, reason = self.request.user, form.cleaned_data["reason"]
        if self.asked is None:
            actions.ask_take_over(actor=actor, case=self.case, reason=reason)
            messages.success(self.request, _("Another supervisor has to confirm."))
            return reverse("cases:take-over-list")
        actions.confirm_take_over(actor=actor, take_over=self.asked, reason=reason)
        return reverse("cases:access", args=[self.case.reference])
