"""What an allegation consists of when it comes in: plain values, checked by the form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.models import User
from casework.cases.choices import Confidentiality
from casework.cases.models import Case
from casework.core.dates import UncertainDate
from casework.incidents.models import Incident, ViolationType
from casework.ladder.choices import DuplicateOutcome
from casework.parties.choices import AttributionRole
from casework.parties.models import Party
from casework.people.choices import Connection
from casework.people.models import Source
from casework.places.choices import PlacePrecision
from casework.places.models import Place


@dataclass(frozen=True)
class AllegedParty:
    """A party and what it is alleged to have done."""

    party: Party
    role: str = AttributionRole.SUSPECTED


@dataclass(frozen=True)
class SaidBy:
    """Who says so: a source on record, an outlet by its name, or a person who gets a code now."""

    source: Source | None = None
    outlet: str = ""
    connection: str = Connection.UNKNOWN
    found_at: str = ""


@dataclass(frozen=True)
class Where:
    """A place of the gazetteer, words, coordinates, or several of them."""

    place: Place | None = None
    text: str = ""
    precision: str = PlacePrecision.UNKNOWN
    latitude: Decimal | None = None
    longitude: Decimal | None = None


@dataclass(frozen=True)
class Access:
    """Where it goes and who may see it: a case that is there, or a new one at a level."""

    case: Case | None = None
    level: str = Confidentiality.RESTRICTED
    sealed_with: User | None = None
    files_level: str = Confidentiality.RESTRICTED
    files_graphic: bool = False


@dataclass(frozen=True)
class Compared:
    """The search for duplicates as far as it is settled: what was on the screen, and what it came to.

    `other` is the event of another case that was found to be, or perhaps to be, the same.
    """

    outcome: str = DuplicateOutcome.NONE
    considered: int = 0
    note: str = ""
    other: Incident | None = None


@dataclass(frozen=True)
class Allegation:
    """One report of one event."""

    title: str
    narrative: str
    when: UncertainDate
    where: Where
    said_by: SaidBy
    access: Access
    violations: Sequence[ViolationType] = ()
    parties: Sequence[AllegedParty] = ()
    casualties: dict[str, int | None] = field(default_factory=dict)
