"""What the pages of this room share: a case in scope, then an incident in scope of that case."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from casework.cases.access import CaseScope
from casework.core.access import case_right
from casework.core.forms import ReasonForm
from casework.core.views import ActPage

from ..models import Incident
from ..queries import incident_of_case

READ, WORK = case_right("case.view"), case_right("case.work")


class FormWords(CaseScope):
    """Words of a page with one form: heading, what it is about, the button, where Cancel leads."""

    template_name = "casework/incidents/record_form.html"
    tab = "incidents"
    heading: Any = ""
    said: Any = _("Saved.")
    lede: Any = ""
    submit: Any = ""

    def cancel_url(self) -> str:
        """Where to go without doing it."""
        return self.case.get_absolute_url()

    def render(self, status: int = 200, **context: Any) -> HttpResponse:
        words = {
            "heading": self.heading,
            "lede": self.lede,
            "submit": self.submit,
            "cancel_url": self.cancel_url(),
        }
        return super().render(status, **(words | context))


class IncidentScope(FormWords):
    """Resolves the incident of the address inside its case."""

    incident: Incident

    def enter_scope(self) -> None:
        super().enter_scope()
        incident = incident_of_case(self.case, self.kwargs["uid"], self.request.user)
        if incident is None:
            raise Http404
        self.incident = incident
        self.context["incident"] = self.incident

    def cancel_url(self) -> str:
        return self.incident.get_absolute_url()


class RecordScope(FormWords):
    """A page about one record of the case: the object is fetched in scope, and shares the case object."""

    rows: Any = None

    def get_queryset(self) -> QuerySet:
        return type(self).rows(self.request.user).filter(case=self.case)

    def get_object(self) -> Any:
        found = super().get_object()  # type: ignore[misc]
        found.case = self.case
        return found

    def cancel_url(self) -> str:
        return self.object.get_absolute_url()  # type: ignore[attr-defined, no-any-return]


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
