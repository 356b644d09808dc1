"""What other bodies called an event, beside our own judgement of it: `{% load grades %}`.

Glue (architecture.md §2.7): the incidents room may not ask the investigations room above it.
"""

from typing import Any

from django import template

from casework.incidents.models import Incident
from casework.investigations.queries import outside_grades

register = template.Library()


@register.inclusion_tag("casework/investigations/_grades.html")
def grades_of(incident: Incident, user: Any, may_work: bool = False) -> dict[str, Any]:
    """The grades of an event, with a way to add one for whoever works in the case."""
    rows = list(outside_grades(user, incident))
    for row in rows:
        row.case = incident.case
    return {"incident": incident, "case": incident.case, "grades": rows, "may_work": may_work}
