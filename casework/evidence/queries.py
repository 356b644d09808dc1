"""What the pages of the evidence room show, always in the scope of the reader."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from casework.cases.models import Case
from casework.ledger.models import AccessEvent

from .choices import HOLDING_KINDS, CustodyKind, Method, Stance, VerificationState
from .models import Citation, CustodyEvent, EvidenceItem, Verification
from .store import exists

TARGET_ROWS = (
    "violation__type",
    "violation__incident",
    "attribution__party",
    "attribution__violation__type",
    "attribution__violation__incident",
    "position__attribution__party",
    "position__attribution__violation__type",
    "position__attribution__violation__incident",
    "casualty_claim__source",
    "casualty_claim__incident",
)


def items_seen(user: Any) -> QuerySet[EvidenceItem]:
    """Every item this reader may see, with what a list shows."""
    return EvidenceItem.objects.visible_to(user).select_related(
        "case", "source", "place", "obtained_by", "derived_from"
    )


def citation_numbers(user: Any, items: Iterable[EvidenceItem]) -> Mapping[int, int]:
    """How many standing citations this reader may see, for each item of a page: never a count of others."""
    rows = Citation.objects.visible_to(user).standing().filter(item__in=[item.pk for item in items])
    return dict(rows.order_by().values_list("item").annotate(n=Count("pk")))


def items_of_case(user: Any, case: Case) -> QuerySet[EvidenceItem]:
    """The evidence tab of a case."""
    return items_seen(user).filter(case=case)


def same_file(user: Any, item: EvidenceItem) -> QuerySet[EvidenceItem]:
    """Other items with the very same bytes, as far as this reader may see them; never a hint of others."""
    if not item.has_file:
        return EvidenceItem.objects.none()
    rows = EvidenceItem.objects.visible_to(user).standing().filter(sha256=item.sha256)
    return rows.exclude(pk=item.pk).select_related("case").order_by("id")[:10]


def copies_of(user: Any, item: EvidenceItem) -> QuerySet[EvidenceItem]:
    """What was made from this item."""
    return (
        EvidenceItem.objects.visible_to(user).filter(derived_from=item).select_related("case").order_by("id")
    )


@dataclass(frozen=True)
class CitedFor:
    """The citations of an item, by what they say."""

    supports: list[Citation] = field(default_factory=list)
    contradicts: list[Citation] = field(default_factory=list)
    context: list[Citation] = field(default_factory=list)

    @property
    def total(self) -> int:
        return len(self.supports) + len(self.contradicts) + len(self.context)


def citations_of(user: Any, item: EvidenceItem) -> CitedFor:
    """What the item is cited for, as far as this reader may see both ends."""
    rows = Citation.objects.visible_to(user).filter(item=item, withdrawn_at__isnull=True)
    by_stance: dict[str, list[Citation]] = {stance: [] for stance in Stance.values}
    for citation in rows.select_related("case", *TARGET_ROWS):
        share_case(citation)
        by_stance[citation.stance].append(citation)
    return CitedFor(by_stance[Stance.SUPPORTS], by_stance[Stance.CONTRADICTS], by_stance[Stance.CONTEXT])


def share_case(citation: Citation) -> None:
    """A citation stands in the case of its target: read that case once, for all links to it."""
    target: Any = citation.target
    while target is not None:
        target.case = citation.case
        names = ("incident", "violation", "attribution")
        target = next((getattr(target, name) for name in names if hasattr(target, f"{name}_id")), None)


def citations_for(user: Any, **target: Any) -> QuerySet[Citation]:
    """Standing citations of one target (`violation=v`) or of many (`violation__in=…`)."""
    rows = Citation.objects.visible_to(user).standing().filter(**target)
    return rows.select_related("item", "item__case", "item__source")


def citation_counts(user: Any, name: str, ids: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    """For targets of one kind: how many standing citations support and how many speak against each.

    Args:
        name: the foreign key of Citation, such as "violation".
        ids: primary keys of the targets shown on the page.
    """
    rows = (
        Citation.objects.visible_to(user)
        .standing()
        .filter(**{f"{name}__in": list(ids)})
        .order_by()
        .values(f"{name}_id")
        .annotate(
            good=Count("pk", filter=Q(stance=Stance.SUPPORTS)),
            bad=Count("pk", filter=Q(stance=Stance.CONTRADICTS)),
        )
    )
    return {row[f"{name}_id"]: (row["good"], row["bad"]) for row in rows}


@dataclass(frozen=True)
class StepRow:
    """One step, and the item that corroborates it as far as this reader may see that one."""

    step: Verification
    other: EvidenceItem | None


def steps_of(user: Any, item: EvidenceItem) -> list[StepRow]:
    """The steps of verification, in the order they were recorded."""
    steps = list(
        Verification.objects.visible_to(user).filter(item=item).select_related("created_by").order_by("id")
    )
    named = [step.corroborated_by_id for step in steps if step.corroborated_by_id]
    others = EvidenceItem.objects.visible_to(user).select_related("case").in_bulk(named) if named else {}
    return [StepRow(step, others.get(step.corroborated_by_id)) for step in steps]


def original_of(user: Any, item: EvidenceItem) -> EvidenceItem | None:
    """The item this one was made from, if this reader may see it."""
    if item.derived_from_id is None:
        return None
    return (
        EvidenceItem.objects.visible_to(user).select_related("case").filter(pk=item.derived_from_id).first()
    )


@dataclass(frozen=True)
class CustodyRow:
    """One entry with what the reader must notice about it."""

    event: CustodyEvent
    gap: str = ""
    explained_by: CustodyEvent | None = None
    correction: CustodyEvent | None = None
    matches: bool | None = None

    @property
    def is_warning(self) -> bool:
        return bool(self.gap and not self.explained_by) or self.event.kind == CustodyKind.INTEGRITY_FAILED


def custody_timeline(user: Any, item: EvidenceItem) -> list[CustodyRow]:
    """The chain in the order it was written, with each gap marked where it shows.

    A gap: an entry says that somebody gave the item away who was not the one that held it last.
    """
    events = list(
        CustodyEvent.objects.visible_to(user)
        .filter(item=item)
        .select_related("actor", "corrects")
        .order_by("id")
    )
    explained = {event.corrects_id: event for event in events if event.kind == CustodyKind.EXPLAINED}
    corrected = {event.corrects_id: event for event in events if event.kind == CustodyKind.CORRECTED}
    rows, holder = [], ""
    for event in events:
        gap = ""
        if event.kind in HOLDING_KINDS:
            gap = _gap_words(holder, event.from_custodian)
            holder = event.to_custodian or holder
        rows.append(
            CustodyRow(
                event=event,
                gap=gap,
                explained_by=explained.get(event.pk),
                correction=corrected.get(event.pk),
                matches=event.sha256 == item.sha256 if item.has_file and event.sha256 else None,
            )
        )
    return rows


def _gap_words(holder: str, giver: str) -> str:
    if not holder or not giver or holder.casefold() == giver.casefold():
        return ""
    return _("Gap: it was last with %(holder)s, and came from %(giver)s.") % {
        "holder": custodian_words(holder),
        "giver": custodian_words(giver),
    }


def custodian_words(custodian: str) -> str:
    """The store has a name in each language; people and places are as written, in their own direction."""
    if custodian == "store":
        return _("the evidence store")
    return f"\u2068{custodian}\u2069" if custodian else ""


def method_words(method: str) -> str:
    """How it was done: a word of our list in the reader's language, or as somebody wrote it."""
    return str(Method(method).label) if method in Method.values else method


def open_gaps(rows: Iterable[CustodyRow]) -> int:
    """Gaps nobody has explained yet."""
    return sum(1 for row in rows if row.gap and not row.explained_by)


def last_intact(rows: Iterable[CustodyRow]) -> dt.datetime | None:
    """When the file was last found to be the one registered."""
    found = [row.event.at for row in rows if row.event.kind == CustodyKind.VERIFIED_INTEGRITY]
    return found[-1] if found else None


def looks_at(item: EvidenceItem) -> int:
    """How often the file was shown or downloaded."""
    shown = (AccessEvent.Action.REVEAL, AccessEvent.Action.DOWNLOAD)
    return AccessEvent.objects.filter(object_uid=item.uid, action__in=shown).count()


def choosable_items(user: Any, case: Case) -> QuerySet[EvidenceItem]:
    """Items of a case that may be cited or named as a corroboration."""
    return EvidenceItem.objects.visible_to(user).standing().filter(case=case).order_by("reference")


def is_broken(item: EvidenceItem) -> bool:
    """Whether the sealed file of an item failed its check or is not in the store."""
    failed = item.verification_state == VerificationState.INTEGRITY_FAILED
    return failed or bool(item.has_file and not exists(item.sha256))
