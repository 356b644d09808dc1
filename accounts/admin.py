"""People, invitations and second-factor resets in Django admin. Rooms register their own reference lists."""

from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import actions, rules
from accounts.adapters import FACTORS
from accounts.admin_acts import Act, ActingModelAdmin, Handover, hand_over
from accounts.admin_base import AuditedAdminForm, AuditedModelAdmin
from accounts.forms import zone_choices
from accounts.models import FactorReset, Invitation, User, life_of_links
from casework.core import clock
from casework.ledger.models import AuthEvent


def _password_link(request: HttpRequest, user: User, reason: str) -> HttpResponse:
    """Make the link and hand it over."""
    token = actions.make_password_link(user, actor=request.user, reason=reason)
    link = Handover(
        title=_("New-password link"),
        lead=_("%(name)s chooses a new password with this link.") % {"name": user},
        mail_template="accounts/mail/password_link.txt",
        address=request.build_absolute_uri(reverse("accounts:password-link", args=[token])),
        to=user.email,
        language=user.language,
        until=clock.now() + life_of_links(),
        back=reverse("admin:accounts_user_change", args=[user.pk]),
    )
    return hand_over(admin.site, request, link)


def _plain(do: Any) -> Any:
    """An act that only calls an action and goes back."""

    def perform(request: HttpRequest, obj: Any, reason: str) -> None:
        do(obj, actor=request.user, reason=reason)

    return perform


PERSON_ACTS = (
    Act(
        "deactivate",
        gettext_lazy("Deactivate"),
        gettext_lazy(
            "The person signs in no more and every session ends at its next request. "
            "What they wrote stays, with their name."
        ),
        gettext_lazy("Deactivated."),
        rules.may_deactivate,
        _plain(actions.deactivate_person),
    ),
    Act(
        "reactivate",
        gettext_lazy("Let sign in again"),
        gettext_lazy("The person may sign in again, with the password and second factor they had."),
        gettext_lazy("The person may sign in again."),
        rules.may_reactivate,
        _plain(actions.reactivate_person),
    ),
    Act(
        "end-sessions",
        gettext_lazy("End all sessions"),
        gettext_lazy("The person is signed out everywhere at the next request and may sign in anew."),
        gettext_lazy("All sessions are ended."),
        lambda actor, user: rules.may_manage(actor),
        _plain(actions.end_sessions),
    ),
    Act(
        "password-link",
        gettext_lazy("New-password link"),
        gettext_lazy("Makes a link with which the person chooses a new password, once, within three days."),
        "",
        rules.may_make_password_link,
        _password_link,
    ),
    Act(
        "reset-factor",
        gettext_lazy("Reset second factor"),
        gettext_lazy(
            "Asks that the second factor be taken off. A second administrator must approve; then all "
            "sessions end and the person sets up a new one at the next sign-in."
        ),
        gettext_lazy("Asked. Another administrator decides under “Second-factor resets”."),
        rules.may_ask_reset,
        _plain(actions.ask_factor_reset),
    ),
)


class PersonForm(AuditedAdminForm):
    """Changes on a person, with the rules said beside the fields."""

    actor: User
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zone_choices)

    class Meta:
        model = User
        fields = ("name", "role", "access_ends_on", "language", "time_zone")

    def clean(self) -> dict[str, Any]:
        """Access is never one's own to change, needs a reason, and an administrator must remain."""
        cleaned = super().clean()
        for name in ("role", "access_ends_on"):
            if name not in cleaned or cleaned[name] == getattr(self.instance, name):
                continue
            verdict = rules.may_change_role(self.actor, self.instance)
            if not verdict:
                self.add_error(name, ValidationError(str(verdict.reason)))
            elif not cleaned.get("reason"):
                self.add_error("reason", ValidationError(_("Say why the access changes.")))
        return cleaned


@admin.register(User)
class PersonAdmin(ActingModelAdmin):
    """Those who may sign in. They come by invitation and never go."""

    form = PersonForm
    acts = PERSON_ACTS
    fields = (
        "email",
        "name",
        "role",
        "access_ends_on",
        "language",
        "time_zone",
        "is_active",
        "has_second_factor",
        "last_login",
        "created_at",
    )
    readonly_fields = ("email", "is_active", "has_second_factor", "last_login", "created_at")
    list_display = ("name", "email", "role", "may_enter", "has_second_factor", "access_ends_on", "last_login")
    list_filter = ("role", "is_active")
    search_fields = ("name", "email")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People are invited."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With the second factor of each, in one query."""
        factors = Authenticator.objects.filter(user_id=OuterRef("pk"), type__in=FACTORS)
        return super().get_queryset(request).annotate(with_factor=Exists(factors))

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        """The form must know who is asking."""
        form = super().get_form(request, obj, change, **kwargs)
        form.actor = request.user  # type: ignore[attr-defined]
        return form

    @admin.display(boolean=True, description=gettext_lazy("may sign in"))
    def may_enter(self, user: User) -> bool:
        """Active, and before the last day."""
        return user.may_sign_in

    @admin.display(boolean=True, description=gettext_lazy("second factor"))
    def has_second_factor(self, user: User) -> bool:
        """Whether one is set up; what it is nobody sees."""
        return bool(getattr(user, "with_factor", False))

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Through the action, which has the rules and writes the event."""
        actions.change_person(obj, actor=request.user, reason=form.cleaned_data.get("reason", ""))


class InvitationForm(AuditedAdminForm):
    """Whom, as what, until when."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = Invitation
        fields = ("email", "name", "role", "language", "access_ends_on")

    def clean_email(self) -> str:
        """One account for one address."""
        email = self.cleaned_data["email"].strip().lower()
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(_("There is already a person with this e-mail address."))
        return email


@admin.register(Invitation)
class InvitationAdmin(ActingModelAdmin):
    """The only way in: for one address and one role, once, within three days."""

    form = InvitationForm
    acts = (
        Act(
            "withdraw",
            gettext_lazy("Withdraw"),
            gettext_lazy("The link stops working at once."),
            gettext_lazy("Withdrawn."),
            rules.may_withdraw_invitation,
            _plain(actions.withdraw_invitation),
        ),
    )
    fields = ("email", "name", "role", "language", "access_ends_on")
    list_display = ("email", "name", "role", "state_now", "expires_at", "created_by")
    list_filter = ("role",)
    list_select_related = ("created_by",)
    search_fields = ("email", "name")

    def has_change_permission(self, request: HttpRequest, obj: Invitation | None = None) -> bool:
        """An invitation is withdrawn, never changed: what was handed over must stay true."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An existing one shows how it stands."""
        asked = super().get_fields(request, obj)
        return [*asked, "state_now", "expires_at", "created_by", "accepted_by"] if obj else asked

    def get_readonly_fields(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        """Nothing of it is typed."""
        return ("state_now", "expires_at", "created_by", "accepted_by")

    @admin.display(description=gettext_lazy("state"))
    def state_now(self, invitation: Invitation) -> str:
        """Open, used, withdrawn or expired."""
        return invitation.state

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        """Through the action; the token lives in this request only."""
        named = {key: form.cleaned_data[key] for key in InvitationForm.Meta.fields}
        reason = form.cleaned_data.get("reason", "")
        made, request.invitation_token = actions.invite_person(actor=request.user, reason=reason, **named)  # type: ignore[attr-defined]
        obj.pk, obj.expires_at = made.pk, made.expires_at

    def response_add(
        self, request: HttpRequest, obj: Invitation, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Hand the link over."""
        token = request.invitation_token  # type: ignore[attr-defined]
        link = Handover(
            title=_("Invitation"),
            lead=_("%(email)s makes an account as %(role)s with this link.")
            % {"email": obj.email, "role": obj.get_role_display()},
            mail_template="accounts/mail/invitation.txt",
            address=request.build_absolute_uri(reverse("accounts:invitation", args=[token])),
            to=obj.email,
            language=obj.language,
            until=obj.expires_at,
            back=reverse("admin:accounts_invitation_changelist"),
        )
        return hand_over(self.admin_site, request, link)


@admin.register(FactorReset)
class FactorResetAdmin(ActingModelAdmin):
    """Requests to take a lost second factor off; decided by an administrator who did not ask."""

    acts = (
        Act(
            "approve",
            gettext_lazy("Approve and reset"),
            gettext_lazy(
                "The second factor and the recovery codes are removed and all sessions end. Make sure that "
                "it is really this person who asks: speak to them."
            ),
            gettext_lazy("The second factor is removed."),
            rules.may_decide_reset,
            _plain(actions.approve_factor_reset),
        ),
        Act(
            "refuse",
            gettext_lazy("Refuse"),
            gettext_lazy("The second factor stays as it is."),
            gettext_lazy("Refused."),
            rules.may_decide_reset,
            _plain(actions.refuse_factor_reset),
        ),
    )
    fields = ("user", "why", "asked_by", "created_at", "decision", "decided_by", "decided_at")
    readonly_fields = ("created_at", "decision", "decided_by", "decided_at")
    list_display = ("user", "decision", "asked_by", "created_at", "decided_by")
    list_filter = ("decision",)
    list_select_related = ("user", "asked_by", "decided_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Asked for on the page of the person."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: FactorReset | None = None) -> bool:
        """Decided by an act, not by a form."""
        return False


class KindFilter(admin.ChoicesFieldListFilter):
    """The kinds of event, under a heading that is translated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("what happened")


@admin.register(AuthEvent)
class AuthEventAdmin(AuditedModelAdmin):
    """The sign-in log, for reading: who signed in, failed, was locked out, changed a factor or a role."""

    list_display = ("when", "what", "whom", "more", "how_often", "who")
    list_display_links = None
    list_filter = (("kind", KindFilter),)
    search_fields = ("user_label", "actor_label")
    ordering = ("-id",)

    @admin.display(description=gettext_lazy("When"), ordering="id")
    def when(self, event: AuthEvent) -> str:
        """In the reader's time zone."""
        return date_format(timezone.localtime(event.at), "DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("What"), ordering="kind")
    def what(self, event: AuthEvent) -> str:
        """The kind of event in words."""
        return event.get_kind_display()

    @admin.display(description=gettext_lazy("Account"), ordering="user_label")
    def whom(self, event: AuthEvent) -> str:
        """The account concerned; unknown ones are not kept by name."""
        return event.user_label

    @admin.display(description=gettext_lazy("More"))
    def more(self, event: AuthEvent) -> str:
        """Which factor, which role."""
        return event.detail

    @admin.display(description=gettext_lazy("How often"))
    def how_often(self, event: AuthEvent) -> int:
        """How many equal events this row stands for."""
        return event.count

    @admin.display(description=gettext_lazy("Who"), ordering="actor_label")
    def who(self, event: AuthEvent) -> str:
        """Who did it."""
        return event.actor_label

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Written by what happens."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuthEvent | None = None) -> bool:
        """Append-only."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The list only: an event has no page of its own."""
        return [url for url in super().get_urls() if str(getattr(url, "name", "")).endswith("_changelist")]
