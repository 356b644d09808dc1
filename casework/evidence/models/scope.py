"""Who sees a row about an item: whoever may see the item where it lies today."""

from casework.cases.models import CaseRecordQuerySet


class OfItemQuerySet(CaseRecordQuerySet):
    """Events of items. They can never be altered, so their `case` is the one of the day they were written.

    When a case is merged into another, the item goes along and its events are read through it: by the
    readers of the new case, and by nobody else.
    """

    case_path = "item__case_id"
