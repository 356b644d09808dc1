"""Acts in the admin that are more than saving a form: a page with the consequence, a reason, one button."""

import base64
import dataclasses
from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.admin_base import AuditedModelAdmin
from accounts.mail import send
from accounts.stepup import step_up
from accounts.tokens import qr_svg
from casework.core.forms import REASON_MAX
from casework.core.records import StaleRecord
from casework.core.verdict import Verdict


class ActForm(forms.Form):
    """Asks why."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Kept in the history."),
        max_length=REASON_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


@dataclasses.dataclass(frozen=True)
class Act:
    """One act: its words, its rule, and what it does.

    `perform` takes the request, the object and the reason; it returns a response, or None to go back to the
    object with `done` as the message.
    """

    name: str
    title: str | Promise
    consequence: str | Promise
    done: str | Promise
    verdict: Callable[[Any, Any], Verdict]
    perform: Callable[[HttpRequest, Any, str], HttpResponse | None]


class ActingModelAdmin(AuditedModelAdmin):
    """Admin of a model with acts: their links stand above the form."""

    change_form_template = "accounts/admin_form.html"
    acts: tuple[Act, ...] = ()

    def get_urls(self) -> list[URLPattern]:
        """Add the page of acts before the catch-all of the change page."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        view = self.admin_site.admin_view(self.act_view)
        return [path("<int:object_id>/act/<slug:act>/", view, name=name), *super().get_urls()]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show which acts are open now."""
        obj = self.get_object(request, object_id)
        context = (extra_context or {}) | {"acts": self.open_acts(request, obj) if obj else []}
        return super().change_view(request, object_id, form_url, context)

    def open_acts(self, request: HttpRequest, obj: models.Model) -> list[dict[str, Any]]:
        """The acts whose rule allows them, with their addresses."""
        return [
            {"title": act.title, "address": self._address("act", obj.pk, act.name)}
            for act in self.acts
            if act.verdict(request.user, obj)
        ]

    def _address(self, page: str, *parts: Any) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=parts)

    def act_view(self, request: HttpRequest, object_id: int, act: str) -> HttpResponse:
        """Say what will happen, ask why, do it once."""
        obj = self.get_object(request, str(object_id))
        chosen = next((one for one in self.acts if one.name == act), None)
        if obj is None or chosen is None:
            raise Http404
        if way := step_up(request):
            return way
        verdict = chosen.verdict(request.user, obj)
        form = ActForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and verdict and form.is_valid():
            try:
                return self._perform(request, chosen, obj, form.cleaned_data["reason"])
            except ValidationError as error:
                form.add_error(None, error)
            except StaleRecord:
                form.add_error(None, _("Somebody else changed this in the meantime: nothing was saved."))
        context = self.admin_site.each_context(request) | {
            "title": chosen.title,
            "button": chosen.title,
            "consequence": chosen.consequence,
            "verdict": verdict,
            "form": form,
            "object": obj,
            "opts": self.opts,
            "back": self._address("change", obj.pk),
        }
        status = 422 if form.errors else 200
        return TemplateResponse(request, "accounts/act.html", context, status=status)

    def _perform(self, request: HttpRequest, act: Act, obj: models.Model, reason: str) -> HttpResponse:
        response = act.perform(request, obj, reason)
        if response is not None:
            return response
        messages.success(request, str(act.done))
        return HttpResponseRedirect(self._address("change", obj.pk))


@dataclasses.dataclass(frozen=True)
class Handover:
    """A link for one person, to be mailed or shown once."""

    title: str
    lead: str
    mail_template: str
    address: str
    to: str
    language: str
    until: Any
    back: str


def hand_over(site: Any, request: HttpRequest, link: Handover) -> HttpResponse:
    """Mail the link where there is a mail server; otherwise show it once, as text and as a QR code."""
    if settings.CASEWORK_HAS_MAIL:
        send(link.to, link.language, link.mail_template, address=link.address, until=link.until)
        messages.success(request, _("The link was sent by mail to %(email)s.") % {"email": link.to})
        return HttpResponseRedirect(link.back)
    picture = base64.b64encode(qr_svg(link.address).encode()).decode()
    context = site.each_context(request) | {
        "title": link.title,
        "lead": link.lead,
        "address": link.address,
        "until": link.until,
        "back": link.back,
        "code": f"data:image/svg+xml;base64,{picture}",
    }
    return TemplateResponse(request, "accounts/link_once.html", context)
