"""Forms of a person's own account, and of the two links that lead into it."""

import zoneinfo
from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from casework.core.forms import RecordForm

PASSWORD_MAX = 128


def zone_choices() -> list[tuple[str, str]]:
    """The time zones of this machine by name; areas that are no places are left out."""
    places = (zone for zone in zoneinfo.available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return [("UTC", "UTC"), *((zone, zone.replace("_", " ")) for zone in sorted(places))]


class SignInForm(LoginForm):
    """The address is called here what it is called everywhere else."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")


class PasswordForm(forms.Form):
    """A new password, twice, because it cannot be read while typing."""

    password = forms.CharField(
        label=_("New password"),
        max_length=PASSWORD_MAX,
        strip=False,
        help_text=_(
            "At least 12 characters: four or five words that only you would put together are good. "
            "Common passwords, your name and your address are refused."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=PASSWORD_MAX,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both must be equal."""
        cleaned = super().clean() or {}
        if cleaned.get("password") and cleaned.get("again") and cleaned["password"] != cleaned["again"]:
            self.add_error("again", ValidationError(_("The two passwords differ.")))
        return cleaned


class AcceptForm(PasswordForm):
    """What an invited person says of themselves: a name, a password, where they are."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As colleagues know you. It stands beside everything you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    field_order = ["name", "password", "again", "time_zone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["time_zone"].initial = settings.TIME_ZONE


class ProfileForm(RecordForm):
    """What a person may choose for themselves; nothing here touches their access."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zone_choices)

    class Meta:
        model = User
        fields = ("name", "language", "time_zone", "shortcuts_on", "mail_digest")
        labels = {"shortcuts_on": _("Keyboard shortcuts"), "mail_digest": _("Daily mail")}
        help_texts = {
            "name": _("As colleagues know you. It stands beside everything you write."),
            "shortcuts_on": _(
                "/ to search, n for a new allegation, ? for all of them, three times Shift to exit."
            ),
            "mail_digest": _("Once a day, only how many notices and tasks wait. Nothing of any case."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("reason", None)
        self.fields["name"].widget.attrs["dir"] = "auto"
