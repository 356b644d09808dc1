"""Bringing items in, and correcting what is said about them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casework.cases.access import CaseScope
from casework.core.access import case_right
from casework.core.verdict import Verdict
from casework.core.views import CreatePage, EditPage

from .. import actions, rules
from ..forms import ItemForm
from ..models import EvidenceItem
from ..previews import can_preview, preview_of
from ..queries import items_of_case, same_file
from ..store import StoreError
from ..uploads import StoredFile
from .scope import ItemScope, uid_or_none


class ItemCreate(CaseScope, CreatePage):
    """Enter files, an address or an object as evidence of the case."""

    access = case_right("case.work")
    tab = "evidence"
    template_name = "casework/evidence/item_new.html"
    form_class = ItemForm

    def verdict(self) -> Verdict:
        return rules.may_register(self.request.user, self.case)

    def enter_scope(self) -> None:
        super().enter_scope()
        asked = uid_or_none(self.request.GET.get("copy_of"))
        seen = items_of_case(self.request.user, self.case)
        self.original = seen.filter(uid=asked).first() if asked else None
        self.context["original"] = self.original

    def form_kwargs(self) -> dict[str, Any]:
        new = EvidenceItem(case=self.case, copy_kind="")
        return {
            "user": self.request.user,
            "case": self.case,
            "instance": new,
            "original": self.original,
            "copy_kind": self.request.GET.get("as", ""),
        }

    def attempt(self, form: ItemForm) -> HttpResponse:
        """Seal the files before any transaction begins; a script that sent them gets the address as data."""
        try:
            self.kept: list[StoredFile | None] = [one.keep() for one in form.cleaned_data["files"]] or [None]
        except StoreError as error:
            form.add_error("files", ValidationError(str(error)))
            return self.render(form=form, status=422)
        response = super().attempt(form)
        if response.status_code == 302:
            self.make_previews()
            if self.request.headers.get("X-Sent-By") == "script":
                return JsonResponse({"location": response["Location"]})
        return response

    def perform(self, form: ItemForm) -> str:
        values, level = form.item_values(), form.cleaned_data["confidentiality"]
        made = [
            actions.register_evidence(
                actor=self.request.user,
                case=self.case,
                values=values | {"title": self.title(values["title"], number)},
                file=file,
                confidentiality=level,
                derived_from=self.original,
                copy_kind=form.cleaned_data.get("copy_kind", ""),
            )
            for number, file in enumerate(self.kept, start=1)
        ]
        return self.done(made)

    def title(self, title: str, number: int) -> str:
        """The title as typed; numbered where several files came with it."""
        return title if len(self.kept) == 1 else f"{title[:280]} ({number}/{len(self.kept)})"

    def done(self, made: list[EvidenceItem]) -> str:
        """Say what became of it, duplicates within sight included, and where it can be seen."""
        user = self.request.user
        seen = items_of_case(user, self.case).filter(pk__in=[item.pk for item in made])
        messages.success(
            self.request,
            ngettext("%(count)d item entered and sealed.", "%(count)d items entered and sealed.", len(made))
            % {"count": len(made)},
        )
        if len(seen) < len(made):
            messages.warning(
                self.request, _("It is highly restricted and you are not cleared: you do not see it.")
            )
        for item in seen:
            if twin := same_file(user, item).first():
                messages.warning(
                    self.request,
                    _("The same file is here already as %(reference)s.") % {"reference": twin.reference},
                )
        if len(made) == 1 and len(seen) == 1:
            return made[0].get_absolute_url()
        return reverse("evidence:list", args=[self.case.reference])

    def make_previews(self) -> None:
        """Outside any transaction: at worst it costs twenty seconds and gives an icon."""
        for file in self.kept:
            if file is not None and can_preview(file.media_type):
                preview_of(file.sha256)


class ItemEdit(ItemScope, EditPage):
    """Correct what is said about an item. Its bytes, digest and name are not on this form."""

    template_name = "casework/evidence/item_form.html"
    form_class = ItemForm

    def verdict(self) -> Verdict:
        return rules.may_change_item(self.request.user, self.object)

    def form_kwargs(self) -> dict[str, Any]:
        return super().form_kwargs() | {"user": self.request.user, "case": self.case}

    def perform(self, form: ItemForm) -> EvidenceItem:
        return actions.change_item(
            actor=self.request.user, item=form.instance, values=form.item_values(), reason=form.change_reason
        )
