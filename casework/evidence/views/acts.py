"""Acts on one item, each on a page of its own: custody, verification, citation, level, withdrawal."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.cases.access import CaseScope
from casework.core.access import case_right
from casework.core.forms import ReasonForm
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, Page

from .. import actions, rules
from ..choices import CustodyKind, IntegrityOutcome
from ..forms import CiteForm, CiteItemForm, CustodyForm, DecideForm, LevelForm, StepForm
from ..models import Citation, CustodyEvent, Verification
from ..queries import citations_of, steps_of, verification_mark
from ..store import StoreError
from ..targets import find_target, words_for
from .scope import ItemScope, uid_or_none


class ItemAct(ItemScope, ActPage):
    """One act: its heading, what follows from it, a form, a button."""

    template_name = "casework/evidence/item_act.html"

    def say(self, heading: str, button: str, consequence: str = "", danger: bool = False) -> None:
        """The words of the page."""
        self.context |= {"heading": heading, "button": button, "consequence": consequence, "danger": danger}

    def done(self, sentence: str, anchor: str = "") -> str:
        """Say it on the next page; an item one no longer sees leads to the list."""
        messages.success(self.request, sentence)
        if self.get_queryset().filter(pk=self.item.pk).exists():
            return self.item.get_absolute_url() + anchor
        return reverse("evidence:list", args=[self.case.reference])


class CustodyAdd(ItemAct):
    """Write down what happened to the item outside this system."""

    form_class = CustodyForm

    def verdict(self) -> Verdict:
        self.say(
            _("Add to the chain of custody"),
            _("Add the entry"),
            _("Entries are only ever added. A correction is a new entry that names the old one."),
        )
        return rules.may_record_custody(self.request.user, self.item)

    def form_kwargs(self) -> dict[str, Any]:
        entries = CustodyEvent.objects.visible_to(self.request.user).filter(item=self.item)
        asked = uid_or_none(self.request.GET.get("about"))
        corrects = entries.filter(uid=asked).first() if asked else None
        initial = {"corrects": corrects.uid, "kind": CustodyKind.EXPLAINED} if corrects else {}
        return {"entries": entries, "initial": initial}

    def perform(self, form: CustodyForm) -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "form_token"}
        if facts["kind"] == CustodyKind.TRANSFERRED_OUT:
            for name in ("kind", "corrects"):
                facts.pop(name)
            actions.transfer_custody(actor=self.request.user, item=self.item, **facts)
        else:
            actions.add_custody_event(actor=self.request.user, item=self.item, **facts)
        return self.done(_("The entry was added."), "#custody")


class FileCheck(ItemScope, Page):
    """Hash the file again, now."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rules.may_check_integrity(request.user, self.item).require()
        if not self.item.has_file:
            raise Http404
        try:
            check = actions.check_integrity(actor=request.user, item=self.item)
        except StoreError as error:
            messages.error(request, str(error))
        else:
            self.say(check.outcome if check else "")
        return redirect(self.item.get_absolute_url() + "#file")

    def say(self, outcome: str) -> None:
        """What the check showed."""
        if outcome == IntegrityOutcome.INTACT:
            sentence = _("The file is the one that was registered: the digest is the same.")
            messages.success(self.request, sentence)
        elif outcome == IntegrityOutcome.MISSING:
            messages.error(self.request, _("The file is not in the store. The item is marked."))
        else:
            messages.error(self.request, _("The file differs from the one registered. The item is marked."))


class StepAdd(ItemAct):
    """Record a step of verification."""

    form_class = StepForm

    def verdict(self) -> Verdict:
        self.say(
            _("Record a step of verification"),
            _("Record the step"),
            _("Whoever records a step does not decide that the item is verified."),
        )
        return rules.may_verify(self.request.user, self.item)

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user, "item": self.item}

    def perform(self, form: StepForm) -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "form_token"}
        actions.record_verification(actor=self.request.user, item=self.item, **facts)
        return self.done(_("The step was recorded."), "#verification")


class Decide(ItemAct):
    """Settle where the verification stands."""

    form_class = DecideForm

    def enter_scope(self) -> None:
        super().enter_scope()
        self.steps = self.context["steps"] = steps_of(self.request.user, self.item)

    def shown(self) -> str:
        """The item and the steps of its verification, which stand above the form."""
        return verification_mark(self.request.user, self.item, self.steps)

    def verdict(self) -> Verdict:
        second = rules.may_decide(self.request.user, self.item, "verified")
        self.say(
            _("Decide on the verification"), _("Save the decision"), "" if second else str(second.reason)
        )
        return rules.may_decide(self.request.user, self.item)

    def perform(self, form: DecideForm) -> str:
        said = {name: form.cleaned_data[name] for name in ("seen", "state", "why")}
        if not (allowed := rules.may_decide(self.request.user, self.item, said["state"])):
            raise ValidationError({"state": allowed.reason})
        actions.decide_verification(actor=self.request.user, item=self.item, **said)
        return self.done(_("The decision was saved."), "#verification")


class Cite(ItemAct):
    """Cite the item for something in its case."""

    form_class = CiteForm

    def verdict(self) -> Verdict:
        self.say(_("Cite this item"), _("Cite it"))
        return rules.may_cite(self.request.user, self.item, self.case)

    def form_kwargs(self) -> dict[str, Any]:
        return {
            "user": self.request.user,
            "case": self.case,
            "initial": {"target": self.request.GET.get("for")},
        }

    def perform(self, form: CiteForm) -> str:
        data = form.cleaned_data
        target = find_target(self.request.user, self.case, data["target"])
        if target is None:
            raise ValidationError({"target": _("This is no longer there to be chosen.")})
        passage = {name: data[name] for name in ("stance", "locator", "note")}
        actions.cite_evidence(actor=self.request.user, item=self.item, target=target, **passage)
        return self.done(_("The citation was added."), "#citations")


class CiteFor(CaseScope, CreatePage):
    """Cite an item for one thing in the case: the door from its own page (`?for=violation:<uid>`)."""

    access = case_right("case.work")
    tab = "evidence"
    template_name = "casework/evidence/cite_for.html"
    form_class = CiteItemForm

    def enter_scope(self) -> None:
        super().enter_scope()
        name, _colon, uid = self.request.GET.get("for", "").partition(":")
        known = uid_or_none(uid)
        self.target: Any = find_target(self.request.user, self.case, f"{name}:{known}") if known else None
        if self.target is None:
            raise Http404
        self.context |= {"target": self.target, "words": words_for(name, self.target)}

    def form_kwargs(self) -> dict[str, Any]:
        return {"user": self.request.user, "case": self.case}

    def perform(self, form: CiteItemForm) -> Any:
        data = form.cleaned_data
        passage = {name: data[name] for name in ("stance", "locator", "note")}
        actions.cite_evidence(actor=self.request.user, item=data["item"], target=self.target, **passage)
        messages.success(self.request, _("The citation was added."))
        return self.target


class LevelSet(ItemAct):
    """Raise or lower who may see the item."""

    form_class = LevelForm

    def verdict(self) -> Verdict:
        self.say(
            _("Who may see this item"),
            _("Save the level"),
            _("Any member raises a level at once. A supervisor lowers it, with a reason."),
        )
        return rules.may_change_item(self.request.user, self.item)

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"level": self.item.confidentiality}}

    def perform(self, form: LevelForm) -> str:
        actions.set_item_level(
            actor=self.request.user,
            item=self.item,
            level=form.cleaned_data["level"],
            reason=form.cleaned_data["reason"],
        )
        return self.done(_("The level was saved."))


class ItemWithdraw(ItemAct):
    """Take an item out of the evidence; it stays in the store and in the history."""

    form_class = ReasonForm

    def verdict(self) -> Verdict:
        self.say(
            _("Withdraw the item"),
            _("Withdraw the item"),
            _("The file stays sealed and the custody log goes on. It stops counting as evidence at once."),
            danger=True,
        )
        self.context["cited_total"] = citations_of(self.request.user, self.item).total
        return rules.may_withdraw_item(self.request.user, self.item)

    def perform(self, form: ReasonForm) -> str:
        actions.withdraw_item(actor=self.request.user, item=self.item, reason=form.cleaned_data["reason"])
        return self.done(_("The item was withdrawn."))


class _PartWithdraw(ItemAct):
    """Take back a citation or a step of the item; subclasses say which."""

    form_class = ReasonForm
    model: type[Citation | Verification]

    def enter_scope(self) -> None:
        super().enter_scope()
        rows = self.model.objects.visible_to(self.request.user).filter(
            item=self.item, withdrawn_at__isnull=True
        )
        self.part: Any = rows.filter(uid=self.kwargs["part"]).first()
        if self.part is None:
            raise Http404
        self.context["part"] = self.part


class CitationWithdraw(_PartWithdraw):
    """Take a citation back."""

    model = Citation

    def verdict(self) -> Verdict:
        self.say(
            _("Withdraw the citation"), _("Withdraw the citation"), _("It stays in the history."), danger=True
        )
        return rules.may_withdraw_citation(self.request.user, self.part)

    def perform(self, form: ReasonForm) -> str:
        actions.withdraw_citation(
            actor=self.request.user, citation=self.part, reason=form.cleaned_data["reason"]
        )
        return self.done(_("The citation was withdrawn."), "#citations")


class StepWithdraw(_PartWithdraw):
    """Take a step of verification back."""

    model = Verification

    def verdict(self) -> Verdict:
        self.say(
            _("Withdraw the step"),
            _("Withdraw the step"),
            _("It stays in the history. A decision that rested on it has to be made anew."),
            danger=True,
        )
        return rules.may_verify(self.request.user, self.item)

    def perform(self, form: ReasonForm) -> str:
        actions.withdraw_verification(
            actor=self.request.user, check=self.part, reason=form.cleaned_data["reason"]
        )
        return self.done(_("The step was withdrawn."), "#verification")
