"""The shapes in which the demonstration's facts are written down. Plain data, no behaviour.

All numbers, dates and places come from public reports and are told in our own words. Nobody is named:
neither victims nor witnesses nor suspects.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from casework.incidents.choices import ConflictType, ProofStandard, Weapon
from casework.parties.choices import AttributionRole
from casework.places.choices import PlacePrecision

LABEL = "Demonstration data compiled from public reports; not findings of this project."


class Range(NamedTuple):
    """At least and at most; an open end is None."""

    low: int | None = None
    high: int | None = None


UNSAID = Range()


@dataclass(frozen=True)
class Said:
    """What a party itself said about an attribution."""

    kind: str
    when: str
    words: str
    source: str = ""
    reference: str = ""
    conceded: Range = UNSAID


@dataclass(frozen=True)
class Blame:
    """A party and what it is alleged to have done; `either` makes it an alternative to the one before."""

    party: str
    role: str = AttributionRole.CARRIED_OUT
    basis: tuple[str, ...] = ()
    confidence: str = ProofStandard.ALLEGATION
    note: str = ""
    either: bool = False
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """An assessment: what was proposed, by whom in the cast, and what became of it."""

    standard: str
    rating: str
    rationale: str
    sources: int
    origins: int
    missing: str = ""
    single: str = ""
    proposer: str = "lead"
    decider: str = "north"
    outcome: str = "approved"
    comment: str = ""


@dataclass(frozen=True)
class Law:
    """What the law may call an act: a judgement apart from the fact."""

    kind: str
    provision: str
    standard: str
    rationale: str


@dataclass(frozen=True)
class Act:
    """One alleged violation."""

    type: str
    words: str = ""
    blames: tuple[Blame, ...] = ()
    judged: tuple[Judgement, ...] = ()
    law: tuple[Law, ...] = ()


@dataclass(frozen=True)
class Count:
    """One source's number of people harmed."""

    source: str
    reference: str
    killed: Range = UNSAID
    injured: Range = UNSAID
    when: str = ""
    note: str = ""
    grade: str = ""
    parts: dict[str, Any] = field(default_factory=dict)
    relied: bool = False


@dataclass(frozen=True)
class Adopted:
    """The range the incident stands for."""

    rationale: str
    killed: Range = UNSAID
    injured: Range = UNSAID


class Cite(NamedTuple):
    """What a paper is held for or against: "act 0", "blame 0.1", "said 0.0.0" or "count 2"."""

    target: str
    stance: str = "supports"
    locator: str = ""


class Check(NamedTuple):
    """One step of the verification of a paper."""

    step: str
    result: str
    why: str


@dataclass(frozen=True)
class Paper:
    """An evidence item. Its file, if any, is made by code: a summary or a sketch in our own words."""

    title: str
    kind: str
    source: str
    form: str = "pdf"
    when: str = ""
    lines: tuple[str, ...] = ()
    file_name: str = ""
    language: str = "English"
    address: str = ""
    checks: tuple[Check, ...] = ()
    verdict: str = ""
    verdict_words: str = ""
    cites: tuple[Cite, ...] = ()
    graphic: str = ""
    level: str = ""
    description: str = ""


@dataclass(frozen=True)
class Job:
    """A task. Done ones were due so many days after they were set, open ones so many from today."""

    title: str
    who: str = "lead"
    days: int = 14
    done: bool = True
    details: str = ""


@dataclass(frozen=True)
class Step:
    """A move on the ladder, so many days before today."""

    key: str
    days_ago: int
    reason: str
    missing: str = ""
    review_in: int = 0
    single: str = ""
    code: str = ""
    kept: str = ""
    by: str = "north"
    withdrawal: str = ""


@dataclass(frozen=True)
class Facts:
    """One incident with the case it stands in."""

    key: str
    title: str
    summary: str
    narrative: str
    when: str
    place: str
    source: str
    reference: str
    opened: int
    acts: tuple[Act, ...]
    place_text: str = ""
    precision: str = PlacePrecision.UNKNOWN
    latitude: str = ""
    longitude: str = ""
    weapon: str = Weapon.UNKNOWN
    hit: str = ""
    conflict: str = ConflictType.NIAC
    counts: tuple[Count, ...] = ()
    adopted: Adopted | None = None
    papers: tuple[Paper, ...] = ()
    steps: tuple[Step, ...] = ()
    jobs: tuple[Job, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    level: str = "restricted"
    priority: str = "normal"
    lead: str = "west"
    members: tuple[str, ...] = ("north",)
    cleared: tuple[str, ...] = ()
    next_action: str = ""
    next_in: int = 0
    compared: str = "none"
    compared_note: str = ""
    compared_with: str = ""
