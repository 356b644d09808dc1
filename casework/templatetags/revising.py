"""Whether a row that handed-in findings may rest on is still open to change, for the acts beside it."""

from typing import Any

from django import template

from casework.cases.access import may_revise
from casework.cases.models import Case
from casework.core.verdict import Verdict

register = template.Library()


@register.filter
def revisable(record: Any, case: Case) -> Verdict:
    """The rule that the act itself asks, of a row of this case, which the page has read: no statement more.

    The page says once, above, why rows are locked; a row that came after the findings is not.
    """
    record.case = case
    return may_revise(record)
