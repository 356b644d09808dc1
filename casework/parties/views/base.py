"""What the pages of this room share."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import CaseScope
from casework.core.access import case_right, right
from casework.core.forms import ReasonForm
from casework.core.views import ActPage, Page

READ, WORK = case_right("case.view"), case_right("case.work")
LIST, EDIT = right("parties.view"), right("parties.edit")


class FormWords(Page):
    """Words of a page with one form: heading, what it is about, the button, where Cancel leads."""

    heading: Any = ""
    said: Any = _("Saved.")
    lede: Any = ""
    submit: Any = ""

    def cancel_url(self) -> str:
        """Where to go without doing it."""
        raise ImproperlyConfigured(f"{type(self).__name__} leaves this open.")

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        words = {
            "heading": self.heading,
            "lede": self.lede,
            "submit": self.submit,
            "cancel_url": self.cancel_url(),
        }
        return super().render(status, **(words | context))


class CaseForm(FormWords, CaseScope):
    """A page with a form inside a case."""

    template_name = "casework/parties/case_form.html"
    tab = "parties"

    def cancel_url(self) -> str:
        return f"{self.case.get_absolute_url()}parties/"


class RecordScope(CaseForm):
    """A page about one record of the case: fetched in scope, and sharing the case object."""

    rows: Any = None

    def get_queryset(self) -> QuerySet:
        return type(self).rows(self.request.user).filter(case=self.case)

    def get_object(self) -> Any:
        found = super().get_object()  # type: ignore[misc]
        found.case = self.case
        return found


class WithdrawPage(RecordScope, ActPage):
    """Take a record back: the consequence, a reason, one button."""

    access = WORK
    template_name = "casework/withdraw.html"
    form_class = ReasonForm
    submit = _("Withdraw it")
    said = _("Withdrawn.")
    consequence: Any = _("It is kept and marked as withdrawn. It leaves all lists of work and all figures.")

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        return super().render(status, **({"consequence": self.consequence} | context))
