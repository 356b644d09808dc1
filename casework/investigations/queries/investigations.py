"""What the pages of investigations and their ratings show."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from casework.cases.models import Case
from casework.incidents.models import Incident

from ..choices import Criterion, RatingState
from ..models import EffectivenessRating, Finding, Investigation, InvestigationCitation, OutsideGrade
from ..models.investigation import InvestigationQuerySet
from ..models.rating import RatingQuerySet
from ..rules import confirmable_by

RATING_ROWS = ("investigation", "rater", "confirmer", "case")


def investigations_seen(user: Any) -> InvestigationQuerySet:
    """Investigations in the reader's scope, with what a page shows of them."""
    rows: InvestigationQuerySet = Investigation.objects.visible_to(user)
    return rows.select_related("case", "incident", "party", "created_by", "withdrawn_by")


def ratings_seen(user: Any) -> RatingQuerySet:
    """Ratings in the reader's scope, with the people of each."""
    rows: RatingQuerySet = EffectivenessRating.objects.visible_to(user)
    return rows.select_related(*RATING_ROWS)


def ratings_waiting_for(user: User) -> RatingQuerySet:
    """Ratings that this supervisor may confirm: all in scope that somebody else made, the oldest first."""
    if not user.has_right("case.decide"):
        return EffectivenessRating.objects.none()
    return ratings_seen(user).waiting().filter(pk__in=confirmable_by(user)).order_by("created_at")


MANY_DAYS: Final = 2 * 365
"""From here on nobody counts days."""


@dataclass(frozen=True)
class Delay:
    """How many days lie between the event and the opening: both may be uncertain, so it is a range."""

    low: int | None = None
    high: int | None = None

    @property
    def words(self) -> str:
        """Days as people say them, years when there are many, or nothing where no date is known."""
        if self.low is None and self.high is None:
            return ""
        if self.low is not None and self.high is not None and self.low >= MANY_DAYS:
            return _years(self.low // 365, self.high // 365)
        if self.low is None:
            return _("at most %(n)d days") % {"n": self.high}
        if self.high is None:
            return _("at least %(n)d days") % {"n": self.low}
        if self.low == self.high:
            return ngettext("%(n)d day", "%(n)d days", self.low) % {"n": self.low}
        return _("%(low)d to %(high)d days") % {"low": self.low, "high": self.high}


def _years(low: int, high: int) -> str:
    if low == high:
        return ngettext("about %(n)d year", "about %(n)d years", low) % {"n": low}
    return _("%(low)d to %(high)d years") % {"low": low, "high": high}


def delay_between(event: Incident | None, investigation: Investigation) -> Delay:
    """From the event to the opening of an investigation."""
    if event is None:
        return Delay()
    return Delay(
        _days(event.when_latest, investigation.opened_earliest),
        _days(event.when_earliest, investigation.opened_latest),
    )


def _days(since: date | None, until: date | None) -> int | None:
    return None if since is None or until is None else max((until - since).days, 0)


@dataclass
class InvestigationRow:
    """One investigation with the rating that counts, the one that waits, and how long it took to open."""

    investigation: Investigation
    delay: Delay
    in_force: EffectivenessRating | None = None
    waiting: EffectivenessRating | None = None
    former: list[EffectivenessRating] = field(default_factory=list)

    @property
    def is_effective(self) -> bool:
        return self.in_force is not None and self.in_force.is_effective


def first_event(user: Any, case: Case) -> Incident | None:
    """The earliest dated event of the case that this reader may see."""
    rows = Incident.objects.visible_to(user).standing().filter(case=case, when_earliest__isnull=False)
    return rows.order_by("when_earliest", "id").first()


def rows_of(user: Any, case: Case, investigations: Iterable[Investigation]) -> list[InvestigationRow]:
    """Investigations of one case with their ratings, in two further statements."""
    first = first_event(user, case)
    rows = {
        one.pk: InvestigationRow(one, delay_between(one.incident or first, one)) for one in investigations
    }
    ratings = ratings_seen(user).filter(investigation__in=list(rows), withdrawn_at__isnull=True)
    for rating in ratings.order_by("-id"):
        row = rows[rating.investigation_id]
        rating.case, rating.investigation = case, row.investigation
        if rating.is_waiting:
            row.waiting = rating
        elif rating.state == RatingState.CONFIRMED:
            row.in_force = rating
        else:
            row.former.append(rating)
    return list(rows.values())


def investigation_rows(user: Any, case: Case) -> list[InvestigationRow]:
    """Every standing investigation of the case, as far as this reader may see it."""
    found = list(investigations_seen(user).standing().filter(case=case))
    for one in found:
        one.case = case  # its address names the case: one read for all
    return rows_of(user, case, found)


def documents_of(user: Any, investigation: Investigation) -> list[InvestigationCitation]:
    """What is cited for an investigation."""
    return list(_documents(user).filter(investigation=investigation))


def documents_by_conclusion(user: Any, finding: Finding) -> dict[int | None, list[InvestigationCitation]]:
    """What is cited for each conclusion of the findings, by its key."""
    found: dict[int | None, list[InvestigationCitation]] = defaultdict(list)
    for citation in _documents(user).filter(conclusion__finding=finding):
        found[citation.conclusion_id].append(citation)
    return found


def _documents(user: Any) -> QuerySet[InvestigationCitation]:
    rows = InvestigationCitation.objects.visible_to(user).standing()
    return rows.select_related("item", "item__case").order_by("stance", "id")


def documents_by_criterion(user: Any, rating: EffectivenessRating) -> dict[str, list[InvestigationCitation]]:
    """What is cited for each criterion of a rating."""
    found: dict[str, list[InvestigationCitation]] = defaultdict(list)
    for citation in _documents(user).filter(rating=rating):
        found[Criterion(citation.criterion).value].append(citation)
    return found


def outside_grades(user: Any, incident: Incident) -> QuerySet[OutsideGrade]:
    """What other bodies called an event, as far as this reader may see it."""
    rows = OutsideGrade.objects.visible_to(user).standing().filter(incident=incident)
    return rows.select_related("source", "created_by")
