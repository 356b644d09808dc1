"""The shapes in which the upper part of a case is written down: inquiry, findings, public text, redress.

Plain data, no behaviour. What other bodies found comes from public reports, in our own words; ratings of
their work are illustrations and marked so. No letter was ever sent: where a party "answers", it says what it
has published.
"""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from casework.investigations.choices import BodyKind, Families, Outcome, ReplyState
from casework.redress.choices import ClaimState, Form, RedressState, ReferralKind

NOT_SENT = "Demonstration: no letter was sent"


@dataclass(frozen=True)
class Rated:
    """The eight answers on one investigation; without `second` it still waits for a second person."""

    answers: dict[str, tuple[str, str]]
    second: str = "north"


@dataclass(frozen=True)
class Body:
    """Somebody else's investigation."""

    name: str
    kind: BodyKind
    party: str = ""
    opened: str = ""
    closed: str = ""
    outcome: Outcome = Outcome.OPEN
    found: str = ""
    reference: str = ""
    paper: int | None = None
    rated: Rated | None = None


class Graded(NamedTuple):
    """What another body called the event, in its own word."""

    source: str
    grade: str
    reference: str
    why: str = ""
    when: str = ""


@dataclass(frozen=True)
class Concluded:
    """What is concluded on one act, and for each of its parties in order: how sure, and on what it rests."""

    act: int
    standard: str
    text: str
    parties: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Written:
    """The findings. `again` is the text after they came back."""

    text: str
    conclusions: tuple[Concluded, ...]
    families: Families = Families.NOT_INFORMED
    families_note: str = "No safe way to reach them was found; the public text is meant for them as well."
    custody_note: str = ""
    again: str = ""


class Doubt(NamedTuple):
    """A reviewer's question on the findings; without an answer it is open."""

    question: str
    answer: str = ""
    by: str = "south"


class Heard(NamedTuple):
    """A party and its right of reply."""

    party: str
    state: ReplyState
    words: str = ""
    days: int = 10


class Shown(NamedTuple):
    """One row of the public evidence list; with `withheld` the reason why it is not shown."""

    paper: int
    title: str
    title_ar: str = ""
    note: str = ""
    note_ar: str = ""
    stance: str = "supports"
    withheld: bool = False


@dataclass(frozen=True)
class Public:
    """The public text: columns of PublicVersion, rows, Arabic for words that are carried over."""

    texts: dict[str, Any]
    rows: tuple[Shown, ...]
    arabic: dict[str, str] = field(default_factory=dict)
    kept: str = "A number from a public report. Nobody can be told from it."
    mentions_witness: bool = False
    proposer: str = "north"
    correction: dict[str, Any] = field(default_factory=dict)
    corrected_by: str = "south"


@dataclass(frozen=True)
class Claimed:
    """A claim by a group, or by a person of the case known by a code."""

    scheme: str
    damage: str = ""
    group: str = ""
    state: ClaimState = ClaimState.UNKNOWN
    form: Form = Form.COMPENSATION
    needed: str = ""
    held: str = ""
    stalled: str = ""
    cause: str = ""
    filed_days: int = 0
    follow_up: int = 0


class Referred(NamedTuple):
    """The case put before a body that can act."""

    kind: ReferralKind
    body: str
    sent: str = "Demonstration: nothing was handed over."
    follow_up: int = 0


class Redress(NamedTuple):
    """What became of redress; `look_in` days from today, which may have passed."""

    state: RedressState
    note: str
    look_in: int = 0


@dataclass(frozen=True)
class Climb:
    """All that takes one case up the ladder from credible evidence."""

    plan: str
    threat: str
    mitigation: str
    likelihood: str = "medium"
    severity: str = "high"
    look_in: int = 0
    bodies: tuple[Body, ...] = ()
    written: Written | None = None
    own: Rated | None = None
    doubts: tuple[Doubt, ...] = ()
    contrary: tuple[str, ...] = ()
    heard: tuple[Heard, ...] = ()
    public: Public | None = None
    redress: Redress | None = None
    referrals: tuple[Referred, ...] = ()
    claims: tuple[Claimed, ...] = ()
