"""Figures above the lists of redress: each counts what the reader sees, and opens just these rows."""

import dataclasses
import datetime as dt
from collections import Counter
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from casework.core import clock
from casework.core.figures import Bar, Figure, bars
from casework.parties.models import Party

from ..choices import CLAIM_STEPS, CLAIMS_FILED, CLAIMS_GRANTED, ClaimState, Grade, ReferralOutcome, Scheme
from ..models import CompensationClaim, Recommendation, Referral
from .records import ENDED, answered, overdue_claim, overdue_recommendation, overdue_referral

MOST_ADDRESSEES: Final = 20
CLAIM_COLOURS: Final = dict(zip(CLAIM_STEPS, ("b-n", "b-w", "b-d", "b-2", "b-3"), strict=True))
GRADE_COLOURS: Final = {"A": "b-3", "B": "b-2", "C": "b-1", "D": "b-w", "E": "b-d", "none": "b-n"}


@dataclasses.dataclass(frozen=True)
class Column:
    """A kind that is counted: its words, and the colour of its piece of the bar."""

    words: Any
    css: str


@dataclasses.dataclass(frozen=True)
class BoardRow:
    """One line of a board: how many in all, how many of each kind, and the figure at its end."""

    name: Any
    total: Figure
    figures: list[tuple[Any, Figure]]
    bars: list[Bar]
    last: Figure | None = None


@dataclasses.dataclass(frozen=True)
class Board:
    """Lines with the same kinds, all bars on one scale, and how many lines were left out."""

    columns: list[Column]
    rows: list[BoardRow]
    total: BoardRow
    left_out: int = 0


@dataclasses.dataclass(frozen=True)
class SumsRow:
    """What was claimed, granted and paid in one currency; sums of two currencies are never added."""

    currency: str
    number: Figure
    sums: list[Any]


class _Lines:
    """Makes the lines of one board."""

    def __init__(self, address: str, kinds: dict[str, Column], param: str, longest: int) -> None:
        self.address, self.kinds, self.param, self.longest = address, kinds, param, max(longest, 1)

    def url(self, **asked: str) -> str:
        """The list with these filters."""
        return f"{self.address}?{urlencode(asked)}" if asked else self.address

    def row(self, name: Any, counts: Counter[str], asked: dict[str, str], last: Figure | None) -> BoardRow:
        """A line of figures; the total over all lines has no bar."""
        figures = [
            (column.words, Figure(counts[kind], self.url(**asked, **{self.param: kind})))
            for kind, column in self.kinds.items()
        ]
        pieces = [(column.css, counts[kind]) for kind, column in self.kinds.items()] if asked else []
        total = Figure(counts.total(), self.url(**asked))
        return BoardRow(name, total, figures, bars(pieces, self.longest), last)


def claim_board(rows: QuerySet[CompensationClaim]) -> dict[str, int]:
    """How many of these claims stand where: the figures above the list, in one statement."""
    return rows.order_by().aggregate(
        all=Count("pk"),
        filed=Count("pk", filter=Q(state__in=CLAIMS_FILED)),
        stalled=Count("pk", filter=~Q(stalled_reason="") & ~Q(state__in=ENDED)),
        granted=Count("pk", filter=Q(state__in=CLAIMS_GRANTED)),
        paid=Count("pk", filter=Q(state=ClaimState.PAID)),
        overdue=Count("pk", filter=overdue_claim()),
    )


def claims_by_scheme(rows: QuerySet[CompensationClaim]) -> Board:
    """Each scheme, how far its claims came, and for how many days the oldest of those that wait was filed."""
    step_of = {state: step for step, (_words, states) in CLAIM_STEPS.items() for state in states}
    found: dict[str, Counter[str]] = {}
    oldest: dict[str, dt.date] = {}
    grouped = rows.order_by().values_list("scheme", "state").annotate(Count("pk"), Min("filed_on"))
    for scheme, state, number, filed in grouped:
        found.setdefault(scheme, Counter())[step_of[ClaimState(state)]] += number
        if step_of[ClaimState(state)] == "waiting" and filed:
            oldest[scheme] = min(filed, oldest.get(scheme, filed))
    longest = max((one.total() for one in found.values()), default=1)
    kinds = {step: Column(words, CLAIM_COLOURS[step]) for step, (words, _states) in CLAIM_STEPS.items()}
    lines = _Lines(reverse("redress:claim-board"), kinds, "show", longest)

    def wait(since: dt.date | None, **asked: str) -> Figure | None:
        days = (clock.today() - since).days if since else None
        return None if days is None else Figure(days, lines.url(**asked, show="waiting", sort="filed"))

    made = [
        lines.row(scheme.label, found[scheme], {"scheme": scheme}, wait(oldest.get(scheme), scheme=scheme))
        for scheme in Scheme
        if scheme in found
    ]
    total = lines.row(
        _("All schemes"), sum(found.values(), Counter()), {}, wait(min(oldest.values(), default=None))
    )
    return Board(list(kinds.values()), made, total)


def sums_by_currency(rows: QuerySet[CompensationClaim]) -> list[SumsRow]:
    """What was claimed, granted and paid, currency by currency."""
    here = reverse("redress:claim-board")
    grouped = rows.exclude(currency="").order_by("currency").values_list("currency")
    summed = grouped.annotate(Count("pk"), Sum("amount_claimed"), Sum("amount_granted"), Sum("amount_paid"))
    return [
        SumsRow(currency, Figure(number, f"{here}?{urlencode({'currency': currency})}"), sums)
        for currency, number, *sums in summed
    ]


def recommendation_board(user: Any, rows: QuerySet[Recommendation]) -> dict[str, int]:
    """How many of these recommendations stand where, in one statement."""
    return (
        rows.order_by()
        .annotate(is_answered=answered(user))
        .aggregate(
            all=Count("pk"),
            unanswered=Count("pk", filter=Q(is_answered=False)),
            carried_out=Count("pk", filter=Q(grade=Grade.A)),
            undone=Count("pk", filter=Q(grade__in=(Grade.D, Grade.E))),
            overdue=Count("pk", filter=overdue_recommendation()),
        )
    )


def addressee_key(party: str | None, name: str) -> str:
    """How an addressee stands in an address: a party by its code, any other body by its name."""
    return f"party:{party}" if party else f"name:{name}"


def addressees(rows: QuerySet[Recommendation]) -> list[tuple[str, str, str, int, int]]:
    """Key and name of each addressee with its grades: how many, and how many of these are overdue."""
    columns = ("addressee__code", "addressee__name_en", "addressee__name_ar", "addressee_name", "grade")
    late = Count("pk", filter=overdue_recommendation())
    grouped = rows.order_by().values_list(*columns).annotate(number=Count("pk"), late=late)
    found = []
    for code, english, arabic, words, grade, number, overdue in grouped:
        name = Party(name_en=english, name_ar=arabic).name if code else words
        found.append((addressee_key(code, words), name, grade or "none", number, overdue))
    return found


def recommendations_by_addressee(rows: QuerySet[Recommendation]) -> Board:
    """Each addressee, how far it went, and what is overdue; those with the most come first."""
    names: dict[str, str] = {}
    found: dict[str, Counter[str]] = {}
    late: Counter[str] = Counter()
    for key, name, grade, number, overdue in addressees(rows):
        names[key] = name
        found.setdefault(key, Counter())[grade] += number
        late[key] += overdue
    order = sorted(found, key=lambda key: (-found[key].total(), names[key]))
    longest = found[order[0]].total() if order else 1
    words = {"none": _("Not graded yet")} | {grade.value: grade.value for grade in Grade}
    kinds = {key: Column(words[key], css) for key, css in GRADE_COLOURS.items()}
    lines = _Lines(reverse("redress:recommendation-board"), kinds, "grade", longest)
    made = [
        lines.row(names[key], found[key], {"to": key}, Figure(late[key], lines.url(to=key, show="overdue")))
        for key in order[:MOST_ADDRESSEES]
    ]
    everything = sum(found.values(), Counter())
    total = lines.row(_("All addressees"), everything, {}, Figure(late.total(), lines.url(show="overdue")))
    return Board(list(kinds.values()), made, total, max(len(order) - MOST_ADDRESSEES, 0))


def referral_board(rows: QuerySet[Referral]) -> dict[str, int]:
    """How many of these referrals stand where, in one statement."""
    return rows.order_by().aggregate(
        all=Count("pk"),
        waiting=Count("pk", filter=Q(outcome=ReferralOutcome.WAITING)),
        taken_up=Count("pk", filter=Q(outcome=ReferralOutcome.TAKEN_UP)),
        declined=Count("pk", filter=Q(outcome=ReferralOutcome.DECLINED)),
        overdue=Count("pk", filter=overdue_referral()),
    )
