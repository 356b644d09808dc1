"""What rooms above know about alleged acts and attributions: standing, parties, evidence for and against.

Glue (architecture.md §2.7): the incidents and parties rooms themselves may not ask the rooms above them.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.db.models import QuerySet

from casework.core.questions import Question, one_of
from casework.evidence.choices import Stance
from casework.evidence.models import Citation
from casework.evidence.queries import citations_by_target
from casework.incidents.models import Incident, Violation
from casework.incidents.queries import ViolationColumns, violation_rows
from casework.investigations.models import Assessment
from casework.parties.queries import AttributionBlock, parties_by_violation

register = template.Library()


def _for_and_against(citations: list[Citation]) -> tuple[int, int]:
    """How many citations support and how many speak against; context counts for neither."""
    stances = [citation.stance for citation in citations]
    return stances.count(Stance.SUPPORTS), stances.count(Stance.CONTRADICTS)


@Question
def _standings(reader: Any, violations: list[Any]) -> QuerySet:
    rows = Assessment.objects.in_force().allowed_to(reader).filter(one_of("violation_id", violations))
    return rows.order_by("pk").values_list("violation_id", "standard")


@register.simple_tag
def violation_table(violations: Iterable[Violation], user: Any, incident: Incident) -> dict[str, Any]:
    """Rows and columns for `casework/incidents/_violations.html`; nothing is asked when there is no row."""
    violations = list(violations)
    if not violations:
        return {"rows": [], "columns": ViolationColumns()}
    keys = [violation.pk for violation in violations]
    cited = citations_by_target(user, "violation", keys)
    columns = ViolationColumns(
        standings=dict(_standings(user, violations=keys)),
        parties=parties_by_violation(user, incident=incident),
        citations={key: _for_and_against(rows) for key, rows in cited.items()},
        cited=cited,
    )
    return {"rows": violation_rows(violations, columns), "columns": columns}


@register.simple_tag
def with_citations(blocks: list[AttributionBlock], user: Any) -> list[AttributionBlock]:
    """The blocks with what is cited for each attribution: an item cited for several acts comes once."""
    rows = [row for block in blocks for row in block.rows]
    found = citations_by_target(user, "attribution", [one.pk for row in rows for one in row.siblings])
    for row in rows:
        once = {(one.item_id, one.stance): one for sibling in row.siblings for one in found[sibling.pk]}
        row.cited = list(once.values())
    return blocks


@register.filter
def for_against(citations: list[Citation]) -> str:
    """The two numbers of a list of citations, as the tables show them."""
    good, bad = _for_and_against(citations)
    return f"{good} / {bad}"
