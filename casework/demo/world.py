"""What all stories share: the cast, sources, reference rows, and the cases opened so far."""

import datetime as dt
from dataclasses import dataclass, field

from accounts.models import User
from casework.cases.models import Case
from casework.core.dates import parse
from casework.incidents.models import Incident, LegalProvision, ViolationType
from casework.parties.actions import add_command_link
from casework.parties.choices import ClaimStatus, LinkRelation
from casework.parties.models import Party
from casework.people.actions import add_published_source
from casework.people.models import Source
from casework.places.models import Place

from .sources import SOURCES

# Parent, child, relation, from, until, source. Without a source the claim still needs work, and says so.
PERIODS = (
    ("IQ", "PMU", LinkRelation.ADMINISTRATIVE, "2016", "", "Iraqi Law 40 of 2016"),
    ("COA", "COA-BE", LinkRelation.MEMBER_OF, "July 2016", "December 2017", ""),
    ("COA", "COA-DK", LinkRelation.MEMBER_OF, "", "December 2016", ""),
)


@dataclass
class World:
    """The office of the demonstration."""

    today: dt.datetime
    cast: dict[str, User]
    sources: dict[str, Source] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    incidents: dict[str, Incident] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.types = {row.code: row for row in ViolationType.objects.select_related("parent")}
        self.parties = {row.code: row for row in Party.objects.all()}
        self.provisions = {row.code: row for row in LegalProvision.objects.all()}
        self.places = {row.code: row for row in Place.objects.exclude(code=None)}

    def list_sources(self) -> None:
        """Put the published sources on the common list, as the first investigator does on the first day."""
        for row in SOURCES:
            self.sources[row.key] = add_published_source(
                actor=self.cast["west"], name=row.name, publisher_kind=row.kind, website=row.website
            )

    def list_periods(self) -> None:
        """Say when some parties stood under others, as far as the public record dates it."""
        for above, below, relation, starts, ends, source in PERIODS:
            add_command_link(
                actor=self.cast["north"],
                parent=self.parties[above],
                child=self.parties[below],
                relation=relation,
                starts=parse(starts) if starts else None,
                ends=parse(ends) if ends else None,
                claim_status=ClaimStatus.ACCEPTED if source else ClaimStatus.NEEDS_WORK,
                source=source,
            )

    def day_in(self, days: int) -> dt.date:
        """The day so many days from the one the demonstration is loaded on; it may lie before it."""
        return self.today.date() + dt.timedelta(days=days)

    def fresh(self, key: str) -> Case:
        """The case as it stands now: stories of others may have changed it."""
        return Case.objects.get(pk=self.cases[key].pk)
