"""Pages of one's own account, the two links that lead into it, and the way out."""

from typing import Any

from allauth.account.views import password_reset
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import actions, forms
from accounts.adapters import MFAAdapter
from accounts.middleware import keep_language
from accounts.models import Invitation, PasswordLink, User
from accounts.throttle import count_link
from casework.core.access import OPEN, SIGNED_IN, access
from casework.core.context import system_actor
from casework.core.views import EditPage, add_errors

GONE = 410


class Profile(EditPage):
    """Name, language, time zone and keyboard shortcuts of the signed-in person."""

    access = SIGNED_IN
    template_name = "accounts/profile.html"
    form_class = forms.ProfileForm
    said = gettext_lazy("Saved.")

    def get_object(self) -> User:
        """A copy of one's own row: a form must not change the person the request is signed in as."""
        return User.objects.get(pk=self.request.user.pk)  # type: ignore[misc]

    def perform(self, form: forms.ProfileForm) -> str:
        actions.change_preferences(form.instance, actor=self.request.user, **form.changed_values())
        return reverse("accounts:profile")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The language cookie follows what was saved."""
        response = super().post(request, *args, **kwargs)
        if response.status_code == HttpResponseRedirect.status_code:
            keep_language(response, self.get_object().language)
        return response


@access(OPEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "again")
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Turn an invitation into an account. The address and the role are shown, not asked for."""
    count_link(request)
    try:
        invitation = actions.open_link(Invitation, token)
        _speak(request, invitation.language)
        form = forms.AcceptForm(request.POST or None, initial={"name": invitation.name})
        if request.method == "POST" and form.is_valid():
            values = {key: form.cleaned_data[key] for key in ("name", "password", "time_zone")}
            actions.accept_invitation(actor=system_actor("invitation"), token=token, **values)
            messages.success(request, _("Your account is ready. Sign in with it."))
            return redirect("account_login")
    except actions.LinkClosed:
        return _link_closed(request)
    except ValidationError as error:
        add_errors(form, _of_password(error))
    context = {"form": form, "invitation": invitation}
    return render(request, "accounts/invitation.html", context, status=422 if form.errors else 200)


@access(OPEN)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password", "again")
def use_password_link(request: HttpRequest, token: str) -> HttpResponse:
    """Set a new password by a link that an administrator made."""
    count_link(request)
    form = forms.PasswordForm(request.POST or None)
    try:
        link = actions.open_link(PasswordLink, token)
        _speak(request, link.user.language)
        if request.method == "POST" and form.is_valid():
            password = form.cleaned_data["password"]
            actions.use_password_link(actor=system_actor("password link"), token=token, password=password)
            messages.success(request, _("Your new password is set. Sign in with it."))
            return redirect("account_login")
    except actions.LinkClosed:
        return _link_closed(request)
    except ValidationError as error:
        add_errors(form, _of_password(error))
    context = {"form": form, "email": link.user.email}
    return render(request, "accounts/password_link.html", context, status=422 if form.errors else 200)


def _speak(request: HttpRequest, language: str) -> None:
    """Address the person in their language, unless this browser chose another one."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and translation.check_for_language(language):
        translation.activate(language)


def _of_password(error: ValidationError) -> ValidationError:
    """The validators of passwords do not name the field."""
    return error if hasattr(error, "error_dict") else ValidationError({"password": error.messages})


def _link_closed(request: HttpRequest) -> HttpResponse:
    """One answer for links that are used, withdrawn, too old or were never made."""
    return render(request, "accounts/link_closed.html", status=GONE)


@access(OPEN)
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """By mail where there is a mail server; otherwise the page says whom to ask."""
    if settings.CASEWORK_HAS_MAIL:
        return password_reset(request)
    return render(request, "accounts/no_mail.html")


@access(OPEN)
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Exit now: the session dies here, the browser forgets, an empty page is left."""
    logout(request)
    response = redirect("accounts:gone")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


@access(OPEN)
@require_GET
def gone(request: HttpRequest) -> HttpResponse:
    """An empty page that says nothing about where one was."""
    return render(request, "accounts/gone.html")


@access(OPEN)
def closed(request: HttpRequest, **_kwargs: Any) -> HttpResponse:
    """Pages of allauth that have no place here: nobody signs up, addresses are changed by administrators."""
    raise Http404


class RemoveKey(RemoveWebAuthnView):
    """Takes a security key off, but not the last factor where one is compulsory; allauth does not ask."""

    access = SIGNED_IN

    def form_valid(self, form: Any) -> HttpResponse:
        if not MFAAdapter().can_delete_authenticator(self.get_object()):
            messages.error(self.request, _("Your last second factor stays. Add another one first."))
            return redirect("mfa_index")
        return super().form_valid(form)
