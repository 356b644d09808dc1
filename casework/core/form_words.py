"""The words around a page with one form, so that all such pages say the same things in the same places."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.core.views import Page


class FormWords(Page):
    """A heading, what the form is about, its button, and where Cancel leads."""

    heading: Any = ""
    lede: Any = ""
    submit: Any = _("Save")
    said: Any = _("Saved.")

    def cancel_url(self) -> str:
        """Where to go without doing it."""
        raise ImproperlyConfigured(f"{type(self).__name__} does not say where Cancel leads.")

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        words = {"heading": self.heading, "lede": self.lede, "submit": self.submit}
        return super().render(status, **(words | {"cancel_url": self.cancel_url()} | context))
