"""Bases of pages about one record of a case; the tab they stand on is the room's own."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import CaseScope
from casework.core.access import case_right
from casework.core.form_words import FormWords
from casework.core.forms import ReasonForm
from casework.core.views import ActPage


class RecordOfCase(CaseScope):
    """Finds the record among the `rows` the reader may see in this case; it shares the case of the page."""

    rows: Any = None
    """The query that gives a reader their rows, such as `visible_claims`."""

    def get_queryset(self) -> QuerySet:
        return type(self).rows(self.request.user).filter(case=self.case)

    def get_object(self) -> Any:
        found = super().get_object()  # type: ignore[misc]
        found.case = self.case
        return found


class WithdrawRecord(FormWords, RecordOfCase, ActPage):
    """Take a record of the case back: the consequence, a reason, one button."""

    access = case_right("case.work")
    template_name = "casework/withdraw.html"
    form_class = ReasonForm
    submit = _("Withdraw it")
    said = _("Withdrawn.")
    consequence: Any = _("It is kept and marked as withdrawn. It leaves all lists of work and all figures.")

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        return super().render(status, **({"consequence": self.consequence} | context))
