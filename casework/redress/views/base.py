"""What the pages of this room share."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.core.form_words import FormWords
from casework.core.forms import ReasonForm
from casework.core.views import ActPage


class WithdrawPage(FormWords, ActPage):
    """Take a record back: the consequence, a reason, one button."""

    form_class = ReasonForm
    heading = _("Withdraw this entry?")
    lede = _("It is kept and marked as withdrawn. It leaves all lists of work and all figures.")
    submit = _("Withdraw it")
    said = _("Withdrawn.")

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        return super().render(status, danger=True, **context)
