"""What the pages of this room share: a case in scope, then an incident in scope of that case."""

from django.http import Http404

from casework.cases.access import CaseScope
from casework.cases.pages import RecordOfCase, WithdrawRecord
from casework.core.access import case_right
from casework.core.form_words import FormWords
from casework.core.verdict import Verdict

from ..models import Incident
from ..queries import incident_of_case
from ..rules import may_change

READ, WORK = case_right("case.view"), case_right("case.work")


class CaseFormPage(FormWords, CaseScope):
    """A page with a form inside a case."""

    template_name = "casework/incidents/record_form.html"
    tab = "incidents"

    def cancel_url(self) -> str:
        return self.case.get_absolute_url()


class IncidentScope(CaseFormPage):
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


class RecordScope(CaseFormPage, RecordOfCase):
    """A page with a form about one record of the case."""

    def cancel_url(self) -> str:
        return self.object.get_absolute_url()  # type: ignore[attr-defined, no-any-return]


class WithdrawPage(WithdrawRecord, RecordScope):
    """Take a record of this room back."""

    def verdict(self) -> Verdict:
        return may_change(self.request.user, self.object)
