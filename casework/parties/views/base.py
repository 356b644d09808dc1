"""What the pages of this room share."""

from casework.cases.access import CaseScope
from casework.cases.pages import RecordOfCase, WithdrawRecord
from casework.core.access import case_right, right
from casework.core.form_words import FormWords
from casework.core.verdict import Verdict

from ..rules import may_change

READ, WORK = case_right("case.view"), case_right("case.work")
LIST, EDIT = right("parties.view"), right("parties.edit")


class CaseFormPage(FormWords, CaseScope):
    """A page with a form inside a case."""

    template_name = "casework/parties/case_form.html"
    tab = "parties"

    def cancel_url(self) -> str:
        return f"{self.case.get_absolute_url()}parties/"


class RecordScope(CaseFormPage, RecordOfCase):
    """A page with a form about one record of the case."""


class WithdrawPage(WithdrawRecord, RecordScope):
    """Take a record of this room back."""

    def verdict(self) -> Verdict:
        return may_change(self.request.user, self.object)
