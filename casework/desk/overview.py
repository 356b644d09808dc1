"""What the overview of one case shows: the rooms' own fragments, the next action, what blocks, what happened last."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from casework.audit.rules import event_models, readable
from casework.cases.access import may
from casework.cases.choices import Stage
from casework.cases.models import Case
from casework.core.history import history_models
from casework.cases.rules import may_change_case
from casework.evidence.choices import VerificationState
from casework.evidence.models import EvidenceItem
from casework.evidence.queries import citation_counts
from casework.incidents.queries import ViolationColumns, charts_of, incidents_of_case, violations_context
from casework.investigations.models import Assessment
from casework.ladder.rules import moves_of
from casework.ledger.models import LedgerLeaf
from casework.parties.queries import attributions_context, parties_by_violation
from casework.tasks.queries import tasks_of_case

WINDOW = 24
LAST = 5
UPWARDS = {
    Stage.REPORTED: "assess",
    Stage.ASSESSMENT: "credit",
    Stage.INSUFFICIENT: "look_again",
    Stage.CREDIBLE: "investigate",
    Stage.INVESTIGATION: "submit_findings",
    Stage.FINDINGS_REVIEW: "approve_findings",
    Stage.FINDINGS_APPROVED: "publish",
    Stage.PUBLISHED: "complete",
    Stage.SUSPENDED: "resume",
    Stage.CLOSED: "reopen",
}


@dataclasses.dataclass(frozen=True)
class Happening:
    """One save of the case in a line: who, what, when."""

    actor: str
    words: str
    at: dt.datetime
    is_key: bool = False


def overview_context(case: Case, user: Any) -> dict[str, Any]:
    """Everything below the head of the case page. Each part asks in the reader's scope."""
    work = bool(may(user, "case.work", case))
    incidents = [one for one in incidents_of_case(case, user) if not one.is_withdrawn]
    ids = [violation.pk for one in incidents for violation in one.shown_violations]
    columns = ViolationColumns(
        parties=parties_by_violation(user, case=case),
        standings=standings(user, case),
        citations=citation_counts(user, "violation", ids),
    )
    charts = [chart for one in incidents for chart in charts_of(one, one.shown_claims)]
    moves = moves_of(case, user)
    return {
        "may_work": work,
        "may_change": may_change_case(user, case),
        "may_words": _may_words(case, user),
        "incidents": incidents,
        "violations": violations_context(case, user, columns, may_work=work),
        "attributions": attributions_context(case, user, may_work=work),
        "claims": {"charts": charts, "several": len(incidents) > 1},
        "evidence": evidence_counts(case, user),
        "next_move": next((move for move in moves if move.transition.key == UPWARDS.get(Stage(case.stage))), None),
        "tasks": list(tasks_of_case(user, case).filter(ended_at=None)[:4]),
        "activity": activity(case, user),
    }


def _may_words(case: Case, user: Any) -> str:
    """What the reader may do with the case, in a few words."""
    said = [_("read")]
    if may(user, "case.work", case):
        said.append(_("work"))
    if may(user, "case.decide", case):
        said.append(_("decide"))
    return ", ".join(said)


def evidence_counts(case: Case, user: Any) -> dict[str, Any]:
    """How many items are held, how many are verified, and whether these come from several named sources."""
    verified = Q(verification_state=VerificationState.VERIFIED)
    return (
        EvidenceItem.objects.standing()
        .allowed_to(user)
        .filter(case=case)
        .order_by()
        .aggregate(
            items=Count("pk"),
            verified=Count("pk", filter=verified),
            sources=Count("source", filter=verified, distinct=True),
        )
    )


def standings(user: Any, case: Case) -> dict[int, str]:
    """The standard of proof that an approved assessment gave each violation of the case."""
    found = Assessment.objects.in_force().allowed_to(user).filter(case=case).order_by("pk")
    return dict(found.values_list("violation_id", "standard"))


def activity(case: Case, user: Any) -> list[Happening]:
    """The last saves of the case that the reader may see, one line each, from the ledger in a fixed window."""
    window = list(LedgerLeaf.objects.filter(scope=case.pk).select_related("payload")[:WINDOW])
    models = {model._meta.label: model.instance_type for model in history_models()} | event_models()
    seen = _visible(window, models, user)
    saves: dict[uuid.UUID, list[LedgerLeaf]] = {}
    for leaf in window:
        if (leaf.model, leaf.object_uid) in seen:
            saves.setdefault(leaf.txn_id, []).append(leaf)
    return [_happening(leaves, models) for leaves in list(saves.values())[:LAST]]


def _visible(window: list[LedgerLeaf], models: dict[str, Any], user: Any) -> set[tuple[str, uuid.UUID]]:
    uids: dict[str, set[uuid.UUID]] = defaultdict(set)
    for leaf in window:
        if leaf.model in models:
            uids[leaf.model].add(leaf.object_uid)
    return {
        (label, uid)
        for label, wanted in uids.items()
        for uid in readable(models[label], user).filter(uid__in=wanted).values_list("uid", flat=True)
    }


def _happening(leaves: list[LedgerLeaf], models: dict[str, Any]) -> Happening:
    """The weightiest thing of one save: a step of the case, then what came first."""
    step = next((leaf for leaf in leaves if leaf.model.endswith("StageChange")), None)
    leaf = step or leaves[-1]
    values = leaf.payload.values
    actor = values.get("actor_label") or ""
    if step is not None:
        return Happening(actor, _("moved the case to: %(stage)s") % {"stage": Stage(values["to_stage"]).label}, leaf.recorded_at, True)
    kind = str(models[leaf.model]._meta.verbose_name)
    is_new = leaf.kind == LedgerLeaf.Kind.EVENT or values.get("version") == 1
    words = _("added: %(kind)s") if is_new else _("changed: %(kind)s")
    return Happening(actor, words % {"kind": kind}, leaf.recorded_at)
