"""What the overview of one case shows: what is told and alleged, what comes next, what happened last."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from casework.audit.rules import event_models
from casework.cases.access import may
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.cases.rules import may_change_case
from casework.core.history import history_models
from casework.desk import asked
from casework.desk.rows import either
from casework.evidence.queries import citation_counts
from casework.incidents.models import Violation
from casework.incidents.queries import ViolationColumns, charts_of, violation_rows
from casework.ladder.rules import moves_of
from casework.ledger.models import LedgerLeaf
from casework.parties.models import Attribution
from casework.parties.queries import attribution_blocks

WINDOW = 24
LAST = 5


@dataclasses.dataclass(frozen=True)
class Happening:
    """One save of the case in a line: who, what, when."""

    actor: str
    words: str
    at: dt.datetime
    is_key: bool = False


def overview_context(case: Case, user: Any) -> dict[str, Any]:
    """Everything below the head of the case page. Each part asks in the reader's scope, and asks once."""
    incidents = asked.incidents_of(case, user)
    violations = asked.violations_of(case, user, incidents)
    attributions = asked.attributions_of(case, user, violations)
    moves = moves_of(case, user)
    return {
        "may_work": bool(may(user, "case.work", case)),
        "may_change": may_change_case(user, case),
        "may_words": _may_words(case, user),
        "incidents": incidents,
        "head_incident": incidents[0] if incidents else None,
        "violations": _violations(case, user, violations, attributions),
        "attributions": {"blocks": attribution_blocks(attributions)},
        "claims": {
            "charts": [
                chart
                for one in incidents
                for chart in charts_of(one, one.shown_claims)  # type: ignore[attr-defined]
            ],
            "several": len(incidents) > 1,
        },
        "evidence": asked.evidence_counts(case, user),
        "next_move": next((move for move in moves if move.is_forward), None),
        "tasks": asked.tasks_of(case, user),
        "activity": activity(case, user),
    }


def _violations(
    case: Case, user: Any, violations: list[Violation], attributions: list[Attribution]
) -> dict[str, Any]:
    """The table of alleged acts, with what the rooms above incidents know of each."""
    columns = ViolationColumns(
        parties=names_by_violation(attributions),
        standings=asked.standings_of(case, user),
        citations=citation_counts(user, "violation", [violation.pk for violation in violations]),
    )
    return {"rows": violation_rows(violations, columns), "columns": columns}


def names_by_violation(attributions: list[Attribution]) -> dict[int, list[str]]:
    """The parties alleged for each act; alternatives are one entry, joined by "or"."""
    groups: dict[int, dict[Any, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in attributions:
        group = groups[one.violation_id][one.alternative_group or one.party_id]
        if one.party.short not in group:
            group.append(one.party.short)
    return {key: [either(names) for names in named.values()] for key, named in groups.items()}


def _may_words(case: Case, user: Any) -> str:
    """What the reader may do with the case, in a few words."""
    said = [_("read")]
    if may(user, "case.work", case):
        said.append(_("work"))
    if may(user, "case.decide", case):
        said.append(_("decide"))
    return _(", ").join(said)


def activity(case: Case, user: Any) -> list[Happening]:
    """The last saves that the reader may see, one line each, from a fixed window of the ledger."""
    window = asked.leaves_of(case, user, WINDOW)
    versions: Any = history_models()
    models = {model._meta.label: model.instance_type for model in versions} | event_models()
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for leaf in window:
        if leaf.model in models:
            wanted[leaf.model].add(leaf.object_uid)
    seen = asked.seen_of(wanted, models, user)
    saves: dict[uuid.UUID, list[LedgerLeaf]] = {}
    for leaf in window:
        if (leaf.model, leaf.object_uid) in seen:
            saves.setdefault(leaf.txn_id, []).append(leaf)
    return [_happening(leaves, models) for leaves in list(saves.values())[:LAST]]


def _happening(leaves: list[LedgerLeaf], models: dict[str, Any]) -> Happening:
    """The weightiest thing of one save: a step of the case, then what came first."""
    step = next((leaf for leaf in leaves if leaf.model.endswith("StageChange")), None)
    leaf = step or leaves[-1]
    values = leaf.payload.values
    actor = values.get("actor_label") or ""
    if step is not None:
        return Happening(
            actor,
            _("moved the case to: %(stage)s") % {"stage": Stage(values["to_stage"]).label},
            leaf.recorded_at,
            True,
        )
    kind = str(models[leaf.model]._meta.verbose_name)
    is_new = leaf.kind == LedgerLeaf.Kind.EVENT or values.get("version") == 1
    words = _("added: %(kind)s") if is_new else _("changed: %(kind)s")
    return Happening(actor, words % {"kind": kind}, leaf.recorded_at)
