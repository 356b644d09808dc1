"""Which cases may be about the same event: by place, date, words and files, among what the reader may see.

The search never looks at a row the reader cannot see, so a sealed case changes nothing here: not the list,
not its length, not a count. It suggests; only a person says that two reports are one.
"""

import datetime as dt
import math
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
MOST_LOOKED_AT = 1_000
MOST_READ = 40
SLACK = dt.timedelta(days=3)  # an "about" on the other side
#: The less is known of the event, the more of it has to agree: by number of facts that can be compared.
WORTH_SHOWING = {1: 0.85, 2: 0.7, 3: 0.55}
NEAR_METRES, KILOMETRE = 2_000, 1_000
EARTH_METRES = 6_371_000
WIDE_WINDOW_DAYS = 60
SIMILAR_TITLE = 0.72
WEIGHTS = {"words": 0.35, "date": 0.3, "place": 0.35}
SAME_FILE = 1.0
MOST_SAME_FILES = 50
#: What agrees in part counts for so much of full agreement: the same words among others, an account that
#: reads alike; dates that overlap, or by months; a spot at the edge of its radius, a place in like words.
SHARED_WORDS, LIKE_ACCOUNT = 0.8, 0.9
OVERLAPPING, OVERLAPPING_WIDELY = 0.75, 0.35
AT_THE_EDGE, LIKE_PLACE_WORDS = 0.6, 0.8
LONGEST_COMPARED = 1_500
COLUMNS = (
    "pk",
    "when_earliest",
    "when_latest",
    "when_precision",
    "when_circa",
    "when_time",
    "place",
    "place_text",
    "place_precision",
    "latitude",
    "longitude",
    "place__latitude",
    "place__longitude",
)


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
    def whole(self) -> float:
        """The most that an incident could score against what is known."""
        return sum(WEIGHTS[fact] for fact in self.comparable)

    @property
    def needed(self) -> float:
        """What it has to score to be shown."""
        return WORTH_SHOWING[len(self.comparable)] * self.whole

    @property
    def spot(self) -> tuple[float, float] | None:
        """Its coordinates, or those of its place."""
        if self.latitude is not None and self.longitude is not None:
            return float(self.latitude), float(self.longitude)
        return _pair(self.place.latitude, self.place.longitude) if self.place else None


@dataclass
class Candidate:
    """A case that may be about the same event, with what speaks for it."""

    case: Case
    incident: Incident | None
    score: float = 0.0
    tags: list[str] = field(default_factory=list)
    may_join: bool = False


def possible_duplicates(user: Any, reported: Reported, *, but_not: Case | None = None) -> list[Candidate]:
    """At most five cases this reader may see, the likeliest first.

    Dates and places are compared on a few columns of many rows; words, which cost more, only for the rows
    that they could still bring over the threshold.
    """
    if not reported.is_enough:
        return []
    rows = Incident.objects.visible_to(user).standing().filter(case__in=Case.objects.visible_to(user))
    if but_not is not None:
        rows = rows.exclude(case=but_not)
    near = sorted(_sketches(rows, reported), key=lambda sketch: -sketch.score)[:MOST_READ]
    full = rows.select_related("case", "place").in_bulk([sketch.pk for sketch in near])
    best: dict[int, Candidate] = {}
    for sketch in near:
        found = _compare(reported, sketch, full[sketch.pk]) if sketch.pk in full else None
        if found and found.score > best.get(found.case.pk, Candidate(found.case, None)).score:
            best[found.case.pk] = found
    _add_same_files(user, reported, best, but_not)
    likely = sorted(best.values(), key=lambda one: -one.score)[:MOST_SHOWN]
    for candidate in likely:
        candidate.may_join = bool(may(user, "case.work", candidate.case))
    return likely


@dataclass(frozen=True)
class Sketch:
    """What a few columns of an incident say about date and place."""

    pk: int
    score: float
    tags: tuple[str, ...]


def _sketches(rows: QuerySet, reported: Reported) -> list[Sketch]:
    """Incidents worth reading: near in time, at the place or around it, else the latest ones."""
    found: dict[int, dict[str, Any]] = {}
    for part in _parts(rows, reported):
        found |= {row["pk"]: row for row in part.order_by("-id").values(*COLUMNS)[:MOST_LOOKED_AT]}
    sketches = (_sketch(reported, row) for row in found.values())
    needed = reported.needed
    return [sketch for sketch in sketches if sketch.score + WEIGHTS["words"] >= needed]


def _sketch(reported: Reported, row: dict[str, Any]) -> Sketch:
    when = UncertainDate(
        row["when_earliest"], row["when_latest"], row["when_precision"], row["when_circa"], row["when_time"]
    )
    date, date_tag = _date(reported.when, when)
    place, place_tag = _place(reported, row)
    tags = tuple(tag for tag in (date_tag, place_tag) if tag)
    return Sketch(row["pk"], WEIGHTS["date"] * date + WEIGHTS["place"] * place, tags)


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


def _compare(reported: Reported, sketch: Sketch, incident: Incident) -> Candidate | None:
    """The sketch with the words added; None where all together is not enough."""
    words = _words(reported, incident)
    score = sketch.score + WEIGHTS["words"] * words
    if score < reported.needed:
        return None
    tags = [*sketch.tags, _("similar words")] if words >= SIMILAR_TITLE else list(sketch.tags)
    return Candidate(incident.case, incident, score / reported.whole, tags)


def _words(reported: Reported, incident: Incident) -> float:
    mine, theirs = normalise(reported.title), normalise(incident.title)
    if not mine or not theirs:
        return 0.0
    titles = fuzz.token_sort_ratio(mine, theirs) / 100
    shared = fuzz.token_set_ratio(mine, theirs) / 100 * SHARED_WORDS
    account = 0.0
    if max(titles, shared) < SIMILAR_TITLE and reported.narrative and incident.narrative:
        told, known = (
            normalise(text[:LONGEST_COMPARED]) for text in (reported.narrative, incident.narrative)
        )
        account = fuzz.token_set_ratio(told, known) / 100
    return max(titles, shared, account * LIKE_ACCOUNT)


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
    return (OVERLAPPING_WIDELY, "") if wide else (OVERLAPPING, _("dates overlap"))


def _place(reported: Reported, row: dict[str, Any]) -> tuple[float, str]:
    same = reported.place is not None and reported.place.pk == row["place"]
    here, own = reported.spot, _pair(row["latitude"], row["longitude"])
    there = own or _pair(row["place__latitude"], row["place__longitude"])
    exact = reported.latitude is not None or own is not None
    if here is not None and there is not None and (exact or not same):
        metres = _metres(here, there)
        radius = max(NEAR_METRES, PRECISION_METRES.get(row["place_precision"]) or 0)
        if 0 < metres <= radius:
            said = _("%(distance)s apart") % {"distance": _distance(metres)}
            return 1.0 - (1.0 - AT_THE_EDGE) * metres / radius, said
    if same:
        return 1.0, _("same place")
    if reported.place_text and row["place_text"]:
        alike = fuzz.token_set_ratio(normalise(reported.place_text), normalise(row["place_text"])) / 100
        return (LIKE_PLACE_WORDS, _("place in like words")) if alike >= SIMILAR_TITLE else (0.0, "")
    return 0.0, ""


def _pair(latitude: Decimal | None, longitude: Decimal | None) -> tuple[float, float] | None:
    return (float(latitude), float(longitude)) if latitude is not None and longitude is not None else None


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
        .order_by("-id")[:MOST_SAME_FILES]
    )
    for item in items:
        if but_not is not None and item.case_id == but_not.pk:
            continue
        candidate = best.setdefault(item.case_id, Candidate(item.case, None))
        if _("same file") not in candidate.tags:
            candidate.score += SAME_FILE
            candidate.tags.append(_("same file"))
