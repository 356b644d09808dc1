"""What items are cited for, as far as the reader may see both ends."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from casework.core.questions import Question, one_of

from ..choices import Stance
from ..models import Citation, EvidenceItem

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


def citation_numbers(user: Any, items: Iterable[EvidenceItem]) -> Mapping[int, int]:
    """How many standing citations this reader may see, for each item of a page: never a count of others."""
    rows = Citation.objects.visible_to(user).standing().filter(item__in=[item.pk for item in items])
    return dict(rows.order_by().values_list("item").annotate(n=Count("pk")))


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


@Question
def _counts(reader: Any, name: str, targets: list[Any]) -> QuerySet:
    return (
        Citation.objects.visible_to(reader)
        .standing()
        .filter(one_of(f"{name}_id", targets))
        .order_by()
        .values_list(f"{name}_id")
        .annotate(
            good=Count("pk", filter=Q(stance=Stance.SUPPORTS)),
            bad=Count("pk", filter=Q(stance=Stance.CONTRADICTS)),
        )
    )


def citation_counts(user: Any, name: str, ids: Iterable[int]) -> Mapping[int, tuple[int, int]]:
    """For targets of one kind: how many standing citations support and how many speak against each.

    Args:
        name: the foreign key of Citation, such as "violation".
        ids: primary keys of the targets shown on the page.
    """
    return {key: (good, bad) for key, good, bad in _counts(user, name, targets=list(ids))}


@Question
def _of_targets(reader: Any, name: str, targets: list[Any]) -> QuerySet:
    rows = Citation.objects.visible_to(reader).standing().filter(one_of(f"{name}_id", targets))
    return rows.select_related("item", "item__case", "item__source").order_by("stance", "id")


def citations_by_target(user: Any, name: str, ids: Iterable[int]) -> dict[int, list[Citation]]:
    """Standing citations that this reader may see, under the primary key of what they are for."""
    found: dict[int, list[Citation]] = defaultdict(list)
    for citation in _of_targets(user, name, targets=list(ids)):
        found[getattr(citation, f"{name}_id")].append(citation)
    return found
