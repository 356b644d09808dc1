"""The chain of custody of an item, and the gaps in it: the same rule for a page and for all cases at once."""

import dataclasses
import itertools
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from ..choices import ANSWERING_KINDS, HOLDING_KINDS, RECEIPT_KINDS, CustodyKind, EvidenceKind, Method
from ..models import CustodyEvent, EvidenceItem


@dataclasses.dataclass(frozen=True)
class Gap:
    """Something the chain leaves open. `event` is the entry that an explanation has to name."""

    event: CustodyEvent
    words: str
    answer: CustodyEvent | None = None

    @property
    def is_open(self) -> bool:
        return self.answer is None


@dataclasses.dataclass(frozen=True)
class CustodyRow:
    """One entry with what the reader must notice about it. `times` counts checks that found the same."""

    event: CustodyEvent
    gaps: tuple[Gap, ...] = ()
    correction: CustodyEvent | None = None
    matches: bool | None = None
    times: int = 1

    @property
    def is_warning(self) -> bool:
        open_gap = any(gap.is_open for gap in self.gaps)
        return open_gap or self.event.kind == CustodyKind.INTEGRITY_FAILED


def custody_events(user: Any, item: EvidenceItem) -> list[CustodyEvent]:
    """The entries of an item in the order in which things happened, as far as that was written down."""
    rows = CustodyEvent.objects.visible_to(user).filter(item=item).select_related("actor", "corrects")
    return list(_in_order(rows))


def _in_order(rows: QuerySet[CustodyEvent]) -> QuerySet[CustodyEvent]:
    return rows.annotate(moment=Coalesce("happened_at", "at")).order_by("moment", "id")


def custody_timeline(
    item: EvidenceItem, events: list[CustodyEvent], *, fold: bool = False
) -> list[CustodyRow]:
    """The chain with each gap at the entry where it shows; folded, checks in a row are one line."""
    gaps: dict[int, list[Gap]] = {}
    for gap in custody_gaps(item, events):
        gaps.setdefault(gap.event.pk, []).append(gap)
    corrected = {event.corrects_id: event for event in events if event.kind == CustodyKind.CORRECTED}
    rows = []
    for is_check, run in itertools.groupby(events, key=_is_plain_check):
        some, folded = list(run), is_check and fold
        for event in some[-1:] if folded else some:
            rows.append(
                CustodyRow(
                    event=event,
                    gaps=tuple(gaps.get(event.pk, ())),
                    correction=corrected.get(event.pk),
                    matches=event.sha256 == item.sha256 if item.has_file and event.sha256 else None,
                    times=len(some) if folded else 1,
                )
            )
    return rows


def _is_plain_check(event: CustodyEvent) -> bool:
    return event.kind == CustodyKind.VERIFIED_INTEGRITY


def custody_gaps(item: EvidenceItem, events: Iterable[CustodyEvent]) -> list[Gap]:
    """Every gap in the chain of one item, answered or not.

    Three kinds: somebody gave it away who was not the one that held it last; it was obtained and no entry
    tells of the receipt; it is a thing and nobody holds it. The last two are answered at the registration.

    Args:
        events: all entries of the item, in the order of `custody_events`.
    """
    events = list(events)
    answers = {event.corrects_id: event for event in events if event.kind in ANSWERING_KINDS}
    kinds = {event.kind for event in events}
    found, holder = [], ""
    for event in events:
        if event.kind not in HOLDING_KINDS:
            continue
        if holder and event.from_custodian and holder != event.from_custodian:
            found.append(Gap(event, _wrong_giver(holder, event.from_custodian), answers.get(event.pk)))
        holder = event.to_custodian or holder
    registered = next((event for event in events if event.kind == CustodyKind.REGISTERED), None)
    if registered is None:
        return found
    answer = answers.get(registered.pk)
    if (item.obtained_from or item.obtained_at) and not kinds & RECEIPT_KINDS:
        words = _("Gap: it was obtained from somebody, and no entry tells of the receipt.")
        found.append(Gap(registered, words, answer))
    is_thing = item.kind == EvidenceKind.OBJECT or bool(item.storage)
    if is_thing and not item.custodian and CustodyKind.DESTROYED not in kinds:
        found.append(Gap(registered, _("Gap: nobody is named as the one who holds it."), answer))
    return found


def _wrong_giver(holder: str, giver: str) -> str:
    return _("Gap: it was last with %(holder)s, and came from %(giver)s.") % {
        "holder": custodian_words(holder),
        "giver": custodian_words(giver),
    }


def open_gaps(rows: Iterable[CustodyRow]) -> int:
    """Gaps nobody has explained yet."""
    return sum(1 for row in rows for gap in row.gaps if gap.is_open)


def _answered(**about: Any) -> Exists:
    return Exists(CustodyEvent.objects.filter(kind__in=ANSWERING_KINDS, **about))


def unexplained_breaks() -> QuerySet[CustodyEvent]:
    """Entries whose giver was not the last holder, and to which no explanation or correction belongs."""
    holding = CustodyEvent.objects.filter(kind__in=HOLDING_KINDS).annotate(
        moment=Coalesce("happened_at", "at")
    )
    earlier = Q(moment__lt=OuterRef("moment")) | Q(moment=OuterRef("moment"), id__lt=OuterRef("id"))
    before = holding.filter(earlier, item=OuterRef("item")).exclude(to_custodian="")
    holder = Subquery(before.order_by("-moment", "-id").values("to_custodian")[:1])
    return (
        holding.exclude(from_custodian="")
        .annotate(holder=holder)
        .filter(~Q(holder=F("from_custodian")), ~_answered(corrects=OuterRef("pk")), holder__isnull=False)
    )


def has_open_gap() -> Q:
    """ONE condition over evidence items: the chain of custody has a gap that nobody has explained.

    Says the same as `custody_gaps` says of one item. For cases:
    `Exists(items_with_open_gaps(actor).filter(case=OuterRef("pk")))`.
    """
    of_item = CustodyEvent.objects.filter(item=OuterRef("pk"))
    registered = of_item.filter(kind=CustodyKind.REGISTERED)
    unanswered = Exists(registered) & ~_answered(
        corrects__item=OuterRef("pk"), corrects__kind=CustodyKind.REGISTERED
    )
    obtained = ~Q(obtained_from="") | Q(obtained_at__isnull=False)
    thing = Q(kind=EvidenceKind.OBJECT) | ~Q(storage="")
    return Q(Exists(unexplained_breaks().filter(item=OuterRef("pk")))) | (
        Q(unanswered)
        & (
            (obtained & ~Q(Exists(of_item.filter(kind__in=RECEIPT_KINDS))))
            | (thing & Q(custodian="") & ~Q(Exists(of_item.filter(kind=CustodyKind.DESTROYED))))
        )
    )


def items_with_open_gaps(actor: Any = None) -> QuerySet[EvidenceItem]:
    """Standing items with an unexplained gap, among those the actor's clearance allows (all, for a job).

    For the guard "open gaps in custody are explained":
    `~Exists(items_with_open_gaps(actor).filter(case=OuterRef("pk")))` over cases in scope.
    """
    rows = EvidenceItem.objects.standing()
    return (rows if actor is None else rows.allowed_to(actor)).filter(has_open_gap())


def custodian_words(custodian: str) -> str:
    """The store has a name in each language; people and places are as written, in their own direction."""
    if custodian == "store":
        return _("the evidence store")
    return f"\u2068{custodian}\u2069" if custodian else ""


def method_words(method: str) -> str:
    """How it was done: a word of our list in the reader's language, or as somebody wrote it."""
    return str(Method(method).label) if method in Method.values else method
