"""Our own Django admin: people and lists, never a case.

It takes in only admin classes that keep our rules (`AuditedModelAdmin`): installed apps register themselves
too, and one of them showed the secrets of second factors in clear. What is refused is simply not there.
"""

from collections.abc import Iterable
from typing import Any

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import URLPattern, URLResolver
from django.utils.translation import gettext_lazy as _

from accounts.admin_base import AuditedModelAdmin
from casework.core.access import OPEN, SIGNED_IN, right

FEWEST_SUPERVISORS = 2


class CaseworkAdminSite(admin.AdminSite):
    """For administrators only, behind the same sign-in and second factor as everything else."""

    site_header = _("Casework administration")
    site_title = _("Casework")
    index_title = _("People and lists")
    site_url = "/"
    enable_nav_sidebar = False
    index_template = "admin/casework_index.html"

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.disable_action("delete_selected")

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[admin.ModelAdmin] | None = None,
        **options: Any,
    ) -> None:
        """Take in what keeps our rules; leave out, in silence, what a library offers of itself."""
        if admin_class is not None and issubclass(admin_class, AuditedModelAdmin):
            super().register(model_or_iterable, admin_class, **options)

    def unregister(self, model_or_iterable: type[Model] | Iterable[type[Model]]) -> None:
        """Libraries unregister what they believe to be there."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        super().unregister([model for model in models if self.is_registered(model)])

    def has_permission(self, request: HttpRequest) -> bool:
        """Administrators who may sign in."""
        return request.user.is_authenticated and request.user.has_right("admin.site")

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Every page declares its access, like all pages of the product.

        Left out is `view_on_site`: it turns any row number of any model into the address of the record.
        """
        urls = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        declare(urls)
        return urls

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is one sign-in, with its throttle and its second factor."""
        return secure_admin_login(super().login)(request, extra_context)

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """There is one way out."""
        return HttpResponseRedirect(resolve_url("account_logout"))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """There is one page for it."""
        return HttpResponseRedirect(resolve_url("account_change_password"))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """On the front page by what one came for: people, the log of what they did, the shared lists."""
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = [(app["app_label"], model) for app in apps for model in app["models"]]
        boxes = {_("People and access"): [], _("Log"): [], _("Reference lists"): []}  # type: ignore[var-annotated]
        people, log, lists = boxes.values()
        for label, model in models:
            box = people if label == "accounts" else log if model["object_name"] == "AuthEvent" else lists
            box.append(model)
        return [{"name": name, "models": found} for name, found in boxes.items() if found]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Say on every page when too few people may decide."""
        context = super().each_context(request)
        if self.has_permission(request):
            people = request.user._meta.model.objects.active()  # type: ignore[union-attr]
            context["too_few_supervisors"] = people.with_role("supervisor").count() < FEWEST_SUPERVISORS
        context["demo"] = settings.CASEWORK_DEMO
        return context


def declare(urls: Iterable[URLPattern | URLResolver]) -> None:
    """Mark the views of the admin, and those of each model in it, with who may reach them."""
    known = {"login": OPEN, "logout": SIGNED_IN}
    for url in urls:
        if isinstance(url, URLResolver):
            declare(url.url_patterns)
        else:
            url.callback.access = known.get(url.name or "", right("admin.site"))  # type: ignore[union-attr, attr-defined]
