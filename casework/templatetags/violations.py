"""The table of alleged acts on the page of an event, with what higher rooms know about each.

Glue (architecture.md §2.7): the incidents room itself may not ask the rooms above it.
"""

from collections.abc import Iterable
from typing import Any

from django import template

from casework.evidence.queries import citation_counts
from casework.incidents.models import Incident, Violation
from casework.incidents.queries import ViolationColumns, violation_rows
from casework.investigations.models import Assessment
from casework.parties.queries import parties_by_violation

register = template.Library()


@register.simple_tag
def violation_table(violations: Iterable[Violation], user: Any, incident: Incident) -> dict[str, Any]:
    """Rows and columns for `casework/incidents/_violations.html`; nothing is asked when there is no row."""
    violations = list(violations)
    if not violations:
        return {"rows": [], "columns": ViolationColumns()}
    keys = [violation.pk for violation in violations]
    in_force = Assessment.objects.in_force().allowed_to(user).filter(violation__in=keys).order_by("pk")
    columns = ViolationColumns(
        standings=dict(in_force.values_list("violation_id", "standard")),
        parties=parties_by_violation(user, incident=incident),
        citations=citation_counts(user, "violation", keys),
    )
    return {"rows": violation_rows(violations, columns), "columns": columns}
