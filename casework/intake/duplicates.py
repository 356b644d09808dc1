"""Which cases may be about the same event: by place, date, words and files, among what the reader may see.

The search never looks at a row the reader cannot see, so a sealed case changes nothing here: not the list,
not its length, not a count. It suggests; only a person says that two reports are one.
"""

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from casework.cases.access import may
from casework.cases.models import Case
from casework.core.dates import Overlap, UncertainDate
from casework.core.whens import overlap_q
from casework.evidence.models import EvidenceItem
from casework.incidents.models import Incident
from casework.names import normalise
from casework.places.choices import PRECISION_METRES
from casework.places.models import Place

MOST_SHOWN = 5
MOST_LOOKED_AT = 400
SLACK = dt.timedelta(days=31)
#: The less is known of the event, the more of it has to agree: by number of facts that can be compared.
WORTH_SHOWING = {1: 0.85, 2: 0.7, 3: 0.55}
NEAR_METRES, KILOMETRE = 2_000, 1_000
EARTH_METRES = 6_371_000
WIDE_WINDOW_DAYS = 60
SIMILAR_TITLE = 0.72
WEIGHTS = {"words": 0.35, "date": 0.3, "place": 0.35}
SAME_FILE = 1.0


@dataclass(frozen=True)
class Reported:
    """What is known so far of the event that is being logged; any part may be missing."""

    title: str = ""
    narrative: str = ""
    when: UncertainDate | None = None
    place: Place | None = None
    place_text: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    digests: frozenset[str] = frozenset()

    @property
    def is_enough(self) -> bool:
        """Whether there is anything to compare."""
        return bool(self.title or self.place or self.when or self.digests or self.latitude is not None)

    @property
    def comparable(self) -> frozenset[str]:
        """Which of the three facts are known; words always count, for without them nothing is reported."""
        facts = {"words"}
        if self.when is not None and self.when.is_known:
            facts.add("date")
        if self.place is not None or self.place_text or self.latitude is not None:
            facts.add("place")
        return frozenset(facts)

    @property
    def spot(self) -> tuple[float, float] | None:
        """Its coordinates, or those of its place."""
        if self.latitude is not None and self.longitude is not None:
            return float(self.latitude), float(self.longitude)
        return _spot(self.place)


@dataclass
class Candidate:
    """A case that may be about the same event, with what speaks for it."""

    case: Case
    incident: Incident | None
    score: float = 0.0
    tags: list[str] = field(default_factory=list)
    may_join: bool = False


def possible_duplicates(user: Any, reported: Reported, *, but_not: Case | None = None) -> list[Candidate]:
    """At most five cases this reader may see, the likeliest first."""
    if not reported.is_enough:
        return []
    best: dict[int, Candidate] = {}
    for incident in _incidents(user, reported, but_not):
        found = _compare(reported, incident)
        if found.score > best.get(incident.case_id, Candidate(incident.case, None)).score:
            best[incident.case_id] = found
    _add_same_files(user, reported, best, but_not)
    likely = sorted((one for one in best.values() if one.score > 0), key=lambda one: -one.score)
    for candidate in likely[:MOST_SHOWN]:
        candidate.may_join = bool(may(user, "case.work", candidate.case))
    return likely[:MOST_SHOWN]


def _incidents(user: Any, reported: Reported, but_not: Case | None) -> Iterable[Incident]:
    """Standing incidents worth a look: near in time, at the place or around it, else the latest ones."""
    rows = (
        Incident.objects.visible_to(user)
        .standing()
        .filter(case__in=Case.objects.visible_to(user))
        .select_related("case", "place")
    )
    if but_not is not None:
        rows = rows.exclude(case=but_not)
    seen: dict[int, Incident] = {}
    for part in _parts(rows, reported):
        seen |= {incident.pk: incident for incident in part.order_by("-id")[:MOST_LOOKED_AT]}
    return seen.values()


def _parts(rows: QuerySet, reported: Reported) -> list[QuerySet]:
    parts = []
    if reported.when is not None and reported.when.is_known:
        first, last = reported.when.window()
        parts.append(rows.filter(overlap_q(_earlier(first), _later(last))))
    if reported.place is not None:
        around = Q(place=reported.place) | Q(place__parent=reported.place)
        if reported.place.parent_id:
            around |= Q(place=reported.place.parent_id)
        parts.append(rows.filter(around))
    return parts or [rows]


def _earlier(day: dt.date) -> dt.date | None:
    return day - SLACK if day > dt.date.min + SLACK else None


def _later(day: dt.date) -> dt.date | None:
    return day + SLACK if day < dt.date.max - SLACK else None


def _compare(reported: Reported, incident: Incident) -> Candidate:
    """Score one incident: words, date and place each say something between 0 and 1."""
    date, date_tag = _date(reported.when, incident.when)
    place, place_tag = _place(reported, incident)
    known = reported.comparable
    whole = sum(WEIGHTS[fact] for fact in known)
    needed = WORTH_SHOWING[len(known)] * whole
    score = WEIGHTS["date"] * date + WEIGHTS["place"] * place
    if score + WEIGHTS["words"] < needed:  # no words could make up for it: comparing them is what costs
        return Candidate(incident.case, incident)
    words = _words(reported, incident)
    score += WEIGHTS["words"] * words
    if score < needed:
        return Candidate(incident.case, incident)
    tags = [tag for tag in (date_tag, place_tag) if tag]
    if words >= SIMILAR_TITLE:
        tags.append(_("similar words"))
    return Candidate(incident.case, incident, score / whole, tags)


def _words(reported: Reported, incident: Incident) -> float:
    mine, theirs = normalise(reported.title), normalise(incident.title)
    if not mine or not theirs:
        return 0.0
    titles = fuzz.token_sort_ratio(mine, theirs) / 100
    shared = fuzz.token_set_ratio(mine, theirs) / 100 * 0.8
    account = 0.0
    if max(titles, shared) < SIMILAR_TITLE and reported.narrative and incident.narrative:
        account = (
            fuzz.token_set_ratio(normalise(reported.narrative[:1500]), normalise(incident.narrative[:1500]))
            / 100
        )
    return max(titles, shared, account * 0.9)


def _date(mine: UncertainDate | None, theirs: UncertainDate) -> tuple[float, str]:
    """A shared day says much, a shared year little."""
    if mine is None or not mine.is_known or not theirs.is_known:
        return 0.0, ""
    overlap = mine.overlaps(theirs)
    if overlap is Overlap.CERTAIN:
        return 1.0, _("same day")
    if overlap is Overlap.NO:
        return 0.0, ""
    wide = any((when.window()[1] - when.window()[0]).days > WIDE_WINDOW_DAYS for when in (mine, theirs))
    return (0.35, "") if wide else (0.75, _("dates overlap"))


def _place(reported: Reported, incident: Incident) -> tuple[float, str]:
    same = reported.place is not None and reported.place == incident.place
    here, there = reported.spot, _spot(incident) or _spot(incident.place)
    exact = reported.latitude is not None or incident.latitude is not None
    if here is not None and there is not None and (exact or not same):
        metres = _metres(here, there)
        radius = max(NEAR_METRES, PRECISION_METRES.get(incident.place_precision) or 0)
        if metres <= radius and metres > 0:
            return 1.0 - 0.4 * metres / radius, _("%(distance)s apart") % {"distance": _distance(metres)}
    if same:
        return 1.0, _("same place")
    if reported.place_text and incident.place_text:
        alike = fuzz.token_set_ratio(normalise(reported.place_text), normalise(incident.place_text)) / 100
        return (0.8, _("place in like words")) if alike >= SIMILAR_TITLE else (0.0, "")
    return 0.0, ""


def _spot(row: Any) -> tuple[float, float] | None:
    if row is None or row.latitude is None or row.longitude is None:
        return None
    return float(row.latitude), float(row.longitude)


def _metres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Distance on the ground (haversine)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*here, *there))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_METRES * math.asin(math.sqrt(min(1.0, half)))


def _distance(metres: float) -> str:
    if metres < KILOMETRE:
        return _("%(number)d m") % {"number": max(10, round(metres, -1))}
    return _("%(number).1f km") % {"number": metres / KILOMETRE}


def _add_same_files(user: Any, reported: Reported, best: dict[int, Candidate], but_not: Case | None) -> None:
    """The same bytes in a case the reader may see outweigh everything else."""
    if not reported.digests:
        return
    items = (
        EvidenceItem.objects.visible_to(user)
        .standing()
        .filter(sha256__in=reported.digests)
        .select_related("case")
        .order_by("-id")[:50]
    )
    for item in items:
        if but_not is not None and item.case_id == but_not.pk:
            continue
        candidate = best.setdefault(item.case_id, Candidate(item.case, None))
        if _("same file") not in candidate.tags:
            candidate.score += SAME_FILE
            candidate.tags.append(_("same file"))
