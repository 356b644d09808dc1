"""What the pages of this room share."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.core.forms import ReasonForm
from casework.core.views import ActPage, Page


class FormWords(Page):
    """Words of a page with one form: heading, what it is about, the button, where Cancel leads."""

    heading: Any = ""
    lede: Any = ""
    submit: Any = _("Save")
    said: Any = _("Saved.")

    def cancel_url(self) -> str:
        """Where to go without doing it: back to the record."""
        return str(self.context["object"].get_absolute_url())

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        words = {"heading": self.heading, "lede": self.lede, "submit": self.submit}
        return super().render(status, **(words | {"cancel_url": self.cancel_url()} | context))


class WithdrawWords(FormWords, ActPage):
    """Take a record back: the consequence, a reason, one button."""

    form_class = ReasonForm
    heading = _("Withdraw this entry?")
    lede = _("It is kept and marked as withdrawn. It leaves all lists of work and all figures.")
    submit = _("Withdraw it")
    said = _("Withdrawn.")

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        return super().render(status, danger=True, **context)
