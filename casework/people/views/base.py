"""Acts that people and sources share: who may see a record, and taking it back."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.core.form_words import FormWords
from casework.core.forms import ReasonForm
from casework.core.views import ActPage

from ..forms import LevelForm


class LevelPage(FormWords, ActPage):
    """Raise or lower who may see a record."""

    template_name = "casework/people/act.html"
    form_class = LevelForm
    submit = _("Save the level")

    def cancel_url(self) -> str:
        return str(self.object.get_absolute_url())

    def form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"level": self.object.confidentiality}}


class WithdrawPage(FormWords, ActPage):
    """Mark a record as entered by mistake; `lede` says what follows."""

    template_name = "casework/people/act.html"
    form_class = ReasonForm
    said = _("Withdrawn.")

    def cancel_url(self) -> str:
        return str(self.object.get_absolute_url())

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        return super().render(status, danger=True, **context)
