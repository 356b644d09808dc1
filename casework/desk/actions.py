"""Giving several cases a new lead at once: exactly the chosen ones, with a preview of each change."""

import dataclasses
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from casework.cases.actions import hand_over_lead
from casework.cases.models import Case
from casework.cases.rules import may_hand_over
from casework.core.actions import action
from casework.core.tables import TableFile
from casework.ledger.actions import record_export
from casework.ledger.models import ExportEvent
from casework.tasks.actions import tell
from casework.tasks.choices import NoticeKind

MOST_CASES = 100


def query_without_words(state: str) -> str:
    """The filters of a list without what somebody typed to search: it may repeat the text of a case."""
    asked = QueryDict(state, mutable=True)
    if asked.pop("q", None):
        asked["q"] = "*"
    return asked.urlencode()


@action
def note_export(
    *, actor: User, table: TableFile, state: str, recipient: str, request: Any = None, reason: str = ""
) -> ExportEvent:
    """Write down that the list of cases left the system: how many, for whom, with the digest of the file."""
    return record_export(
        actor=actor,
        model=Case._meta.label,
        rows=table.rows,
        sha256=table.sha256,
        query=query_without_words(state),
        recipient=recipient,
        request=request,
    )


@dataclasses.dataclass(frozen=True)
class Planned:
    """One chosen case: what would change, or why nothing will."""

    case: Case
    change: bool
    why_not: str | Promise = ""


def plan(cases: list[Case], lead: User | None, actor: Any) -> list[Planned]:
    """For each chosen case: the change, or the reason why it is left as it is."""
    return [_planned(case, lead, actor) for case in cases]


def _planned(case: Case, lead: User | None, actor: Any) -> Planned:
    if not (verdict := may_hand_over(actor, case)):
        return Planned(case, False, verdict.reason)
    if lead is not None and case.lead_id == lead.pk:
        return Planned(case, False, _("Leads it already."))
    return Planned(case, lead is not None)


@action
def reassign_lead(*, actor: User, cases: list[Case], lead: User, reason: str) -> int:
    """Give exactly these cases a new lead, all or none of them.

    Raises:
        ValidationError: one of them cannot change; nothing was changed.
        StaleRecord: one of them was changed by somebody else since the preview.
    """
    planned = plan(cases, lead, actor)
    blocked = [one.case.reference for one in planned if not one.change]
    if blocked or not planned:
        raise ValidationError(
            _("Left as they are: %(cases)s. Take them out and try again.") % {"cases": _(", ").join(blocked)}
        )
    for one in planned:
        hand_over_lead(actor=actor, case=one.case, lead=lead, reason=reason)
        tell(
            lead,
            NoticeKind.LEAD_GIVEN,
            case=one.case,
            words=one.case.title,
            link=one.case.get_absolute_url(),
            actor=actor,
        )
    return len(planned)
