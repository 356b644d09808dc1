"""The list of parties and one party: its names, its place in the hierarchy, where it is alleged."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from casework.core.access import access
from casework.core.form_words import FormWords
from casework.core.forms import ReasonForm
from casework.core.lists import Listing
from casework.core.verdict import Verdict
from casework.core.views import ActPage, CreatePage, DetailPage, EditPage, Page, question

from .. import actions, rules
from ..filters import ALLEGED_SORT_WORDS, ALLEGED_SORTS, AllegedFilter, PartyFilter
from ..forms import CommandLinkForm, PartyForm
from ..models import CommandLink, Party
from ..queries import all_links, all_parties, party_context, party_tree, suggest_parties
from .base import EDIT, LIST


class PartyList(Page):
    """All parties as a tree; a search in either script lists them best first."""

    access = LIST
    template_name = "casework/parties/party_list.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = PartyFilter(request.GET, queryset=all_parties(), request=request)
        narrowed = bool(question(request) or request.GET.get("kind"))
        rows = list(found.qs)
        return self.render(
            filter=found,
            tree=party_tree(rows) if not question(request) else [],
            found=rows if question(request) else [],
            narrowed=narrowed,
            may_add=rules.may_add_party(request.user),
        )


class PartyDetail(DetailPage):
    """One party, with the cases of the reader in which it is alleged."""

    access = LIST
    template_name = "casework/parties/party_detail.html"

    def get_queryset(self) -> QuerySet:
        return all_parties()

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        found = party_context(self.object, self.request.user)
        found["listing"] = Listing(
            self.request,
            found.pop("alleged"),
            filterset_class=AllegedFilter,
            sorts=ALLEGED_SORTS,
            sort_words=ALLEGED_SORT_WORDS,
        )
        may_edit = rules.may_add_party(self.request.user)
        return super().render(status, may_edit=may_edit, **(found | context))


class PartyFormPage(FormWords):
    """A page with a form about the list of parties."""

    access = EDIT
    template_name = "casework/parties/party_form.html"

    def get_queryset(self) -> QuerySet:
        return all_parties()

    def verdict(self) -> Verdict:
        """The list is kept by the people who work with it."""
        return rules.may_add_party(self.request.user)


class PartyCreate(PartyFormPage, CreatePage):
    """Put a party on the list."""

    form_class = PartyForm
    heading = _("Add a party")
    lede = _("A force, a group, an authority. Never a single person: suspects have no place here.")
    submit = _("Save the party")

    def cancel_url(self) -> str:
        return reverse("parties:list")

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"name_en": question(self.request)}}

    def perform(self, form: PartyForm) -> Party:
        return actions.add_party(actor=self.request.user, **form.changed_values())


class PartyEdit(PartyFormPage, EditPage):
    """Correct or complete a party."""

    form_class = PartyForm
    heading = _("Edit the party")
    submit = _("Save the changes")

    def cancel_url(self) -> str:
        return self.object.get_absolute_url()

    def perform(self, form: PartyForm) -> Party:
        return actions.change_party(
            actor=self.request.user, party=form.instance, reason=form.change_reason, **form.changed_values()
        )


class CommandLinkCreate(PartyFormPage, CreatePage):
    """Say where a party stood, and when."""

    form_class = CommandLinkForm
    heading = _("Add a place in the hierarchy")
    lede = _("Units move between commands: each period is a claim of its own, with its source.")
    submit = _("Save the link")

    def enter_scope(self) -> None:
        super().enter_scope()
        self.party = get_object_or_404(self.get_queryset(), uid=self.kwargs["uid"])
        self.context["party"] = self.party

    def cancel_url(self) -> str:
        return self.party.get_absolute_url()

    def form_kwargs(self) -> dict[str, Any]:
        return {"party": self.party}

    def perform(self, form: CommandLinkForm) -> Party:
        names = ("parent", "relation", "starts", "ends", "claim_status", "source", "note")
        actions.add_command_link(
            actor=self.request.user, child=self.party, **{name: form.cleaned_data[name] for name in names}
        )
        return self.party


class CommandLinkWithdraw(PartyFormPage, ActPage):
    """Take a claim about the hierarchy back."""

    template_name = "casework/parties/party_withdraw.html"
    form_class = ReasonForm
    heading = _("Take this link back?")
    submit = _("Withdraw it")

    def get_queryset(self) -> QuerySet:
        return all_links()

    def cancel_url(self) -> str:
        return self.object.child.get_absolute_url()

    def perform(self, form: Any) -> Party:
        link: CommandLink = actions.withdraw_command_link(
            actor=self.request.user, link=self.object, reason=form.cleaned_data["reason"]
        )
        return link.child


@require_safe
@access(LIST)
def suggest(request: HttpRequest) -> HttpResponse:
    """Answer the type-ahead: parties by any name, each with what it belongs to."""
    results = [
        {
            "value": str(party.uid),
            "label": party.name,
            "sub": " · ".join(part for part in (party.other_name, party.path) if part),
            "tag": party.code,
        }
        for party in suggest_parties(question(request))
    ]
    return JsonResponse({"results": results})
