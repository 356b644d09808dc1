"""One case while it is told: what has been written down so far, and who does what."""

from dataclasses import dataclass, field

from accounts.models import User
from accounts.roles import Role
from casework.cases.models import Case
from casework.core import clock
from casework.core.dates import UncertainDate, parse
from casework.evidence.models import EvidenceItem
from casework.incidents.models import CasualtyClaim, Incident, LegalCharacterisation, Violation
from casework.parties.models import Attribution, PartyPosition
from casework.tasks.models import Task

from .facts import Facts
from .world import World


def when(text: str) -> UncertainDate:
    """The date as the form would read it."""
    return parse(text, today=clock.today()) if text else UncertainDate()


@dataclass
class Telling:
    """One case while it is told."""

    facts: Facts
    world: World
    case: Case = None  # type: ignore[assignment]
    incident: Incident = None  # type: ignore[assignment]
    violations: list[Violation] = field(default_factory=list)
    blames: dict[tuple[int, int], Attribution] = field(default_factory=dict)
    said: dict[tuple[int, int, int], PartyPosition] = field(default_factory=dict)
    counts: list[CasualtyClaim] = field(default_factory=list)
    items: list[EvidenceItem] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    laws: dict[int, LegalCharacterisation] = field(default_factory=dict)

    def who(self, key: str) -> User:
        """A person of the cast; "lead" is the lead of this case."""
        return self.world.cast[self.facts.lead if key == "lead" else key]

    @property
    def lead(self) -> User:
        return self.who("lead")

    def second(self, other_than: User) -> User:
        """A second person for what needs one: a working colleague first, then a supervisor."""
        for key in sorted(self.facts.members, key=lambda key: self.world.cast[key].role != Role.INVESTIGATOR):
            if self.world.cast[key] != other_than:
                return self.world.cast[key]
        return self.who("north")

    def fresh(self) -> Case:
        """The case as it stands, with nothing remembered."""
        self.case = Case.objects.get(pk=self.case.pk)
        return self.case

    def item(self, number: int) -> EvidenceItem:
        """The item of a paper, as it stands: what was done with it since counts up its version."""
        return EvidenceItem.objects.get(pk=self.items[number].pk)
